// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/vectorfunctions.h"

#include "connectors/simulator/promql/arithmetic.h"
#include "connectors/simulator/promql/functiontable.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/numberfunctions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace signalbox::simulator::promql {

namespace {

/// Each value through `f(value, step)`; a place becomes empty where it returns nothing. The metric's name
/// goes.
template <typename F>
QueryResult<Columns> mapped(FunctionArguments& a, F f)
{
    ColumnBuilder out(a.steps.count());
    for (Column& column : a.vector) {
        column.labels = dropMetricName(column.labels);
        for (std::size_t step = 0; step < column.values.size(); ++step) {
            if (column.has[step] != 0)
                column.values[step] = f(column.values[step], step);
        }
        out.add(std::move(column));
    }
    return out.take();
}

double smaller(double a, double b)
{
    return std::isnan(a) || std::isnan(b) ? std::numeric_limits<double>::quiet_NaN() : std::min(a, b);
}
double larger(double a, double b)
{
    return std::isnan(a) || std::isnan(b) ? std::numeric_limits<double>::quiet_NaN() : std::max(a, b);
}

QueryResult<Columns> clamp(FunctionArguments& a)
{
    const std::vector<double>& low = a.parameters[0];
    const std::vector<double>& high = a.parameters[1];
    for (Column& column : a.vector) {
        for (std::size_t step = 0; step < column.has.size(); ++step) {
            if (high[step] < low[step])
                column.has[step] = 0;
        }
    }
    return mapped(a, [&](double v, std::size_t step) { return larger(low[step], smaller(high[step], v)); });
}

QueryResult<Columns> histogramQuantile(FunctionArguments& a)
{
    const QString le = QStringLiteral("le");
    const std::size_t steps = a.steps.count();
    struct Histogram
    {
        LabelSet labels;
        std::vector<std::pair<double, const Column*>> buckets;
    };
    std::vector<Histogram> histograms;
    QHash<LabelSet, std::size_t> known;
    for (const Column& column : a.vector) {
        const auto bound = parseFloat(column.labels.value(le).toUtf8());
        if (!bound)
            continue; // not a bucket
        // Buckets of two metrics are kept apart, though neither name is in the result.
        const LabelSet key = column.labels.without(le);
        auto it = known.find(key);
        if (it == known.end()) {
            it = known.insert(key, histograms.size());
            histograms.push_back({.labels = dropMetricName(key), .buckets = {}});
        }
        histograms[*it].buckets.emplace_back(*bound, &column);
    }
    ColumnBuilder out(steps);
    std::vector<Bucket> buckets;
    for (const Histogram& histogram : histograms) {
        Column column = emptyColumn(histogram.labels, steps);
        for (std::size_t step = 0; step < steps; ++step) {
            buckets.clear();
            for (const auto& [bound, source] : histogram.buckets) {
                if (source->has[step] != 0)
                    buckets.push_back({bound, source->values[step]});
            }
            if (buckets.empty())
                continue;
            column.values[step] = bucketQuantile(a.parameters[0][step], buckets);
            column.has[step] = 1;
        }
        out.add(std::move(column));
    }
    return out.take();
}

/// Go's Expand: $1, $name, ${name} and $$; a name is as long as letters, digits and underscores follow.
QString expanded(const QString& replacement, const QRegularExpressionMatch& match)
{
    QString out;
    const auto isWord = [](QChar c) { return c == u'_' || c.isLetterOrNumber(); };
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        if (replacement[i] != u'$' || i + 1 == replacement.size()) {
            out += replacement[i];
            continue;
        }
        if (replacement[i + 1] == u'$') {
            out += u'$';
            ++i;
            continue;
        }
        const bool braced = replacement[i + 1] == u'{';
        const qsizetype from = i + (braced ? 2 : 1);
        qsizetype to = from;
        while (to < replacement.size() && isWord(replacement[to]))
            ++to;
        if (to == from || (braced && (to == replacement.size() || replacement[to] != u'}'))) {
            out += u'$'; // malformed: taken literally
            continue;
        }
        const QString name = replacement.mid(from, to - from);
        bool isNumber = false;
        const int group = name.toInt(&isNumber);
        if (isNumber)
            out += match.captured(group);
        else if (match.regularExpression().namedCaptureGroups().contains(name))
            out += match.captured(name);
        i = braced ? to : to - 1;
    }
    return out;
}

QString stringArgument(const Node& call, std::size_t i)
{
    return unwrapped(*call.children[i]).text;
}

QueryResult<Columns> labelReplace(FunctionArguments& a)
{
    const QString target = stringArgument(a.node, 1);
    const QString replacement = stringArgument(a.node, 2);
    const QString source = stringArgument(a.node, 3);
    const QString pattern = stringArgument(a.node, 4);
    if (!anchoredComplaint(pattern).isEmpty())
        return executionError(QLatin1String("invalid regular expression in label_replace(): ") + pattern);
    if (!isLabelName(target))
        return executionError(QLatin1String("invalid destination label name in label_replace(): ") + target);
    const QRegularExpression regex = anchored(pattern);
    ColumnBuilder out(a.steps.count());
    for (Column& column : a.vector) {
        const QRegularExpressionMatch match = regex.match(column.labels.value(source));
        if (match.hasMatch()) {
            const QString value = expanded(replacement, match);
            column.labels =
                value.isEmpty() ? column.labels.without(target) : column.labels.with(target, value);
        }
        out.add(std::move(column));
    }
    return out.take();
}

QueryResult<Columns> labelJoin(FunctionArguments& a)
{
    const QString target = stringArgument(a.node, 1);
    const QString separator = stringArgument(a.node, 2);
    QStringList sources;
    for (std::size_t i = 3; i < a.node.children.size(); ++i) {
        sources << stringArgument(a.node, i);
        if (!isLabelName(sources.back()))
            return executionError(QLatin1String("invalid source label name in label_join(): ") +
                                  sources.back());
    }
    if (!isLabelName(target))
        return executionError(QLatin1String("invalid destination label name in label_join(): ") + target);
    ColumnBuilder out(a.steps.count());
    for (Column& column : a.vector) {
        QStringList values;
        for (const QString& source : sources)
            values << column.labels.value(source);
        const QString value = values.join(separator);
        column.labels = value.isEmpty() ? column.labels.without(target) : column.labels.with(target, value);
        out.add(std::move(column));
    }
    return out.take();
}

/// Sorts the result of one instant; over a range the order is lost anyway. NaN comes last both ways.
Columns sorted(Columns columns, bool descending)
{
    if (columns.empty() || columns.front().values.size() != 1)
        return columns;
    std::ranges::stable_sort(columns, [descending](const Column& a, const Column& b) {
        const double x = a.values[0];
        const double y = b.values[0];
        if (std::isnan(x) || std::isnan(y))
            return !std::isnan(x) && std::isnan(y);
        return descending ? x > y : x < y;
    });
    return columns;
}

Columns toScalar(const FunctionArguments& a)
{
    std::vector<double> out(a.steps.count(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t step = 0; step < out.size(); ++step) {
        const Column* only = nullptr;
        int count = 0;
        for (const Column& column : a.vector) {
            if (column.has[step] != 0) {
                only = &column;
                ++count;
            }
        }
        if (count == 1)
            out[step] = only->values[step];
    }
    return scalarColumns(std::move(out));
}

Columns stepSeconds(const Steps& steps)
{
    std::vector<double> out(steps.count());
    for (std::size_t step = 0; step < out.size(); ++step)
        out[step] = static_cast<double>(steps.at(step)) / 1000;
    return scalarColumns(std::move(out));
}

QueryResult<Columns> rounded(FunctionArguments& a)
{
    return mapped(a, [&](double v, std::size_t step) {
        const double inverse = 1.0 / (a.parameters.empty() ? 1.0 : a.parameters[0][step]);
        return std::floor(v * inverse + 0.5) / inverse;
    });
}

QueryResult<Columns> timestamps(FunctionArguments& a)
{
    const bool ready = a.vectorHasTimes;
    return mapped(a, [&](double v, std::size_t step) {
        return ready ? v : static_cast<double>(a.steps.at(step)) / 1000;
    });
}

} // namespace

QueryResult<Columns> applyFunction(FunctionArguments a)
{
    const Fn fn = a.node.function->fn;
    if (const NumberFunction f = numberFunction(fn)) {
        if (isDateFunction(fn) && a.node.children.empty())
            a.vector = stepSeconds({a.steps.start / 1000 * 1000, a.steps.end, a.steps.interval});
        return mapped(a, [f](double v, std::size_t) { return f(v); });
    }
    switch (fn) {
    case Fn::Clamp:
        return clamp(a);
    case Fn::ClampMin:
        return mapped(a, [&](double v, std::size_t step) { return larger(a.parameters[0][step], v); });
    case Fn::ClampMax:
        return mapped(a, [&](double v, std::size_t step) { return smaller(a.parameters[0][step], v); });
    case Fn::Round:
        return rounded(a);
    case Fn::Timestamp:
        return timestamps(a);
    case Fn::HistogramQuantile:
        return histogramQuantile(a);
    case Fn::LabelReplace:
        return labelReplace(a);
    case Fn::LabelJoin:
        return labelJoin(a);
    case Fn::Sort:
        return sorted(std::move(a.vector), false);
    case Fn::SortDesc:
        return sorted(std::move(a.vector), true);
    case Fn::Scalar:
        return toScalar(a);
    case Fn::Vector:
        return scalarColumns(std::move(a.parameters[0]));
    case Fn::Time:
        return stepSeconds(a.steps);
    case Fn::Pi:
        return scalarColumns(std::vector<double>(a.steps.count(), std::numbers::pi));
    default:
        return executionError(refusal(*a.node.function));
    }
}

LabelSet absentLabels(const Node& argument)
{
    const Node& selector = argument.kind == NodeKind::RangeSelector ? *argument.children[0] : argument;
    if (selector.kind != NodeKind::Selector)
        return {};
    std::vector<Label> out;
    QStringList seen;
    for (const Matcher& m : selector.matchers) {
        if (m.name() == metricNameLabel())
            continue;
        if (m.kind() == MatchKind::Equal && !seen.contains(m.name())) {
            if (!m.value().isEmpty())
                out.push_back({m.name(), m.value()});
            seen << m.name();
        } else {
            std::erase_if(out, [&](const Label& l) { return l.name == m.name(); });
        }
    }
    return LabelSet(std::move(out));
}

} // namespace signalbox::simulator::promql
