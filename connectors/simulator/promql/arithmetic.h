// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace signalbox::simulator::promql {

/// Kahan's sum in Neumaier's form, as Prometheus adds over time.
struct KahanSum
{
    double sum = 0;
    double rest = 0;

    void add(double v)
    {
        const double t = sum + v;
        rest += std::abs(sum) >= std::abs(v) ? (sum - t) + v : (v - t) + sum;
        sum = t;
    }
};

/// The mean so far, kept where an infinity makes the usual step impossible. True when `v` must be skipped.
[[nodiscard]] inline bool meanIsSettled(double mean, double v)
{
    if (!std::isinf(mean))
        return false;
    if (std::isinf(v))
        return (mean > 0) == (v > 0);
    return !std::isnan(v);
}

/// The q-quantile, interpolated between neighbours; sorts `values` with NaN first.
[[nodiscard]] double quantile(double q, std::vector<double>& values);

struct Bucket
{
    double upperBound = 0;
    double count = 0;
};
/// The q-quantile of a histogram of `le` buckets in any order; NaN when it has no +Inf bucket.
[[nodiscard]] double bucketQuantile(double q, std::vector<Bucket>& buckets);

} // namespace signalbox::simulator::promql
