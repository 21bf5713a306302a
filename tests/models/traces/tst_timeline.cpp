// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/timeline.h"

#include "models/traces/spansearch.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_timeline {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;

namespace {

constexpr Offset ms = 1'000'000;

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownTimeIsWhatNoChildCovers_data()
    {
        QTest::addColumn<std::vector<SpanRow>>("rows");
        QTest::addColumn<qlonglong>("own");
        const SpanRow root{.id = 1, .length = 100};
        const auto child = [](std::uint64_t id, std::int64_t start, std::int64_t length) {
            return SpanRow{.id = id, .parent = 1, .start = start, .length = length};
        };
        QTest::newRow("leaf") << std::vector<SpanRow>{root} << 100LL;
        QTest::newRow("one child") << std::vector<SpanRow>{root, child(2, 10, 30)} << 70LL;
        QTest::newRow("side by side")
            << std::vector<SpanRow>{root, child(2, 10, 30), child(3, 20, 40)} << 50LL;
        QTest::newRow("one within the other")
            << std::vector<SpanRow>{root, child(2, 10, 50), child(3, 20, 10)} << 50LL;
        QTest::newRow("over the end") << std::vector<SpanRow>{root, child(2, 80, 50)} << 80LL;
        QTest::newRow("before the begin") << std::vector<SpanRow>{root, child(2, -20, 30)} << 90LL;
        QTest::newRow("outside") << std::vector<SpanRow>{root, child(2, 200, 30)} << 100LL;
        QTest::newRow("covered") << std::vector<SpanRow>{root, child(2, -5, 200)} << 0LL;
    }
    void ownTimeIsWhatNoChildCovers()
    {
        QFETCH(std::vector<SpanRow>, rows);
        QFETCH(qlonglong, own);
        const auto trace = test::makeTrace(rows);
        const std::uint32_t root = trace->find({1}).front();
        QCOMPARE(qlonglong{ownTimes(*trace, asSent(*trace))[root]}, own * ms);
    }

    void skewIsCorrectedByService_data()
    {
        QTest::addColumn<std::vector<SpanRow>>("rows");
        QTest::addColumn<qlonglong>("span");
        QTest::addColumn<qlonglong>("shift");
        const SpanRow root{.id = 1, .service = "web", .start = 0, .length = 100};
        const auto other = [](std::int64_t start, std::int64_t length) {
            return SpanRow{.id = 2, .parent = 1, .service = "pay", .start = start, .length = length};
        };
        QTest::newRow("within: not touched") << std::vector<SpanRow>{root, other(10, 50)} << 2LL << 0LL;
        QTest::newRow("early: into the middle") << std::vector<SpanRow>{root, other(-40, 50)} << 2LL << 65LL;
        QTest::newRow("late: into the middle") << std::vector<SpanRow>{root, other(90, 50)} << 2LL << -65LL;
        QTest::newRow("longer and early: to the begin")
            << std::vector<SpanRow>{root, other(-40, 150)} << 2LL << 40LL;
        QTest::newRow("longer and late: may be asynchronous")
            << std::vector<SpanRow>{root, other(10, 150)} << 2LL << 0LL;
        QTest::newRow("its own spans move with it")
            << std::vector<SpanRow>{root,
                                    other(-40, 50),
                                    {.id = 3, .parent = 2, .service = "pay", .start = -30, .length = 10}}
            << 3LL << 65LL;
        QTest::newRow("one clock: a child of the same service stays")
            << std::vector<SpanRow>{root,
                                    {.id = 2, .parent = 1, .service = "web", .start = -40, .length = 50}}
            << 2LL << 0LL;
        SpanRow consumer = other(90, 50);
        consumer.kind = SpanKind::Consumer;
        QTest::newRow("a consumer may end later") << std::vector<SpanRow>{root, consumer} << 2LL << 0LL;
    }
    void skewIsCorrectedByService()
    {
        QFETCH(std::vector<SpanRow>, rows);
        QFETCH(qlonglong, span);
        QFETCH(qlonglong, shift);
        const auto trace = test::makeTrace(rows);
        const std::uint32_t at = trace->find({static_cast<std::uint64_t>(span)}).front();
        const std::uint32_t root = trace->find({1}).front();
        const Timeline raw = asSent(*trace);
        const Timeline fixed = skewCorrected(*trace);
        const Offset moved =
            (fixed.spans[at].begin - fixed.spans[root].begin) - (raw.spans[at].begin - raw.spans[root].begin);
        QCOMPARE(qlonglong{moved}, shift * ms);
        QCOMPARE(fixed.moved > 0, shift != 0);
        QCOMPARE(raw.moved, std::int64_t{0});
        QVERIFY(fixed.spans[at].begin >= 0);
    }

    void hostileTimesStayNumbers()
    {
        std::vector<SpanRow> rows{{.id = 1, .length = 10}};
        rows.push_back({.id = 2,
                        .parent = 1,
                        .service = "far",
                        .start = 9'000'000'000'000,
                        .length = 9'000'000'000'000});
        rows.push_back({.id = 3, .parent = 2, .service = "old", .start = -1'600'000'000'000, .length = 5});
        const auto trace = test::makeTrace(rows);
        for (const Timeline& times : {asSent(*trace), skewCorrected(*trace)}) {
            QVERIFY(times.length > 0);
            for (const Offset own : ownTimes(*trace, times))
                QVERIFY(own >= 0);
        }
    }

    void descendantsAreCountedWithoutRecursion()
    {
        std::vector<SpanRow> rows{{.id = 1, .length = 10}};
        for (std::uint64_t i = 2; i <= 5000; ++i)
            rows.push_back({.id = i, .parent = i - 1, .length = 10});
        const auto trace = test::makeTrace(rows);
        const auto counts = descendantCounts(*trace);
        QCOMPARE(counts[trace->find({1}).front()], 4999U);
        QCOMPARE(counts[trace->find({5000}).front()], 0U);
    }

    void spansAreFoundByText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("ids");
        QTest::newRow("nothing") << " " << QList<int>{};
        QTest::newRow("operation, any case") << "CHARGE" << QList<int>{2};
        QTest::newRow("service") << "pay" << QList<int>{2, 3};
        QTest::newRow("value of a tag") << "seq_scan" << QList<int>{3};
        QTest::newRow("name of a tag") << "db.plan" << QList<int>{3};
        QTest::newRow("pair, whole value") << "db.plan=seq_scan" << QList<int>{3};
        QTest::newRow("pair, part of a value is not enough") << "db.plan=seq" << QList<int>{};
        QTest::newRow("error") << "error" << QList<int>{2};
        QTest::newRow("pair of kind") << "kind=client" << QList<int>{3};
        QTest::newRow("id") << "0000000000000003" << QList<int>{3};
        QTest::newRow("absent") << "nowhere" << QList<int>{};
    }
    void spansAreFoundByText()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, ids);
        const auto trace = test::makeTrace(
            {{.id = 1, .length = 10},
             {.id = 2, .parent = 1, .service = "pay", .operation = "charge card", .length = 9, .error = true},
             {.id = 3,
              .parent = 2,
              .service = "pay",
              .operation = "SELECT",
              .length = 8,
              .kind = SpanKind::Client,
              .tags = {{"db.plan", "seq_scan"}}}});
        QList<int> found;
        for (const std::uint32_t position : findSpans(*trace, text))
            found.append(static_cast<int>(trace->at(position).id.value));
        QCOMPARE(found, ids);
    }
};

} // namespace tst_timeline

SIGNALBOX_BARE_TEST(tst_timeline, TestTimeline)
#include "tst_timeline.moc"
