// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/timeline.h"

#include <QString>

#include <vector>

namespace signalbox::traces {

/// Pixels and time of a waterfall: which stretch of the trace lies on how many pixels. A plain value.
struct TimeScale
{
    Stretch view{0, 1};
    double width = 1; ///< pixels

    bool operator==(const TimeScale&) const = default;
    [[nodiscard]] double x(Offset at) const;
    [[nodiscard]] Offset at(double x) const;
    /// The time of one pixel, at least 1 ns.
    [[nodiscard]] Offset pixel() const;
};

/// The same stretch made shorter (factor below 1) or longer around a moment that keeps its place; within
/// [0, length], never shorter than a microsecond or the whole.
[[nodiscard]] Stretch zoomed(const Stretch& view, Offset length, double factor, Offset around);
/// Moved by a part of its own length, and stopped at the ends.
[[nodiscard]] Stretch panned(const Stretch& view, Offset length, double share);
/// Fitted into the whole.
[[nodiscard]] Stretch fitted(Stretch view, Offset length);

struct OffsetTick
{
    Offset at = 0;
    QString label;
    bool operator==(const OffsetTick&) const = default;
};
/// Round times after the start, at least so many pixels apart: steps of 1, 2 or 5, and of minutes and hours.
[[nodiscard]] std::vector<OffsetTick> offsetTicks(const TimeScale& scale, double apart);

/// A span as the minimap draws it.
struct OverviewBar
{
    int line = 0;
    Stretch when;
    std::uint32_t span = 0;
};
/// The spans in the order of the rows, laid on so many lines; of each line the longest ones, the longest
/// first.
[[nodiscard]] std::vector<OverviewBar> overviewBars(const Trace& trace, const Timeline& times, int lines,
                                                    std::size_t perLine);

} // namespace signalbox::traces
