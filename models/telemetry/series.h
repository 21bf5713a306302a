// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/labelset.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace signalbox {

/// Which ends of a native histogram's bucket belong to it; the numbers are those of the wire.
enum class BucketRule
{
    OpenLeft = 0,  ///< (lower, upper]
    OpenRight = 1, ///< [lower, upper)
    OpenBoth = 2,  ///< (lower, upper)
    ClosedBoth = 3 ///< [lower, upper], the zero bucket
};

struct HistogramBucket
{
    BucketRule rule = BucketRule::OpenLeft;
    double lower = 0;
    double upper = 0;
    double count = 0; ///< may be fractional
    bool operator==(const HistogramBucket&) const = default;
};

/// One sample of a native histogram. Empty buckets are left out.
struct HistogramPoint
{
    Instant at;
    double count = 0;
    double sum = 0;
    std::vector<HistogramBucket> buckets;
    bool operator==(const HistogramPoint&) const = default;
};

/// One line of a chart: times and values apart, in the order of time. NaN is a value that was answered; a
/// gap is a point that was not, and is therefore not in the columns at all (see gapsAfter). Floats and
/// native histograms may both be there: a metric that changed its kind has first the one, then the other.
/// As in all arithmetic two NaN are not equal, so neither are series that hold one.
struct Series
{
    LabelSet labels;
    std::vector<std::int64_t> times; ///< ns since the epoch, ascending
    std::vector<double> values;      ///< as many
    std::vector<HistogramPoint> histograms;

    bool operator==(const Series&) const = default;

    [[nodiscard]] bool isEmpty() const { return times.empty() && histograms.empty(); }
    [[nodiscard]] std::size_t pointCount() const { return times.size() + histograms.size(); }
};

/// The indexes i for which points were due between times[i] and times[i + 1]: they lie more than one and a
/// half steps apart (a scrape jitters, an evaluation does not; both are served). None for a step of 0.
[[nodiscard]] std::vector<std::size_t> gapsAfter(const Series& series, Duration step);

/// Drops what lies outside [from, to], both ends kept.
void clip(Series& series, Instant from, Instant to);

/// Puts the points of `later` behind those of `series`. Points of `later` that are not younger than the last
/// one here are left out, so that a border that both hold is there once.
void append(Series& series, Series&& later);

} // namespace signalbox
