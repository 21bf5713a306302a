// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of QueryParser that reads selectors and what may follow them: [5m], offset, @.
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/queryparser.h"

#include <cmath>

namespace signalbox::simulator::promql {

NodePtr QueryParser::vectorSelector()
{
    if (m_token.kind == Tok::LeftBrace)
        return namedSelector({});
    const Token name = m_token;
    advance();
    return problem ? nullptr : namedSelector(name);
}

NodePtr QueryParser::namedSelector(const Token& name)
{
    const bool named = !name.text.isEmpty();
    NodePtr node = make(NodeKind::Selector, named ? name.start : m_token.start);
    node->end = name.end();
    if (m_token.kind == Tok::LeftBrace && !braces(*node))
        return nullptr;
    if (named) {
        node->text = QString::fromUtf8(name.text);
        node->matchers.push_back(Matcher::make(MatchKind::Equal, metricNameLabel(), node->text).matcher);
    }
    return node;
}

bool QueryParser::braces(Node& node)
{
    const QString context = QStringLiteral("label matching");
    advance();
    while (!problem && m_token.kind != Tok::RightBrace) {
        if (m_token.kind != Tok::Identifier) {
            unexpected(context, QStringLiteral("identifier or \"}\""));
            return false;
        }
        if (!labelMatcher(node, context))
            return false;
        if (m_token.kind == Tok::Comma) {
            advance();
        } else if (m_token.kind != Tok::RightBrace) {
            unexpected(context, QStringLiteral("\",\" or \"}\""));
            return false;
        }
    }
    if (problem)
        return false;
    node.end = m_token.end();
    advance();
    return true;
}

bool QueryParser::labelMatcher(Node& node, const QString& context)
{
    const Token label = m_token;
    advance();
    MatchKind kind = MatchKind::Equal;
    switch (m_token.kind) {
    case Tok::Assign:
        break;
    case Tok::NotEqual:
        kind = MatchKind::NotEqual;
        break;
    case Tok::MatchRegex:
        kind = MatchKind::Regex;
        break;
    case Tok::MatchNotRegex:
        kind = MatchKind::NotRegex;
        break;
    default:
        unexpected(context, QStringLiteral("label matching operator"));
        return false;
    }
    advance();
    if (m_token.kind != Tok::String) {
        unexpected(context, QStringLiteral("string"));
        return false;
    }
    Matcher::Made made = Matcher::make(kind, QString::fromUtf8(label.text), unquoted(m_token.text));
    if (!made.error.isEmpty()) {
        complain(label.start, made.error);
        return false;
    }
    node.matchers.push_back(std::move(made.matcher));
    advance();
    return !problem;
}

NodePtr QueryParser::postfix(NodePtr node)
{
    while (node && !problem) {
        if (m_token.kind == Tok::LeftBracket)
            node = bracket(std::move(node));
        else if (m_token.kind == Tok::Offset)
            node = offset(std::move(node));
        else if (m_token.kind == Tok::At)
            node = at(std::move(node));
        else
            break;
    }
    return problem ? nullptr : std::move(node);
}

std::optional<std::int64_t> QueryParser::duration()
{
    const ParsedDuration parsed = parsePromDuration(m_token.text);
    QString error = parsed.error;
    if (error.isEmpty() && parsed.ms == 0)
        error = QStringLiteral("duration must be greater than 0");
    if (!error.isEmpty()) {
        complain(m_token.start, error);
        return std::nullopt;
    }
    return parsed.ms;
}

NodePtr QueryParser::bracket(NodePtr inner)
{
    const QString subqueryContext = QStringLiteral("subquery selector");
    const Token open = m_token;
    advance();
    if (m_token.kind != Tok::Duration)
        return unexpected(subqueryContext, QStringLiteral("duration"));
    const auto range = duration();
    if (!range)
        return nullptr;
    advance();
    if (m_token.kind == Tok::RightBracket)
        return rangeSelector(std::move(inner), *range, open);
    if (m_token.kind != Tok::Colon)
        return unexpected(QStringLiteral("subquery or range"), QStringLiteral("\":\" or \"]\""));
    advance();
    NodePtr node = make(NodeKind::Subquery, inner->start);
    node->range = *range;
    if (m_token.kind == Tok::Duration) {
        const auto step = duration();
        if (!step)
            return nullptr;
        node->step = *step;
        advance();
        if (m_token.kind != Tok::RightBracket)
            return unexpected(subqueryContext, QStringLiteral("\"]\""));
    } else if (m_token.kind != Tok::RightBracket) {
        return unexpected(subqueryContext, QStringLiteral("duration or \"]\""));
    }
    node->end = m_token.end();
    advance();
    return adopt(*node, std::move(inner)) ? std::move(node) : nullptr;
}

NodePtr QueryParser::rangeSelector(NodePtr inner, std::int64_t range, const Token& open)
{
    if (inner->kind != NodeKind::Selector)
        return complain(open.start, QStringLiteral("ranges only allowed for vector selectors"));
    if (inner->offset != 0)
        return complain(open.start, QStringLiteral("no offset modifiers allowed before range"));
    if (inner->at)
        return complain(open.start, QStringLiteral("no @ modifiers allowed before range"));
    NodePtr node = make(NodeKind::RangeSelector, inner->start);
    node->range = range;
    node->end = m_token.end();
    advance();
    return adopt(*node, std::move(inner)) ? std::move(node) : nullptr;
}

Node* QueryParser::timed(Node& node, const char* modifier)
{
    if (node.kind == NodeKind::Selector || node.kind == NodeKind::Subquery)
        return &node;
    if (node.kind == NodeKind::RangeSelector)
        return node.children[0].get();
    complain(node.start,
             QLatin1String(modifier) +
                 QLatin1String(" modifier must be preceded by an instant vector selector or range "
                               "vector selector or a subquery"));
    return nullptr;
}

NodePtr QueryParser::offset(NodePtr node)
{
    const QString context = QStringLiteral("offset");
    advance();
    const bool negative = m_token.kind == Tok::Sub;
    if (negative)
        advance();
    if (m_token.kind != Tok::Duration)
        return unexpected(context, QStringLiteral("duration"));
    const auto by = duration();
    Node* target = by ? timed(*node, "offset") : nullptr;
    if (!target)
        return nullptr;
    if (target->offset != 0)
        return complain(node->start, QStringLiteral("offset may not be set multiple times"));
    target->offset = negative ? -*by : *by;
    node->end = target->end = m_token.end();
    advance();
    return node;
}

NodePtr QueryParser::at(NodePtr node)
{
    const QString context = QStringLiteral("@");
    advance();
    double sign = 1;
    const bool isSigned = m_token.kind == Tok::Sub || m_token.kind == Tok::Add;
    if (isSigned) {
        sign = m_token.kind == Tok::Sub ? -1 : 1;
        advance();
    }
    std::optional<std::int64_t> instant;
    Tok edge = Tok::End;
    int end = m_token.end();
    if (m_token.kind == Tok::Number) {
        const auto seconds = number(m_token);
        if (!seconds)
            return nullptr;
        if (!std::isfinite(*seconds) || std::abs(*seconds) >= 1e12) {
            return complain(node->start,
                            QStringLiteral("timestamp out of bounds for @ modifier: %1")
                                .arg(std::isnan(*seconds) ? QStringLiteral("NaN")
                                     : std::isinf(*seconds)
                                         ? (sign > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf"))
                                         : QString::number(sign * *seconds, 'f', 6)));
        }
        instant = std::llround(sign * *seconds * 1000);
    } else if (!isSigned && (m_token.kind == Tok::Start || m_token.kind == Tok::Finish)) {
        edge = m_token.kind;
        advance();
        if (m_token.kind != Tok::LeftParen)
            return unexpected(context, QStringLiteral("timestamp"));
        advance();
        if (m_token.kind != Tok::RightParen)
            return unexpected(context, QStringLiteral("timestamp"));
        end = m_token.end();
    } else {
        return unexpected(context, QStringLiteral("timestamp"));
    }
    Node* target = timed(*node, "@");
    if (!target)
        return nullptr;
    if (target->at || target->atEdge != Tok::End)
        return complain(node->start, QStringLiteral("@ <timestamp> may not be set multiple times"));
    target->at = instant;
    target->atEdge = edge;
    node->end = target->end = end;
    advance();
    return node;
}

} // namespace signalbox::simulator::promql
