// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/series.h"

#include <limits>
#include <vector>

namespace signalbox::chart {

class Pyramid;

/// What is left of a line in one pixel column. A column has more than one of these when a gap lies within it.
struct Column
{
    int x = 0; ///< the pixel column, from 0
    double first = 0;
    double low = 0;
    double high = 0;
    double last = 0;
    double firstAt = 0; ///< where exactly, in columns from the left edge
    double lastAt = 0;
    bool joined = false; ///< a line leads here from the one before

    bool operator==(const Column&) const = default;

    [[nodiscard]] bool isPoint() const { return firstAt == lastAt && low == high; }
};

/// A line thinned to the pixel columns of a plot. Nothing that could be seen is lost: within a column the
/// line covers all from low to high, and it enters and leaves where it did.
struct Thinned
{
    std::vector<Column> columns;
    double low = std::numeric_limits<double>::infinity(); ///< of what is visible; low > high when nothing is
    double high = -std::numeric_limits<double>::infinity();
    std::size_t points = 0; ///< that lie in the range and have a place in the plot

    bool operator==(const Thinned&) const = default;
    [[nodiscard]] bool isEmpty() const { return columns.empty(); }
};

/// First, lowest, highest and last per pixel column. What is not finite has no place in a plot and breaks the
/// line, and so does a gap (see gapsAfter). A line that comes from outside the range is cut at its edge.
[[nodiscard]] Thinned thin(const Series& series, const Interval& range, Duration step, int columns);

/// The same, and cheap for a very long series however much of it is in the range. The pyramid must have been
/// made from this series with this step.
[[nodiscard]] Thinned thin(const Series& series, const Pyramid& pyramid, const Interval& range, Duration step,
                           int columns);

} // namespace signalbox::chart
