// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tracesheets.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_tracesheets {

using namespace signalbox;
using namespace signalbox::items;
using namespace signalbox::traces;

class TestTraceSheets : public QObject
{
    Q_OBJECT

private:
    ReadingPtr m_reading = readTrace(
        test::makeTrace({{.id = 1, .service = "web", .operation = "GET", .length = 100, .events = {70, 20}},
                         {.id = 2,
                          .parent = 1,
                          .service = "db",
                          .operation = "SELECT",
                          .start = 10,
                          .length = 60,
                          .error = true,
                          .events = {30}}}),
        false);

private Q_SLOTS:
    void statisticsLeadToTheSlowest()
    {
        const auto rows = statisticsRows(groupSpans(*m_reading, GroupBy::Operation), GroupBy::Operation);
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].cells[0].text, QStringLiteral("db  SELECT"));
        QCOMPARE(rows[0].cells[0].swatch, QStringLiteral("db"));
        QVERIFY(rows[0].cells[3].tone == CellTone::Bad); // it failed
        QCOMPARE(rows[0].cells.back().text, QStringLiteral("60 %"));
        QCOMPARE(rows[0].key, std::int64_t{m_reading->trace->find({2}).front()});
    }

    void eventsAreInOrderOfTime()
    {
        const auto rows = eventRows(*m_reading);
        QStringList times;
        for (const SheetRow& row : rows)
            times.append(row.cells[1].text);
        QCOMPARE(times,
                 (QStringList{QStringLiteral("+20 ms"), QStringLiteral("+30 ms"), QStringLiteral("+70 ms")}));
        QCOMPARE(eventRows(*m_reading, 2).size(), std::size_t{2});
    }

    void differencesAreSaid()
    {
        const auto other = readTrace(
            test::makeTrace(
                {{.id = 1, .service = "web", .operation = "GET", .length = 500},
                 {.id = 2, .parent = 1, .service = "db", .operation = "SELECT", .start = 10, .length = 450},
                 {.id = 3, .parent = 1, .service = "cache", .operation = "GET", .start = 470, .length = 5}}),
            false);
        const auto rows = differenceRows(compareTraces(*m_reading, *other));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[1].cells[1].text, QStringLiteral("slower"));
        QCOMPARE(rows[1].cells[6].text, QStringLiteral("+390 ms"));
        QCOMPARE(rows[1].cells[6].bar, 1.0);
        QCOMPARE(rows[1].cells[0].indent, std::uint16_t{1});
        QCOMPARE(rows[2].cells[1].text, QStringLiteral("only here"));
        QCOMPARE(rows[2].cells[4].text, QStringLiteral("\u2013"));
    }

    void traitsAreNamed_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        const auto row = [](Trait::Kind kind, const char* name) {
            QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(name);
        };
        row(Trait::Kind::Tag, "pay charge");
        row(Trait::Kind::FailedIn, "failed in pay charge");
        row(Trait::Kind::SlowIn, "slow in pay charge");
        row(Trait::Kind::Operation, "calls pay charge");
    }
    void traitsAreNamed()
    {
        QFETCH(int, kind);
        QFETCH(QString, name);
        const Trait trait{.kind = static_cast<Trait::Kind>(kind),
                          .service = QStringLiteral("pay"),
                          .name = QStringLiteral("charge"),
                          .inOdd = 9,
                          .inNormal = 1};
        CohortReport report{.odd = 10, .normal = 20, .traits = {trait}};
        const auto rows = traitRows(report);
        QCOMPARE(rows[0].cells[0].text, name);
        QCOMPARE(rows[0].cells[1].text, QStringLiteral("9 of 10"));
        QCOMPARE(rows[0].cells[1].bar, 0.9);
        QCOMPARE(rows[0].cells[2].bar, 0.05);
    }
};

} // namespace tst_tracesheets

SIGNALBOX_BARE_TEST(tst_tracesheets, TestTraceSheets)
#include "tst_tracesheets.moc"
