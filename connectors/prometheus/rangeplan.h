// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/client.h"
#include "models/base/result.h"

#include <vector>

namespace signalbox::prometheus {

/// A server gives one point more than this and refuses what is longer.
inline constexpr int mostPoints = 11'000;

/// One request of a range query.
struct RangePart
{
    Instant start;
    Instant end; ///< a point of the grid, or the end that was asked for
    bool operator==(const RangePart&) const = default;
};

/// How a range query is asked. All parts lie on one grid of `step`, which begins at a multiple of it since
/// 1970, so that a refresh a moment later has its points at the same places. (A range that lies between two
/// points of the grid is asked for at its start, and so is one that is wanted from its start on.)
struct RangePlan
{
    Duration step{0};
    std::vector<RangePart> parts; ///< in order; the first one may begin a little before the asked start
    bool operator==(const RangePlan&) const = default;
};

/// A step that people read easily (1, 2, 5, 10, 15, 30 s, ...; whole days above one), not finer than
/// `minStep`, with at most `width` points over `range`.
[[nodiscard]] Duration stepFor(Duration range, int width, Duration minStep);

/// Invalid for an empty expression, an end before the start, a step that is not positive, or more than
/// 10,000 parts.
[[nodiscard]] Result<RangePlan> planRange(const RangeQuery& query);

/// Puts one part's series behind those that are there, by full label set; points that both hold stay once.
void join(RangeAnswer& whole, QueryAnswer&& part);

/// What is left to do when all parts are there: clips to the range, drops empty series, sorts by labels.
void finish(RangeAnswer& whole);

} // namespace signalbox::prometheus
