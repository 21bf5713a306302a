// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/columns.h"
#include "connectors/simulator/promql/samplesource.h"

namespace signalbox::simulator::promql {

/// How much one query may cost before it is refused as Prometheus refuses one that is too dear.
struct Limits
{
    std::int64_t samples = 50'000'000;
    std::int64_t work = 500'000'000;    ///< samples looked at, those of overlapping windows each time
    std::int64_t lookback = 300'000;    ///< ms
    std::int64_t subqueryStep = 60'000; ///< when a subquery names none; the global evaluation interval
};

/// Walks a checked query over all its steps at once: each node gives columns, and each selector is asked of
/// the source once. Good for one query. Must not be handed a tree that checkTypes() has not passed.
class Evaluator
{
public:
    /// `start` and `end` of the query are what @ start() and @ end() mean.
    Evaluator(const SampleSource& source, const Limits& limits, std::int64_t start, std::int64_t end)
        : m_source(source)
        , m_limits(limits)
        , m_start(start)
        , m_end(end)
    {
    }

    /// For expressions of type scalar and vector.
    [[nodiscard]] QueryResult<Columns> evaluate(const Node& node, const Steps& steps);
    /// The raw samples of a range selector or subquery at one instant.
    [[nodiscard]] QueryResult<std::vector<SampleSeries>> rangeAt(const Node& node, std::int64_t instant);

private:
    /// Samples of a range expression, stale markers removed, and how a window is cut out of them.
    struct Ranges
    {
        std::vector<SampleSeries> series;
        std::optional<std::int64_t> at;
        std::int64_t offset = 0;
        std::int64_t range = 0;

        [[nodiscard]] std::int64_t end(std::int64_t step) const { return at.value_or(step) - offset; }
    };

    [[nodiscard]] QueryResult<Columns> selector(const Node& node, const Steps& steps, bool wantTimes);
    [[nodiscard]] QueryResult<Columns> call(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<Columns> rangeCall(const Node& node, std::size_t rangeArgument,
                                                 const Steps& steps);
    [[nodiscard]] QueryResult<Columns> aggregation(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<Columns> binary(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<Columns> negated(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<std::vector<double>> scalars(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<Ranges> ranges(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<Ranges> subquery(const Node& node, const Steps& steps);
    [[nodiscard]] QueryResult<std::vector<SampleSeries>> fetch(const Matchers& matchers, std::int64_t from,
                                                               std::int64_t to);
    [[nodiscard]] std::optional<std::int64_t> pinned(const Node& node) const; ///< what @ says
    [[nodiscard]] std::optional<QueryError> charge(std::size_t samples);
    [[nodiscard]] std::optional<QueryError> chargeWork(std::size_t samples);

    const SampleSource& m_source;
    Limits m_limits;
    std::int64_t m_start;
    std::int64_t m_end;
    std::int64_t m_samples = 0;
    std::int64_t m_work = 0;
};

} // namespace signalbox::simulator::promql
