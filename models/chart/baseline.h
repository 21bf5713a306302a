// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"

#include <vector>

namespace signalbox::chart {

/// What is normal at each point of time.
struct Baseline
{
    Band band;
    std::vector<double> median; ///< as many as the band has times; NaN where too little is known
    int days = 0;               ///< that had any value
    bool operator==(const Baseline&) const = default;
    [[nodiscard]] bool isKnown() const { return days >= fewestDays; }

    /// Fewer days than this say nothing about what is normal.
    static constexpr int fewestDays = 3;
};

/// One earlier day of the same series, and how far back it lies.
struct EarlierDay
{
    const Series* series = nullptr; ///< null: that day has nothing
    Duration back{0};
};

/// Normal is what the same time of the earlier days was: at each step of the range, the values of all days
/// within two steps around it; their median, and three times their median absolute deviation to each side.
/// The deviation has a floor (5 % of the median) so that a steady series does not make every ripple an
/// alarm. One bad day among five moves the median little and the deviation hardly. Where fewer than three
/// days have a value, nothing is known: NaN.
[[nodiscard]] Baseline baselineOf(const std::vector<EarlierDay>& days, const Interval& range, Duration step);

} // namespace signalbox::chart
