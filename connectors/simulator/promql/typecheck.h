// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"

namespace signalbox::simulator::promql {

struct ParseProblem
{
    int position = 0; ///< bytes from the beginning of the query
    QString text;
};

/// The second look at a parsed query: types of operands and arguments, their number, what may be combined.
/// Settles the matching of set operators on the way. The first problem in Prometheus' own order is returned.
[[nodiscard]] std::optional<ParseProblem> checkTypes(Node& node, const QByteArray& query);

} // namespace signalbox::simulator::promql
