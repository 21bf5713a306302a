// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/geometry.h"

#include <algorithm>
#include <cmath>

namespace signalbox::chart {

namespace {

// Far enough outside for every screen, near enough for the 16.16 arithmetic of a painter.
constexpr double farAway = 16'000;

} // namespace

double Geometry::xOf(Instant t) const
{
    const auto length = static_cast<double>(time.length().count());
    const double x = left + static_cast<double>((t - time.start).count()) / length * width;
    return std::clamp(x, left - farAway, right() + farAway);
}

double Geometry::yOf(double value) const
{
    // Halves first: the difference of two very large values would overflow.
    const double y = bottom() - (value / 2 - low / 2) / (high / 2 - low / 2) * height;
    return std::clamp(y, top - farAway, bottom() + farAway);
}

Instant Geometry::timeAt(double x) const
{
    const double share = std::clamp((x - left) / width, 0.0, 1.0);
    const auto ns = share * static_cast<double>(time.length().count());
    return std::min(time.start + Duration(static_cast<std::int64_t>(std::llround(ns))), time.end);
}

double Geometry::valueAt(double y) const
{
    const double share = std::clamp((bottom() - y) / height, 0.0, 1.0);
    return low * (1 - share) + high * share;
}

Instant columnStart(const Interval& range, int column, int columns)
{
    // start + ceil(column * length / columns), in parts that cannot overflow.
    const std::int64_t length = range.length().count();
    const std::int64_t whole = length / columns;
    const std::int64_t rest = length % columns;
    return range.start + Duration(column * whole + (column * rest + columns - 1) / columns);
}

Interval zoomed(const Interval& range, Instant pivot, double factor, Duration shortest)
{
    const auto length = static_cast<double>(range.length().count());
    constexpr double longest = 200.0 * 365 * 86'400 * 1e9; // what Instant holds in either direction
    const double wanted =
        std::clamp(length * factor, static_cast<double>(std::max(shortest, Duration{1}).count()), longest);
    const double share = std::clamp(static_cast<double>((pivot - range.start).count()) / length, 0.0, 1.0);
    const Instant start = pivot - Duration(static_cast<std::int64_t>(std::llround(share * wanted)));
    return {start, start + Duration(static_cast<std::int64_t>(std::llround(wanted)))};
}

} // namespace signalbox::chart
