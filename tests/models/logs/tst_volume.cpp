// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/volume.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_volume {

using namespace signalbox;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t at(const logs::Volume& volume, std::size_t bar, Level level)
{
    return volume.bars[bar][static_cast<std::size_t>(level)];
}

} // namespace

class TestVolume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreRound_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("a minute") << qint64{60} << qint64{1'000};
        QTest::newRow("half an hour") << qint64{1800} << qint64{30'000};
        QTest::newRow("a day") << qint64{86'400} << qint64{1'800'000};
        QTest::newRow("a second") << qint64{1} << qint64{20};
        QTest::newRow("ten years") << qint64{315'360'000} << qint64{9 * 604'800'000LL};
    }

    void stepsAreRound()
    {
        QFETCH(qint64, seconds);
        QFETCH(qint64, ms);
        const Interval range{{0}, {seconds * second}};
        const Duration step = logs::volumeStep(range, 60);
        QCOMPARE(step.count() / 1'000'000, ms);
        QVERIFY(range.length() / step <= 60);
    }

    void theRangeIsMovedOutwards()
    {
        const Interval moved = logs::aligned({{13 * second}, {27 * second}}, 10s);
        QCOMPARE(moved, (Interval{{10 * second}, {30 * second}}));
        QCOMPARE(logs::aligned(moved, 10s), moved);
        QCOMPARE(logs::aligned({{-13 * second}, {-1}}, 10s), (Interval{{-20 * second}, {0}}));
    }

    void theServersSamplesCountTheStepBeforeThem()
    {
        const Interval range{{100 * second}, {130 * second}};
        const Series errors{.labels = {{QStringLiteral("detected_level"), QStringLiteral("error")}},
                            .times = {110 * second, 120 * second, 130 * second, 140 * second},
                            .values = {5, 0, 7, 99}};
        const Series none{.labels = {}, .times = {110 * second, 120 * second}, .values = {2, std::nan("")}};
        const Series critical{.labels = {{QStringLiteral("detected_level"), QStringLiteral("critical")}},
                              .times = {100 * second, 120 * second},
                              .values = {1e30, 3}};
        const logs::Volume volume = logs::volumeFrom({errors, none, critical}, range, 10s);
        QCOMPARE(volume.bars.size(), std::size_t{3});
        QCOMPARE(at(volume, 0, Level::Error), std::int64_t{5});
        QCOMPARE(at(volume, 0, Level::Unknown), std::int64_t{2});
        QCOMPARE(at(volume, 1, Level::Fatal), std::int64_t{3});
        QCOMPARE(at(volume, 2, Level::Error), std::int64_t{7});
        QCOMPARE(volume.total(), std::int64_t{17});
        QCOMPARE(volume.highest(), std::int64_t{7});
        QCOMPARE(volume.intervalOf(2), (Interval{{120 * second}, {130 * second}}));
    }

    void loadedLinesAreCountedByWhatTheySay()
    {
        std::vector<LogLine> lines;
        const auto add = [&lines](std::int64_t ns, const char* text) {
            // The server guessed otherwise, and the line goes first.
            lines.push_back({.at = {ns},
                             .metadata = {{QStringLiteral("detected_level"), QStringLiteral("info")}},
                             .line = text});
        };
        add(0, "level=error msg=x");
        add(10 * second - 1, "level=warn msg=x");
        add(10 * second, "level=warn msg=x");
        add(-1, "level=error before");
        add(20 * second, "level=error behind");
        const std::atomic<bool> go = false;
        const logs::Volume volume =
            logs::volumeOf({{LogBatch::fromLines(lines), 0}}, {{0}, {20 * second}}, 10s, go);
        QCOMPARE(volume.bars.size(), std::size_t{2});
        QCOMPARE(at(volume, 0, Level::Error), std::int64_t{1});
        QCOMPARE(at(volume, 0, Level::Warn), std::int64_t{1});
        QCOMPARE(at(volume, 1, Level::Warn), std::int64_t{1});
        QCOMPARE(volume.total(), std::int64_t{3});
    }

    void absurdRangesAreBounded()
    {
        const Interval all{{std::numeric_limits<std::int64_t>::min() / 2},
                           {std::numeric_limits<std::int64_t>::max() / 2}};
        const std::atomic<bool> go = false;
        QVERIFY(logs::volumeOf({}, all, 1ms, go).bars.size() <= 2'000);
        QVERIFY(logs::volumeOf({}, {{5}, {5}}, 1s, go).bars.empty());
    }
};

} // namespace tst_volume

SIGNALBOX_GUILESS_TEST(tst_volume, TestVolume)
#include "tst_volume.moc"
