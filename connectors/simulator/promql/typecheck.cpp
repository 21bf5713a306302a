// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/typecheck.h"

#include "connectors/simulator/promql/functiontable.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/parser.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

class Checker
{
public:
    explicit Checker(const QByteArray& query)
        : m_query(query)
    {
    }

    std::optional<ParseProblem> problem;

    void check(Node& node)
    {
        if (problem)
            return;
        switch (node.kind) {
        case NodeKind::Number:
        case NodeKind::String:
            return;
        case NodeKind::Paren:
        case NodeKind::RangeSelector:
            check(*node.children[0]);
            return;
        case NodeKind::Unary:
            unary(node);
            return;
        case NodeKind::Binary:
            binary(node);
            return;
        case NodeKind::Call:
            call(node);
            return;
        case NodeKind::Aggregate:
            aggregate(node);
            return;
        case NodeKind::Selector:
            selector(node);
            return;
        case NodeKind::Subquery:
            subquery(node);
            return;
        }
    }

private:
    void complain(int position, QString text)
    {
        if (!problem)
            problem = ParseProblem{position, std::move(text)};
    }

    void expect(Node& node, ValueType wanted, const QString& context)
    {
        check(node);
        if (const ValueType got = node.type(); got != wanted)
            complain(node.start, QStringLiteral("expected type %1 in %2, got %3")
                                     .arg(documentedType(wanted), context, documentedType(got)));
    }

    void unary(Node& node)
    {
        check(*node.children[0]);
        const ValueType type = node.children[0]->type();
        if (type != ValueType::Scalar && type != ValueType::Vector)
            complain(node.start,
                     QStringLiteral("unary expression only allowed on expressions of type scalar or "
                                    "instant vector, got %1")
                         .arg(goQuoted(documentedType(type))));
    }

    void subquery(Node& node)
    {
        check(*node.children[0]);
        if (const ValueType type = node.children[0]->type(); type != ValueType::Vector)
            complain(node.start, QStringLiteral("subquery is only allowed on instant vector, got %1 instead")
                                     .arg(typeName(type)));
    }

    void aggregate(Node& node)
    {
        expect(*node.children.back(), ValueType::Vector, QStringLiteral("aggregation expression"));
        if (takesParameter(node.op)) {
            expect(*node.children.front(),
                   node.op == Tok::CountValues ? ValueType::String : ValueType::Scalar,
                   QStringLiteral("aggregation parameter"));
        }
    }

    /// Where the operator stands: the first thing after the left side that is no space.
    [[nodiscard]] int operatorPosition(const Node& node) const
    {
        int at = node.children[0]->end;
        while (at < m_query.size() && QByteArrayView(" \t\n\r").contains(m_query[at]))
            ++at;
        return at;
    }

    void binary(Node& node)
    {
        check(*node.children[0]);
        check(*node.children[1]);
        const ValueType left = node.children[0]->type();
        const ValueType right = node.children[1]->type();
        const bool set = isSetOperator(node.op);
        if (node.returnBool && !isComparison(node.op))
            complain(operatorPosition(node),
                     QStringLiteral("bool modifier can only be used on comparison operators"));
        if (isComparison(node.op) && !node.returnBool && left == ValueType::Scalar &&
            right == ValueType::Scalar)
            complain(operatorPosition(node),
                     QStringLiteral("comparisons between scalars must use BOOL modifier"));
        if (set && node.cardinality == Cardinality::OneToOne)
            node.cardinality = Cardinality::ManyToMany;
        for (const QString& label : node.matchingLabels) {
            if (node.on && std::ranges::find(node.include, label) != node.include.end())
                complain(operatorPosition(node),
                         QStringLiteral("label %1 must not occur in ON and GROUP clause at once")
                             .arg(goQuoted(label)));
        }
        const QString operands =
            QStringLiteral("binary expression must contain only scalar and instant vector types");
        if (left != ValueType::Scalar && left != ValueType::Vector)
            complain(node.children[0]->start, operands);
        if (right != ValueType::Scalar && right != ValueType::Vector)
            complain(node.children[1]->start, operands);
        node.hasMatching = left == ValueType::Vector && right == ValueType::Vector;
        const QString sign = goQuoted(QString::fromLatin1(fixedText(node.op)));
        if (!node.hasMatching) {
            if (!node.matchingLabels.empty())
                complain(node.start, QStringLiteral("vector matching only allowed between instant vectors"));
        } else if (set && node.cardinality != Cardinality::ManyToMany) {
            complain(node.start, QStringLiteral("no grouping allowed for %1 operation").arg(sign));
        }
        if (set && (left == ValueType::Scalar || right == ValueType::Scalar))
            complain(node.start,
                     QStringLiteral("set operator %1 not allowed in binary scalar expression").arg(sign));
    }

    void call(Node& node)
    {
        const Function& f = *node.function;
        const auto declared = static_cast<int>(f.arguments.size());
        const auto given = static_cast<int>(node.children.size());
        const auto wrongCount = [&](const char* how, int wanted) {
            complain(node.start, QStringLiteral("expected %1%2 argument(s) in call to %3, got %4")
                                     .arg(QLatin1String(how))
                                     .arg(wanted)
                                     .arg(goQuoted(f.name))
                                     .arg(given));
        };
        if (f.variadic == 0) {
            if (given != declared)
                wrongCount("", declared);
        } else if (given < declared - 1) {
            wrongCount("at least ", declared - 1);
        } else if (f.variadic > 0 && given > declared - 1 + f.variadic) {
            wrongCount("at most ", declared - 1 + f.variadic);
        }
        const QString context = QLatin1String("call to function ") + goQuoted(f.name);
        for (int i = 0; i < given; ++i) {
            if (i >= declared && f.variadic == 0)
                break;
            expect(*node.children[static_cast<std::size_t>(i)],
                   f.arguments[static_cast<std::size_t>(std::min(i, declared - 1))], context);
        }
        if (f.fn == Fn::Refused)
            complain(node.start, refusal(f));
    }

    void selector(const Node& node)
    {
        if (node.text.isEmpty()) {
            if (!hasNonEmptyMatcher(node.matchers))
                complain(node.start,
                         QStringLiteral("vector selector must contain at least one non-empty matcher"));
            return;
        }
        // The last matcher is the one made of the name before the braces.
        for (std::size_t i = 0; i + 1 < node.matchers.size(); ++i) {
            if (node.matchers[i].name() == metricNameLabel())
                complain(node.start, QStringLiteral("metric name must not be set twice: %1 or %2")
                                         .arg(goQuoted(node.text), goQuoted(node.matchers[i].value())));
        }
    }

    const QByteArray& m_query;
};

} // namespace

std::optional<ParseProblem> checkTypes(Node& node, const QByteArray& query)
{
    Checker checker(query);
    checker.check(node);
    return checker.problem;
}

bool hasNonEmptyMatcher(const Matchers& matchers)
{
    return std::ranges::any_of(matchers, [](const Matcher& m) { return !m.matches(QString()); });
}

} // namespace signalbox::simulator::promql
