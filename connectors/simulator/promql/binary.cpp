// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/binary.h"

#include "connectors/simulator/promql/labels.h"

#include <algorithm>
#include <cmath>

namespace signalbox::simulator::promql {

namespace {

struct Outcome
{
    double value = 0;
    bool keep = true; ///< false: a comparison that does not hold
};

Outcome compute(Tok op, double l, double r)
{
    switch (op) {
    case Tok::Add:
        return {l + r};
    case Tok::Sub:
        return {l - r};
    case Tok::Mul:
        return {l * r};
    case Tok::Div:
        return {l / r};
    case Tok::Mod:
        return {std::fmod(l, r)};
    case Tok::Pow:
        return {std::pow(l, r)};
    case Tok::Atan2:
        return {std::atan2(l, r)};
    case Tok::Equal:
        return {l, l == r};
    case Tok::NotEqual:
        return {l, l != r};
    case Tok::Less:
        return {l, l < r};
    case Tok::LessEqual:
        return {l, l <= r};
    case Tok::Greater:
        return {l, l > r};
    case Tok::GreaterEqual:
        return {l, l >= r};
    default:
        return {0, false};
    }
}

/// atan2 and comparisons keep the metric's name.
bool dropsName(Tok op)
{
    return op >= Tok::Add && op <= Tok::Pow;
}

LabelSet matchKey(const Node& node, const LabelSet& labels)
{
    return node.on ? keepLabels(labels, node.matchingLabels) : dropLabels(labels, node.matchingLabels);
}

/// Numbers instead of label sets for the match keys of both sides, made once for all steps.
struct Keys
{
    std::vector<std::size_t> left;
    std::vector<std::size_t> right;
    std::size_t count = 0;
};

Keys keysOf(const Node& node, const Columns& left, const Columns& right)
{
    Keys out;
    QHash<LabelSet, std::size_t> known;
    const auto number = [&](const Column& column) {
        const LabelSet key = matchKey(node, column.labels);
        const auto it = known.constFind(key);
        if (it != known.constEnd())
            return *it;
        known.insert(key, out.count);
        return out.count++;
    };
    for (const Column& column : left)
        out.left.push_back(number(column));
    for (const Column& column : right)
        out.right.push_back(number(column));
    return out;
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// What a result is called: the "many" side's labels, less or more what the matching says.
LabelSet resultLabels(const Node& node, const LabelSet& many, const LabelSet& one)
{
    LabelSet out = dropsName(node.op) ? dropMetricName(many) : many;
    if (node.cardinality == Cardinality::OneToOne) {
        if (node.on)
            return keepLabels(out, node.matchingLabels);
        for (const QString& name : node.matchingLabels)
            out = out.without(name);
    }
    for (const QString& name : node.include)
        out = one.contains(name) ? out.with(name, one.value(name)) : out.without(name);
    return out;
}

bool anyAt(const Columns& columns, std::size_t step)
{
    return std::ranges::any_of(columns, [step](const Column& c) { return c.has[step] != 0; });
}

/// One vector operation: matching is set up once, then each step is walked in the order of the columns.
class Matching
{
public:
    Matching(const Node& node, const Columns& left, const Columns& right, std::size_t steps)
        : m_node(node)
        , m_swapped(node.cardinality == Cardinality::OneToMany)
        , m_many(m_swapped ? right : left)
        , m_one(m_swapped ? left : right)
        , m_keys(keysOf(node, m_many, m_one))
        , m_out(steps)
        , m_oneAt(m_keys.count)
        , m_results(m_many.size(), {none, none})
    {
    }

    QueryResult<Columns> run(std::size_t steps)
    {
        for (std::size_t step = 0; step < steps; ++step) {
            if (!anyAt(m_many, step) || !anyAt(m_one, step))
                continue;
            if (auto error = indexOne(step))
                return tl::unexpected(*error);
            if (auto error = walkMany(step))
                return tl::unexpected(*error);
        }
        return m_out.take();
    }

private:
    struct Written
    {
        std::size_t step = none;
        std::size_t key = none;
    };

    std::optional<QueryError> indexOne(std::size_t step)
    {
        std::ranges::fill(m_oneAt, none);
        for (std::size_t i = 0; i < m_one.size(); ++i) {
            if (m_one[i].has[step] == 0)
                continue;
            std::size_t& place = m_oneAt[m_keys.right[i]];
            if (place != none) {
                return QueryError{
                    ErrorType::Execution,
                    QStringLiteral("found duplicate series for the match group %1 on the %2 hand-side of "
                                   "the operation: [%3, %4];many-to-many matching not allowed: matching "
                                   "labels must be unique on one side")
                        .arg(describe(matchKey(m_node, m_one[i].labels)),
                             m_swapped ? QStringLiteral("left") : QStringLiteral("right"),
                             describe(m_one[i].labels), describe(m_one[place].labels))};
            }
            place = i;
        }
        return std::nullopt;
    }

    std::optional<QueryError> walkMany(std::size_t step)
    {
        const bool oneToOne = m_node.cardinality == Cardinality::OneToOne;
        m_taken.assign(m_keys.count, 0);
        for (std::size_t i = 0; i < m_many.size(); ++i) {
            const std::size_t partner = m_many[i].has[step] != 0 ? m_oneAt[m_keys.left[i]] : none;
            if (partner == none)
                continue;
            const double many = m_many[i].values[step];
            const double one = m_one[partner].values[step];
            Outcome outcome = m_swapped ? compute(m_node.op, one, many) : compute(m_node.op, many, one);
            if (m_node.returnBool)
                outcome = {outcome.keep ? 1.0 : 0.0, true};
            if (!outcome.keep)
                continue;
            const std::size_t target = resultColumn(i, partner);
            if (oneToOne && m_taken[m_keys.left[i]]++ != 0)
                return error("multiple matches for labels: many-to-one matching must be explicit "
                             "(group_left/group_right)");
            Written& last = m_written[target];
            if (!oneToOne && last.step == step && last.key == m_keys.left[i])
                return error("multiple matches for labels: grouping labels must ensure unique matches");
            last = {step, m_keys.left[i]};
            m_out.put(target, step, outcome.value);
        }
        return std::nullopt;
    }

    static QueryError error(const char* text) { return {ErrorType::Execution, QLatin1String(text)}; }

    /// The result's column for this pair; the last pair of each series is remembered, as it rarely changes.
    std::size_t resultColumn(std::size_t i, std::size_t partner)
    {
        auto& [knownPartner, column] = m_results[i];
        if (knownPartner != partner) {
            LabelSet labels = resultLabels(m_node, m_many[i].labels, m_one[partner].labels);
            if (m_node.returnBool)
                labels = dropMetricName(labels);
            knownPartner = partner;
            column = m_out.indexOf(labels);
            m_written.resize(std::max(m_written.size(), column + 1));
        }
        return column;
    }

    const Node& m_node;
    bool m_swapped;
    const Columns& m_many;
    const Columns& m_one;
    Keys m_keys;
    ColumnBuilder m_out;
    std::vector<std::size_t> m_oneAt; ///< by key: the column of the one side at this step
    std::vector<std::pair<std::size_t, std::size_t>> m_results;
    std::vector<std::uint32_t> m_taken;
    std::vector<Written> m_written; ///< by result column: who wrote to it last
};

} // namespace

QueryResult<Columns> scalarBinary(Tok op, const Column& left, const Column& right)
{
    std::vector<double> out(left.values.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Outcome outcome = compute(op, left.values[i], right.values[i]);
        out[i] = isComparison(op) ? (outcome.keep ? 1.0 : 0.0) : outcome.value;
    }
    return scalarColumns(std::move(out));
}

QueryResult<Columns> vectorScalarBinary(const Node& node, const Columns& vector, const Column& scalar,
                                        bool scalarLeft, std::size_t steps)
{
    ColumnBuilder out(steps);
    for (const Column& input : vector) {
        Column column = emptyColumn(
            dropsName(node.op) || node.returnBool ? dropMetricName(input.labels) : input.labels, steps);
        for (std::size_t step = 0; step < steps; ++step) {
            if (input.has[step] == 0)
                continue;
            const double v = input.values[step];
            const double s = scalar.values[step];
            const Outcome outcome = scalarLeft ? compute(node.op, s, v) : compute(node.op, v, s);
            if (!outcome.keep && !node.returnBool)
                continue;
            column.values[step] = node.returnBool         ? (outcome.keep ? 1.0 : 0.0)
                                  : isComparison(node.op) ? v
                                                          : outcome.value;
            column.has[step] = 1;
        }
        out.add(std::move(column));
    }
    return out.take();
}

QueryResult<Columns> vectorBinary(const Node& node, const Columns& left, const Columns& right,
                                  std::size_t steps)
{
    return Matching(node, left, right, steps).run(steps);
}

QueryResult<Columns> setOperation(const Node& node, const Columns& left, const Columns& right,
                                  std::size_t steps)
{
    const Keys keys = keysOf(node, left, right);
    // The side that decides: the right one for and/unless, the left one for or.
    const bool isOr = node.op == Tok::Or;
    const Columns& deciding = isOr ? left : right;
    const std::vector<std::size_t>& decidingKeys = isOr ? keys.left : keys.right;
    std::vector<std::uint8_t> present(keys.count * steps);
    for (std::size_t i = 0; i < deciding.size(); ++i) {
        for (std::size_t step = 0; step < steps; ++step) {
            if (deciding[i].has[step] != 0)
                present[decidingKeys[i] * steps + step] = 1;
        }
    }
    ColumnBuilder out(steps);
    const auto pass = [&](const Columns& columns, const std::vector<std::size_t>& columnKeys, bool wanted) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            Column column = columns[i];
            for (std::size_t step = 0; step < steps; ++step) {
                if ((present[columnKeys[i] * steps + step] != 0) != wanted)
                    column.has[step] = 0;
            }
            out.add(std::move(column));
        }
    };
    if (isOr) {
        for (const Column& column : left)
            out.add(column);
        pass(right, keys.right, false);
    } else {
        pass(left, keys.left, node.op == Tok::And);
    }
    return out.take();
}

} // namespace signalbox::simulator::promql
