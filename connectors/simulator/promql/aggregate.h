// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/columns.h"

namespace signalbox::simulator::promql {

struct AggregateSize
{
    std::size_t steps = 0;
    std::int64_t maxCells = 0; ///< of what count_values may make
};

/// sum, topk and the rest, by or without labels. `parameter` has a value for each step when the operator
/// takes a number; `label` is what count_values writes to.
[[nodiscard]] QueryResult<Columns> aggregate(const Node& node, Columns input,
                                             const std::vector<double>& parameter, const QString& label,
                                             AggregateSize size);

} // namespace signalbox::simulator::promql
