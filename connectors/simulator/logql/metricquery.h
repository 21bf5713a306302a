// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/ast.h"
#include "models/base/result.h"

namespace signalbox::simulator::logql {

/// The points in time at which a metric query is evaluated: start, start+step, ... up to and with end.
struct Steps
{
    std::int64_t startNs = 0;
    std::int64_t stepNs = 1;
    std::size_t count = 1;

    [[nodiscard]] std::int64_t at(std::size_t i) const
    {
        return startNs + static_cast<std::int64_t>(i) * stepNs;
    }
};

/// A value for each step, or none: a gap is not a zero.
struct MetricSeries
{
    Fields labels;
    std::vector<std::optional<double>> values;
};

struct MetricResult
{
    bool isScalar = false;            ///< a number without labels: one series
    bool isOrdered = false;           ///< topk and bottomk sort an instant answer by value
    std::vector<MetricSeries> series; ///< by labels; none without any value
};

/// A sample at t covers (t - range, t]. Fails with Loki's text when a line in the range has an error label
/// or when more than 500 series come out.
[[nodiscard]] Result<MetricResult> runMetricQuery(const LogStore& store, const MetricExpr& query,
                                                  const Steps& steps);

inline constexpr std::size_t maxSeries = 500;

} // namespace signalbox::simulator::logql
