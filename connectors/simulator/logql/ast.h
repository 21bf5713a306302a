// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/labelfilter.h"

namespace signalbox::simulator::logql {

/// {a="x"} with what its lines go through.
struct LogSelector
{
    std::vector<Matcher> matchers;
    Pipeline pipeline;

    [[nodiscard]] bool selects(const Fields& streamLabels) const;
    [[nodiscard]] std::string toString() const;
};

struct Grouping
{
    enum class Kind
    {
        None,
        By,
        Without
    };
    Kind kind = Kind::None;
    std::vector<std::string> labels;

    [[nodiscard]] Fields apply(const Fields& labels) const;
    [[nodiscard]] std::string toString() const; ///< " by (a,b)" or empty
};

struct Unwrap
{
    enum class Conversion
    {
        Number,
        DurationSeconds,
        Bytes
    };
    std::string label;
    Conversion conversion = Conversion::Number;
    Pipeline filters; ///< behind the unwrap
};

enum class RangeOp
{
    Count,
    Rate,
    Bytes,
    BytesRate,
    Sum,
    Avg,
    Min,
    Max,
    First,
    Last,
    Quantile
};

enum class VectorOp
{
    Sum,
    Avg,
    Min,
    Max,
    Count,
    TopK,
    BottomK
};

enum class BinaryOp
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    And,
    Or,
    Unless
};

struct MetricExpr;
using MetricPtr = std::unique_ptr<MetricExpr>;

struct RangeAggregation
{
    RangeOp op = RangeOp::Count;
    LogSelector selector;
    std::optional<Unwrap> unwrap;
    std::int64_t rangeNs = 0;
    std::int64_t offsetNs = 0;
    double quantile = 0;
    Grouping grouping;
};

struct VectorAggregation
{
    VectorOp op = VectorOp::Sum;
    int k = 0;
    Grouping grouping;
    MetricPtr inner;
};

struct BinaryExpr
{
    BinaryOp op = BinaryOp::Add;
    bool returnsBool = false;
    MetricPtr left;
    MetricPtr right;
};

struct MetricExpr
{
    std::variant<double, RangeAggregation, VectorAggregation, BinaryExpr> node;
    [[nodiscard]] std::string toString() const;
};

/// A whole query: lines or numbers.
using Query = std::variant<LogSelector, MetricExpr>;
[[nodiscard]] std::string toString(const Query& query);

[[nodiscard]] std::string_view toString(RangeOp op);
[[nodiscard]] std::string_view toString(VectorOp op);
[[nodiscard]] std::string_view toString(BinaryOp op);
[[nodiscard]] std::optional<RangeOp> rangeOp(std::string_view name);
[[nodiscard]] std::optional<VectorOp> vectorOp(std::string_view name);

} // namespace signalbox::simulator::logql
