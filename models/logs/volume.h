// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/logs/logstore.h"
#include "models/telemetry/level.h"
#include "models/telemetry/series.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

namespace signalbox::logs {

constexpr std::size_t levelCount = static_cast<std::size_t>(Level::Fatal) + 1;
using LevelCounts = std::array<std::int64_t, levelCount>;

/// How many lines of each level there are over time: the bars above the lines.
struct Volume
{
    enum class Source
    {
        None,
        Server, ///< all lines of the range, with the levels that the server guesses
        Loaded  ///< only what is loaded, with the levels that the lines say
    };

    Source source = Source::None;
    Interval range;
    Duration step{0};              ///< of one bar; the first bar begins at range.start
    std::vector<LevelCounts> bars; ///< each begins where the one before ends
    bool operator==(const Volume&) const = default;

    [[nodiscard]] LevelCounts totals() const;
    [[nodiscard]] std::int64_t total() const;
    /// Lines in the highest bar.
    [[nodiscard]] std::int64_t highest() const;
    [[nodiscard]] Interval intervalOf(std::size_t bar) const;
};

/// A round step (1, 2, 5, 10, 15, 30 s, min, h ...) of at most `bars` bars over the range.
[[nodiscard]] Duration volumeStep(const Interval& range, int bars);

/// The range moved outwards to multiples of the step, so that bars do not dance while the clock moves on.
[[nodiscard]] Interval aligned(const Interval& range, Duration step);

/// Out of the server's answer to sum by (detected_level) (count_over_time(... [step])), evaluated at every
/// step of `aligned`: a sample counts what lies in the step before it.
[[nodiscard]] Volume volumeFrom(const std::vector<Series>& answer, const Interval& aligned, Duration step);

[[nodiscard]] Volume volumeOf(const Pieces& pieces, const Interval& aligned, Duration step,
                              const std::atomic<bool>& cancelled);

} // namespace signalbox::logs
