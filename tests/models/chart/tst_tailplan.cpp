// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/tailplan.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_tailplan {

using namespace signalbox;
using namespace signalbox::chart;
using namespace std::chrono_literals;

namespace {

Instant at(int seconds)
{
    return Instant::fromSeconds(1'700'000'010 + seconds);
}

Series series(const char* name, std::initializer_list<std::pair<int, double>> points)
{
    Series out{.labels = {{QStringLiteral("a"), QString::fromLatin1(name)}},
               .times = {},
               .values = {},
               .histograms = {}};
    for (const auto& [seconds, value] : points) {
        out.times.push_back(at(seconds).ns);
        out.values.push_back(value);
    }
    return out;
}

} // namespace

class TestTailPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans_data()
    {
        QTest::addColumn<int>("loadedFrom");
        QTest::addColumn<int>("loadedTo");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<TailPlan::Kind>("kind");
        QTest::addColumn<int>("askFrom");
        const auto row = [](const char* name, int loadedFrom, int loadedTo, int step, int from, int to,
                            TailPlan::Kind kind, int askFrom) {
            QTest::newRow(name) << loadedFrom << loadedTo << step << from << to << kind << askFrom;
        };
        using K = TailPlan::Kind;
        row("the same again", 0, 1800, 10, 0, 1800, K::Nothing, 0);
        row("ten seconds later", 0, 1800, 10, 10, 1810, K::Tail, 1740);
        row("the unsettled points are read again", 0, 1795, 10, 10, 1810, K::Tail, 1730);
        row("earlier than what is there", 100, 1800, 10, 0, 1800, K::All, 0);
        row("another step", 0, 1800, 15, 10, 1810, K::All, 10);
        row("far ahead", 0, 1800, 10, 5000, 6800, K::All, 5000);
        row("the tail is most of it", 0, 1000, 10, 900, 2000, K::All, 900);
        row("zoomed out to the past", 600, 1800, 10, 0, 3600, K::All, 0);
    }
    void plans()
    {
        QFETCH(int, loadedFrom);
        QFETCH(int, loadedTo);
        QFETCH(int, step);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(TailPlan::Kind, kind);
        QFETCH(int, askFrom);
        const LoadedRange loaded{.range = {at(loadedFrom), at(loadedTo)}, .step = std::chrono::seconds(step)};
        const TailPlan plan = planTail(loaded, {at(from), at(to)}, 10s, 60s);
        QCOMPARE(plan.kind, kind);
        if (kind != TailPlan::Kind::Nothing) {
            QCOMPARE(plan.ask.start, at(askFrom));
            QCOMPARE(plan.ask.end, at(to));
        }
        QCOMPARE(planTail(std::nullopt, {at(0), at(1)}, 10s, 60s).kind, TailPlan::Kind::All);
    }

    void startsLieOnTheGrid()
    {
        QCOMPARE(aligned({at(7), at(100)}, 15s).start.ns % Duration(15s).count(), 0);
        QVERIFY(aligned({at(7), at(100)}, 15s).start <= at(7));
        QCOMPARE(aligned({Instant{-7}, Instant{10}}, Duration(5)).start.ns, -10);
        QCOMPARE(aligned({at(7), at(9)}, 0s).start, at(7));
    }

    void theNewerAnswerWinsFromItsStartOn()
    {
        const std::vector<Series> joined =
            joinTail({series("x", {{0, 1}, {10, 2}, {20, 3}, {30, 4}}), series("silent", {{0, 5}, {10, 6}})},
                     {series("x", {{20, 30}, {30, 40}, {40, 50}}), series("new", {{40, 7}})}, at(20),
                     {at(10), at(40)});
        QCOMPARE(joined.size(), 3U);
        QVERIFY(joined[0] == series("x", {{10, 2}, {20, 30}, {30, 40}, {40, 50}}));
        QVERIFY(joined[1] == series("silent", {{10, 6}}));
        QVERIFY(joined[2] == series("new", {{40, 7}}));
    }

    void whatFellSilentLongAgoLeaves()
    {
        QVERIFY(joinTail({series("x", {{0, 1}})}, {}, at(100), {at(50), at(110)}).empty());
        // A point that the newer answer does not have any more is gone: it was never settled.
        const auto joined = joinTail({series("x", {{0, 1}, {100, 9}})}, {}, at(90), {at(0), at(110)});
        QVERIFY(joined.front() == series("x", {{0, 1}}));
    }
};

} // namespace tst_tailplan

SIGNALBOX_GUILESS_TEST(tst_tailplan, TestTailPlan)
#include "tst_tailplan.moc"
