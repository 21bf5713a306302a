// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/ruleengine.h"

#include "connectors/simulator/promql/alerttemplate.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/parser.h"

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

constexpr std::int64_t maxSteps = 11'000; ///< that the beginning of an alert is followed back
constexpr std::int64_t hour = 3'600'000;

std::int64_t alignedDown(std::int64_t t, std::int64_t interval)
{
    const std::int64_t rest = t % interval;
    return t - (rest < 0 ? rest + interval : rest);
}

LabelSet alertLabels(const AlertRule& rule, const LabelSet& series, double value)
{
    std::vector<Label> out(series.begin(), series.end());
    for (const Label& label : rule.labels)
        out.push_back({label.name, expandTemplate(label.value, series, value)});
    out.push_back({QStringLiteral("alertname"), rule.name});
    const LabelSet all(std::move(out)); // of two labels with one name the later stays
    std::vector<Label> filled;
    std::ranges::copy_if(all, std::back_inserter(filled), [](const Label& l) { return !l.value.isEmpty(); });
    return LabelSet(std::move(filled));
}

LabelSet annotationsOf(const AlertRule& rule, const LabelSet& series, double value)
{
    std::vector<Label> out;
    for (const Label& annotation : rule.annotations)
        out.push_back({annotation.name, expandTemplate(annotation.value, series, value)});
    return LabelSet(std::move(out));
}

const QString& alertsName()
{
    static const QString name = QStringLiteral("ALERTS");
    return name;
}

const QString& forStateName()
{
    static const QString name = QStringLiteral("ALERTS_FOR_STATE");
    return name;
}

/// False when no alert series can pass these conditions, whatever its other labels are.
bool mayMatchAlerts(const Matchers& matchers)
{
    return std::ranges::any_of(std::initializer_list<QString>{alertsName(), forStateName()},
                               [&](const QString& name) {
                                   return std::ranges::all_of(matchers, [&](const Matcher& m) {
                                       return m.name() != metricNameLabel() || m.matches(name);
                                   });
                               });
}

} // namespace

QString stateName(AlertState state)
{
    switch (state) {
    case AlertState::Inactive:
        return QStringLiteral("inactive");
    case AlertState::Pending:
        return QStringLiteral("pending");
    case AlertState::Firing:
        break;
    }
    return QStringLiteral("firing");
}

RuleEngine::RuleEngine(const SampleSource& source, std::vector<RuleGroup> groups, std::int64_t earliest)
    : m_engine(source)
    , m_groups(std::move(groups))
    , m_earliest(earliest)
{
    for (const RuleGroup& group : m_groups) {
        for (const AlertRule& rule : group.rules) {
            Prepared prepared{.group = &group, .rule = &rule, .expression = nullptr, .error = {}};
            if (auto parsed = parseQuery(rule.expression))
                prepared.expression = std::move(*parsed);
            else
                prepared.error = parsed.error().text;
            if (prepared.expression && prepared.expression->type() != ValueType::Vector &&
                prepared.expression->type() != ValueType::Scalar) {
                prepared.expression = nullptr;
                prepared.error = QStringLiteral("rule result is not a vector or scalar");
            }
            m_rules.push_back(std::move(prepared));
        }
    }
}

QueryResult<std::vector<RuleEngine::Run>> RuleEngine::runs(const Prepared& prepared, std::int64_t from,
                                                           std::int64_t to) const
{
    const std::int64_t interval = prepared.group->interval;
    const Steps steps{.start = from, .end = to, .interval = interval};
    const auto columns = m_engine.range(*prepared.expression, steps);
    if (!columns)
        return tl::unexpected(columns.error());
    std::vector<Run> out;
    for (const Column& column : *columns) {
        const LabelSet labels = dropMetricName(column.labels);
        bool inside = false;
        for (std::size_t step = 0; step < column.has.size(); ++step) {
            const bool here = column.has[step] != 0;
            if (here && !inside)
                out.push_back({.labels = labels, .begin = steps.at(step)});
            if (here) {
                out.back().last = steps.at(step);
                out.back().value = column.values[step];
            }
            inside = here;
        }
        if (inside)
            out.back().open = true;
    }
    return out;
}

QueryResult<std::vector<RuleEngine::Run>> RuleEngine::wholeRuns(const Prepared& prepared, std::int64_t from,
                                                                std::int64_t to) const
{
    const std::int64_t interval = prepared.group->interval;
    std::int64_t floor = from - maxSteps * interval;
    if (floor < m_earliest)
        floor = alignedDown(m_earliest + interval - 1, interval);
    if (floor > to)
        return std::vector<Run>();
    // A look at the window alone is cheap and mostly enough: nothing is on fire. Then ever further back.
    std::int64_t back = 0;
    while (true) {
        const std::int64_t first = std::max(alignedDown(from - back, interval), floor);
        auto found = runs(prepared, first, to);
        if (!found || first == floor ||
            std::ranges::none_of(*found, [first](const Run& run) { return run.begin == first; }))
            return found;
        back = std::max(back * 8, prepared.rule->holdFor + hour);
    }
}

RuleEngine::RuleStatus RuleEngine::evaluate(const Prepared& prepared, std::int64_t instant) const
{
    const AlertRule& rule = *prepared.rule;
    RuleStatus out{
        .rule = &rule, .query = {}, .state = AlertState::Inactive, .alerts = {}, .error = prepared.error};
    if (!prepared.expression) {
        out.query = QString::fromUtf8(rule.expression);
        return out;
    }
    out.query = printed(*prepared.expression);
    if (instant < m_earliest)
        return out;
    const std::int64_t interval = prepared.group->interval;
    const auto found = wholeRuns(prepared, instant, instant);
    if (!found) {
        out.error = found.error().text;
        return out;
    }
    for (const Run& run : *found) {
        if (!run.open)
            continue;
        ActiveAlert alert{.labels = alertLabels(rule, run.labels, run.value),
                          .annotations = annotationsOf(rule, run.labels, run.value),
                          .state = AlertState::Pending,
                          .activeAt = run.begin,
                          .firedAt = 0,
                          .value = run.value};
        // The first evaluation at which it had held for long enough.
        const std::int64_t fires = run.begin + (rule.holdFor + interval - 1) / interval * interval;
        if (fires <= instant) {
            alert.state = AlertState::Firing;
            alert.firedAt = fires;
        }
        out.state = std::max(out.state, alert.state);
        out.alerts.push_back(std::move(alert));
    }
    std::ranges::sort(out.alerts, [](const ActiveAlert& a, const ActiveAlert& b) {
        return compareLabels(a.labels, b.labels) < 0;
    });
    return out;
}

const std::vector<RuleEngine::GroupStatus>& RuleEngine::at(std::int64_t instant) const
{
    std::vector<std::int64_t> times;
    for (const RuleGroup& group : m_groups)
        times.push_back(alignedDown(instant, group.interval));
    if (times == m_lastTimes && !m_last.empty())
        return m_last;
    m_last.clear();
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        m_last.push_back({.group = &m_groups[i], .evaluatedAt = times[i], .rules = {}});
    for (const Prepared& prepared : m_rules) {
        GroupStatus& status = m_last[static_cast<std::size_t>(prepared.group - m_groups.data())];
        status.rules.push_back(evaluate(prepared, status.evaluatedAt));
    }
    m_lastTimes = std::move(times);
    return m_last;
}

std::vector<SampleSeries> RuleEngine::alertSeries(std::int64_t from, std::int64_t to) const
{
    std::vector<SampleSeries> out;
    QHash<LabelSet, std::size_t> index;
    const auto put = [&](const LabelSet& labels, std::int64_t time, double value) {
        if (time < from || time > to)
            return;
        auto it = index.find(labels);
        if (it == index.end()) {
            it = index.insert(labels, out.size());
            out.push_back({.labels = labels, .times = {}, .values = {}});
        }
        out[*it].times.push_back(time);
        out[*it].values.push_back(value);
    };
    for (const Prepared& prepared : m_rules) {
        if (!prepared.expression)
            continue;
        const std::int64_t interval = prepared.group->interval;
        const std::int64_t last = alignedDown(to, interval);
        const std::int64_t first = std::max(alignedDown(from, interval), m_earliest);
        if (first > last || (last - first) / interval > 8 * maxSteps)
            continue;
        const auto found = wholeRuns(prepared, alignedDown(first, interval), last);
        if (!found)
            continue;
        for (const Run& run : *found) {
            const LabelSet labels = alertLabels(*prepared.rule, run.labels, run.value);
            const LabelSet forState = labels.with(metricNameLabel(), forStateName());
            const LabelSet base = labels.with(metricNameLabel(), alertsName());
            const LabelSet pending = base.with(QStringLiteral("alertstate"), stateName(AlertState::Pending));
            const LabelSet firing = base.with(QStringLiteral("alertstate"), stateName(AlertState::Firing));
            bool wasPending = false;
            for (std::int64_t t = run.begin; t <= run.last; t += interval) {
                const bool fires = t - run.begin >= prepared.rule->holdFor;
                put(fires ? firing : pending, t, 1);
                if (fires && wasPending)
                    put(pending, t, staleNan());
                put(forState, t, static_cast<double>(run.begin / 1000));
                wasPending = !fires;
            }
            const std::int64_t after = run.last + interval;
            put(wasPending ? pending : firing, after, staleNan());
            put(forState, after, staleNan());
        }
    }
    return out;
}

std::vector<SampleSeries> AlertingSource::select(const Matchers& matchers, std::int64_t from,
                                                 std::int64_t to) const
{
    std::vector<SampleSeries> out = m_source.select(matchers, from, to);
    if (mayMatchAlerts(matchers)) {
        for (SampleSeries& series : m_rules.alertSeries(from, to)) {
            if (matchesAll(matchers, series.labels))
                out.push_back(std::move(series));
        }
    }
    return out;
}

std::vector<LabelSet> AlertingSource::series(const Matchers& matchers, std::int64_t from,
                                             std::int64_t to) const
{
    std::vector<LabelSet> out = m_source.series(matchers, from, to);
    // Listings come without a range, too; alerts are looked for in the hour before its end.
    const std::int64_t begin =
        std::max(from, to > std::numeric_limits<std::int64_t>::min() + hour ? to - hour : from);
    if (mayMatchAlerts(matchers)) {
        for (const SampleSeries& series : m_rules.alertSeries(begin, to)) {
            if (matchesAll(matchers, series.labels))
                out.push_back(series.labels);
        }
    }
    return out;
}

} // namespace signalbox::simulator::promql
