// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The plan alone, against a server of a few lines: whatever the bursts, every line is given once.
#include "connectors/loki/pageplan.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tst_pageplan {

using namespace signalbox;
using namespace signalbox::loki;

namespace {

constexpr std::int64_t base = 1'795'251'600'000'000'000;

LogLine line(std::int64_t ns, int stream, const QByteArray& text, const QString& id = {})
{
    LogLine l;
    l.at = {base + ns};
    l.labels = {{QStringLiteral("app"), QString::number(stream)}};
    if (!id.isEmpty())
        l.metadata = {{QStringLiteral("trace_id"), id}};
    l.line = text;
    return l;
}

using Key = std::tuple<std::int64_t, QString, QByteArray, QString>;
Key keyOf(const LogLine& l)
{
    return {l.at.ns, l.labels.toString(), l.line, l.metadata.toString()};
}

std::multiset<Key> keysOf(const std::vector<LogLine>& lines)
{
    std::multiset<Key> keys;
    for (const LogLine& l : lines)
        keys.insert(keyOf(l));
    return keys;
}

/// What a Loki would answer.
LogBatchPtr serve(const std::vector<LogLine>& stored, const Ask& ask, Direction direction)
{
    std::vector<LogLine> hits;
    for (const LogLine& l : stored) {
        if (l.at >= ask.range.start && l.at < ask.range.end)
            hits.push_back(l);
    }
    std::stable_sort(hits.begin(), hits.end(), [&](const LogLine& a, const LogLine& b) {
        return direction == Direction::Backward ? a.at > b.at : a.at < b.at;
    });
    hits.resize(std::min(hits.size(), static_cast<std::size_t>(ask.limit)));
    return LogBatch::fromLines(hits);
}

struct Run
{
    std::vector<LogLine> lines;
    std::vector<Gap> gaps;
    std::vector<Ask> asks;
    bool complete = false;
    std::int64_t clipped = 0;
    bool endless = false;
};

Run run(const std::vector<LogLine>& stored, const PageRequest& request, int serverMost)
{
    Run out;
    PagePlan plan(request);
    for (int pages = 0; pages < 2000; ++pages) {
        const Ask ask = plan.current();
        out.asks.push_back(ask);
        PageOutcome outcome;
        if (ask.limit > serverMost) {
            const auto lowered = plan.lowered(serverMost);
            if (!lowered)
                return out;
            outcome = *lowered;
        } else {
            outcome = plan.take(serve(stored, ask, request.direction));
        }
        for (std::size_t i = 0; i < outcome.lines->size(); ++i)
            out.lines.push_back(outcome.lines->at(i));
        if (outcome.gap)
            out.gaps.push_back(*outcome.gap);
        out.clipped += outcome.clipped;
        out.complete = outcome.complete;
        if (!outcome.next)
            return out;
    }
    out.endless = true;
    return out;
}

PageRequest request(Direction direction, int pageSize, std::int64_t limit = 0, std::int64_t from = 0,
                    std::int64_t to = 1'000'000)
{
    return {.query = QStringLiteral("{app=~\".+\"}"),
            .range = {{base + from}, {base + to}},
            .direction = direction,
            .limit = limit,
            .pageSize = pageSize,
            .priority = http::Priority::Interactive};
}

} // namespace

class TestPagePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineOnce_data()
    {
        QTest::addColumn<std::vector<int>>("bursts"); // lines in the 1st, 2nd ... nanosecond that has any
        QTest::addColumn<int>("pageSize");
        QTest::addColumn<int>("serverMost");
        QTest::newRow("nothing") << std::vector<int>{} << 10 << 5000;
        QTest::newRow("one") << std::vector<int>{1} << 10 << 5000;
        QTest::newRow("one page, not full") << std::vector<int>(9, 1) << 10 << 5000;
        QTest::newRow("one page, just full") << std::vector<int>(10, 1) << 10 << 5000;
        QTest::newRow("one line a ns") << std::vector<int>(95, 1) << 10 << 5000;
        QTest::newRow("pages of one") << std::vector<int>(20, 1) << 1 << 5000;
        QTest::newRow("pairs across borders") << std::vector<int>(40, 2) << 5 << 5000;
        QTest::newRow("burst inside a page") << std::vector<int>{1, 1, 5, 1, 1} << 10 << 5000;
        QTest::newRow("burst of a page") << std::vector<int>{1, 10, 1} << 10 << 5000;
        QTest::newRow("burst larger than a page") << std::vector<int>{3, 37, 3} << 10 << 5000;
        QTest::newRow("300 in one ns, page of 100") << std::vector<int>{50, 300, 50} << 100 << 5000;
        QTest::newRow("burst first") << std::vector<int>{25, 1, 1} << 10 << 5000;
        QTest::newRow("burst last") << std::vector<int>{1, 1, 25} << 10 << 5000;
        QTest::newRow("bursts in a row") << std::vector<int>{25, 31, 10, 12, 1, 44} << 10 << 5000;
        QTest::newRow("burst one below the maximum") << std::vector<int>{2, 49, 2} << 10 << 50;
        QTest::newRow("page above the maximum") << std::vector<int>(120, 1) << 100 << 50;
        QTest::newRow("page above the maximum, burst") << std::vector<int>{2, 49, 2} << 100 << 50;
    }
    void everyLineOnce()
    {
        QFETCH(std::vector<int>, bursts);
        QFETCH(int, pageSize);
        QFETCH(int, serverMost);
        std::vector<LogLine> stored;
        for (std::size_t b = 0; b < bursts.size(); ++b) {
            for (int i = 0; i < bursts[b]; ++i)
                stored.push_back(line(static_cast<std::int64_t>(b) * 3, i % 3,
                                      "text " + QByteArray::number(i / 3),
                                      i % 2 ? QString::number(i) : QString()));
        }
        for (const Direction direction : {Direction::Backward, Direction::Forward}) {
            const Run got = run(stored, request(direction, pageSize), serverMost);
            QVERIFY(!got.endless);
            QVERIFY(got.complete);
            QVERIFY(got.gaps.empty());
            QCOMPARE(got.lines.size(), stored.size());
            QVERIFY(keysOf(got.lines) == keysOf(stored));
            QVERIFY(
                std::is_sorted(got.lines.begin(), got.lines.end(), [&](const LogLine& a, const LogLine& b) {
                    return direction == Direction::Forward ? a.at < b.at : a.at > b.at;
                }));
        }
    }

    void moreInOneNanosecondThanTheServerGives_data()
    {
        QTest::addColumn<int>("burst");
        QTest::addColumn<int>("pageSize");
        QTest::addColumn<int>("serverMost");
        QTest::newRow("learned from a refusal") << 80 << 10 << 30;
        QTest::newRow("the page is the maximum") << 80 << 30 << 30;
        QTest::newRow("just the maximum") << 30 << 10 << 30;
        QTest::newRow("page above the maximum") << 80 << 100 << 30;
    }
    void moreInOneNanosecondThanTheServerGives()
    {
        QFETCH(int, burst);
        QFETCH(int, pageSize);
        QFETCH(int, serverMost);
        std::vector<LogLine> around;
        std::vector<LogLine> stored;
        for (int i = 0; i < 25; ++i) {
            around.push_back(line(i < 12 ? i : 100 + i, 0, "around " + QByteArray::number(i)));
            stored.push_back(around.back());
        }
        for (int i = 0; i < burst; ++i)
            stored.push_back(line(50, 0, "burst " + QByteArray::number(i)));
        for (const Direction direction : {Direction::Backward, Direction::Forward}) {
            const Run got = run(stored, request(direction, pageSize), serverMost);
            QVERIFY(!got.endless);
            QVERIFY(got.complete);
            QCOMPARE(got.gaps.size(), std::size_t{1});
            QCOMPARE(got.gaps.front().at.ns, base + 50);
            const auto ofBurst = std::count_if(got.lines.begin(), got.lines.end(),
                                               [](const LogLine& l) { return l.line.startsWith("burst"); });
            QCOMPARE(got.gaps.front().got, static_cast<int>(ofBurst));
            QVERIFY(ofBurst >= serverMost / 2);
            std::vector<LogLine> others;
            std::copy_if(got.lines.begin(), got.lines.end(), std::back_inserter(others),
                         [](const LogLine& l) { return !l.line.startsWith("burst"); });
            QVERIFY(keysOf(others) == keysOf(around));
        }
    }

    void equalTextIsNotTheSameLine()
    {
        // Two streams, with and without an id, all at the border: four lines, each twice on the server's
        // side.
        std::vector<LogLine> stored;
        for (int copy = 0; copy < 2; ++copy) {
            for (int stream = 0; stream < 2; ++stream) {
                stored.push_back(line(5, stream, "same"));
                stored.push_back(line(5, stream, "same", QStringLiteral("4bf9")));
            }
        }
        for (int i = 0; i < 30; ++i)
            stored.push_back(line(i < 15 ? 1 : 9, i, "other"));
        for (int pageSize = 2; pageSize < 40; ++pageSize) {
            for (const Direction direction : {Direction::Backward, Direction::Forward}) {
                const Run got = run(stored, request(direction, pageSize), 5000);
                QVERIFY(keysOf(got.lines) == keysOf(stored));
            }
        }
    }

    void theNumberWantedIsKept_data()
    {
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("expected");
        QTest::addColumn<bool>("complete");
        for (const int limit : {1, 7, 10, 11, 25, 59})
            QTest::addRow("%d", limit) << limit << limit << false;
        QTest::newRow("more than there are") << 100 << 60 << true;
    }
    void theNumberWantedIsKept()
    {
        QFETCH(int, limit);
        QFETCH(int, expected);
        QFETCH(bool, complete);
        std::vector<LogLine> stored;
        for (int i = 0; i < 60; ++i)
            stored.push_back(line(i / 4, i, "x"));
        for (const Direction direction : {Direction::Backward, Direction::Forward}) {
            const Run got = run(stored, request(direction, 10, limit), 5000);
            QCOMPARE(static_cast<int>(got.lines.size()), expected);
            QCOMPARE(got.complete, complete);
            const std::multiset<Key> keys = keysOf(got.lines);
            QCOMPARE(std::set<Key>(keys.begin(), keys.end()).size(), keys.size());
        }
    }

    void aRunGoesOnFromWhereItsLimitWas_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("later");
        QTest::addColumn<int>("burst"); // lines of each nanosecond
        for (const int burst : {1, 4, 13})
            for (const int first : {1, 10, 13, 25})
                QTest::addRow("%d, then 7s, bursts of %d", first, burst) << first << 7 << burst;
    }
    void aRunGoesOnFromWhereItsLimitWas()
    {
        QFETCH(int, first);
        QFETCH(int, later);
        QFETCH(int, burst);
        std::vector<LogLine> stored;
        for (int i = 0; i < 100; ++i)
            stored.push_back(line(i / burst, i, "x"));
        for (const Direction direction : {Direction::Backward, Direction::Forward}) {
            PagePlan plan(request(direction, 10, first));
            std::vector<LogLine> got;
            std::size_t wanted = static_cast<std::size_t>(first);
            bool complete = false;
            for (int pages = 0; pages < 500 && !complete; ++pages) {
                const PageOutcome outcome = plan.take(serve(stored, plan.current(), direction));
                for (std::size_t i = 0; i < outcome.lines->size(); ++i)
                    got.push_back(outcome.lines->at(i));
                QVERIFY(got.size() <= wanted);
                complete = outcome.complete;
                if (!outcome.next && !complete) {
                    QCOMPARE(got.size(), wanted);
                    plan.extend(later);
                    wanted += static_cast<std::size_t>(later);
                }
            }
            QVERIFY(complete);
            QCOMPARE(got.size(), stored.size());
            const std::multiset<Key> keys = keysOf(got);
            QCOMPARE(std::set<Key>(keys.begin(), keys.end()).size(), keys.size());
        }
    }

    void whatIsHereAlreadyDoesNotComeAgain()
    {
        std::vector<LogLine> stored;
        for (int i = 0; i < 30; ++i)
            stored.push_back(line(i / 3, i, "x"));
        // Each remembered line answers for one: of two equal ones the second is given.
        stored.push_back(stored[4]);
        const LogBatchPtr here = LogBatch::fromLines(std::span(stored).subspan(3, 9));
        PagePlan plan(request(Direction::Forward, 10));
        plan.remember({here});
        std::vector<LogLine> got;
        for (bool more = true; more;) {
            const PageOutcome outcome = plan.take(serve(stored, plan.current(), Direction::Forward));
            for (std::size_t i = 0; i < outcome.lines->size(); ++i)
                got.push_back(outcome.lines->at(i));
            more = outcome.next.has_value();
        }
        QCOMPARE(got.size(), std::size_t{31 - 9});
        const std::multiset<Key> keys = keysOf(got);
        const std::multiset<Key> known = keysOf({stored.begin() + 3, stored.begin() + 12});
        for (const Key& key : known)
            QCOMPARE(keys.count(key), key == *keysOf({stored[4]}).begin() ? std::size_t{1} : std::size_t{0});
    }

    void whatTheServerSendsBeyondTheRangeIsClipped()
    {
        PagePlan plan(request(Direction::Forward, 10, 0, 10, 20));
        const std::vector<LogLine> answer{line(9, 0, "before"), line(10, 0, "first"), line(19, 0, "last"),
                                          line(20, 0, "end")};
        const PageOutcome outcome = plan.take(LogBatch::fromLines(answer));
        QCOMPARE(outcome.lines->size(), std::size_t{2});
        QCOMPARE(outcome.clipped, 2);
        QVERIFY(outcome.complete);
    }

    void anAnswerWhollyBesideTheRangeEndsTheRun()
    {
        PagePlan plan(request(Direction::Forward, 2, 0, 10, 20));
        const PageOutcome outcome =
            plan.take(LogBatch::fromLines(std::vector{line(1, 0, "a"), line(2, 0, "b")}));
        QVERIFY(!outcome.next);
        QVERIFY(!outcome.complete);
    }

    void unreadableEntriesCountForFullness()
    {
        PagePlan plan(request(Direction::Backward, 3));
        const PageOutcome outcome =
            plan.take(LogBatch::fromLines(std::vector{line(9, 0, "a"), line(8, 0, "b")}), 1);
        QVERIFY(outcome.next);
        QCOMPARE(outcome.next->range.end.ns, base + 9); // 8 + 1: the end is exclusive
    }

    void backwardKeepsTheBordersOtherLines()
    {
        PagePlan plan(request(Direction::Backward, 2));
        QCOMPARE(
            plan.take(LogBatch::fromLines(std::vector{line(9, 0, "a"), line(5, 0, "b")})).next->range.end.ns,
            base + 6);
        PagePlan forward(request(Direction::Forward, 2));
        QCOMPARE(forward.take(LogBatch::fromLines(std::vector{line(5, 0, "b"), line(9, 0, "a")}))
                     .next->range.start.ns,
                 base + 9);
    }

    void aRefusalThatChangesNothingIsAFailure()
    {
        PagePlan plan(request(Direction::Backward, 100));
        QVERIFY(!plan.lowered(100));
        QVERIFY(!plan.lowered(0));
        QCOMPARE(plan.lowered(40)->next->limit, 40);
    }
};

} // namespace tst_pageplan

SIGNALBOX_GUILESS_TEST(tst_pageplan, TestPagePlan)
#include "tst_pageplan.moc"
