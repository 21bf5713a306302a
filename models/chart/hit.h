// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/chart/geometry.h"

#include <optional>
#include <vector>

namespace signalbox::chart {

/// A place of a line near the cursor.
struct Hit
{
    std::size_t line = 0;
    Instant at;
    double value = 0;
    double distance = 0; ///< pixels
    bool operator==(const Hit&) const = default;
};

/// The line that passes nearest to (x, y), no farther than `within` pixels, and its sample nearest in time.
[[nodiscard]] std::optional<Hit> nearestLine(const ChartData& data, const Geometry& geometry, double x,
                                             double y, double within);

/// The ring that (x, y) is on; an index into data.exemplars.
[[nodiscard]] std::optional<std::size_t> exemplarAt(const ChartData& data, const Geometry& geometry, double x,
                                                    double y, double within);

/// The time of a sample of any line that is nearest to `t`; nothing when the chart has no samples.
[[nodiscard]] std::optional<Instant> nearestSample(const ChartData& data, Instant t);

/// The index of the sample of a line that stands for `t`: the nearest within half a step (any, for a step of
/// 0). Nothing in a gap.
[[nodiscard]] std::optional<std::size_t> sampleAt(const Series& series, Instant t, Duration step);

struct ValueAt
{
    std::size_t line = 0;
    std::optional<double> value; ///< may be NaN or infinite as answered; nothing in a gap
};

/// What every line says at `t`, in the order of the lines.
[[nodiscard]] std::vector<ValueAt> valuesAt(const ChartData& data, Instant t);

} // namespace signalbox::chart
