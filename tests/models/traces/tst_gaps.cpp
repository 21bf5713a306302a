// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/gaps.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_gaps {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;

namespace {

constexpr Offset ms = 1'000'000;

/// "30-60 after 2 before 3" for each gap.
QStringList textsOf(const Trace& trace, const std::vector<Gap>& gaps)
{
    QStringList texts;
    for (const Gap& gap : gaps) {
        QString text = QStringLiteral("%1-%2").arg(gap.when.begin / ms).arg(gap.when.end / ms);
        if (gap.before >= 0)
            text += QStringLiteral(" after %1").arg(trace.at(static_cast<std::size_t>(gap.before)).id.value);
        if (gap.after >= 0)
            text += QStringLiteral(" before %1").arg(trace.at(static_cast<std::size_t>(gap.after)).id.value);
        texts.append(text);
    }
    return texts;
}

} // namespace

class TestGaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data()
    {
        QTest::addColumn<std::vector<SpanRow>>("rows");
        QTest::addColumn<QList<int>>("logs");
        QTest::addColumn<QStringList>("gaps");
        const SpanRow root{.id = 1, .length = 1000};
        const auto child = [](std::uint64_t id, std::int64_t start, std::int64_t length) {
            return SpanRow{.id = id, .parent = 1, .start = start, .length = length};
        };
        QTest::newRow("a leaf is its own explanation")
            << std::vector<SpanRow>{root} << QList<int>{} << QStringList{};
        QTest::newRow("between two") << std::vector<SpanRow>{root, child(2, 0, 300), child(3, 600, 400)}
                                     << QList<int>{}
                                     << QStringList{QStringLiteral("300-600 after 2 before 3")};
        QTest::newRow("before and after")
            << std::vector<SpanRow>{root, child(2, 200, 300)} << QList<int>{}
            << QStringList{QStringLiteral("0-200 before 2"), QStringLiteral("500-1000 after 2")};
        QTest::newRow("too short to be news")
            << std::vector<SpanRow>{root, child(2, 10, 485), child(3, 510, 489)} << QList<int>{}
            << QStringList{};
        QTest::newRow("covered by one that runs on")
            << std::vector<SpanRow>{root, child(2, 0, 1000), child(3, 100, 10)} << QList<int>{}
            << QStringList{};
        QTest::newRow("a line of a log explains that moment")
            << std::vector<SpanRow>{root, child(2, 0, 300), child(3, 600, 400)} << QList<int>{450}
            << QStringList{QStringLiteral("300-450 after 2"), QStringLiteral("450-600 before 3")};
        QTest::newRow("lines all along explain it")
            << std::vector<SpanRow>{root, child(2, 0, 300), child(3, 360, 640)} << QList<int>{315, 330, 345}
            << QStringList{};
        SpanRow speaking = root;
        speaking.events = {450};
        QTest::newRow("so does an event of the span")
            << std::vector<SpanRow>{speaking, child(2, 0, 300), child(3, 600, 400)} << QList<int>{}
            << QStringList{QStringLiteral("300-450 after 2"), QStringLiteral("450-600 before 3")};
        QTest::newRow("a child beyond the end")
            << std::vector<SpanRow>{root, child(2, 0, 300), child(3, 990, 50)} << QList<int>{}
            << QStringList{QStringLiteral("300-990 after 2 before 3")};
    }
    void cases()
    {
        QFETCH(std::vector<SpanRow>, rows);
        QFETCH(QList<int>, logs);
        QFETCH(QStringList, gaps);
        const auto trace = test::makeTrace(rows);
        std::vector<Moment> moments;
        for (const int at : logs)
            moments.push_back({trace->find({1}).front(), at * ms});
        QCOMPARE(textsOf(*trace, findGaps(*trace, asSent(*trace), moments)), gaps);
    }

    void theLongestAreKept()
    {
        std::vector<SpanRow> rows{{.id = 1, .length = 100'000}};
        for (std::uint64_t i = 0; i < 100; ++i)
            rows.push_back(
                {.id = i + 2, .parent = 1, .start = static_cast<std::int64_t>(i * i * 10), .length = 1});
        const auto trace = test::makeTrace(rows);
        const auto gaps = findGaps(*trace, asSent(*trace), {}, {.share = 0, .shortest = ms, .atMost = 10});
        QCOMPARE(gaps.size(), std::size_t{10});
        QVERIFY(std::is_sorted(gaps.begin(), gaps.end(),
                               [](const Gap& a, const Gap& b) { return a.when.begin < b.when.begin; }));
        for (const Gap& gap : gaps)
            QVERIFY(gap.when.length() >= 1800 * ms);
    }

    void theyAreNamed()
    {
        const auto trace = test::makeTrace(
            {{.id = 1, .length = 1000},
             {.id = 2, .parent = 1, .operation = "auth", .start = 0, .length = 300},
             {.id = 3, .parent = 1, .service = "pay", .operation = "charge", .start = 600, .length = 400}});
        const auto gaps = findGaps(*trace, asSent(*trace));
        QCOMPARE(gaps.size(), std::size_t{1});
        QCOMPARE(placeOf(gaps[0], *trace), QStringLiteral("auth to charge"));
        QCOMPARE(sentenceOf(gaps[0], *trace),
                 QStringLiteral("300 ms that no span and no log explains: queue or network?"));
    }
};

} // namespace tst_gaps

SIGNALBOX_BARE_TEST(tst_gaps, TestGaps)
#include "tst_gaps.moc"
