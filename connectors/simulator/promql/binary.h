// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/columns.h"

namespace signalbox::simulator::promql {

[[nodiscard]] QueryResult<Columns> scalarBinary(Tok op, const Column& left, const Column& right);
/// `scalarLeft` when the scalar stood on the left; a comparison keeps the vector's value either way.
[[nodiscard]] QueryResult<Columns> vectorScalarBinary(const Node& node, const Columns& vector,
                                                      const Column& scalar, bool scalarLeft,
                                                      std::size_t steps);
[[nodiscard]] QueryResult<Columns> vectorBinary(const Node& node, const Columns& left, const Columns& right,
                                                std::size_t steps);
/// and, or, unless
[[nodiscard]] QueryResult<Columns> setOperation(const Node& node, const Columns& left, const Columns& right,
                                                std::size_t steps);

} // namespace signalbox::simulator::promql
