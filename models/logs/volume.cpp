// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/volume.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::logs {

namespace {

using namespace std::chrono_literals;

constexpr std::array<Duration, 26> steps{10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s,    2s,    5s,
                                         10s,  15s,  30s,  1min,  2min,  5min,  10min, 15min, 30min,
                                         1h,   2h,   3h,   6h,    12h,   24h,   48h,   168h};
constexpr std::int64_t mostBars = 2'000;
constexpr std::size_t countedBetweenChecks = 4096;

std::int64_t barsIn(const Interval& range, Duration step)
{
    const std::int64_t length = std::max<std::int64_t>(0, range.length().count());
    const std::int64_t size = std::max<std::int64_t>(1, step.count());
    return std::min(mostBars, length / size + (length % size > 0 ? 1 : 0));
}

Level levelNamed(const LabelSet& labels)
{
    return levelOfWord(QStringView(labels.value(u"detected_level"))).value_or(Level::Unknown);
}

std::int64_t floorTo(std::int64_t ns, std::int64_t step)
{
    const std::int64_t rest = ns % step;
    return ns - (rest < 0 ? rest + step : rest);
}

} // namespace

LevelCounts Volume::totals() const
{
    LevelCounts sums{};
    for (const LevelCounts& bar : bars)
        for (std::size_t level = 0; level < levelCount; ++level)
            sums[level] += bar[level];
    return sums;
}

std::int64_t Volume::total() const
{
    const LevelCounts sums = totals();
    return std::accumulate(sums.begin(), sums.end(), std::int64_t{0});
}

std::int64_t Volume::highest() const
{
    std::int64_t most = 0;
    for (const LevelCounts& bar : bars)
        most = std::max(most, std::accumulate(bar.begin(), bar.end(), std::int64_t{0}));
    return most;
}

Interval Volume::intervalOf(std::size_t bar) const
{
    const Instant start = range.start + step * static_cast<std::int64_t>(bar);
    return {start, start + step};
}

Duration volumeStep(const Interval& range, int bars)
{
    const Duration wanted = range.length() / std::max(1, bars);
    const auto* step = std::find_if(steps.begin(), steps.end(), [wanted](Duration d) { return d >= wanted; });
    if (step != steps.end())
        return *step;
    // Whole weeks beyond.
    const Duration week = 168h;
    return week * ((wanted.count() + week.count() - 1) / week.count());
}

Interval aligned(const Interval& range, Duration step)
{
    const std::int64_t size = std::max<std::int64_t>(1, step.count());
    const std::int64_t start = floorTo(range.start.ns, size);
    const std::int64_t last = floorTo(range.end.ns, size);
    return {Instant{start}, last == range.end.ns ? Instant{last} : Instant{last} + Duration{size}};
}

Volume volumeFrom(const std::vector<Series>& answer, const Interval& aligned, Duration step)
{
    Volume volume{.source = Volume::Source::Server, .range = aligned, .step = step};
    volume.bars.resize(static_cast<std::size_t>(barsIn(aligned, step)));
    for (const Series& series : answer) {
        const auto level = static_cast<std::size_t>(levelNamed(series.labels));
        for (std::size_t i = 0; i < series.times.size() && i < series.values.size(); ++i) {
            const std::int64_t past = series.times[i] - aligned.start.ns;
            const std::int64_t bar = past / step.count() - 1;
            const double value = series.values[i];
            if (bar < 0 || bar >= static_cast<std::int64_t>(volume.bars.size()) || !(value > 0) ||
                value > 1e15)
                continue;
            volume.bars[static_cast<std::size_t>(bar)][level] += std::llround(value);
        }
    }
    return volume;
}

Volume volumeOf(const Pieces& pieces, const Interval& aligned, Duration step,
                const std::atomic<bool>& cancelled)
{
    Volume volume{.source = Volume::Source::Loaded, .range = aligned, .step = step};
    volume.bars.resize(static_cast<std::size_t>(barsIn(aligned, step)));
    for (const Piece& piece : pieces) {
        const LogBatch& batch = *piece.batch;
        for (std::size_t row = 0; row < batch.size(); ++row) {
            if (row % countedBetweenChecks == 0 && cancelled.load(std::memory_order_relaxed))
                return volume;
            const std::int64_t past = batch.time(row).ns - aligned.start.ns;
            const std::int64_t bar = past / step.count();
            if (past >= 0 && bar < static_cast<std::int64_t>(volume.bars.size()))
                ++volume.bars[static_cast<std::size_t>(bar)][static_cast<std::size_t>(batch.level(row))];
        }
    }
    return volume;
}

} // namespace signalbox::logs
