// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/columns.h"

#include <algorithm>

namespace signalbox::simulator::promql {

Column emptyColumn(const LabelSet& labels, std::size_t steps)
{
    return {.labels = labels, .values = std::vector<double>(steps), .has = std::vector<std::uint8_t>(steps)};
}

Columns scalarColumns(std::vector<double> values)
{
    Column column;
    column.has.assign(values.size(), 1);
    column.values = std::move(values);
    Columns out;
    out.push_back(std::move(column));
    return out;
}

std::size_t ColumnBuilder::indexOf(const LabelSet& labels)
{
    const auto it = m_index.constFind(labels);
    if (it != m_index.constEnd())
        return *it;
    if (!m_columns.empty() && static_cast<std::int64_t>((m_columns.size() + 1) * m_steps) > m_maxCells) {
        m_overfull = true; // the result is lost, any column will do
        return 0;
    }
    m_index.insert(labels, m_columns.size());
    m_columns.push_back(emptyColumn(labels, m_steps));
    return m_columns.size() - 1;
}

void ColumnBuilder::put(std::size_t column, std::size_t step, double value)
{
    Column& target = m_columns[column];
    m_doubled = m_doubled || target.has[step] != 0;
    target.values[step] = value;
    target.has[step] = 1;
}

void ColumnBuilder::add(Column column)
{
    const auto it = m_index.constFind(column.labels);
    if (it == m_index.constEnd()) {
        m_index.insert(column.labels, m_columns.size());
        m_columns.push_back(std::move(column));
        return;
    }
    for (std::size_t step = 0; step < m_steps; ++step) {
        if (column.has[step] != 0)
            put(*it, step, column.values[step]);
    }
}

QueryResult<Columns> ColumnBuilder::take()
{
    if (m_overfull)
        return tl::unexpected(tooManySamples());
    if (m_doubled)
        return sameLabelset();
    std::erase_if(m_columns, [](const Column& c) { return std::ranges::find(c.has, 1) == c.has.end(); });
    return std::move(m_columns);
}

QueryError tooManySamples()
{
    return {ErrorType::Execution,
            QStringLiteral("query processing would load too many samples into memory in query execution")};
}

tl::unexpected<QueryError> sameLabelset()
{
    return executionError(QStringLiteral("vector cannot contain metrics with the same labelset"));
}

} // namespace signalbox::simulator::promql
