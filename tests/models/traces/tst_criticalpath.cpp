// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/criticalpath.h"

#include "models/traces/reading.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_criticalpath {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;

namespace {

constexpr Offset ms = 1'000'000;

/// "1:0-10 2:10-60": span id and stretch in ms.
QString textOf(const Trace& trace, const std::vector<PathPart>& path)
{
    QStringList parts;
    for (const PathPart& part : path)
        parts.append(QStringLiteral("%1:%2-%3")
                         .arg(trace.at(part.span).id.value)
                         .arg(part.when.begin / ms)
                         .arg(part.when.end / ms));
    return parts.join(QLatin1Char(' '));
}

SpanRow child(std::uint64_t id, std::uint64_t parent, std::int64_t start, std::int64_t length)
{
    return {.id = id, .parent = parent, .start = start, .length = length};
}

} // namespace

class TestCriticalPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data()
    {
        QTest::addColumn<std::vector<SpanRow>>("rows");
        QTest::addColumn<QString>("path");
        const SpanRow root{.id = 1, .length = 100};
        QTest::newRow("alone") << std::vector<SpanRow>{root} << "1:0-100";
        QTest::newRow("one child") << std::vector<SpanRow>{root, child(2, 1, 10, 50)}
                                   << "1:0-10 2:10-60 1:60-100";
        QTest::newRow("one after the other")
            << std::vector<SpanRow>{root, child(2, 1, 10, 20), child(3, 1, 40, 50)}
            << "1:0-10 2:10-30 1:30-40 3:40-90 1:90-100";
        QTest::newRow("side by side: the last to end counts")
            << std::vector<SpanRow>{root, child(2, 1, 10, 80), child(3, 1, 10, 40)}
            << "1:0-10 2:10-90 1:90-100";
        QTest::newRow("overlapping: the earlier one is not waited for once the later began")
            << std::vector<SpanRow>{root, child(2, 1, 10, 50), child(3, 1, 40, 50)}
            << "1:0-40 3:40-90 1:90-100";
        QTest::newRow("what ended before the later began counts")
            << std::vector<SpanRow>{root, child(2, 1, 10, 50), child(3, 1, 40, 50), child(4, 1, 5, 20)}
            << "1:0-5 4:5-25 1:25-40 3:40-90 1:90-100";
        QTest::newRow("grandchild") << std::vector<SpanRow>{root, child(2, 1, 10, 80), child(3, 2, 20, 30)}
                                    << "1:0-10 2:10-20 3:20-50 2:50-90 1:90-100";
        QTest::newRow("over the parent's end: cut to it")
            << std::vector<SpanRow>{root, child(2, 1, 60, 90)} << "1:0-60 2:60-100";
        QTest::newRow("before the parent's begin: cut to it")
            << std::vector<SpanRow>{root, child(2, 1, -30, 50)} << "2:30-50 1:50-130";
        QTest::newRow("grandchild beyond both: cut twice")
            << std::vector<SpanRow>{root, child(2, 1, 50, 100), child(3, 2, 80, 200)}
            << "1:0-50 2:50-80 3:80-100";
        QTest::newRow("outside of its parent: not on the path")
            << std::vector<SpanRow>{root, child(2, 1, 200, 50)} << "1:0-100";
        QTest::newRow("without length: not on the path")
            << std::vector<SpanRow>{root, child(2, 1, 50, 0)} << "1:0-100";
        QTest::newRow("overlapping by a hair: it ended with the begin of the next")
            << std::vector<SpanRow>{{.id = 1, .length = 10'000},
                                    child(2, 1, 0, 8010),
                                    child(3, 1, 8000, 2000)}
            << "2:0-8000 3:8000-10000";
        QTest::newRow("tiny ones at the very end do not hide the long one")
            << std::vector<SpanRow>{{.id = 1, .length = 10'000}, child(2, 1, 0, 10'000), child(3, 1, 9999, 1)}
            << "2:0-9999 3:9999-10000";
        SpanRow follows = child(2, 1, 50, 50);
        follows.followsFrom = true;
        QTest::newRow("follows from: nobody waited") << std::vector<SpanRow>{root, follows} << "1:0-100";
        SpanRow consumer = child(2, 1, 50, 90);
        consumer.kind = SpanKind::Consumer;
        QTest::newRow("a consumer that outlives its producer")
            << std::vector<SpanRow>{root, consumer, child(3, 1, 10, 30)} << "1:0-10 3:10-40 1:40-100";
        consumer.length = 30;
        QTest::newRow("a consumer within it")
            << std::vector<SpanRow>{root, consumer} << "1:0-50 2:50-80 1:80-100";
        QTest::newRow("of two roots the longer")
            << std::vector<SpanRow>{root, {.id = 5, .start = 90, .length = 500}} << "5:90-590";
        QTest::newRow("no length at all") << std::vector<SpanRow>{{.id = 1, .length = 0}} << "";
    }
    void cases()
    {
        QFETCH(std::vector<SpanRow>, rows);
        QFETCH(QString, path);
        const auto trace = test::makeTrace(rows);
        const Timeline times = asSent(*trace);
        const auto parts = criticalPath(*trace, times);
        QCOMPARE(textOf(*trace, parts), path);
        // The parts fill the root without a hole.
        Offset at = times.spans[mainRoot(*trace, times)].begin;
        for (const PathPart& part : parts) {
            QCOMPARE(part.when.begin, at);
            at = part.when.end;
        }
    }

    void deepAndWideTracesAreNoTrouble()
    {
        std::vector<SpanRow> deep{{.id = 1, .length = 10'000}};
        for (std::uint64_t i = 2; i <= 5000; ++i)
            deep.push_back(child(i, i - 1, 0, 10'001 - static_cast<std::int64_t>(i)));
        QCOMPARE(criticalPath(*test::makeTrace(deep), asSent(*test::makeTrace(deep))).size(),
                 std::size_t{5000});
        std::vector<SpanRow> wide{{.id = 1, .length = 100'000}};
        for (std::uint64_t i = 0; i < 20'000; ++i)
            wide.push_back(child(i + 2, 1, static_cast<std::int64_t>(i) * 5, 5));
        const auto trace = test::makeTrace(wide);
        QCOMPARE(criticalPath(*trace, asSent(*trace)).size(), std::size_t{20'000});
    }

    void sharesNameWhatWasWaitedFor()
    {
        // 100 ms: 10 own, 60 in a query (twice 30), 30 that nobody explains.
        const auto trace = test::makeTrace(
            {{.id = 1, .service = "web", .operation = "GET", .length = 100},
             {.id = 2, .parent = 1, .service = "db", .operation = "SELECT", .start = 1, .length = 30},
             {.id = 3, .parent = 1, .service = "db", .operation = "SELECT", .start = 61, .length = 38}});
        const auto shares = pathShares(*readTrace(trace, false));
        QCOMPARE(shares.size(), std::size_t{3});
        QCOMPARE(shares[0].operation, QStringLiteral("SELECT"));
        QCOMPARE(shares[0].count, std::int64_t{2});
        QCOMPARE(shares[0].time, 68 * ms);
        QVERIFY(shares[1].kind == PathShare::Kind::Gap);
        QCOMPARE(shares[1].time, 30 * ms);
        QCOMPARE(trace->at(static_cast<std::size_t>(shares[0].span)).id.value, std::uint64_t{3});
        double sum = 0;
        for (const PathShare& share : shares)
            sum += share.share;
        QVERIFY(qAbs(sum - 1) < 1e-9);
        QCOMPARE(pathShares(*readTrace(trace, false), 1).back().count, std::int64_t{3});
    }

    void theSlowestBelowASpan()
    {
        const auto trace = test::makeTrace({{.id = 1, .length = 100},
                                            child(2, 1, 5, 20),   // on the path, with 3 below it
                                            child(3, 2, 6, 18),   // most of it
                                            child(4, 1, 30, 60),  // slower, but of another branch
                                            child(5, 1, 10, 2)}); // not on the path
        const ReadingPtr reading = readTrace(trace, false);
        const auto slowest = [&](std::uint64_t of) {
            const auto found = trace->find(SpanId{of});
            return trace->at(slowestWithin(*reading, found.front())).id.value;
        };
        QCOMPARE(slowest(2), std::uint64_t{3});
        QCOMPARE(slowest(1), std::uint64_t{4});
        QCOMPARE(slowest(4), std::uint64_t{4});
        QCOMPARE(slowest(5), std::uint64_t{5}); // nothing waited for it
    }
};

} // namespace tst_criticalpath

SIGNALBOX_BARE_TEST(tst_criticalpath, TestCriticalPath)
#include "tst_criticalpath.moc"
