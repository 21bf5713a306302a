// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/series.h"

#include <optional>
#include <vector>

namespace signalbox::chart {

/// What is loaded of one expression.
struct LoadedRange
{
    Interval range;
    Duration step{0};
    bool operator==(const LoadedRange&) const = default;
};

/// What is left to ask for, so that a refresh keeps the view still and fetches little.
struct TailPlan
{
    enum class Kind
    {
        Nothing,
        Tail, ///< ask for `ask` and join it
        All
    };
    Kind kind = Kind::All;
    Interval ask;
    bool operator==(const TailPlan&) const = default;
};

/// The points of the last `unsettled` may still have changed when they were read: late samples, a rate whose
/// window was not full. They are read again. A step that differs, a range that begins earlier, or a tail
/// that is most of the range make it anew.
[[nodiscard]] TailPlan planTail(const std::optional<LoadedRange>& loaded, const Interval& wanted,
                                Duration step, Duration unsettled);

/// The start of a range moved down to a multiple of the step, so that its points stay where they are.
[[nodiscard]] Interval aligned(const Interval& range, Duration step);

/// Puts the tail behind what is there: by label set, the newer answer wins from the tail's first instant on,
/// what left the range is dropped, series that fell silent stay as long as they have points.
[[nodiscard]] std::vector<Series> joinTail(const std::vector<Series>& loaded, std::vector<Series> tail,
                                           Instant tailStart, const Interval& range);

} // namespace signalbox::chart
