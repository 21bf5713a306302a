// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/baseline.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace signalbox::chart {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t neighbours = 2;
constexpr std::size_t mostPoints = 11'000;
constexpr double robustWidth =
    3 * 1.4826; // of the median absolute deviation: three sigma of a normal distribution
constexpr double floorShare = 0.05;

double medianOf(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    const double upper = *middle;
    return (upper + *std::max_element(values.begin(), middle)) / 2;
}

/// Walks one day along with the points of today.
struct Cursor
{
    const Series* series;
    std::int64_t back;
    std::size_t from = 0;
};

} // namespace

Baseline baselineOf(const std::vector<EarlierDay>& days, const Interval& range, Duration step)
{
    Baseline out;
    if (step.count() <= 0 || range.end < range.start)
        return out;
    std::vector<Cursor> cursors;
    for (const EarlierDay& day : days)
        if (day.series && !day.series->times.empty())
            cursors.push_back({day.series, day.back.count()});
    out.days = static_cast<int>(cursors.size());
    if (!out.isKnown())
        return out;

    const std::int64_t reach = neighbours * step.count();
    std::vector<double> values;
    std::int64_t at = range.start.ns;
    while (out.band.times.size() < mostPoints) {
        values.clear();
        int told = 0;
        for (Cursor& cursor : cursors) {
            const auto& times = cursor.series->times;
            while (cursor.from < times.size() && times[cursor.from] + cursor.back < at - reach)
                ++cursor.from;
            const std::size_t before = values.size();
            for (std::size_t i = cursor.from; i < times.size() && times[i] + cursor.back <= at + reach; ++i)
                if (std::isfinite(cursor.series->values[i]))
                    values.push_back(cursor.series->values[i]);
            told += values.size() > before ? 1 : 0;
        }
        double low = nan;
        double high = nan;
        double middle = nan;
        if (told >= Baseline::fewestDays) {
            middle = medianOf(values);
            for (double& value : values)
                value = std::fabs(value - middle);
            const double spread = std::max(robustWidth * medianOf(values), floorShare * std::fabs(middle));
            low = middle - spread;
            high = middle + spread;
            if (middle >= 0) // what cannot be below nothing is not drawn below it
                low = std::max(low, 0.0);
        }
        out.band.times.push_back(at);
        out.band.low.push_back(low);
        out.band.high.push_back(high);
        out.median.push_back(middle);
        if (range.end.ns - at < step.count())
            break;
        at += step.count();
    }
    return out;
}

} // namespace signalbox::chart
