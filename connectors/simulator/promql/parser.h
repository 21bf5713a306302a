// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/queryerror.h"

namespace signalbox::simulator::promql {

/// A checked query, or `1:7: parse error: ...` in Prometheus' words. Nesting is bounded, so that nothing
/// which later walks the tree can run out of stack.
[[nodiscard]] QueryResult<NodePtr> parseQuery(const QByteArray& query);

/// What stands in match[]: one selector, no more. It may be empty of conditions; the caller checks.
[[nodiscard]] QueryResult<Matchers> parseSelector(const QByteArray& selector);

/// True when at least one condition cannot hold for an absent label.
[[nodiscard]] bool hasNonEmptyMatcher(const Matchers& matchers);

} // namespace signalbox::simulator::promql
