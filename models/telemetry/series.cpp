// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/series.h"

#include <algorithm>

namespace signalbox {

std::vector<std::size_t> gapsAfter(const Series& series, Duration step)
{
    std::vector<std::size_t> gaps;
    if (step.count() <= 0)
        return gaps;
    const std::int64_t most = step.count() + step.count() / 2;
    for (std::size_t i = 1; i < series.times.size(); ++i) {
        if (series.times[i] - series.times[i - 1] > most)
            gaps.push_back(i - 1);
    }
    return gaps;
}

void clip(Series& series, Instant from, Instant to)
{
    auto& times = series.times;
    const auto first = std::lower_bound(times.begin(), times.end(), from.ns) - times.begin();
    const auto last = std::max(std::upper_bound(times.begin(), times.end(), to.ns) - times.begin(), first);
    times.erase(times.begin() + last, times.end());
    times.erase(times.begin(), times.begin() + first);
    series.values.erase(series.values.begin() + last, series.values.end());
    series.values.erase(series.values.begin(), series.values.begin() + first);
    std::erase_if(series.histograms,
                  [from, to](const HistogramPoint& point) { return point.at < from || point.at > to; });
}

void append(Series& series, Series&& later)
{
    std::size_t from = 0;
    if (!series.times.empty()) {
        from = static_cast<std::size_t>(
            std::upper_bound(later.times.begin(), later.times.end(), series.times.back()) -
            later.times.begin());
    }
    const auto skip = static_cast<std::ptrdiff_t>(from);
    series.times.insert(series.times.end(), later.times.begin() + skip, later.times.end());
    series.values.insert(series.values.end(), later.values.begin() + skip, later.values.end());
    for (HistogramPoint& point : later.histograms) {
        if (series.histograms.empty() || point.at > series.histograms.back().at)
            series.histograms.push_back(std::move(point));
    }
}

} // namespace signalbox
