// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertmodel.h"
#include "models/items/factmodel.h"
#include "models/items/logmodel.h"
#include "models/items/seriesmodel.h"
#include "models/items/sheetmodel.h"
#include "models/items/timedisplay.h"
#include "models/items/tracemodel.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

namespace tst_items {

using namespace signalbox;
using namespace signalbox::items;
using namespace std::chrono_literals;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

Alert alert(const QString& name, AlertState state, const QString& severity)
{
    Alert made;
    made.labels = LabelSet{{QStringLiteral("alertname"), name}, {QStringLiteral("severity"), severity}};
    made.state = state;
    return made;
}

LogLine line(std::int64_t second, const QByteArray& text)
{
    LogLine made;
    made.at = Instant::fromSeconds(second);
    made.labels = LabelSet{{QStringLiteral("service_name"), QStringLiteral("web")}};
    made.line = text;
    return made;
}

TraceSummary summary(std::uint64_t id, Duration duration, qint64 errors)
{
    return {.id = {0, id},
            .rootService = QStringLiteral("web"),
            .rootOperation = QStringLiteral("GET /"),
            .start = Instant::fromSeconds(1),
            .duration = duration,
            .spans = 3,
            .errors = errors};
}

} // namespace

class TestItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueTexts_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << QStringLiteral("0");
        QTest::newRow("thousands") << 1204.0 << QStringLiteral("1\u2009204");
        QTest::newRow("millions") << 1234567.0 << QStringLiteral("1\u2009234\u2009567");
        QTest::newRow("fraction") << 5.314 << QStringLiteral("5.31");
        QTest::newRow("small") << 0.2322 << QStringLiteral("0.2322");
        QTest::newRow("tiny") << 0.00002 << QStringLiteral("2e-05");
        QTest::newRow("negative") << -3.0 << QStringLiteral("\u22123");
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("NaN");
        QTest::newRow("inf") << std::numeric_limits<double>::infinity() << QStringLiteral("+Inf");
    }
    void valueTexts()
    {
        QFETCH(double, value);
        QTEST(valueText(value), "text");
    }

    void alertsShowTheirGravity_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("severity");
        QTest::addColumn<int>("gravity");
        const auto row = [](const char* name, AlertState state, const char* severity, AlertGravity gravity) {
            QTest::newRow(name) << static_cast<int>(state) << QString::fromLatin1(severity)
                                << static_cast<int>(gravity);
        };
        row("critical", AlertState::Firing, "critical", AlertGravity::Critical);
        row("without a severity", AlertState::Firing, "", AlertGravity::Critical);
        row("warning", AlertState::Active, "Warning", AlertGravity::Warning);
        row("pending", AlertState::Pending, "critical", AlertGravity::Pending);
        row("silenced", AlertState::Suppressed, "critical", AlertGravity::Quiet);
    }
    void alertsShowTheirGravity()
    {
        QFETCH(int, state);
        QFETCH(QString, severity);
        QFETCH(int, gravity);
        AlertModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.setRows({{.alert = alert(QStringLiteral("A"), static_cast<AlertState>(state), severity),
                        .sources = {QStringLiteral("p"), QStringLiteral("q")}}});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data(AlertModel::GravityRole).toInt(), gravity);
        QCOMPARE(model.firingCount(), gravity >= static_cast<int>(AlertGravity::Warning) ? 1 : 0);
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().startsWith(QLatin1String("p, q")));
        QCOMPARE(model.index(0, AlertModel::NameColumn).data().toString(), QStringLiteral("A"));
    }

    void seriesKeepTheirSpikesAndGaps()
    {
        Series series{.labels = LabelSet{{QStringLiteral("job"), QStringLiteral("a")}}};
        for (int i = 0; i < 1000; ++i) {
            if (i >= 400 && i < 500)
                continue; // nothing was answered here
            series.times.push_back(Instant::fromSeconds(i).ns);
            series.values.push_back(i == 777 ? 99 : 1);
        }
        const auto rows =
            SeriesModel::prepared({series}, Instant::fromSeconds(0), Instant::fromSeconds(1000));
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].max, 99.0);
        QCOMPARE(rows[0].last, 1.0);
        QVERIFY(rows[0].shape.contains(99.0));
        QVERIFY(std::isnan(rows[0].shape[53]));
        SeriesModel model;
        const QAbstractItemModelTester tester(&model, strict);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(rows);
        model.setRows(rows);
        QCOMPARE(reset.size(), 1); // the same series again only change their figures
        QCOMPARE(model.index(0, SeriesModel::MaxColumn).data().toString(), QStringLiteral("99"));
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aSeriesWithoutNumbersSaysSo()
    {
        Series series{.labels = {}, .times = {1}, .values = {std::numeric_limits<double>::quiet_NaN()}};
        SeriesModel model;
        model.setRows(SeriesModel::prepared({series}, {0}, {10}));
        QCOMPARE(model.index(0, SeriesModel::LastColumn).data().toString(), QStringLiteral("–"));
    }

    void logLinesOfManyBatchesAreOneTable()
    {
        LogModel model;
        const QAbstractItemModelTester tester(&model, strict);
        const std::vector<LogLine> first{line(100, "level=error msg=\"a\""), line(99, "b\x1b[31m\n c")};
        const std::vector<LogLine> second{line(98, QByteArray(5'000'000, 'x'))};
        model.append(LogBatch::fromLines(first));
        model.append(LogBatch::fromLines(second));
        model.append(LogBatch::empty());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, LogModel::LevelColumn).data().toString(), QStringLiteral("ERROR"));
        QCOMPARE(model.index(0, LogModel::ServiceColumn).data().toString(), QStringLiteral("web"));
        const QString cleanedLine = model.index(1, model.messageColumn()).data().toString();
        QVERIFY(!cleanedLine.contains(QChar(0x1b)));
        QVERIFY(cleanedLine.endsWith(QLatin1Char('c')));
        QVERIFY(model.index(2, model.messageColumn()).data().toString().size() <= 401);
        QCOMPARE(model.lineAt(2).line.size(), qsizetype{5'000'000});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void tracesThatHurtComeFirst()
    {
        TraceModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.setTraces({summary(1, 3s, 0), summary(2, 1s, 2), summary(3, 5s, 0), summary(4, 2s, 1)});
        QCOMPARE(model.trace(0).id.low, std::uint64_t{4});
        QCOMPARE(model.trace(1).id.low, std::uint64_t{2});
        QCOMPARE(model.trace(2).id.low, std::uint64_t{3});
        QCOMPARE(model.rowOf({0, 1}), 3);
        QCOMPARE(model.rowOf({0, 9}), -1);
        QCOMPARE(model.index(2, 0).data(TraceModel::ShareRole).toDouble(), 1.0);
        QVERIFY(model.index(0, 0).data(TraceModel::HasErrorRole).toBool());
    }

    void sheetsAreSortedByHand()
    {
        SheetModel model({{QStringLiteral("Name")}, {QStringLiteral("Time"), true}});
        const QAbstractItemModelTester tester(&model, strict);
        const auto row = [](const char* name, double time, std::int64_t key) {
            return SheetRow{.cells = {{.text = QString::fromLatin1(name)},
                                      {.text = QString::number(time), .order = time}},
                            .key = key};
        };
        model.setRows({row("b", 9, 1), row("A", 10, 2), row("c", 1, 3)});
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("b"));
        const QPersistentModelIndex kept = model.index(2, 0);
        model.sort(1, Qt::DescendingOrder);
        QCOMPARE(model.index(0, 0).data(SheetModel::KeyRole).toInt(), 2); // by number, not by text
        model.sort(0, Qt::AscendingOrder);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("A"));
        QCOMPARE(kept.data().toString(), QStringLiteral("c"));
        model.setRows({row("z", 0, 7), row("y", 0, 8)}); // new rows keep the order that was chosen
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("y"));
        QCOMPARE(model.rowOf(7), 1);
        QCOMPARE(model.rowOf(99), -1);
        SheetModel tree({{QStringLiteral("Name")}}, false);
        tree.setRows({row("b", 9, 1), row("a", 1, 2)});
        tree.sort(0);
        QCOMPARE(tree.index(0, 0).data().toString(), QStringLiteral("b"));
    }

    void factsAreGrouped()
    {
        FactModel model;
        const QAbstractItemModelTester tester(&model, strict);
        QCOMPARE(model.rowCount(), 0);
        const auto trace = test::makeTrace(
            {{.id = 1, .length = 100},
             {.id = 2,
              .parent = 9,
              .service = "pay",
              .operation = "SELECT",
              .length = 40,
              .error = true,
              .tags = {{"db.system", "postgresql"}, {"order", "7"}, {"http.status_code", "504"}},
              .events = {10, 20}}});
        model.setSections(FactModel::sectionsOf(*trace, trace->find({2}).front()));
        QStringList titles;
        for (int i = 0; i < model.rowCount(); ++i)
            titles.append(model.index(i, 0).data().toString());
        QCOMPARE(titles,
                 (QStringList{QStringLiteral("Remarks"), QStringLiteral("HTTP"), QStringLiteral("Database"),
                              QStringLiteral("Tags"), QStringLiteral("Events")}));
        const QModelIndex http = model.index(1, 0);
        QCOMPARE(model.rowCount(http), 1);
        QCOMPARE(model.index(0, 1, http).data().toString(), QStringLiteral("504"));
        QVERIFY(model.index(0, 1, http).data(FactModel::ToneRole).value<traces::Tone>() == traces::Tone::Bad);
        QVERIFY(!model.factAt(http));
        QVERIFY(model.factAt(model.index(0, 0, http)));
        QCOMPARE(model.rowCount(model.index(4, 0)), 2);
        QCOMPARE(http.data(FactModel::CountRole).toInt(), 1);
        model.setSections({});
        QCOMPARE(model.rowCount(), 0);
    }
};

} // namespace tst_items

SIGNALBOX_GUILESS_TEST(tst_items, TestItems)
#include "tst_items.moc"
