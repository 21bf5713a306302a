// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/causes/onset.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace signalbox::causes {

namespace {

constexpr double madToSigma = 1.4826;
constexpr double aboveNoise = 5.0;    ///< times the robust deviation before
constexpr double aboveHabit = 2.5;    ///< times the largest change before
constexpr double aboveNoiseAlone = 8; ///< where too little is known of the time before
constexpr double steadyShare = 0.35;  ///< of the change: so much may the level before have moved
constexpr double beyondShare = 0.7;   ///< of the points after lie beyond nearly all before
constexpr double alike = 0.98;
constexpr std::size_t fewest = 5; ///< points of a median
constexpr std::size_t mostPoints = 20'000;

using Values = std::vector<double>;

double medianOf(Values values)
{
    if (values.empty())
        return std::nan("");
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double medianOf(const Values& values, std::size_t from, std::size_t to)
{
    return medianOf(Values(values.begin() + static_cast<std::ptrdiff_t>(from),
                           values.begin() + static_cast<std::ptrdiff_t>(to)));
}

double deviationOf(const Values& values, std::size_t to)
{
    const double middle = medianOf(values, 0, to);
    Values away;
    away.reserve(to);
    for (std::size_t i = 0; i < to; ++i)
        away.push_back(std::abs(values[i] - middle));
    return madToSigma * medianOf(std::move(away));
}

double quantileOf(Values values, double q)
{
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(std::min(static_cast<double>(values.size() - 1),
                                                              q * static_cast<double>(values.size())));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// Values and times without what is no number.
struct Points
{
    Values values;
    std::vector<std::int64_t> times;
};

Points pointsOf(const Series& series)
{
    Points out;
    const std::size_t first = series.times.size() > mostPoints ? series.times.size() - mostPoints : 0;
    for (std::size_t i = first; i < series.times.size(); ++i) {
        if (!std::isfinite(series.values[i]))
            continue;
        out.values.push_back(series.values[i]);
        out.times.push_back(series.times[i]);
    }
    return out;
}

/// Finds the largest step, and what the series does by itself before it.
struct Steps
{
    std::size_t side = fewest; ///< points of each median
    std::size_t gap = 1;       ///< points of the slope between the two sides
    const Values& values;

    [[nodiscard]] double at(std::size_t k) const
    {
        const std::size_t from = std::min(k + gap, values.size() - 3);
        const std::size_t to = std::min(from + side, values.size());
        return medianOf(values, from, to) - medianOf(values, k - side, k);
    }
};

} // namespace

std::optional<Onset> onsetOf(const OnsetQuestion& question)
{
    if (!question.series || question.step <= Duration{0})
        return std::nullopt;
    const Points points = pointsOf(*question.series);
    const Values& values = points.values;
    const auto slope = static_cast<std::size_t>(std::max<std::int64_t>(0, question.window / question.step));
    const std::size_t side = std::max(fewest, std::min<std::size_t>(slope, 12));
    if (values.size() < 3 * side + 3)
        return std::nullopt;
    const Steps steps{.side = side, .gap = slope, .values = values};

    std::size_t best = 0;
    double change = 0;
    for (std::size_t k = 2 * side; k + 3 < values.size(); ++k) {
        const double here = steps.at(k);
        if (std::abs(here) > std::abs(change) && (!question.onlyRise || here > 0)) {
            change = here;
            best = k;
        }
    }
    if (best == 0)
        return std::nullopt;
    // Medians see a sharp step from several places alike: the middle one is where it is.
    std::size_t end = best;
    while (end + 4 < values.size() && std::abs(steps.at(end + 1)) >= alike * std::abs(change))
        ++end;
    best += (end - best) / 2;
    const double size = std::abs(change);
    const double before = medianOf(values, best - side, best);
    if (size < question.leastChange || size < question.leastShare * std::abs(before) || size == 0)
        return std::nullopt;

    // The level before was one: it did not climb there already.
    const double whole = medianOf(values, 0, best);
    if (std::abs(before - whole) > steadyShare * size)
        return std::nullopt;
    const double noise = std::max(deviationOf(values, best), size * 1e-6);
    double habit = 0;
    std::size_t known = 0;
    for (std::size_t k = side; k + slope + side <= best; ++k, ++known)
        habit = std::max(habit, std::abs(steps.at(k)));
    double clear = size / (aboveNoise * noise);
    if (known >= side)
        clear = std::min(clear, habit > 0 ? size / (aboveHabit * habit) : clear);
    else
        clear = std::min(clear, size / (aboveNoiseAlone * noise));
    if (clear < 1)
        return std::nullopt;

    const double sign = change > 0 ? 1 : -1;
    // What comes again and again as large is a habit, unless it was quiet for much longer before.
    std::size_t again = 0;
    bool isAbove = true;
    for (std::size_t k = best + side; k + slope + side <= values.size(); ++k) {
        const double here = sign * steps.at(k);
        if (here <= -0.5 * size)
            isAbove = false;
        if (here >= 0.7 * size && !isAbove) {
            isAbove = true;
            ++again;
        }
    }
    if (again >= 2 && best < 2 * (values.size() - best) / again)
        return std::nullopt;

    // The points after it are not among those before.
    Values earlier;
    for (std::size_t i = 0; i < best; ++i)
        earlier.push_back(sign * values[i]);
    const double usual = quantileOf(std::move(earlier), 0.95);
    const std::size_t from = std::min(best + slope, values.size() - 3);
    const std::size_t to = std::min(from + side, values.size());
    const auto beyond = std::count_if(values.begin() + static_cast<std::ptrdiff_t>(from),
                                      values.begin() + static_cast<std::ptrdiff_t>(to),
                                      [&](double v) { return sign * v > usual; });
    if (static_cast<double>(beyond) < beyondShare * static_cast<double>(to - from))
        return std::nullopt;

    // It began where the points leave the level for good.
    const double limit = std::max(4 * noise, 0.04 * size);
    std::size_t first = best > side ? best - side : 0;
    const auto left = [&](std::size_t i) { return sign * (values[i] - before) > limit; };
    while (first + 2 < values.size() && !(left(first) && left(first + 1) && left(first + 2)))
        ++first;
    std::size_t last = from;
    std::size_t low = 0; // points in a row that are back
    for (std::size_t i = from; i < values.size() && low < 3; ++i) {
        const bool isBack = sign * (values[i] - before) < 0.5 * size;
        low = isBack ? low + 1 : 0;
        if (!isBack)
            last = i;
    }
    Onset out{.at = Instant{points.times[first]} - question.step / 2,
              .sure = question.step + question.window / 10,
              .confidence = std::min(0.99, 1 - 0.5 * std::exp(-0.7 * (clear - 1))),
              .before = before,
              .after = medianOf(values, from, to),
              .end = Instant{points.times[std::max(first, last)]},
              .isOver = low >= 3};
    return out;
}

std::optional<Interval> worstWindow(const Series& series, Duration atLeast)
{
    const Points points = pointsOf(series);
    if (points.values.empty())
        return std::nullopt;
    const auto worst = static_cast<std::size_t>(std::max_element(points.values.begin(), points.values.end()) -
                                                points.values.begin());
    const double middle = medianOf(points.values);
    const double half = middle + (points.values[worst] - middle) / 2;
    std::size_t first = worst;
    std::size_t last = worst;
    while (first > 0 && points.values[first - 1] >= half)
        --first;
    while (last + 1 < points.values.size() && points.values[last + 1] >= half)
        ++last;
    Interval out{Instant{points.times[first]}, Instant{points.times[last]}};
    if (out.length() < atLeast) {
        const Duration pad = (atLeast - out.length()) / 2;
        out = {out.start - pad, out.end + pad};
    }
    return out;
}

} // namespace signalbox::causes
