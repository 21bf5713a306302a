// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/queryparser.h"

#include "connectors/simulator/promql/functiontable.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

constexpr int maxDepth = 200;

int precedence(Tok op)
{
    switch (op) {
    case Tok::Or:
        return 1;
    case Tok::And:
    case Tok::Unless:
        return 2;
    case Tok::Equal:
    case Tok::NotEqual:
    case Tok::Less:
    case Tok::LessEqual:
    case Tok::Greater:
    case Tok::GreaterEqual:
        return 3;
    case Tok::Add:
    case Tok::Sub:
        return 4;
    case Tok::Mul:
    case Tok::Div:
    case Tok::Mod:
    case Tok::Atan2:
        return 5;
    case Tok::Pow:
        return 6;
    default:
        return 0;
    }
}

/// Words that are keywords elsewhere and may still name a metric.
bool namesMetric(Tok t)
{
    return t == Tok::Identifier || t == Tok::MetricIdentifier || isAggregator(t) || t == Tok::By ||
           t == Tok::And || t == Tok::Or || t == Tok::Unless || t == Tok::Offset || t == Tok::Without ||
           t == Tok::Start || t == Tok::Finish;
}

bool namesLabel(Tok t)
{
    return namesMetric(t) || isKeyword(t) || t == Tok::Atan2;
}

} // namespace

NodePtr QueryParser::query()
{
    if (m_token.kind == Tok::End && !problem) {
        complain(0, QStringLiteral("no expression found in input"));
        return nullptr;
    }
    NodePtr node = expression(1);
    if (node && m_token.kind != Tok::End)
        return unexpected({}, {});
    return node;
}

NodePtr QueryParser::selector()
{
    NodePtr node;
    if (namesMetric(m_token.kind) || m_token.kind == Tok::LeftBrace)
        node = vectorSelector();
    else
        return unexpected({}, {});
    if (node && m_token.kind != Tok::End)
        return unexpected({}, {});
    return node;
}

void QueryParser::advance()
{
    m_lastEnd = m_token.end();
    m_token = m_lexer.next();
    if (m_token.kind == Tok::Error)
        complain(m_token.start, m_token.error);
}

std::nullptr_t QueryParser::complain(int position, QString text)
{
    if (!problem)
        problem = ParseProblem{position, std::move(text)};
    return nullptr;
}

std::nullptr_t QueryParser::unexpected(const QString& context, const QString& expected)
{
    QString text = QLatin1String("unexpected ") + describe(m_token);
    const QString where = context.isEmpty() && m_aggregations > 0 ? QStringLiteral("aggregation") : context;
    if (!where.isEmpty())
        text += QLatin1String(" in ") + where;
    if (!expected.isEmpty())
        text += QLatin1String(", expected ") + expected;
    return complain(m_token.start, text);
}

NodePtr QueryParser::make(NodeKind kind, int start)
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->start = start;
    return node;
}

bool QueryParser::adopt(Node& parent, NodePtr child)
{
    parent.depth = std::max(parent.depth, child->depth + 1);
    parent.children.push_back(std::move(child));
    if (parent.depth > maxDepth) {
        complain(parent.start,
                 QStringLiteral("the expression is nested more than %1 deep, which this demo does "
                                "not follow; split it")
                     .arg(maxDepth));
        return false;
    }
    return true;
}

NodePtr QueryParser::expression(int minimum)
{
    if (++m_nesting > maxDepth) {
        return complain(m_token.start,
                        QStringLiteral("the expression is nested more than %1 deep, which this demo "
                                       "does not follow; split it")
                            .arg(maxDepth));
    }
    NodePtr left = unaryOrOperand();
    while (left && !problem) {
        const Tok op = m_token.kind;
        const int level = precedence(op);
        if (level < minimum || level == 0)
            break;
        left = binary(std::move(left), op, op == Tok::Pow ? level : level + 1);
    }
    --m_nesting;
    return problem ? nullptr : std::move(left);
}

NodePtr QueryParser::binary(NodePtr left, Tok op, int minimum)
{
    NodePtr node = make(NodeKind::Binary, left->start);
    node->op = op;
    advance();
    if (!modifiers(*node))
        return nullptr;
    NodePtr right = expression(minimum);
    if (!right)
        return nullptr;
    node->end = right->end;
    if (!adopt(*node, std::move(left)) || !adopt(*node, std::move(right)))
        return nullptr;
    return node;
}

bool QueryParser::modifiers(Node& node)
{
    if (m_token.kind == Tok::Bool) {
        node.returnBool = true;
        advance();
    }
    if (m_token.kind != Tok::On && m_token.kind != Tok::Ignoring)
        return !problem;
    node.on = m_token.kind == Tok::On;
    advance();
    if (!groupingLabels(node.matchingLabels))
        return false;
    if (m_token.kind != Tok::GroupLeft && m_token.kind != Tok::GroupRight)
        return !problem;
    node.cardinality = m_token.kind == Tok::GroupLeft ? Cardinality::ManyToOne : Cardinality::OneToMany;
    advance();
    return m_token.kind != Tok::LeftParen || groupingLabels(node.include);
}

bool QueryParser::groupingLabels(std::vector<QString>& into)
{
    const QString context = QStringLiteral("grouping opts");
    if (problem || m_token.kind != Tok::LeftParen) {
        unexpected(context, QStringLiteral("\"(\""));
        return false;
    }
    advance();
    while (!problem && m_token.kind != Tok::RightParen) {
        if (!namesLabel(m_token.kind) || !isLabelName(QString::fromUtf8(m_token.text))) {
            unexpected(context, QStringLiteral("label"));
            return false;
        }
        into.push_back(QString::fromUtf8(m_token.text));
        advance();
        if (m_token.kind == Tok::Comma) {
            advance();
        } else if (m_token.kind != Tok::RightParen) {
            unexpected(context, QStringLiteral("\",\" or \")\""));
            return false;
        }
    }
    advance();
    return !problem;
}

NodePtr QueryParser::unaryOrOperand()
{
    if (m_token.kind != Tok::Add && m_token.kind != Tok::Sub)
        return postfix(operand());
    const Token sign = m_token;
    advance();
    // Weaker than ^ and stronger than *, as in mathematics: -a^2 is -(a^2).
    NodePtr inner = expression(precedence(Tok::Pow));
    if (!inner)
        return nullptr;
    if (inner->kind == NodeKind::Number) {
        if (sign.kind == Tok::Sub)
            inner->number = -inner->number;
        inner->start = sign.start;
        return inner;
    }
    NodePtr node = make(NodeKind::Unary, sign.start);
    node->op = sign.kind;
    node->end = inner->end;
    return adopt(*node, std::move(inner)) ? std::move(node) : nullptr;
}

NodePtr QueryParser::operand()
{
    if (problem)
        return nullptr;
    const Token first = m_token;
    switch (first.kind) {
    case Tok::Number:
        return numberLiteral();
    case Tok::String: {
        NodePtr node = make(NodeKind::String, first.start);
        node->text = unquoted(first.text);
        node->end = first.end();
        advance();
        return node;
    }
    case Tok::LeftParen:
        return parenthesised();
    case Tok::LeftBrace:
        return vectorSelector();
    default:
        break;
    }
    if (!namesMetric(first.kind))
        return unexpected({}, {});
    advance();
    if (problem)
        return nullptr;
    if (isAggregator(first.kind) &&
        (m_token.kind == Tok::LeftParen || m_token.kind == Tok::By || m_token.kind == Tok::Without))
        return aggregate(first);
    if (first.kind == Tok::Identifier && m_token.kind == Tok::LeftParen)
        return call(first);
    return namedSelector(first);
}

NodePtr QueryParser::parenthesised()
{
    NodePtr node = make(NodeKind::Paren, m_token.start);
    advance();
    NodePtr inner = expression(1);
    if (!inner)
        return nullptr;
    if (m_token.kind != Tok::RightParen)
        return unexpected({}, {});
    node->end = m_token.end();
    advance();
    return adopt(*node, std::move(inner)) ? std::move(node) : nullptr;
}

NodePtr QueryParser::numberLiteral()
{
    NodePtr node = make(NodeKind::Number, m_token.start);
    node->end = m_token.end();
    const auto value = number(m_token);
    if (!value)
        return nullptr;
    node->number = *value;
    advance();
    return node;
}

std::optional<double> QueryParser::number(const Token& token)
{
    const QByteArray lower = token.text.toLower();
    bool good = false;
    if (lower.startsWith("0x")) {
        const double value = static_cast<double>(lower.mid(2).toLongLong(&good, 16));
        if (good)
            return value;
    } else if (lower.size() > 1 && lower.startsWith('0')) {
        const double value = static_cast<double>(lower.toLongLong(&good, 8));
        if (good)
            return value;
    }
    if (const auto value = parseFloat(token.text); value && !lower.startsWith("0x"))
        return value;
    // A number that breaks off ("1e", "0x") is no number; any other one here is too large.
    const bool range =
        !lower.startsWith("0x") && (lower.back() == '.' || (lower.back() >= '0' && lower.back() <= '9'));
    complain(token.start,
             QStringLiteral("error parsing number: strconv.ParseFloat: parsing %1: %2")
                 .arg(goQuoted(QString::fromUtf8(token.text)),
                      range ? QStringLiteral("value out of range") : QStringLiteral("invalid syntax")));
    return std::nullopt;
}

NodePtr QueryParser::aggregate(const Token& op)
{
    NodePtr node = make(NodeKind::Aggregate, op.start);
    node->op = op.kind;
    const AggregationContext context(*this);
    const auto grouping = [&] {
        node->without = m_token.kind == Tok::Without;
        advance();
        return groupingLabels(node->grouping);
    };
    const bool before = m_token.kind != Tok::LeftParen;
    if (before && !grouping())
        return nullptr;
    std::vector<NodePtr> arguments;
    if (m_token.kind != Tok::LeftParen)
        return unexpected({}, {});
    if (!callBody(arguments))
        return nullptr;
    if (!before && (m_token.kind == Tok::By || m_token.kind == Tok::Without) && !grouping())
        return nullptr;
    node->end = m_lastEnd;
    const std::size_t wanted = takesParameter(op.kind) ? 2 : 1;
    if (arguments.empty())
        return complain(node->start, QStringLiteral("no arguments for aggregate expression provided"));
    if (arguments.size() != wanted) {
        return complain(node->start,
                        QStringLiteral("wrong number of arguments for aggregate expression provided, "
                                       "expected %1, got %2")
                            .arg(wanted)
                            .arg(arguments.size()));
    }
    for (NodePtr& argument : arguments) {
        if (!adopt(*node, std::move(argument)))
            return nullptr;
    }
    return node;
}

NodePtr QueryParser::call(const Token& name)
{
    NodePtr node = make(NodeKind::Call, name.start);
    std::vector<NodePtr> arguments;
    if (!callBody(arguments))
        return nullptr;
    node->end = m_lastEnd;
    node->function = findFunction(QString::fromUtf8(name.text));
    if (!node->function) {
        return complain(name.start, QLatin1String("unknown function with name ") +
                                        goQuoted(QString::fromUtf8(name.text)));
    }
    for (NodePtr& argument : arguments) {
        if (!adopt(*node, std::move(argument)))
            return nullptr;
    }
    return node;
}

bool QueryParser::callBody(std::vector<NodePtr>& arguments)
{
    advance();
    while (!problem && m_token.kind != Tok::RightParen) {
        NodePtr argument = expression(1);
        if (!argument)
            return false;
        arguments.push_back(std::move(argument));
        if (m_token.kind == Tok::Comma) {
            const Token comma = m_token;
            advance();
            if (m_token.kind == Tok::RightParen) {
                complain(comma.start, QStringLiteral("trailing commas not allowed in function call args"));
                return false;
            }
        } else if (m_token.kind != Tok::RightParen) {
            unexpected({}, {});
            return false;
        }
    }
    if (problem)
        return false;
    advance();
    return true;
}

} // namespace signalbox::simulator::promql
