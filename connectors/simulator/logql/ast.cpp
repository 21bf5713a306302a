// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/ast.h"

#include "connectors/simulator/logql/units.h"

#include <algorithm>
#include <array>

namespace signalbox::simulator::logql {

namespace {

constexpr std::array<std::string_view, 11> rangeNames{
    "count_over_time", "rate",           "bytes_over_time",   "bytes_rate",
    "sum_over_time",   "avg_over_time",  "min_over_time",     "max_over_time",
    "first_over_time", "last_over_time", "quantile_over_time"};
constexpr std::array<std::string_view, 7> vectorNames{"sum", "avg", "min", "max", "count", "topk", "bottomk"};
constexpr std::array<std::string_view, 15> binaryNames{
    "+", "-", "*", "/", "%", "^", "==", "!=", ">", ">=", "<", "<=", "and", "or", "unless"};

template <typename Op, std::size_t N>
std::optional<Op> named(const std::array<std::string_view, N>& names, std::string_view name)
{
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end())
        return std::nullopt;
    return static_cast<Op>(at - names.begin());
}

std::string print(const RangeAggregation& agg)
{
    std::string out = std::string(toString(agg.op)) + '(';
    if (agg.op == RangeOp::Quantile)
        out += formatNumber(agg.quantile) + ',';
    out += agg.selector.toString();
    if (agg.unwrap) {
        using enum Unwrap::Conversion;
        const char* wrapper = agg.unwrap->conversion == Bytes             ? "bytes("
                              : agg.unwrap->conversion == DurationSeconds ? "duration_seconds("
                                                                          : "";
        out += std::string(" | unwrap ") + wrapper + agg.unwrap->label + (*wrapper ? ")" : "");
        for (const StagePtr& stage : agg.unwrap->filters)
            out += ' ' + stage->toString();
    }
    out += '[' + formatDuration(agg.rangeNs) + ']';
    if (agg.offsetNs != 0)
        out += " offset " + formatDuration(agg.offsetNs);
    return out + ')' + agg.grouping.toString();
}

std::string print(const VectorAggregation& agg)
{
    std::string out = std::string(toString(agg.op)) + agg.grouping.toString() + '(';
    if (agg.op == VectorOp::TopK || agg.op == VectorOp::BottomK)
        out += std::to_string(agg.k) + ',';
    return out + agg.inner->toString() + ')';
}

std::string print(const BinaryExpr& binary)
{
    return '(' + binary.left->toString() + ' ' + std::string(toString(binary.op)) +
           (binary.returnsBool ? " bool " : " ") + binary.right->toString() + ')';
}

std::string print(double number)
{
    return formatNumber(number);
}

} // namespace

bool LogSelector::selects(const Fields& streamLabels) const
{
    return std::all_of(matchers.begin(), matchers.end(),
                       [&](const Matcher& m) { return m.matches(streamLabels.find(m.name)); });
}

std::string LogSelector::toString() const
{
    std::string out = "{";
    for (std::size_t i = 0; i < matchers.size(); ++i)
        out += (i == 0 ? "" : ", ") + matchers[i].toString();
    out += '}';
    for (const StagePtr& stage : pipeline)
        out += ' ' + stage->toString();
    return out;
}

Fields Grouping::apply(const Fields& all) const
{
    if (kind == Kind::None)
        return {};
    Fields out;
    for (const auto& [name, value] : all) {
        const bool listed = std::find(labels.begin(), labels.end(), name) != labels.end();
        if (listed == (kind == Kind::By))
            out.set(name, value);
    }
    return out;
}

std::string Grouping::toString() const
{
    if (kind == Kind::None)
        return {};
    std::string out = kind == Kind::By ? " by (" : " without (";
    for (std::size_t i = 0; i < labels.size(); ++i)
        out += (i == 0 ? "" : ",") + labels[i];
    return out + ')';
}

std::string MetricExpr::toString() const
{
    return std::visit([](const auto& it) { return print(it); }, node);
}

std::string toString(const Query& query)
{
    return std::visit([](const auto& it) { return it.toString(); }, query);
}

std::string_view toString(RangeOp op)
{
    return rangeNames.at(static_cast<std::size_t>(op));
}

std::string_view toString(VectorOp op)
{
    return vectorNames.at(static_cast<std::size_t>(op));
}

std::string_view toString(BinaryOp op)
{
    return binaryNames.at(static_cast<std::size_t>(op));
}

std::optional<RangeOp> rangeOp(std::string_view name)
{
    return named<RangeOp>(rangeNames, name);
}

std::optional<VectorOp> vectorOp(std::string_view name)
{
    return named<VectorOp>(vectorNames, name);
}

} // namespace signalbox::simulator::logql
