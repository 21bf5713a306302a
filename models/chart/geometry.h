// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

namespace signalbox::chart {

/// Where time and value lie in a plot: a plain value, so that the painter, the crosshair and the tests do the
/// same sums. Pixels are device-independent, the origin is the top left of what the plot lies in. Must not
/// know what is drawn.
struct Geometry
{
    Interval time;
    double low = 0; ///< the value at the bottom edge
    double high = 1;
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;

    bool operator==(const Geometry&) const = default;

    [[nodiscard]] double right() const { return left + width; }
    [[nodiscard]] double bottom() const { return top + height; }
    [[nodiscard]] bool isEmpty() const { return !(width > 0) || !(height > 0) || time.end <= time.start; }
    [[nodiscard]] bool contains(double x, double y) const
    {
        return x >= left && x <= right() && y >= top && y <= bottom();
    }

    /// Not bounded by the plot, but never so far outside that a painter's arithmetic overflows.
    [[nodiscard]] double xOf(Instant t) const;
    [[nodiscard]] double yOf(double value) const;
    /// Of the nearest place within the plot.
    [[nodiscard]] Instant timeAt(double x) const;
    [[nodiscard]] double valueAt(double y) const;
};

/// The time at which pixel column `column` of `columns` begins: the first that belongs to it. Exact in
/// integers for every range, so that a point lies in one column and the same one for everybody.
[[nodiscard]] Instant columnStart(const Interval& range, int column, int columns);

/// A range about `pivot` that is `factor` times as long and keeps the pivot where it is on the screen.
/// Never shorter than `shortest`.
[[nodiscard]] Interval zoomed(const Interval& range, Instant pivot, double factor, Duration shortest);

} // namespace signalbox::chart
