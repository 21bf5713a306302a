// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/parser.h"

#include "connectors/simulator/promql/queryparser.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

QueryError toError(const ParseProblem& problem, const QByteArray& query)
{
    const qsizetype at = std::clamp<qsizetype>(problem.position, 0, query.size());
    const qsizetype lastBreak = at > 0 ? query.lastIndexOf('\n', at - 1) : -1;
    return {ErrorType::BadData, QStringLiteral("%1:%2: parse error: %3")
                                    .arg(query.left(at).count('\n') + 1)
                                    .arg(at - lastBreak)
                                    .arg(problem.text)};
}

} // namespace

QueryResult<NodePtr> parseQuery(const QByteArray& query)
{
    QueryParser parser(query);
    NodePtr node = parser.query();
    if (!parser.problem && node)
        parser.problem = checkTypes(*node, query);
    if (parser.problem)
        return tl::unexpected<QueryError>(toError(*parser.problem, query));
    return node;
}

QueryResult<Matchers> parseSelector(const QByteArray& selector)
{
    QueryParser parser(selector);
    const NodePtr node = parser.selector();
    if (parser.problem)
        return tl::unexpected<QueryError>(toError(*parser.problem, selector));
    return node->matchers;
}

} // namespace signalbox::simulator::promql
