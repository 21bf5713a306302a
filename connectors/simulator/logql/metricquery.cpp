// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/metricquery.h"

#include "connectors/simulator/logql/rangeaggregation.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace signalbox::simulator::logql {

namespace {

/// A number, or series.
struct Value
{
    std::optional<double> scalar;
    Series series;
};

bool isComparison(BinaryOp op)
{
    return op >= BinaryOp::Equal && op <= BinaryOp::LessOrEqual;
}

double compute(BinaryOp op, double a, double b)
{
    switch (op) {
    case BinaryOp::Add:
        return a + b;
    case BinaryOp::Subtract:
        return a - b;
    case BinaryOp::Multiply:
        return a * b;
    case BinaryOp::Divide:
        return a / b;
    case BinaryOp::Modulo:
        return std::fmod(a, b);
    case BinaryOp::Power:
        return std::pow(a, b);
    case BinaryOp::Equal:
        return a == b ? 1 : 0;
    case BinaryOp::NotEqual:
        return a != b ? 1 : 0;
    case BinaryOp::Greater:
        return a > b ? 1 : 0;
    case BinaryOp::GreaterOrEqual:
        return a >= b ? 1 : 0;
    case BinaryOp::Less:
        return a < b ? 1 : 0;
    case BinaryOp::LessOrEqual:
        return a <= b ? 1 : 0;
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Unless:
        break;
    }
    return std::nan("");
}

/// The result at one step where `kept` is what a comparison lets through.
std::optional<double> point(const BinaryExpr& expr, double a, double b, double kept)
{
    const double value = compute(expr.op, a, b);
    if (!isComparison(expr.op) || expr.returnsBool)
        return value;
    return value != 0 ? std::optional<double>(kept) : std::nullopt;
}

Value withScalar(const BinaryExpr& expr, Value left, const Value& right)
{
    const bool vectorIsLeft = !left.scalar;
    Value out{.scalar = {}, .series = vectorIsLeft ? std::move(left.series) : right.series};
    const double number = vectorIsLeft ? *right.scalar : *left.scalar;
    for (MetricSeries& s : out.series) {
        for (auto& v : s.values) {
            if (v)
                v = vectorIsLeft ? point(expr, *v, number, *v) : point(expr, number, *v, *v);
        }
    }
    return out;
}

Value ofVectors(const BinaryExpr& expr, const Value& left, const Value& right)
{
    std::map<Fields, const MetricSeries*> others;
    for (const MetricSeries& s : right.series)
        others[s.labels] = &s;
    Value out;
    for (const MetricSeries& s : left.series) {
        const auto found = others.find(s.labels);
        const MetricSeries* other = found == others.end() ? nullptr : found->second;
        MetricSeries made = s;
        for (std::size_t i = 0; i < made.values.size(); ++i) {
            const auto a = s.values[i];
            const auto b = other ? other->values[i] : std::nullopt;
            auto& v = made.values[i];
            if (expr.op == BinaryOp::And)
                v = a && b ? a : std::nullopt;
            else if (expr.op == BinaryOp::Unless)
                v = b ? std::nullopt : a;
            else if (expr.op == BinaryOp::Or)
                v = a ? a : b;
            else
                v = a && b ? point(expr, *a, *b, *a) : std::nullopt;
        }
        if (other)
            others.erase(found);
        out.series.push_back(std::move(made));
    }
    if (expr.op == BinaryOp::Or) {
        for (const auto& [labels, s] : others)
            out.series.push_back(*s);
    }
    return out;
}

double fold(VectorOp op, const std::vector<double>& values)
{
    double sum = 0;
    for (const double v : values)
        sum += v;
    switch (op) {
    case VectorOp::Avg:
        return sum / static_cast<double>(values.size());
    case VectorOp::Min:
        return *std::min_element(values.begin(), values.end());
    case VectorOp::Max:
        return *std::max_element(values.begin(), values.end());
    case VectorOp::Count:
        return static_cast<double>(values.size());
    case VectorOp::Sum:
    case VectorOp::TopK:
    case VectorOp::BottomK:
        break;
    }
    return sum;
}

Series aggregate(const VectorAggregation& agg, const Series& series, std::size_t steps)
{
    std::map<Fields, std::vector<const MetricSeries*>> groups;
    for (const MetricSeries& s : series)
        groups[agg.grouping.apply(s.labels)].push_back(&s);
    Series out;
    std::vector<double> values;
    for (const auto& [labels, members] : groups) {
        MetricSeries made{.labels = labels, .values = std::vector<std::optional<double>>(steps)};
        for (std::size_t i = 0; i < steps; ++i) {
            values.clear();
            for (const MetricSeries* s : members) {
                if (s->values[i])
                    values.push_back(*s->values[i]);
            }
            if (!values.empty())
                made.values[i] = fold(agg.op, values);
        }
        out.push_back(std::move(made));
    }
    return out;
}

/// topk and bottomk keep the series' own labels and choose anew at each step.
Series choose(const VectorAggregation& agg, Series series, std::size_t steps)
{
    std::map<Fields, std::vector<MetricSeries*>> groups;
    for (MetricSeries& s : series)
        groups[agg.grouping.apply(s.labels)].push_back(&s);
    const auto k = static_cast<std::size_t>(agg.k);
    for (auto& [labels, members] : groups) {
        for (std::size_t i = 0; i < steps; ++i) {
            std::vector<MetricSeries*> present;
            std::copy_if(members.begin(), members.end(), std::back_inserter(present),
                         [i](const MetricSeries* s) { return s->values[i].has_value(); });
            if (present.size() <= k)
                continue;
            std::stable_sort(present.begin(), present.end(),
                             [&](const MetricSeries* a, const MetricSeries* b) {
                                 return agg.op == VectorOp::TopK ? *a->values[i] > *b->values[i]
                                                                 : *a->values[i] < *b->values[i];
                             });
            for (std::size_t j = k; j < present.size(); ++j)
                present[j]->values[i].reset();
        }
    }
    return series;
}

class Evaluator
{
public:
    Evaluator(const LogStore& store, const Steps& steps)
        : m_store(store)
        , m_steps(steps)
    {
    }

    Result<Value> evaluate(const MetricExpr& expr) const
    {
        return std::visit([this](const auto& node) { return of(node); }, expr.node);
    }

private:
    Result<Value> of(double number) const { return Value{.scalar = number, .series = {}}; }

    Result<Value> of(const RangeAggregation& agg) const { return range(agg, nullptr); }

    Result<Value> range(const RangeAggregation& agg, const Grouping* outer) const
    {
        auto series = evaluateRange(m_store, agg, m_steps, outer);
        if (!series)
            return failure(std::move(series.error()));
        return Value{.scalar = {}, .series = std::move(*series)};
    }

    Result<Value> of(const VectorAggregation& agg) const
    {
        const auto* inner = std::get_if<RangeAggregation>(&agg.inner->node);
        const bool adds = inner && (inner->op == RangeOp::Count || inner->op == RangeOp::Rate ||
                                    inner->op == RangeOp::Bytes || inner->op == RangeOp::BytesRate ||
                                    inner->op == RangeOp::Sum);
        if (adds && agg.op == VectorOp::Sum)
            return range(*inner, &agg.grouping);
        auto value = evaluate(*agg.inner);
        if (!value)
            return value;
        if (value->scalar)
            return failure({.kind = ErrorKind::Invalid,
                            .what = QStringLiteral("parse error : unexpected type for aggregation: a number"),
                            .detail = {},
                            .httpStatus = 400});
        if (agg.op == VectorOp::TopK || agg.op == VectorOp::BottomK)
            value->series = choose(agg, std::move(value->series), m_steps.count);
        else
            value->series = aggregate(agg, value->series, m_steps.count);
        return value;
    }

    Result<Value> of(const BinaryExpr& expr) const
    {
        auto left = evaluate(*expr.left);
        if (!left)
            return left;
        auto right = evaluate(*expr.right);
        if (!right)
            return right;
        if (left->scalar && right->scalar)
            return Value{.scalar = compute(expr.op, *left->scalar, *right->scalar), .series = {}};
        const bool isSet = expr.op == BinaryOp::And || expr.op == BinaryOp::Or || expr.op == BinaryOp::Unless;
        if (isSet && (left->scalar || right->scalar))
            return failure({.kind = ErrorKind::Invalid,
                            .what = QStringLiteral("parse error : unexpected literal for a set operation"),
                            .detail = {},
                            .httpStatus = 400});
        if (left->scalar || right->scalar)
            return withScalar(expr, std::move(*left), *right);
        return ofVectors(expr, *left, *right);
    }

    const LogStore& m_store;
    const Steps& m_steps;
};

} // namespace

Result<MetricResult> runMetricQuery(const LogStore& store, const MetricExpr& query, const Steps& steps)
{
    auto value = Evaluator(store, steps).evaluate(query);
    if (!value)
        return failure(std::move(value.error()));
    MetricResult out;
    if (value->scalar) {
        out.isScalar = true;
        out.series.push_back(
            {.labels = {}, .values = std::vector<std::optional<double>>(steps.count, value->scalar)});
        return out;
    }
    const auto* outer = std::get_if<VectorAggregation>(&query.node);
    out.isOrdered = outer && (outer->op == VectorOp::TopK || outer->op == VectorOp::BottomK);
    for (MetricSeries& s : value->series) {
        if (std::any_of(s.values.begin(), s.values.end(), [](const auto& v) { return v.has_value(); }))
            out.series.push_back(std::move(s));
    }
    if (out.series.size() > maxSeries)
        return failure(
            {.kind = ErrorKind::TooLarge,
             .what = QStringLiteral("maximum number of series (500) reached for a single query; consider "
                                    "reducing query cardinality by adding more specific stream selectors, "
                                    "reducing the time range, or aggregating results with functions like "
                                    "sum(), count() or topk()"),
             .detail = {},
             .httpStatus = 400});
    std::sort(out.series.begin(), out.series.end(),
              [](const MetricSeries& a, const MetricSeries& b) { return a.labels < b.labels; });
    if (out.isOrdered && steps.count == 1)
        std::stable_sort(out.series.begin(), out.series.end(),
                         [&](const MetricSeries& a, const MetricSeries& b) {
                             return outer->op == VectorOp::TopK ? *a.values[0] > *b.values[0]
                                                                : *a.values[0] < *b.values[0];
                         });
    return out;
}

} // namespace signalbox::simulator::logql
