// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/queryerror.h"
#include "models/telemetry/labelset.h"

#include <QHash>

#include <cstdint>
#include <vector>

namespace signalbox::simulator::promql {

/// The instants at which an expression is evaluated, in ms.
struct Steps
{
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t interval = 1;

    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>((end - start) / interval) + 1; }
    [[nodiscard]] std::int64_t at(std::size_t step) const
    {
        return start + static_cast<std::int64_t>(step) * interval;
    }
};

/// One series of a vector, a place for each step. `has` says where there is a sample, since NaN is one.
struct Column
{
    LabelSet labels;
    std::vector<double> values;
    std::vector<std::uint8_t> has;
};

/// An instant vector over all steps. The order of the columns is the order of the result at one instant.
using Columns = std::vector<Column>;

[[nodiscard]] Column emptyColumn(const LabelSet& labels, std::size_t steps);
/// A scalar is one column without labels that has a value at each step.
[[nodiscard]] Columns scalarColumns(std::vector<double> values);

/// Collects results that may meet in one label set. Two samples at one step under one set are the error that
/// Prometheus reports for it.
class ColumnBuilder
{
public:
    explicit ColumnBuilder(std::size_t steps)
        : m_steps(steps)
    {
    }

    [[nodiscard]] std::size_t indexOf(const LabelSet& labels);
    void put(std::size_t column, std::size_t step, double value);
    /// A whole column at once, renamed.
    void add(Column column);

    /// The columns that have at least one sample, or the error.
    [[nodiscard]] QueryResult<Columns> take();

private:
    std::size_t m_steps;
    Columns m_columns;
    QHash<LabelSet, std::size_t> m_index;
    bool m_doubled = false;
};

/// The error of two samples under one label set.
[[nodiscard]] tl::unexpected<QueryError> sameLabelset();

} // namespace signalbox::simulator::promql
