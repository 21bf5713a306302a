// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/hit.h"

#include "models/chart/gaprule.h"

#include <algorithm>
#include <cmath>

namespace signalbox::chart {

namespace {

/// The distance of (x, y) from the piece of line between two places.
double distanceTo(double x, double y, double ax, double ay, double bx, double by)
{
    const double dx = bx - ax;
    const double dy = by - ay;
    const double square = dx * dx + dy * dy;
    const double share = square > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / square, 0.0, 1.0) : 0.0;
    return std::hypot(x - ax - share * dx, y - ay - share * dy);
}

std::ptrdiff_t indexAfter(const Series& series, Instant t)
{
    return std::lower_bound(series.times.begin(), series.times.end(), t.ns) - series.times.begin();
}

/// The sample nearest in time; series must not be empty.
std::size_t nearestIndex(const Series& series, Instant t)
{
    const auto after = static_cast<std::size_t>(indexAfter(series, t));
    if (after == 0)
        return 0;
    if (after == series.times.size())
        return after - 1;
    const bool earlier = t - Instant{series.times[after - 1]} <= Instant{series.times[after]} - t;
    return earlier ? after - 1 : after;
}

bool isUsable(const Line& line)
{
    return line.series && !line.series->times.empty() &&
           line.series->times.size() == line.series->values.size();
}

struct Near
{
    double distance = 0;
    std::size_t index = 0;
};

std::optional<Near> nearOf(const Series& series, const Geometry& geometry, Duration step, double x, double y,
                           double within)
{
    // A person points at what is near in time; a long line must not cost more than a short one.
    constexpr std::size_t most = 4'000;
    const auto from = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(indexAfter(series, geometry.timeAt(x - within)) - 1, 0));
    const auto to = std::min({static_cast<std::size_t>(indexAfter(series, geometry.timeAt(x + within))) + 1,
                              series.times.size(), from + most});
    const GapRule gaps(step);
    std::optional<Near> best;
    for (std::size_t i = from; i < to; ++i) {
        if (!std::isfinite(series.values[i]))
            continue;
        const double ax = geometry.xOf(Instant{series.times[i]});
        const double ay = geometry.yOf(series.values[i]);
        double distance = std::hypot(x - ax, y - ay);
        if (i + 1 < series.times.size() && std::isfinite(series.values[i + 1]) &&
            !gaps.isGap(series.times[i], series.times[i + 1]))
            distance = distanceTo(x, y, ax, ay, geometry.xOf(Instant{series.times[i + 1]}),
                                  geometry.yOf(series.values[i + 1]));
        if (distance <= within && (!best || distance < best->distance))
            best = Near{distance, i};
    }
    return best;
}

} // namespace

std::optional<Hit> nearestLine(const ChartData& data, const Geometry& geometry, double x, double y,
                               double within)
{
    std::optional<Hit> best;
    if (geometry.isEmpty())
        return best;
    for (std::size_t l = 0; l < data.lines.size(); ++l) {
        if (!isUsable(data.lines[l]))
            continue;
        const Series& series = *data.lines[l].series;
        const auto near = nearOf(series, geometry, data.step, x, y, within);
        if (!near || (best && near->distance >= best->distance))
            continue;
        // Of the two ends of the piece that was hit, the one nearer in time.
        std::size_t i = near->index;
        if (i + 1 < series.times.size() && std::isfinite(series.values[i + 1]) &&
            std::abs(geometry.xOf(Instant{series.times[i + 1]}) - x) <
                std::abs(geometry.xOf(Instant{series.times[i]}) - x))
            ++i;
        best = Hit{l, Instant{series.times[i]}, series.values[i], near->distance};
    }
    return best;
}

std::optional<std::size_t> exemplarAt(const ChartData& data, const Geometry& geometry, double x, double y,
                                      double within)
{
    std::optional<std::size_t> best;
    double least = within;
    for (std::size_t i = 0; i < data.exemplars.size() && !geometry.isEmpty(); ++i) {
        const ExemplarDot& dot = data.exemplars[i];
        if (!std::isfinite(dot.value) || !data.range.contains(dot.at))
            continue;
        const double distance = std::hypot(geometry.xOf(dot.at) - x, geometry.yOf(dot.value) - y);
        if (distance <= least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

std::optional<Instant> nearestSample(const ChartData& data, Instant t)
{
    std::optional<Instant> best;
    const auto away = [t](Instant at) { return at < t ? t - at : at - t; };
    for (const Line& line : data.lines) {
        if (!isUsable(line))
            continue;
        const Instant at{line.series->times[nearestIndex(*line.series, t)]};
        if (!best || away(at) < away(*best))
            best = at;
    }
    return best;
}

std::optional<std::size_t> sampleAt(const Series& series, Instant t, Duration step)
{
    if (series.times.empty() || series.times.size() != series.values.size())
        return std::nullopt;
    const std::size_t i = nearestIndex(series, t);
    const Instant at{series.times[i]};
    const Duration away = at < t ? t - at : at - t;
    if (step.count() > 0 && away > step / 2)
        return std::nullopt;
    return i;
}

std::vector<ValueAt> valuesAt(const ChartData& data, Instant t)
{
    std::vector<ValueAt> values;
    values.reserve(data.lines.size());
    for (std::size_t l = 0; l < data.lines.size(); ++l) {
        ValueAt value{l, std::nullopt};
        if (data.lines[l].series)
            if (const auto i = sampleAt(*data.lines[l].series, t, data.step))
                value.value = data.lines[l].series->values[*i];
        values.push_back(value);
    }
    return values;
}

} // namespace signalbox::chart
