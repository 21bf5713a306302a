// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/engine.h"

#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/parser.h"

#include <algorithm>

namespace signalbox::simulator::promql {

QueryResult<InstantAnswer> Engine::instant(const QByteArray& query, std::int64_t time) const
{
    const auto parsed = parseQuery(query);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const Node& node = **parsed;
    InstantAnswer out{.type = node.type(), .value = {}};
    Evaluator evaluator(m_source, m_limits, time, time);
    if (out.type == ValueType::String) {
        out.value = unwrapped(node).text;
    } else if (out.type == ValueType::Matrix) {
        auto series = evaluator.rangeAt(unwrapped(node), time);
        if (!series)
            return tl::unexpected(series.error());
        out.value = std::move(*series);
    } else {
        auto columns = evaluator.evaluate(node, {.start = time, .end = time, .interval = 1});
        if (!columns)
            return tl::unexpected(columns.error());
        out.value = std::move(*columns);
    }
    return out;
}

QueryResult<Columns> Engine::range(const QByteArray& query, const Steps& steps) const
{
    const auto parsed = parseQuery(query);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const ValueType type = (*parsed)->type();
    if (type != ValueType::Vector && type != ValueType::Scalar) {
        return tl::unexpected<QueryError>(
            {ErrorType::BadData,
             QStringLiteral("invalid expression type %1 for range query, must be Scalar or instant Vector")
                 .arg(goQuoted(documentedType(type)))});
    }
    return range(**parsed, steps);
}

QueryResult<Columns> Engine::range(const Node& expression, const Steps& steps) const
{
    Evaluator evaluator(m_source, m_limits, steps.start, steps.end);
    auto columns = evaluator.evaluate(expression, steps);
    if (columns)
        std::ranges::sort(
            *columns, [](const Column& a, const Column& b) { return compareLabels(a.labels, b.labels) < 0; });
    return columns;
}

} // namespace signalbox::simulator::promql
