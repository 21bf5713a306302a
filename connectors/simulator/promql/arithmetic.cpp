// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/arithmetic.h"

#include <algorithm>
#include <limits>

namespace signalbox::simulator::promql {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

/// Buckets of one bound become one; counts never fall towards larger bounds.
void straighten(std::vector<Bucket>& buckets)
{
    std::size_t last = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[last].upperBound)
            buckets[last].count += buckets[i].count;
        else
            buckets[++last] = buckets[i];
    }
    buckets.resize(last + 1);
    double highest = buckets.front().count;
    for (Bucket& bucket : buckets) {
        if (bucket.count > highest)
            highest = bucket.count;
        else if (bucket.count < highest)
            bucket.count = highest;
    }
}

} // namespace

double quantile(double q, std::vector<double>& values)
{
    if (values.empty() || std::isnan(q))
        return notANumber;
    if (q < 0)
        return -infinity;
    if (q > 1)
        return infinity;
    std::ranges::sort(values, [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; });
    const double last = static_cast<double>(values.size()) - 1;
    const double rank = q * last;
    const double lower = std::max(0.0, std::floor(rank));
    const double upper = std::min(last, lower + 1);
    const double weight = rank - std::floor(rank);
    return values[static_cast<std::size_t>(lower)] * (1 - weight) +
           values[static_cast<std::size_t>(upper)] * weight;
}

double bucketQuantile(double q, std::vector<Bucket>& buckets)
{
    if (std::isnan(q))
        return notANumber;
    if (q < 0)
        return -infinity;
    if (q > 1)
        return infinity;
    // A bound of NaN ("le" may say anything) has no place in an order; without it the rest still has one.
    std::erase_if(buckets, [](const Bucket& b) { return std::isnan(b.upperBound); });
    std::ranges::stable_sort(buckets, {}, &Bucket::upperBound);
    if (buckets.empty() || buckets.back().upperBound != infinity)
        return notANumber;
    straighten(buckets);
    const double observations = buckets.back().count;
    if (buckets.size() < 2 || observations == 0)
        return notANumber;
    double rank = q * observations;
    std::size_t low = 0;
    std::size_t high = buckets.size() - 1;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (buckets[middle].count >= rank)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == buckets.size() - 1)
        return buckets[low - 1].upperBound;
    if (low == 0 && buckets[0].upperBound <= 0)
        return buckets[0].upperBound;
    double from = 0;
    const double to = buckets[low].upperBound;
    double count = buckets[low].count;
    if (low > 0) {
        from = buckets[low - 1].upperBound;
        count -= buckets[low - 1].count;
        rank -= buckets[low - 1].count;
    }
    return from + (to - from) * (rank / count);
}

} // namespace signalbox::simulator::promql
