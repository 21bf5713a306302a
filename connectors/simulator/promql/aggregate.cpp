// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/aggregate.h"

#include "connectors/simulator/promql/arithmetic.h"
#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"

#include <algorithm>
#include <cmath>

namespace signalbox::simulator::promql {

namespace {

LabelSet groupLabels(const Node& node, const LabelSet& labels)
{
    return node.without ? dropLabels(labels, node.grouping) : keepLabels(labels, node.grouping);
}

struct Group
{
    LabelSet labels;
    std::vector<std::size_t> members; ///< columns, in their order
};

std::vector<Group> groupsOf(const Node& node, const Columns& input)
{
    std::vector<Group> out;
    QHash<LabelSet, std::size_t> known;
    for (std::size_t i = 0; i < input.size(); ++i) {
        const LabelSet labels = groupLabels(node, input[i].labels);
        auto it = known.find(labels);
        if (it == known.end()) {
            it = known.insert(labels, out.size());
            out.push_back({.labels = labels, .members = {}});
        }
        out[*it].members.push_back(i);
    }
    return out;
}

double average(const std::vector<double>& values)
{
    double mean = values.front();
    for (std::size_t i = 1; i < values.size(); ++i) {
        const double count = static_cast<double>(i + 1);
        if (!meanIsSettled(mean, values[i]))
            mean += values[i] / count - mean / count;
    }
    return mean;
}

double variance(const std::vector<double>& values)
{
    double mean = values.front();
    double squares = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const double delta = values[i] - mean;
        mean += delta / static_cast<double>(i + 1);
        squares += delta * (values[i] - mean);
    }
    return squares / static_cast<double>(values.size());
}

/// The value of one group at one step. `values` is not empty; a quantile may reorder it.
double reduce(Tok op, std::vector<double>& values, double parameter)
{
    double out = values.front();
    switch (op) {
    case Tok::Sum:
        for (std::size_t i = 1; i < values.size(); ++i)
            out += values[i];
        return out;
    case Tok::Min:
        for (const double v : values)
            out = out > v || std::isnan(out) ? v : out;
        return out;
    case Tok::Max:
        for (const double v : values)
            out = out < v || std::isnan(out) ? v : out;
        return out;
    case Tok::Avg:
        return average(values);
    case Tok::Count:
        return static_cast<double>(values.size());
    case Tok::Group:
        return 1;
    case Tok::Stdvar:
        return variance(values);
    case Tok::Stddev:
        return std::sqrt(variance(values));
    case Tok::Quantile:
        return quantile(parameter, values);
    default:
        return out;
    }
}

QueryResult<Columns> reduceGroups(const Node& node, const Columns& input,
                                  const std::vector<double>& parameter, std::size_t steps)
{
    Columns out;
    std::vector<double> values;
    for (const Group& group : groupsOf(node, input)) {
        Column column = emptyColumn(group.labels, steps);
        for (std::size_t step = 0; step < steps; ++step) {
            values.clear();
            for (const std::size_t member : group.members) {
                if (input[member].has[step] != 0)
                    values.push_back(input[member].values[step]);
            }
            if (values.empty())
                continue;
            column.values[step] = reduce(node.op, values, parameter.empty() ? 0 : parameter[step]);
            column.has[step] = 1;
        }
        out.push_back(std::move(column));
    }
    return out;
}

struct Ranked
{
    double value = 0;
    std::size_t column = 0;
};

/// Go's container/heap over at most k elements with the one to be dropped on top. Written out, because which
/// of several equal elements stays follows from how it moves them.
class RankHeap
{
public:
    explicit RankHeap(bool top)
        : m_top(top)
    {
    }

    void offer(Ranked r, std::size_t k)
    {
        if (m_items.size() >= k) {
            const double first = m_items.front().value;
            if (!(m_top ? first < r.value : first > r.value) && !std::isnan(first))
                return;
            pop();
        }
        m_items.push_back(r);
        up(m_items.size() - 1);
    }

    /// Best first; NaN last, the later one before the earlier.
    [[nodiscard]] std::vector<Ranked> sorted()
    {
        std::vector<Ranked> out = m_items;
        for (std::size_t i = 1; i < out.size(); ++i) {
            for (std::size_t j = i; j > 0 && less(out[j - 1], out[j]); --j)
                std::swap(out[j], out[j - 1]);
        }
        return out;
    }

private:
    [[nodiscard]] bool less(const Ranked& a, const Ranked& b) const
    {
        return std::isnan(a.value) || (m_top ? a.value < b.value : a.value > b.value);
    }

    void up(std::size_t j)
    {
        while (j > 0) {
            const std::size_t parent = (j - 1) / 2;
            if (!less(m_items[j], m_items[parent]))
                break;
            std::swap(m_items[parent], m_items[j]);
            j = parent;
        }
    }

    void pop()
    {
        const std::size_t n = m_items.size() - 1;
        std::swap(m_items[0], m_items[n]);
        std::size_t i = 0;
        while (2 * i + 1 < n) {
            std::size_t child = 2 * i + 1;
            if (child + 1 < n && less(m_items[child + 1], m_items[child]))
                ++child;
            if (!less(m_items[child], m_items[i]))
                break;
            std::swap(m_items[i], m_items[child]);
            i = child;
        }
        m_items.pop_back();
    }

    bool m_top;
    std::vector<Ranked> m_items;
};

QueryResult<Columns> rank(const Node& node, const Columns& input, const std::vector<double>& parameter,
                          std::size_t steps)
{
    const std::vector<Group> groups = groupsOf(node, input);
    ColumnBuilder out(steps);
    for (std::size_t step = 0; step < steps; ++step) {
        const double wanted = parameter[step];
        if (!(wanted <= 9223372036854775807.0 && wanted >= -9223372036854775808.0)) {
            return executionError(QStringLiteral("Scalar value %1 overflows int64")
                                      .arg(QString::fromLatin1(shortNumber(wanted))));
        }
        if (wanted < 1)
            continue;
        const auto k = static_cast<std::size_t>(std::min(wanted, 1e9));
        for (const Group& group : groups) {
            RankHeap heap(node.op == Tok::TopK);
            for (const std::size_t member : group.members) {
                if (input[member].has[step] != 0)
                    heap.offer({input[member].values[step], member}, k);
            }
            for (const Ranked& r : heap.sorted())
                out.put(out.indexOf(input[r.column].labels), step, r.value);
        }
    }
    return out.take();
}

QueryResult<Columns> countValues(const Node& node, const Columns& input, const QString& label,
                                 AggregateSize size)
{
    if (!isLabelName(label))
        return executionError(QLatin1String("invalid label name ") + goQuoted(label));
    Node grouping;
    grouping.without = node.without;
    grouping.grouping = node.grouping;
    if (!node.without)
        grouping.grouping.push_back(label);
    ColumnBuilder out(size.steps, size.maxCells);
    for (std::size_t step = 0; step < size.steps; ++step) {
        std::vector<std::pair<std::size_t, double>> counts;
        for (const Column& column : input) {
            if (column.has[step] == 0)
                continue;
            const LabelSet valued =
                column.labels.with(label, QString::fromLatin1(plainNumber(column.values[step])));
            const std::size_t target = out.indexOf(groupLabels(grouping, valued));
            const auto it = std::ranges::find(counts, target, &std::pair<std::size_t, double>::first);
            if (it == counts.end())
                counts.emplace_back(target, 1);
            else
                ++it->second;
        }
        for (const auto& [target, count] : counts)
            out.put(target, step, count);
    }
    return out.take();
}

} // namespace

QueryResult<Columns> aggregate(const Node& node, Columns input, const std::vector<double>& parameter,
                               const QString& label, AggregateSize size)
{
    if (node.op == Tok::TopK || node.op == Tok::BottomK)
        return rank(node, input, parameter, size.steps);
    if (node.op == Tok::CountValues)
        return countValues(node, input, label, size);
    return reduceGroups(node, input, parameter, size.steps);
}

} // namespace signalbox::simulator::promql
