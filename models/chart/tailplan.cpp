// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/tailplan.h"

#include <QHash>

namespace signalbox::chart {

Interval aligned(const Interval& range, Duration step)
{
    if (step.count() <= 0)
        return range;
    const std::int64_t rest = range.start.ns % step.count();
    return {Instant{range.start.ns - (rest < 0 ? rest + step.count() : rest)}, range.end};
}

TailPlan planTail(const std::optional<LoadedRange>& loaded, const Interval& wanted, Duration step,
                  Duration unsettled)
{
    const TailPlan all{.kind = TailPlan::Kind::All, .ask = wanted};
    if (!loaded || loaded->step != step || wanted.start < loaded->range.start ||
        wanted.start > loaded->range.end || wanted.end < loaded->range.end - step)
        return all;
    if (wanted.end <= loaded->range.end && wanted.start == loaded->range.start)
        return {.kind = TailPlan::Kind::Nothing, .ask = {}};
    Interval ask = aligned({loaded->range.end - unsettled, wanted.end}, step);
    ask.start = std::max(ask.start, wanted.start);
    if (ask.length() * 2 > wanted.length())
        return all;
    return {.kind = TailPlan::Kind::Tail, .ask = ask};
}

std::vector<Series> joinTail(const std::vector<Series>& loaded, std::vector<Series> tail, Instant tailStart,
                             const Interval& range)
{
    QHash<LabelSet, std::size_t> places;
    std::vector<Series> out;
    out.reserve(loaded.size() + tail.size());
    const Instant before = Instant{tailStart.ns - 1};
    for (const Series& series : loaded) {
        Series kept = series;
        clip(kept, range.start, before);
        places.insert(kept.labels, out.size());
        out.push_back(std::move(kept));
    }
    for (Series& series : tail) {
        clip(series, range.start, range.end);
        const auto place = places.constFind(series.labels);
        if (place == places.cend())
            out.push_back(std::move(series));
        else
            append(out[*place], std::move(series));
    }
    std::erase_if(out, [](const Series& series) { return series.isEmpty(); });
    return out;
}

} // namespace signalbox::chart
