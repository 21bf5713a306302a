// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/parser.h"

#include "connectors/simulator/logql/pipelineparser.h"
#include "connectors/simulator/logql/units.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::simulator::logql {

namespace {

// Loki knows these; the demo does not.
constexpr std::array<std::string_view, 14> unsupported{
    "absent_over_time", "stddev_over_time", "stdvar_over_time", "rate_counter",
    "label_replace",    "stddev",           "stdvar",           "sort",
    "sort_desc",        "approx_topk",      "vector",           "variants",
    "group_left",       "group_right"};

struct Operator
{
    BinaryOp op;
    int precedence;
};

std::optional<Operator> operatorAt(const Token& token)
{
    if (token.kind != TokenKind::Symbol && token.kind != TokenKind::Identifier)
        return std::nullopt;
    static constexpr std::array<std::pair<std::string_view, Operator>, 15> table{{
        {"or", {BinaryOp::Or, 1}},
        {"and", {BinaryOp::And, 2}},
        {"unless", {BinaryOp::Unless, 2}},
        {"==", {BinaryOp::Equal, 3}},
        {"!=", {BinaryOp::NotEqual, 3}},
        {">", {BinaryOp::Greater, 3}},
        {">=", {BinaryOp::GreaterOrEqual, 3}},
        {"<", {BinaryOp::Less, 3}},
        {"<=", {BinaryOp::LessOrEqual, 3}},
        {"+", {BinaryOp::Add, 4}},
        {"-", {BinaryOp::Subtract, 4}},
        {"*", {BinaryOp::Multiply, 5}},
        {"/", {BinaryOp::Divide, 5}},
        {"%", {BinaryOp::Modulo, 5}},
        {"^", {BinaryOp::Power, 6}},
    }};
    for (const auto& [text, op] : table) {
        if (token.text == text)
            return op;
    }
    return std::nullopt;
}

class QueryParser
{
public:
    explicit QueryParser(std::string_view query)
        : m_tokens(lex(query))
    {
    }

    Result<Query> run()
    {
        if (beginsWithSelector()) {
            LogSelector selector = logExpression();
            atEnd();
            if (m_tokens.failed())
                return failure(m_tokens.error());
            return Query(std::move(selector));
        }
        MetricPtr metric = expression(1);
        atEnd();
        if (m_tokens.failed() || !metric)
            return failure(m_tokens.error());
        return Query(std::move(*metric));
    }

private:
    [[nodiscard]] bool beginsWithSelector() const
    {
        std::size_t i = 0;
        while (m_tokens.peek(i).is("("))
            ++i;
        return m_tokens.peek(i).is("{");
    }

    void atEnd()
    {
        if (!m_tokens.failed() && m_tokens.peek().kind != TokenKind::End)
            m_tokens.unexpected();
    }

    LogSelector logExpression()
    {
        int open = 0;
        while (open < 20 && m_tokens.take("("))
            ++open;
        LogSelector out = selector(m_tokens);
        out.pipeline = pipeline(m_tokens, nullptr);
        while (open-- > 0 && m_tokens.expect(")")) {
        }
        return out;
    }

    MetricPtr expression(int minPrecedence)
    {
        if (!m_tokens.enter())
            return nullptr;
        MetricPtr left = operand();
        while (left && !m_tokens.failed()) {
            const auto op = operatorAt(m_tokens.peek());
            if (!op || op->precedence < minPrecedence)
                break;
            m_tokens.next();
            BinaryExpr binary;
            binary.op = op->op;
            binary.returnsBool = op->precedence == 3 && m_tokens.takeWord("bool");
            if (m_tokens.peek().isWord("on") || m_tokens.peek().isWord("ignoring"))
                m_tokens.refuse(m_tokens.peek(),
                                "the demo's Loki matches vectors by all their labels only. " + abilities());
            binary.left = std::move(left);
            // The power binds to the right, all others to the left.
            binary.right = expression(op->op == BinaryOp::Power ? op->precedence : op->precedence + 1);
            left = fold(std::move(binary));
        }
        m_tokens.leave();
        return left;
    }

    static MetricPtr make(auto node)
    {
        auto out = std::make_unique<MetricExpr>();
        out->node = std::move(node);
        return out;
    }

    static MetricPtr fold(BinaryExpr binary)
    {
        if (!binary.left || !binary.right)
            return nullptr;
        return make(std::move(binary));
    }

    MetricPtr operand()
    {
        const Token token = m_tokens.peek();
        if (token.is("(")) {
            m_tokens.next();
            MetricPtr inner = expression(1);
            m_tokens.expect(")");
            return inner;
        }
        if (token.kind == TokenKind::Number || token.is("-") || token.is("+")) {
            double sign = 1;
            while (m_tokens.peek().is("-") || m_tokens.peek().is("+"))
                sign *= m_tokens.next().is("-") ? -1 : 1;
            const Token number = m_tokens.expect(TokenKind::Number, "NUMBER");
            return make(sign * parseNumber(number.text).value_or(0));
        }
        if (token.kind == TokenKind::Identifier) {
            if (const auto op = rangeOp(token.text))
                return rangeAggregation(*op);
            if (const auto op = vectorOp(token.text))
                return vectorAggregation(*op);
            if (std::find(unsupported.begin(), unsupported.end(), token.text) != unsupported.end()) {
                m_tokens.refuse(token, "the demo's Loki does not know " + token.text + ". " + abilities());
                return nullptr;
            }
        }
        m_tokens.unexpected();
        return nullptr;
    }

    Grouping grouping()
    {
        Grouping out;
        if (m_tokens.takeWord("by"))
            out.kind = Grouping::Kind::By;
        else if (m_tokens.takeWord("without"))
            out.kind = Grouping::Kind::Without;
        else
            return out;
        m_tokens.expect("(");
        while (!m_tokens.failed() && !m_tokens.take(")")) {
            out.labels.push_back(m_tokens.expect(TokenKind::Identifier, "IDENTIFIER").text);
            if (!m_tokens.take(",") && !m_tokens.peek().is(")"))
                m_tokens.unexpected({",", ")"});
        }
        return out;
    }

    MetricPtr rangeAggregation(RangeOp op)
    {
        const Token name = m_tokens.next();
        m_tokens.expect("(");
        RangeAggregation out;
        out.op = op;
        if (op == RangeOp::Quantile) {
            out.quantile = parseNumber(m_tokens.expect(TokenKind::Number, "NUMBER").text).value_or(0);
            m_tokens.expect(",");
        }
        int open = 0;
        while (open < 20 && m_tokens.take("("))
            ++open;
        out.selector = selector(m_tokens);
        bool hasRange = range(out);
        out.selector.pipeline = pipeline(m_tokens, &out.unwrap);
        while (open > 0 && m_tokens.take(")"))
            --open;
        hasRange = hasRange || range(out);
        if (!hasRange)
            m_tokens.unexpected({"RANGE"});
        if (m_tokens.takeWord("offset")) {
            const bool negative = m_tokens.take("-");
            const auto offset =
                parseDuration(m_tokens.expect(TokenKind::Duration, "DURATION").text).value_or(0);
            out.offsetNs = negative ? -offset : offset;
        }
        while (open-- > 0 && m_tokens.expect(")")) {
        }
        m_tokens.expect(")");
        out.grouping = grouping();
        check(name, out);
        return make(std::move(out));
    }

    void check(const Token& name, const RangeAggregation& agg)
    {
        const bool counts =
            agg.op == RangeOp::Count || agg.op == RangeOp::Bytes || agg.op == RangeOp::BytesRate;
        if (counts && agg.unwrap)
            m_tokens.fail("parse error : invalid aggregation " + name.text + " with unwrap");
        else if (!counts && agg.op != RangeOp::Rate && !agg.unwrap)
            m_tokens.fail("parse error : invalid aggregation " + name.text + " without unwrap");
        const bool groups = agg.op == RangeOp::Avg || agg.op == RangeOp::Min || agg.op == RangeOp::Max ||
                            agg.op == RangeOp::First || agg.op == RangeOp::Last ||
                            agg.op == RangeOp::Quantile;
        if (agg.grouping.kind != Grouping::Kind::None && !groups)
            m_tokens.fail("parse error : grouping not allowed for " + name.text + " aggregation");
    }

    bool range(RangeAggregation& out)
    {
        if (!m_tokens.take("["))
            return false;
        const Token length = m_tokens.expect(TokenKind::Duration, "DURATION");
        out.rangeNs = parseDuration(length.text).value_or(0);
        if (!m_tokens.failed() && out.rangeNs <= 0)
            m_tokens.refuse(length, "the range must be longer than nothing");
        m_tokens.expect("]");
        return true;
    }

    MetricPtr vectorAggregation(VectorOp op)
    {
        m_tokens.next();
        VectorAggregation out;
        out.op = op;
        out.grouping = grouping();
        m_tokens.expect("(");
        if (op == VectorOp::TopK || op == VectorOp::BottomK) {
            const Token k = m_tokens.expect(TokenKind::Number, "NUMBER");
            const double value = parseNumber(k.text).value_or(0);
            if (!m_tokens.failed() && (value < 1 || value > 100'000 || value != std::floor(value)))
                m_tokens.fail("parse error : invalid parameter " + k.text + " for " +
                              std::string(toString(op)));
            out.k = m_tokens.failed() ? 1 : static_cast<int>(value);
            m_tokens.expect(",");
        }
        out.inner = expression(1);
        m_tokens.expect(")");
        if (out.grouping.kind == Grouping::Kind::None)
            out.grouping = grouping();
        if (!out.inner)
            return nullptr;
        return make(std::move(out));
    }

    TokenStream m_tokens;
};

} // namespace

Result<Query> parseQuery(std::string_view query)
{
    return QueryParser(query).run();
}

Result<LogSelector> parseSelector(std::string_view text)
{
    TokenStream tokens(lex(text));
    LogSelector out = selector(tokens);
    if (!tokens.failed() && tokens.peek().kind != TokenKind::End)
        tokens.fail("only label matchers are supported");
    if (tokens.failed())
        return failure(tokens.error());
    return out;
}

} // namespace signalbox::simulator::logql
