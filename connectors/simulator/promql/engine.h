// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/evaluator.h"

#include <variant>

namespace signalbox::simulator::promql {

/// Answers of an instant query: a vector or scalar as columns of one step, a range as raw samples, or a text.
struct InstantAnswer
{
    ValueType type = ValueType::Vector;
    std::variant<Columns, std::vector<SampleSeries>, QString> value;
};

/// Parses and evaluates PromQL over a source, as Prometheus 2.42 does. Holds no state: the same question has
/// the same answer as long as the source gives the same samples.
class Engine
{
public:
    explicit Engine(const SampleSource& source, Limits limits = {})
        : m_source(source)
        , m_limits(limits)
    {
    }

    [[nodiscard]] QueryResult<InstantAnswer> instant(const QByteArray& query, std::int64_t time) const;
    /// Sorted by labels. `steps.interval` is at least 1 ms and the number of steps bounded by the caller.
    [[nodiscard]] QueryResult<Columns> range(const QByteArray& query, const Steps& steps) const;
    /// The same for a parsed expression of type vector or scalar.
    [[nodiscard]] QueryResult<Columns> range(const Node& expression, const Steps& steps) const;

private:
    const SampleSource& m_source;
    Limits m_limits;
};

} // namespace signalbox::simulator::promql
