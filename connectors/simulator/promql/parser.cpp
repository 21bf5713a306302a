// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/parser.h"

#include "connectors/simulator/promql/functiontable.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/lexer.h"
#include "connectors/simulator/promql/typecheck.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

/// Recursive descent with one token of look-ahead. The first problem ends the work, as only the first one is
/// ever shown. A failed function returns null, and every caller passes that on.
class Parser
{
public:
    explicit Parser(const QByteArray& query)
        : m_lexer(query)
    {
        advance();
    }

    std::optional<ParseProblem> problem;

    NodePtr query()
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

    NodePtr selector()
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

    [[nodiscard]] const QByteArray& text() const { return m_lexer.text(); }

private:
    /// Errors inside an aggregation's brackets name it; the innermost one that is still open wins.
    struct AggregationContext
    {
        explicit AggregationContext(Parser& p)
            : parser(p)
        {
            ++parser.m_aggregations;
        }
        ~AggregationContext() { --parser.m_aggregations; }
        Parser& parser;
    };

    void advance()
    {
        m_lastEnd = m_token.end();
        m_token = m_lexer.next();
        if (m_token.kind == Tok::Error)
            complain(m_token.start, m_token.error);
    }

    std::nullptr_t complain(int position, QString text)
    {
        if (!problem)
            problem = ParseProblem{position, std::move(text)};
        return nullptr;
    }

    std::nullptr_t unexpected(const QString& context, const QString& expected)
    {
        QString text = QLatin1String("unexpected ") + describe(m_token);
        const QString where =
            context.isEmpty() && m_aggregations > 0 ? QStringLiteral("aggregation") : context;
        if (!where.isEmpty())
            text += QLatin1String(" in ") + where;
        if (!expected.isEmpty())
            text += QLatin1String(", expected ") + expected;
        return complain(m_token.start, text);
    }

    static NodePtr make(NodeKind kind, int start)
    {
        auto node = std::make_unique<Node>();
        node->kind = kind;
        node->start = start;
        return node;
    }

    /// Adds a child and keeps the depth in bounds; a long chain of operators grows it as brackets do.
    bool adopt(Node& parent, NodePtr child)
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

    NodePtr expression(int minimum)
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

    NodePtr binary(NodePtr left, Tok op, int minimum)
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

    bool modifiers(Node& node)
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

    bool groupingLabels(std::vector<QString>& into)
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

    NodePtr unaryOrOperand()
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

    NodePtr operand()
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

    NodePtr parenthesised()
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

    NodePtr numberLiteral()
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

    std::optional<double> number(const Token& token)
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
        const bool range = !lower.startsWith("0x");
        complain(token.start,
                 QStringLiteral("error parsing number: strconv.ParseFloat: parsing %1: %2")
                     .arg(goQuoted(QString::fromUtf8(token.text)),
                          range ? QStringLiteral("value out of range") : QStringLiteral("invalid syntax")));
        return std::nullopt;
    }

    NodePtr aggregate(const Token& op)
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

    NodePtr call(const Token& name)
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

    /// The look-ahead after the closing bracket is not yet part of the body, so it may not fail it.
    bool callBody(std::vector<NodePtr>& arguments)
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
                    complain(comma.start,
                             QStringLiteral("trailing commas not allowed in function call args"));
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

    NodePtr vectorSelector()
    {
        if (m_token.kind == Tok::LeftBrace)
            return namedSelector({});
        const Token name = m_token;
        advance();
        return problem ? nullptr : namedSelector(name);
    }

    NodePtr namedSelector(const Token& name)
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

    bool braces(Node& node)
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

    bool labelMatcher(Node& node, const QString& context)
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

    NodePtr postfix(NodePtr node)
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

    std::optional<std::int64_t> duration()
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

    NodePtr bracket(NodePtr inner)
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

    NodePtr rangeSelector(NodePtr inner, std::int64_t range, const Token& open)
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

    /// The node that an offset or @ after `node` belongs to.
    Node* timed(Node& node, const char* modifier)
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

    NodePtr offset(NodePtr node)
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

    NodePtr at(NodePtr node)
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

    Lexer m_lexer;
    Token m_token;
    int m_lastEnd = 0; ///< of the token before the look-ahead
    int m_aggregations = 0;
    int m_nesting = 0;
};

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
    Parser parser(query);
    NodePtr node = parser.query();
    if (!parser.problem && node)
        parser.problem = checkTypes(*node, query);
    if (parser.problem)
        return tl::unexpected<QueryError>(toError(*parser.problem, query));
    return node;
}

QueryResult<Matchers> parseSelector(const QByteArray& selector)
{
    Parser parser(selector);
    const NodePtr node = parser.selector();
    if (parser.problem)
        return tl::unexpected<QueryError>(toError(*parser.problem, selector));
    return node->matchers;
}

} // namespace signalbox::simulator::promql
