// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/metricquery.h"

namespace signalbox::simulator::logql {

/// Series by their labels while a query is evaluated.
using Series = std::vector<MetricSeries>;

/// The innermost part of a metric query: lines to samples to windows. `outer` may be the grouping of a sum
/// around it: labels that it throws away are then never kept, which is what makes a sum over lines with
/// their own ids cheap. Null: keep all.
[[nodiscard]] Result<Series> evaluateRange(const LogStore& store, const RangeAggregation& agg,
                                           const Steps& steps, const Grouping* outer);

[[nodiscard]] double quantileOf(std::vector<double> values, double q);

} // namespace signalbox::simulator::logql
