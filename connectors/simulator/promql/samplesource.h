// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/matcher.h"
#include "models/telemetry/labelset.h"

#include <cstdint>
#include <map>
#include <vector>

namespace signalbox::simulator::promql {

/// Samples of one series in rising order of time (milliseconds since the epoch). A stale marker is the value
/// staleNan(): it ends the series until its next sample.
struct SampleSeries
{
    LabelSet labels;
    std::vector<std::int64_t> times;
    std::vector<double> values;
};

[[nodiscard]] double staleNan();
[[nodiscard]] bool isStale(double v);

struct Exemplar
{
    LabelSet labels; ///< trace_id among them
    double value = 0;
    std::int64_t time = 0; ///< ms
};

struct ExemplarSeries
{
    LabelSet series;
    std::vector<Exemplar> exemplars;
};

struct MetricMetadata
{
    QString type; ///< counter, gauge, histogram, summary, info, unknown
    QString help;
    QString unit;
};

/// Where samples come from: stored ones, or functions of time that make them when asked. The engine asks for
/// each selector once per query, with the whole window that it needs. Must answer the same question with the
/// same samples each time.
class SampleSource
{
public:
    virtual ~SampleSource() = default;

    /// The series that match, with their samples within [from, to] (ms, both ends included), in any order. A
    /// series without a sample there may be left out.
    [[nodiscard]] virtual std::vector<SampleSeries> select(const Matchers& matchers, std::int64_t from,
                                                           std::int64_t to) const = 0;
    /// The label sets of the series that match and have samples within about [from, to]. The time is a hint.
    [[nodiscard]] virtual std::vector<LabelSet> series(const Matchers& matchers, std::int64_t from,
                                                       std::int64_t to) const = 0;
    /// By metric family.
    [[nodiscard]] virtual std::map<QString, MetricMetadata> metadata() const { return {}; }
    [[nodiscard]] virtual std::vector<ExemplarSeries> exemplars(const Matchers&, std::int64_t /*from*/,
                                                                std::int64_t /*to*/) const
    {
        return {};
    }
};

} // namespace signalbox::simulator::promql
