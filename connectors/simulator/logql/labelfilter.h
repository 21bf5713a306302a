// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/linestate.h"
#include "connectors/simulator/logql/pattern.h"

#include <variant>

namespace signalbox::simulator::logql {

enum class CompareOp
{
    Equal,
    NotEqual,
    Matches,
    NotMatches,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual
};
[[nodiscard]] std::string_view toString(CompareOp op);

/// A comparison of one name with a text, as selectors, label filters and drop/keep use it. Absent is empty.
struct Matcher
{
    Matcher(std::string label, CompareOp compare, std::string text);

    std::string name;
    CompareOp op;
    std::string value;
    std::optional<Regex> regex; ///< for =~ and !~

    [[nodiscard]] bool matches(const std::string* actual) const;
    [[nodiscard]] std::string toString() const;
};

/// A condition over labels: a comparison of text, number, duration or bytes, or two joined by and/or.
class LabelCondition
{
public:
    virtual ~LabelCondition() = default;
    [[nodiscard]] virtual bool holds(LineState& state) const = 0;
    [[nodiscard]] virtual std::string toString() const = 0;
};
using LabelConditionPtr = std::unique_ptr<LabelCondition>;

enum class Quantity
{
    Number,
    Duration, ///< `limit` in ns
    Bytes
};

[[nodiscard]] LabelConditionPtr textCondition(Matcher matcher);
/// `written` is the limit as the query had it.
[[nodiscard]] LabelConditionPtr quantityCondition(std::string name, CompareOp op, Quantity quantity,
                                                  double limit, std::string written);
[[nodiscard]] LabelConditionPtr joined(LabelConditionPtr left, bool isAnd, LabelConditionPtr right);

[[nodiscard]] StagePtr labelFilterStage(LabelConditionPtr condition);

} // namespace signalbox::simulator::logql
