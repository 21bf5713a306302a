// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/rows.h"

#include "models/traces/spansearch.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_rows {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;

namespace {

/// Span ids with their depth as dots; g gap, l line, h3 hidden, L2 lane; "+" closed.
QString textOf(const Reading& reading, const std::vector<Row>& rows)
{
    QStringList texts;
    for (const Row& row : rows) {
        QString text(static_cast<qsizetype>(row.depth), QLatin1Char('.'));
        switch (row.kind) {
        case RowKind::Span:
            text += QString::number(reading.trace->at(row.index).id.value);
            if (!row.open)
                text += QStringLiteral("+%1").arg(row.count);
            break;
        case RowKind::Gap:
            text += QLatin1Char('g');
            break;
        case RowKind::Log:
            text += QStringLiteral("l") + reading.logs.lines[row.index].text;
            break;
        case RowKind::Hidden:
            text += QStringLiteral("h%1").arg(row.count);
            break;
        case RowKind::Lane:
            text += QStringLiteral("L%1").arg(row.count);
            break;
        }
        texts.append(text);
    }
    return texts.join(QLatin1Char(' '));
}

LogLine line(const char* text, std::int64_t at, const char* span, const char* service)
{
    LogLine made;
    made.at = Instant::fromMilliseconds(test::traceEra + at);
    made.labels = LabelSet({{QStringLiteral("service_name"), QString::fromLatin1(service)}});
    made.metadata =
        LabelSet({{QStringLiteral("trace_id"), QStringLiteral("00000000000000000000000000000abc")}});
    if (*span)
        made.metadata =
            LabelSet({{QStringLiteral("trace_id"), QStringLiteral("00000000000000000000000000000abc")},
                      {QStringLiteral("span_id"), QString::fromLatin1(span)}});
    made.line = text;
    return made;
}

/// 1 > (2 > 3, 4), 5; 30 ms between 2 and 5.
TracePtr sample()
{
    return test::makeTrace({{.id = 1, .service = "web", .length = 100},
                            {.id = 2, .parent = 1, .service = "pay", .start = 0, .length = 40},
                            {.id = 3, .parent = 2, .service = "pay", .start = 1, .length = 20},
                            {.id = 4, .parent = 2, .service = "db", .start = 21, .length = 19, .error = true},
                            {.id = 5, .parent = 1, .service = "cart", .start = 70, .length = 30}});
}

} // namespace

class TestRows : public QObject
{
    Q_OBJECT

private:
    ReadingPtr m_reading;

private Q_SLOTS:
    void initTestCase()
    {
        const std::vector<LogLine> lines{
            line("a", 10, "0000000000000003", "pay"), line("b", 50, "0000000000000001", "web"),
            line("c", 80, "0000000000000001", "web"), line("d", 30, "", "kafka"), line("e", 31, "", "kafka")};
        m_reading = readTrace(sample(), false, LogBatch::fromLines(lines));
    }

    void rowsFollowTimeAndChoice_data()
    {
        QTest::addColumn<RowChoice>("choice");
        QTest::addColumn<QString>("rows");
        const std::size_t size = m_reading->trace->size();
        const auto position = [this](std::uint64_t id) { return m_reading->trace->find({id}).front(); };
        RowChoice plain{.logs = false, .gaps = false};
        QTest::newRow("all open") << plain << "1 .2 ..3 ..4 .5";
        RowChoice choice;
        QTest::newRow("gaps, lines and lanes") << choice << "1 .2 ..3 ...la ..4 .g .lb .g .5 .lc L2";
        choice.openLanes = {true};
        QTest::newRow("lane open") << choice << "1 .2 ..3 ...la ..4 .g .lb .g .5 .lc L2 .ld .le";
        choice = plain;
        choice.closed.assign(size, false);
        choice.closed[position(2)] = true;
        QTest::newRow("one closed") << choice << "1 .2+2 .5";
        choice.closed[position(1)] = true;
        QTest::newRow("all closed") << choice << "1+4";
        choice = plain;
        choice.kept = keepErrors(*m_reading->trace);
        QTest::newRow("filter: parents stay, the rest is counted") << choice << "1 .2 ..h1 ..4 .h1";
        choice.revealed.assign(size, false);
        choice.revealed[position(5)] = true;
        QTest::newRow("filter with one revealed") << choice << "1 .2 ..h1 ..4 .5";
        choice = plain;
        choice.kept = keepService(*m_reading->trace, QStringLiteral("nobody"));
        QTest::newRow("filter that keeps nothing") << choice << "h5";
        choice = plain;
        closeService(choice, *m_reading, QStringLiteral("pay"), true);
        QTest::newRow("a service closed") << choice << "1 .2+2 .5";
        closeFromDepth(choice, *m_reading, 1);
        QTest::newRow("by level") << choice << "1+4";
        closeFromDepth(choice, *m_reading, 2);
        QTest::newRow("one level more") << choice << "1 .2+2 .5";
    }
    void rowsFollowTimeAndChoice()
    {
        QFETCH(RowChoice, choice);
        QFETCH(QString, rows);
        QCOMPARE(textOf(*m_reading, layOut(*m_reading, choice)), rows);
    }

    void rowsFollowTheClockThatIsShown()
    {
        // By its own clock the second call came first.
        const TracePtr trace =
            test::makeTrace({{.id = 1, .service = "web", .length = 100},
                             {.id = 2, .parent = 1, .service = "web", .start = 5, .length = 10},
                             {.id = 3, .parent = 1, .service = "pay", .start = -40, .length = 50},
                             {.id = 4, .parent = 3, .service = "pay", .start = -30, .length = 5}});
        const RowChoice choice{.logs = false, .gaps = false};
        const auto raw = readTrace(trace, false);
        QCOMPARE(textOf(*raw, layOut(*raw, choice)), QStringLiteral("1 .3 ..4 .2"));
        const auto corrected = readTrace(trace, true);
        QCOMPARE(textOf(*corrected, layOut(*corrected, choice)), QStringLiteral("1 .2 .3 ..4"));
    }

    void aSpanIsShownInSpiteOfAll()
    {
        RowChoice choice{.kept = keepErrors(*m_reading->trace), .logs = false, .gaps = false};
        closeAll(choice, *m_reading, true);
        showSpan(choice, *m_reading, m_reading->trace->find({3}).front());
        QCOMPARE(textOf(*m_reading, layOut(*m_reading, choice)), QStringLiteral("1 .2 ..3 ..4 .h1"));
        QCOMPARE(openDepth(layOut(*m_reading, choice)), 2U);
    }

    void manySpansTakeOneRowEach()
    {
        std::vector<SpanRow> rows{{.id = 1, .length = 100'000}};
        for (std::uint64_t i = 2; i <= 20'000; ++i)
            rows.push_back({.id = i, .parent = i / 2, .length = 5});
        const ReadingPtr reading = readTrace(test::makeTrace(rows), false);
        QCOMPARE(layOut(*reading, {.logs = false, .gaps = false}).size(), std::size_t{20'000});
    }
};

} // namespace tst_rows

SIGNALBOX_BARE_TEST(tst_rows, TestRows)
#include "tst_rows.moc"
