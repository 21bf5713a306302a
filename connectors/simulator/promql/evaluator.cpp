// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/evaluator.h"

#include "connectors/simulator/promql/aggregate.h"
#include "connectors/simulator/promql/binary.h"
#include "connectors/simulator/promql/functiontable.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/rangefunctions.h"
#include "connectors/simulator/promql/vectorfunctions.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

void removeStale(SampleSeries& series)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (isStale(series.values[i]))
            continue;
        series.times[kept] = series.times[i];
        series.values[kept] = series.values[i];
        ++kept;
    }
    series.times.resize(kept);
    series.values.resize(kept);
}

std::vector<std::size_t> resetsOf(const SampleSeries& series)
{
    std::vector<std::size_t> out;
    for (std::size_t i = 1; i < series.values.size(); ++i) {
        if (series.values[i] < series.values[i - 1])
            out.push_back(i);
    }
    return out;
}

/// A window that slides over one series; both edges only ever move forward.
class Slider
{
public:
    Slider(const SampleSeries& series, bool withResets)
        : m_series(series)
        , m_resets(withResets ? resetsOf(series) : std::vector<std::size_t>())
    {
    }

    [[nodiscard]] Window to(std::int64_t start, std::int64_t end)
    {
        const std::size_t n = m_series.times.size();
        while (m_high < n && m_series.times[m_high] <= end)
            ++m_high;
        while (m_low < m_high && m_series.times[m_low] < start)
            ++m_low;
        while (m_resetHigh < m_resets.size() && m_resets[m_resetHigh] < m_high)
            ++m_resetHigh;
        while (m_resetLow < m_resetHigh && m_resets[m_resetLow] <= m_low)
            ++m_resetLow;
        return {.times = std::span(m_series.times).subspan(m_low, m_high - m_low),
                .values = std::span(m_series.values).subspan(m_low, m_high - m_low),
                .resets = std::span(m_resets).subspan(m_resetLow, m_resetHigh - m_resetLow),
                .first = m_low,
                .start = start,
                .end = end};
    }

private:
    const SampleSeries& m_series;
    std::vector<std::size_t> m_resets;
    std::size_t m_low = 0;
    std::size_t m_high = 0;
    std::size_t m_resetLow = 0;
    std::size_t m_resetHigh = 0;
};

bool containsSameLabelset(const Columns& columns)
{
    QHash<LabelSet, bool> seen;
    for (const Column& column : columns) {
        if (std::exchange(seen[column.labels], true))
            return true;
    }
    return false;
}

/// 1 at each step at which no column has a sample.
Columns complement(const Columns& columns, const LabelSet& labels, std::size_t steps)
{
    Column out = emptyColumn(labels, steps);
    bool any = false;
    for (std::size_t step = 0; step < steps; ++step) {
        if (std::ranges::none_of(columns, [step](const Column& c) { return c.has[step] != 0; })) {
            out.values[step] = 1;
            out.has[step] = 1;
            any = true;
        }
    }
    Columns result;
    if (any)
        result.push_back(std::move(out));
    return result;
}

} // namespace

QueryResult<Columns> Evaluator::evaluate(const Node& node, const Steps& steps)
{
    switch (node.kind) {
    case NodeKind::Number:
        return scalarColumns(std::vector<double>(steps.count(), node.number));
    case NodeKind::Paren:
        return evaluate(*node.children[0], steps);
    case NodeKind::Unary:
        return negated(node, steps);
    case NodeKind::Binary:
        return binary(node, steps);
    case NodeKind::Call:
        return call(node, steps);
    case NodeKind::Aggregate:
        return aggregation(node, steps);
    case NodeKind::Selector:
        return selector(node, steps, false);
    case NodeKind::String:
    case NodeKind::RangeSelector:
    case NodeKind::Subquery:
        break;
    }
    return executionError(QStringLiteral("unhandled expression of type %1").arg(documentedType(node.type())));
}

QueryResult<Columns> Evaluator::selector(const Node& node, const Steps& steps, bool wantTimes)
{
    const auto at = pinned(node);
    const auto reference = [&](std::int64_t step) { return at.value_or(step) - node.offset; };
    auto found = fetch(node.matchers, reference(steps.start) - m_limits.lookback,
                       reference(steps.at(steps.count() - 1)));
    if (!found)
        return tl::unexpected(found.error());
    const std::size_t count = steps.count();
    if (auto tooMuch = charge(found->size() * count))
        return tl::unexpected(*tooMuch);
    ColumnBuilder out(count);
    for (const SampleSeries& series : *found) {
        Column column = emptyColumn(series.labels, count);
        std::size_t next = 0;
        for (std::size_t step = 0; step < count; ++step) {
            const std::int64_t instant = reference(steps.at(step));
            while (next < series.times.size() && series.times[next] <= instant)
                ++next;
            if (next == 0 || series.times[next - 1] < instant - m_limits.lookback ||
                isStale(series.values[next - 1]))
                continue;
            column.values[step] =
                wantTimes ? static_cast<double>(series.times[next - 1]) / 1000 : series.values[next - 1];
            column.has[step] = 1;
        }
        out.add(std::move(column));
    }
    return out.take();
}

QueryResult<Columns> Evaluator::call(const Node& node, const Steps& steps)
{
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (node.children[i]->type() == ValueType::Matrix)
            return rangeCall(node, i, steps);
    }
    FunctionArguments arguments{.node = node, .steps = steps, .vector = {}, .parameters = {}};
    for (const NodePtr& child : node.children) {
        if (child->type() == ValueType::Scalar) {
            auto values = scalars(*child, steps);
            if (!values)
                return tl::unexpected(values.error());
            arguments.parameters.push_back(std::move(*values));
        } else if (child->type() == ValueType::Vector) {
            const Node& inner = unwrapped(*child);
            const bool wantTimes = node.function->fn == Fn::Timestamp && inner.kind == NodeKind::Selector;
            auto columns = wantTimes ? selector(inner, steps, true) : evaluate(inner, steps);
            if (!columns)
                return columns;
            arguments.vector = std::move(*columns);
            arguments.vectorHasTimes = wantTimes;
        }
    }
    if (node.function->fn == Fn::Absent) {
        return complement(arguments.vector, absentLabels(unwrapped(*node.children[0])), steps.count());
    }
    return applyFunction(std::move(arguments));
}

QueryResult<Columns> Evaluator::rangeCall(const Node& node, std::size_t rangeArgument, const Steps& steps)
{
    const Fn fn = node.function->fn;
    std::vector<double> parameters;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i == rangeArgument)
            continue;
        auto values = scalars(*node.children[i], steps);
        if (!values)
            return tl::unexpected(values.error());
        parameters = std::move(*values);
    }
    const Node& argument = unwrapped(*node.children[rangeArgument]);
    auto input = ranges(argument, steps);
    if (!input)
        return tl::unexpected(input.error());
    const std::size_t count = steps.count();
    if (auto tooMuch = charge(input->series.size() * count))
        return tl::unexpected(*tooMuch);
    const RangeFunction function = rangeFunction(fn);
    Columns out;
    for (const SampleSeries& series : input->series) {
        Column column =
            emptyColumn(fn == Fn::LastOverTime ? series.labels : dropMetricName(series.labels), count);
        Slider slider(series, usesResets(fn));
        bool any = false;
        for (std::size_t step = 0; step < count; ++step) {
            const std::int64_t end = input->end(steps.at(step));
            Window window = slider.to(end - input->range, end);
            if (window.values.empty())
                continue;
            if (walksWindow(fn)) {
                if (auto tooMuch = chargeWork(window.values.size()))
                    return tl::unexpected(*tooMuch);
            }
            window.now = steps.at(step);
            window.parameter = parameters.empty() ? 0 : parameters[step];
            if (const auto value = function(window)) {
                column.values[step] = *value;
                column.has[step] = 1;
                any = true;
            }
        }
        if (any)
            out.push_back(std::move(column));
    }
    if (fn == Fn::AbsentOverTime)
        return complement(out, absentLabels(argument), count);
    if (containsSameLabelset(out))
        return sameLabelset();
    return out;
}

QueryResult<Columns> Evaluator::aggregation(const Node& node, const Steps& steps)
{
    auto input = evaluate(*node.children.back(), steps);
    if (!input)
        return input;
    std::vector<double> parameter;
    QString label;
    if (takesParameter(node.op)) {
        if (node.op == Tok::CountValues) {
            label = unwrapped(*node.children.front()).text;
        } else {
            auto values = scalars(*node.children.front(), steps);
            if (!values)
                return tl::unexpected(values.error());
            parameter = std::move(*values);
        }
    }
    return aggregate(node, std::move(*input), parameter, label, {steps.count(), m_limits.samples});
}

QueryResult<Columns> Evaluator::binary(const Node& node, const Steps& steps)
{
    auto left = evaluate(*node.children[0], steps);
    if (!left)
        return left;
    auto right = evaluate(*node.children[1], steps);
    if (!right)
        return right;
    const bool leftScalar = node.children[0]->type() == ValueType::Scalar;
    const bool rightScalar = node.children[1]->type() == ValueType::Scalar;
    if (leftScalar && rightScalar)
        return scalarBinary(node.op, left->front(), right->front());
    if (leftScalar || rightScalar)
        return vectorScalarBinary(node, leftScalar ? *right : *left,
                                  leftScalar ? left->front() : right->front(), leftScalar, steps.count());
    if (isSetOperator(node.op))
        return setOperation(node, *left, *right, steps.count());
    return vectorBinary(node, *left, *right, steps.count());
}

QueryResult<Columns> Evaluator::negated(const Node& node, const Steps& steps)
{
    auto input = evaluate(*node.children[0], steps);
    if (!input || node.op == Tok::Add)
        return input;
    for (Column& column : *input) {
        column.labels = dropMetricName(column.labels);
        for (double& v : column.values)
            v = -v;
    }
    if (containsSameLabelset(*input))
        return sameLabelset();
    return input;
}

QueryResult<std::vector<double>> Evaluator::scalars(const Node& node, const Steps& steps)
{
    auto columns = evaluate(node, steps);
    if (!columns)
        return tl::unexpected(columns.error());
    return std::move(columns->front().values);
}

QueryResult<Evaluator::Ranges> Evaluator::ranges(const Node& node, const Steps& steps)
{
    if (node.kind == NodeKind::Subquery)
        return subquery(node, steps);
    const Node& inner = *node.children[0];
    Ranges out{.series = {}, .at = pinned(inner), .offset = inner.offset, .range = node.range};
    auto found =
        fetch(inner.matchers, out.end(steps.start) - out.range, out.end(steps.at(steps.count() - 1)));
    if (!found)
        return tl::unexpected(found.error());
    out.series = std::move(*found);
    for (SampleSeries& series : out.series)
        removeStale(series);
    return out;
}

QueryResult<Evaluator::Ranges> Evaluator::subquery(const Node& node, const Steps& steps)
{
    Ranges out{.series = {}, .at = pinned(node), .offset = node.offset, .range = node.range};
    Steps inner;
    inner.interval = node.step > 0 ? node.step : m_limits.subqueryStep;
    inner.end = out.end(steps.at(steps.count() - 1));
    const std::int64_t from = out.end(steps.start) - out.range;
    inner.start = inner.interval * (from / inner.interval);
    if (inner.start < from)
        inner.start += inner.interval;
    if (inner.start > inner.end)
        return out;
    if (auto tooMuch = charge(inner.count()))
        return tl::unexpected(*tooMuch);
    auto columns = evaluate(*node.children[0], inner);
    if (!columns)
        return tl::unexpected(columns.error());
    for (const Column& column : *columns) {
        SampleSeries series{.labels = column.labels, .times = {}, .values = {}};
        for (std::size_t step = 0; step < column.has.size(); ++step) {
            if (column.has[step] != 0) {
                series.times.push_back(inner.at(step));
                series.values.push_back(column.values[step]);
            }
        }
        out.series.push_back(std::move(series));
    }
    return out;
}

QueryResult<std::vector<SampleSeries>> Evaluator::rangeAt(const Node& node, std::int64_t instant)
{
    auto found = ranges(node, {.start = instant, .end = instant, .interval = 1});
    if (!found)
        return tl::unexpected(found.error());
    std::erase_if(found->series, [](const SampleSeries& s) { return s.times.empty(); });
    return std::move(found->series);
}

QueryResult<std::vector<SampleSeries>> Evaluator::fetch(const Matchers& matchers, std::int64_t from,
                                                        std::int64_t to)
{
    auto found = m_source.select(matchers, from, to);
    std::size_t samples = 0;
    for (const SampleSeries& series : found)
        samples += series.times.size();
    // Not added up with the rest: they are let go as soon as the selector has been walked.
    if (static_cast<std::int64_t>(samples) > m_limits.samples)
        return tl::unexpected(tooManySamples());
    std::ranges::sort(found, [](const SampleSeries& a, const SampleSeries& b) {
        return compareLabels(a.labels, b.labels) < 0;
    });
    return found;
}

std::optional<std::int64_t> Evaluator::pinned(const Node& node) const
{
    if (node.atEdge != Tok::End)
        return node.atEdge == Tok::Start ? m_start : m_end;
    return node.at;
}

std::optional<QueryError> Evaluator::charge(std::size_t samples)
{
    m_samples += static_cast<std::int64_t>(samples);
    if (m_samples <= m_limits.samples)
        return std::nullopt;
    return tooManySamples();
}

std::optional<QueryError> Evaluator::chargeWork(std::size_t samples)
{
    m_work += static_cast<std::int64_t>(samples);
    if (m_work <= m_limits.work)
        return std::nullopt;
    return QueryError{ErrorType::Timeout, QStringLiteral("query timed out in expression evaluation")};
}

} // namespace signalbox::simulator::promql
