// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/lexer.h"
#include "connectors/simulator/promql/typecheck.h"

namespace signalbox::simulator::promql {

/// Recursive descent with one token of look-ahead. The first problem ends the work, as only the first one is
/// ever shown. A failed function returns null, and every caller passes that on.
class QueryParser
{
public:
    explicit QueryParser(const QByteArray& query)
        : m_lexer(query)
    {
        advance();
    }

    /// A whole query, or one selector and nothing else.
    [[nodiscard]] NodePtr query();
    [[nodiscard]] NodePtr selector();

    std::optional<ParseProblem> problem;

private:
    /// Errors inside an aggregation's brackets name it; the innermost one that is still open wins.
    struct AggregationContext
    {
        explicit AggregationContext(QueryParser& p)
            : parser(p)
        {
            ++parser.m_aggregations;
        }
        ~AggregationContext() { --parser.m_aggregations; }
        QueryParser& parser;
    };

    void advance();
    std::nullptr_t complain(int position, QString text);
    std::nullptr_t unexpected(const QString& context, const QString& expected);
    [[nodiscard]] static NodePtr make(NodeKind kind, int start);
    /// Adds a child and keeps the depth in bounds; a long chain of operators grows it as brackets do.
    [[nodiscard]] bool adopt(Node& parent, NodePtr child);
    [[nodiscard]] NodePtr expression(int minimum);
    [[nodiscard]] NodePtr binary(NodePtr left, Tok op, int minimum);
    [[nodiscard]] bool modifiers(Node& node);
    [[nodiscard]] bool groupingLabels(std::vector<QString>& into);
    [[nodiscard]] NodePtr unaryOrOperand();
    [[nodiscard]] NodePtr operand();
    [[nodiscard]] NodePtr parenthesised();
    [[nodiscard]] NodePtr numberLiteral();
    [[nodiscard]] std::optional<double> number(const Token& token);
    [[nodiscard]] NodePtr aggregate(const Token& op);
    [[nodiscard]] NodePtr call(const Token& name);
    /// The look-ahead after the closing bracket is not yet part of the body, so it may not fail it.
    [[nodiscard]] bool callBody(std::vector<NodePtr>& arguments);
    [[nodiscard]] NodePtr vectorSelector();
    [[nodiscard]] NodePtr namedSelector(const Token& name);
    [[nodiscard]] bool braces(Node& node);
    [[nodiscard]] bool labelMatcher(Node& node, const QString& context);
    [[nodiscard]] NodePtr postfix(NodePtr node);
    [[nodiscard]] std::optional<std::int64_t> duration();
    [[nodiscard]] NodePtr bracket(NodePtr inner);
    [[nodiscard]] NodePtr rangeSelector(NodePtr inner, std::int64_t range, const Token& open);
    /// The node that an offset or @ after `node` belongs to.
    [[nodiscard]] Node* timed(Node& node, const char* modifier);
    [[nodiscard]] NodePtr offset(NodePtr node);
    [[nodiscard]] NodePtr at(NodePtr node);

    Lexer m_lexer;
    Token m_token;
    int m_lastEnd = 0; ///< of the token before the look-ahead
    int m_aggregations = 0;
    int m_nesting = 0;
};

} // namespace signalbox::simulator::promql
