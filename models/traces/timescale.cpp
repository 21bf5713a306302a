// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/timescale.h"

#include "models/base/duration.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::traces {

namespace {

constexpr Offset shortestView = 1000; ///< a microsecond, which is as fine as Jaeger is

} // namespace

double TimeScale::x(Offset at) const
{
    return static_cast<double>(at - view.begin) / static_cast<double>(std::max<Offset>(1, view.length())) *
           width;
}

Offset TimeScale::at(double x) const
{
    return view.begin +
           static_cast<Offset>(std::llround(x / std::max(1.0, width) * static_cast<double>(view.length())));
}

Offset TimeScale::pixel() const
{
    return std::max<Offset>(1,
                            static_cast<Offset>(static_cast<double>(view.length()) / std::max(1.0, width)));
}

Stretch fitted(Stretch view, Offset length)
{
    const Offset whole = std::max<Offset>(1, length);
    const Offset wanted = std::clamp(view.length(), std::min(shortestView, whole), whole);
    const Offset begin = std::clamp<Offset>(view.begin, 0, whole - wanted);
    return {begin, begin + wanted};
}

Stretch zoomed(const Stretch& view, Offset length, double factor, Offset around)
{
    const Offset whole = std::max<Offset>(1, length);
    const double before = static_cast<double>(std::max<Offset>(1, view.length()));
    const double after = std::clamp(before * factor, static_cast<double>(std::min(shortestView, whole)),
                                    static_cast<double>(whole));
    const double place = std::clamp(static_cast<double>(around - view.begin) / before, 0.0, 1.0);
    const Offset begin = around - static_cast<Offset>(place * after);
    return fitted({begin, begin + static_cast<Offset>(after)}, whole);
}

Stretch panned(const Stretch& view, Offset length, double share)
{
    const Offset by = static_cast<Offset>(share * static_cast<double>(view.length()));
    return fitted({view.begin + by, view.end + by}, length);
}

std::vector<OffsetTick> offsetTicks(const TimeScale& scale, double apart)
{
    const double least = apart * static_cast<double>(scale.view.length()) / std::max(1.0, scale.width);
    Offset step = 1;
    constexpr Offset second = 1'000'000'000;
    constexpr std::array longSteps{10 * second,    20 * second,   30 * second,   60 * second,
                                   120 * second,   300 * second,  600 * second,  1200 * second,
                                   1800 * second,  3600 * second, 7200 * second, 21600 * second,
                                   43200 * second, 86400 * second};
    if (least > static_cast<double>(5 * second)) {
        const auto it = std::find_if(longSteps.begin(), longSteps.end(),
                                     [least](Offset s) { return static_cast<double>(s) >= least; });
        step = it != longSteps.end() ? *it : 0;
        for (step = step > 0 ? step : 86400 * second; static_cast<double>(step) < least;)
            step *= 2;
    } else {
        constexpr std::array factors{2, 5, 10};
        for (Offset decade = 1; static_cast<double>(step) < least; decade *= 10)
            for (const int factor : factors)
                if (static_cast<double>(step) < least)
                    step = decade * factor;
    }
    std::vector<OffsetTick> ticks;
    const Offset first = (scale.view.begin + step - 1) / step * step;
    for (Offset at = first; at <= scale.view.end && ticks.size() < 100; at += step)
        ticks.push_back({at, at == 0 ? QStringLiteral("0") : humanText(Duration(at))});
    return ticks;
}

std::vector<OverviewBar> overviewBars(const Trace& trace, const Timeline& times, int lines,
                                      std::size_t perLine)
{
    const std::vector<std::uint32_t>& order = trace.preorder();
    std::vector<OverviewBar> bars;
    const std::size_t count =
        std::min<std::size_t>(order.size(), static_cast<std::size_t>(std::max(1, lines)));
    std::vector<std::uint32_t> line;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = i * order.size() / count;
        const std::size_t to = (i + 1) * order.size() / count;
        line.assign(order.begin() + static_cast<std::ptrdiff_t>(from),
                    order.begin() + static_cast<std::ptrdiff_t>(to));
        const auto longer = [&times](std::uint32_t a, std::uint32_t b) {
            return times.spans[a].length() > times.spans[b].length();
        };
        if (line.size() > perLine) {
            const auto cut = line.begin() + static_cast<std::ptrdiff_t>(perLine);
            std::nth_element(line.begin(), cut, line.end(), longer);
            line.erase(cut, line.end());
        }
        std::stable_sort(line.begin(), line.end(), longer);
        for (const std::uint32_t span : line)
            bars.push_back({static_cast<int>(i), times.spans[span], span});
    }
    return bars;
}

} // namespace signalbox::traces
