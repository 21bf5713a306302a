// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/queryerror.h"
#include "models/telemetry/labelset.h"

#include <QHash>

#include <cstdint>
#include <limits>
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
    /// `maxCells`: where the labels of the result follow from values, there may be as many columns as
    /// samples.
    explicit ColumnBuilder(std::size_t steps,
                           std::int64_t maxCells = std::numeric_limits<std::int64_t>::max())
        : m_steps(steps)
        , m_maxCells(maxCells)
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
    std::int64_t m_maxCells;
    bool m_doubled = false;
    bool m_overfull = false;
};

[[nodiscard]] QueryError tooManySamples();
/// The error of two samples under one label set.
[[nodiscard]] tl::unexpected<QueryError> sameLabelset();

} // namespace signalbox::simulator::promql
