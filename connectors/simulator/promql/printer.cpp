// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/ast.h"

#include "connectors/simulator/promql/functiontable.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

constexpr qsizetype lineLimit = 100;

QString joined(const std::vector<QString>& names)
{
    QString out;
    for (const QString& name : names)
        out += (out.isEmpty() ? QString() : QStringLiteral(", ")) + name;
    return out;
}

QString timeSuffix(const Node& node)
{
    QString out;
    if (node.at)
        out += QLatin1String(" @ ") + QString::number(static_cast<double>(*node.at) / 1000, 'f', 3);
    else if (node.atEdge != Tok::End)
        out += node.atEdge == Tok::Start ? QLatin1String(" @ start()") : QLatin1String(" @ end()");
    if (node.offset > 0)
        out += QLatin1String(" offset ") + promDurationText(node.offset);
    else if (node.offset < 0)
        out += QLatin1String(" offset -") + promDurationText(-node.offset);
    return out;
}

QString selectorText(const Node& node)
{
    QStringList conditions;
    for (const Matcher& m : node.matchers) {
        if (m.name() != metricNameLabel() || m.kind() != MatchKind::Equal || m.value() != node.text)
            conditions << m.toString();
    }
    if (conditions.isEmpty())
        return node.text;
    conditions.sort();
    return node.text + u'{' + conditions.join(u',') + u'}';
}

QString subquerySuffix(const Node& node)
{
    return u'[' + promDurationText(node.range) + u':' +
           (node.step > 0 ? promDurationText(node.step) : QString()) + u']' + timeSuffix(node);
}

QString aggregateHead(const Node& node)
{
    QString out = QString::fromLatin1(fixedText(node.op));
    if (node.without)
        out += QLatin1String(" without (") + joined(node.grouping) + QLatin1String(") ");
    else if (!node.grouping.empty())
        out += QLatin1String(" by (") + joined(node.grouping) + QLatin1String(") ");
    return out;
}

QString operatorText(const Node& node)
{
    QString out = QString::fromLatin1(fixedText(node.op));
    if (node.returnBool)
        out += QLatin1String(" bool");
    if (!node.hasMatching || (node.matchingLabels.empty() && !node.on))
        return out;
    out += (node.on ? QLatin1String(" on (") : QLatin1String(" ignoring (")) + joined(node.matchingLabels) +
           u')';
    if (node.cardinality == Cardinality::ManyToOne || node.cardinality == Cardinality::OneToMany) {
        out +=
            QLatin1String(node.cardinality == Cardinality::ManyToOne ? " group_left (" : " group_right (") +
            joined(node.include) + u')';
    }
    return out;
}

QString arguments(const Node& node)
{
    QStringList out;
    for (const NodePtr& child : node.children)
        out << printed(*child);
    return out.join(QLatin1String(", "));
}

QString indent(int level)
{
    return QString(static_cast<qsizetype>(level) * 2, u' ');
}

QString pretty(const Node& node, int level);

QString prettyArguments(const Node& node, int level)
{
    QStringList out;
    for (const NodePtr& child : node.children)
        out << pretty(*child, level);
    return out.join(QLatin1String(",\n"));
}

QString pretty(const Node& node, int level)
{
    const QString line = printed(node);
    const QString margin = indent(level);
    if (node.kind == NodeKind::Subquery)
        return line.size() <= lineLimit ? line : pretty(*node.children[0], level) + subquerySuffix(node);
    if (node.kind == NodeKind::Unary)
        return margin + QString::fromLatin1(fixedText(node.op)) + pretty(*node.children[0], level).trimmed();
    if (line.toUtf8().size() <= lineLimit)
        return margin + line;
    switch (node.kind) {
    case NodeKind::Aggregate:
        return margin + aggregateHead(node) + QLatin1String("(\n") + prettyArguments(node, level + 1) +
               u'\n' + margin + u')';
    case NodeKind::Binary:
        return pretty(*node.children[0], level + 1) + u'\n' + margin + operatorText(node) + u'\n' +
               pretty(*node.children[1], level + 1);
    case NodeKind::Call:
        return margin + node.function->name + QLatin1String("(\n") + prettyArguments(node, level + 1) +
               u'\n' + margin + u')';
    case NodeKind::Paren:
        return margin + QLatin1String("(\n") + pretty(*node.children[0], level + 1) + u'\n' + margin + u')';
    default:
        return margin + line;
    }
}

void collectSelectors(const Node& node, std::vector<Matchers>& out)
{
    if (node.kind == NodeKind::Selector)
        out.push_back(node.matchers);
    for (const NodePtr& child : node.children)
        collectSelectors(*child, out);
}

} // namespace

QString typeName(ValueType type)
{
    switch (type) {
    case ValueType::Scalar:
        return QStringLiteral("scalar");
    case ValueType::Vector:
        return QStringLiteral("vector");
    case ValueType::Matrix:
        return QStringLiteral("matrix");
    case ValueType::String:
        return QStringLiteral("string");
    case ValueType::None:
        break;
    }
    return QStringLiteral("none");
}

QString documentedType(ValueType type)
{
    if (type == ValueType::Vector)
        return QStringLiteral("instant vector");
    return type == ValueType::Matrix ? QStringLiteral("range vector") : typeName(type);
}

ValueType Node::type() const
{
    switch (kind) {
    case NodeKind::Number:
        return ValueType::Scalar;
    case NodeKind::String:
        return ValueType::String;
    case NodeKind::Paren:
    case NodeKind::Unary:
        return children[0]->type();
    case NodeKind::Binary:
        return children[0]->type() == ValueType::Scalar && children[1]->type() == ValueType::Scalar
                   ? ValueType::Scalar
                   : ValueType::Vector;
    case NodeKind::Call:
        return function->result;
    case NodeKind::Aggregate:
    case NodeKind::Selector:
        return ValueType::Vector;
    case NodeKind::RangeSelector:
    case NodeKind::Subquery:
        return ValueType::Matrix;
    }
    return ValueType::None;
}

const Node& unwrapped(const Node& node)
{
    const Node* at = &node;
    while (at->kind == NodeKind::Paren)
        at = at->children[0].get();
    return *at;
}

QString printed(const Node& node)
{
    switch (node.kind) {
    case NodeKind::Number:
        return QString::fromLatin1(shortNumber(node.number));
    case NodeKind::String:
        return goQuoted(node.text);
    case NodeKind::Paren:
        return u'(' + printed(*node.children[0]) + u')';
    case NodeKind::Unary:
        return QString::fromLatin1(fixedText(node.op)) + printed(*node.children[0]);
    case NodeKind::Binary:
        return printed(*node.children[0]) + u' ' + operatorText(node) + u' ' + printed(*node.children[1]);
    case NodeKind::Call:
        return node.function->name + u'(' + arguments(node) + u')';
    case NodeKind::Aggregate:
        return aggregateHead(node) + u'(' + arguments(node) + u')';
    case NodeKind::Selector:
        return selectorText(node) + timeSuffix(node);
    case NodeKind::RangeSelector:
        return selectorText(*node.children[0]) + u'[' + promDurationText(node.range) + u']' +
               timeSuffix(*node.children[0]);
    case NodeKind::Subquery:
        return printed(*node.children[0]) + subquerySuffix(node);
    }
    return {};
}

QString prettyPrinted(const Node& node)
{
    return pretty(node, 0);
}

std::vector<Matchers> selectorsOf(const Node& node)
{
    std::vector<Matchers> out;
    collectSelectors(node, out);
    return out;
}

} // namespace signalbox::simulator::promql
