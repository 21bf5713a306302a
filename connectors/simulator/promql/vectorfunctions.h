// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/columns.h"

namespace signalbox::simulator::promql {

/// What a function that takes no range is given: its vector, if any, and a value of each scalar at each step.
struct FunctionArguments
{
    const Node& node;
    Steps steps;
    Columns vector;
    std::vector<std::vector<double>> parameters;
    bool vectorHasTimes = false; ///< timestamp() of a selector: the values are the samples' own times
};

[[nodiscard]] QueryResult<Columns> applyFunction(FunctionArguments arguments);

/// The labels of what absent() returns: those that the selector fixes by equality, each once.
[[nodiscard]] LabelSet absentLabels(const Node& argument);

} // namespace signalbox::simulator::promql
