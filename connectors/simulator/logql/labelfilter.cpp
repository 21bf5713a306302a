// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/labelfilter.h"

#include "connectors/simulator/logql/units.h"

#include <array>

namespace signalbox::simulator::logql {

namespace {

class TextCondition final : public LabelCondition
{
public:
    explicit TextCondition(Matcher matcher)
        : m_matcher(std::move(matcher))
    {
    }
    bool holds(LineState& state) const override { return m_matcher.matches(state.find(m_matcher.name)); }
    std::string toString() const override { return m_matcher.toString(); }

private:
    Matcher m_matcher;
};

std::optional<double> read(Quantity quantity, const std::string& text)
{
    switch (quantity) {
    case Quantity::Duration: {
        const auto ns = parseDuration(text);
        return ns ? std::optional<double>(static_cast<double>(*ns)) : std::nullopt;
    }
    case Quantity::Bytes:
        return parseBytes(text);
    case Quantity::Number:
        break;
    }
    return parseNumber(text);
}

class QuantityCondition final : public LabelCondition
{
public:
    QuantityCondition(std::string name, CompareOp op, Quantity quantity, double limit, std::string written)
        : m_name(std::move(name))
        , m_op(op)
        , m_quantity(quantity)
        , m_limit(limit)
        , m_written(std::move(written))
    {
    }

    bool holds(LineState& state) const override
    {
        if (state.failed()) // only a comparison of text may still drop a failed line
            return true;
        const std::string* text = state.find(m_name);
        if (!text)
            return false;
        const auto value = read(m_quantity, *text);
        if (!value) {
            state.fail("LabelFilterErr",
                       "strconv.ParseFloat: parsing " + quotedText(*text) + ": invalid syntax");
            return true;
        }
        switch (m_op) {
        case CompareOp::Equal:
            return *value == m_limit;
        case CompareOp::NotEqual:
            return *value != m_limit;
        case CompareOp::Less:
            return *value < m_limit;
        case CompareOp::LessOrEqual:
            return *value <= m_limit;
        case CompareOp::Greater:
            return *value > m_limit;
        case CompareOp::GreaterOrEqual:
            return *value >= m_limit;
        case CompareOp::Matches:
        case CompareOp::NotMatches:
            break;
        }
        return false;
    }
    std::string toString() const override { return m_name + std::string(logql::toString(m_op)) + m_written; }

private:
    std::string m_name;
    CompareOp m_op;
    Quantity m_quantity;
    double m_limit;
    std::string m_written;
};

class JoinedCondition final : public LabelCondition
{
public:
    JoinedCondition(LabelConditionPtr left, bool isAnd, LabelConditionPtr right)
        : m_left(std::move(left))
        , m_right(std::move(right))
        , m_isAnd(isAnd)
    {
    }
    bool holds(LineState& state) const override
    {
        return m_isAnd ? m_left->holds(state) && m_right->holds(state)
                       : m_left->holds(state) || m_right->holds(state);
    }
    std::string toString() const override
    {
        return "( " + m_left->toString() + (m_isAnd ? " , " : " or ") + m_right->toString() + " )";
    }

private:
    LabelConditionPtr m_left;
    LabelConditionPtr m_right;
    bool m_isAnd;
};

class LabelFilter final : public Stage
{
public:
    explicit LabelFilter(LabelConditionPtr condition)
        : m_condition(std::move(condition))
    {
    }
    bool apply(LineState& state) const override { return m_condition->holds(state); }
    std::string toString() const override { return "| " + m_condition->toString(); }

private:
    LabelConditionPtr m_condition;
};

} // namespace

std::string_view toString(CompareOp op)
{
    static constexpr std::array<std::string_view, 8> names{"=", "!=", "=~", "!~", "<", "<=", ">", ">="};
    return names.at(static_cast<std::size_t>(op));
}

Matcher::Matcher(std::string label, CompareOp compare, std::string text)
    : name(std::move(label))
    , op(compare)
    , value(std::move(text))
{
    if (op == CompareOp::Matches || op == CompareOp::NotMatches)
        regex.emplace(value, Regex::Anchor::Both);
}

bool Matcher::matches(const std::string* actual) const
{
    const std::string_view text = actual ? std::string_view(*actual) : std::string_view();
    switch (op) {
    case CompareOp::NotEqual:
        return text != value;
    case CompareOp::Matches:
        return regex->matches(text);
    case CompareOp::NotMatches:
        return regex->isValid() && !regex->matches(text);
    default:
        return text == value;
    }
}

std::string Matcher::toString() const
{
    return name + std::string(logql::toString(op)) + quotedText(value);
}

LabelConditionPtr textCondition(Matcher matcher)
{
    return std::make_unique<TextCondition>(std::move(matcher));
}

LabelConditionPtr quantityCondition(std::string name, CompareOp op, Quantity quantity, double limit,
                                    std::string written)
{
    return std::make_unique<QuantityCondition>(std::move(name), op, quantity, limit, std::move(written));
}

LabelConditionPtr joined(LabelConditionPtr left, bool isAnd, LabelConditionPtr right)
{
    return std::make_unique<JoinedCondition>(std::move(left), isAnd, std::move(right));
}

StagePtr labelFilterStage(LabelConditionPtr condition)
{
    return std::make_unique<LabelFilter>(std::move(condition));
}

} // namespace signalbox::simulator::logql
