// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/tracesummary.h"

#include <vector>

namespace signalbox::causes {

/// What odd traces have more often than normal ones, as far as their summaries tell: no trace is fetched.
struct SummaryTrait
{
    QString service;
    bool isFailure = false; ///< a span of it failed; else: the trace goes through it
    std::int64_t inOdd = 0;
    std::int64_t odd = 0;
    std::int64_t inNormal = 0;
    std::int64_t normal = 0;
    double chance = 1;
    bool operator==(const SummaryTrait&) const = default;
};

/// The surest first; only what chance would hardly do, and what at least half of the odd ones have. Quiet
/// with few traces.
[[nodiscard]] std::vector<SummaryTrait> traitsOf(const std::vector<TraceSummary>& odd,
                                                 const std::vector<TraceSummary>& normal);

} // namespace signalbox::causes
