// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/matcher.h"
#include "connectors/simulator/promql/token.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace signalbox::simulator::promql {

enum class ValueType
{
    None,
    Scalar,
    Vector,
    Matrix,
    String,
};
/// The name in an answer ("vector"), and the one in error texts ("instant vector").
[[nodiscard]] QString typeName(ValueType type);
[[nodiscard]] QString documentedType(ValueType type);

struct Function;

enum class Cardinality
{
    OneToOne,
    ManyToOne,
    OneToMany,
    ManyToMany,
};

enum class NodeKind
{
    Number,
    String,
    Paren,
    Unary,
    Binary,
    Call,
    Aggregate,
    Selector,
    RangeSelector, ///< its child is the Selector
    Subquery,
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

/// One node of a parsed query. A single struct, since the parser, the checker, the printer and the evaluator
/// each look at it by kind; which members mean something depends on the kind. Depth is bounded by the parser.
struct Node
{
    NodeKind kind = NodeKind::Number;
    int start = 0; ///< bytes in the query
    int end = 0;
    int depth = 1;
    std::vector<NodePtr>
        children; ///< operands, arguments, or the expression inside; an aggregate's is its last

    double number = 0; ///< Number
    QString text;      ///< String; a Selector's metric name
    Tok op = Tok::End; ///< Unary, Binary, Aggregate

    // Binary
    bool returnBool = false;
    bool hasMatching = false; ///< both sides are vectors
    bool on = false;
    Cardinality cardinality = Cardinality::OneToOne;
    std::vector<QString> matchingLabels;
    std::vector<QString> include;

    // Aggregate; its parameter is children[0] when the operator takes one
    bool without = false;
    std::vector<QString> grouping;

    const Function* function = nullptr; ///< Call

    // Selector, RangeSelector, Subquery; times in ms
    Matchers matchers;
    std::int64_t offset = 0;
    std::int64_t range = 0;
    std::int64_t step = 0; ///< 0: the default
    std::optional<std::int64_t> at;
    Tok atEdge = Tok::End; ///< Start or Finish for @ start() and @ end()

    [[nodiscard]] ValueType type() const;
};

/// The node behind parentheses.
[[nodiscard]] const Node& unwrapped(const Node& node);

/// The query as Prometheus prints it back, on one line.
[[nodiscard]] QString printed(const Node& node);
/// The same, broken into lines where it is longer than 100 characters.
[[nodiscard]] QString prettyPrinted(const Node& node);

/// The matchers of all selectors, in the order in which they stand.
[[nodiscard]] std::vector<Matchers> selectorsOf(const Node& node);

} // namespace signalbox::simulator::promql
