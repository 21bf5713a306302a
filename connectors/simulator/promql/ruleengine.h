// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"
#include "connectors/simulator/promql/engine.h"
#include "connectors/simulator/promql/rule.h"

#include <limits>

namespace signalbox::simulator::promql {

/// Alerting rules over a source, evaluated at any instant. A real server carries the state of its alerts from
/// one evaluation to the next; this one finds it again each time by evaluating backwards over the rule's
/// interval until the expression did not hold, so that the same instant always has the same alerts.
/// Single-threaded; remembers the last answer. The source is borrowed and must outlive it.
class RuleEngine
{
public:
    struct RuleStatus
    {
        const AlertRule* rule = nullptr;
        QString query; ///< as printed
        AlertState state = AlertState::Inactive;
        std::vector<ActiveAlert> alerts; ///< sorted by labels
        QString error;
    };
    struct GroupStatus
    {
        const RuleGroup* group = nullptr;
        std::int64_t evaluatedAt = 0;
        std::vector<RuleStatus> rules;
    };

    /// `earliest`: no alert can have begun before it, and nothing is evaluated there. A world that knows its
    /// peaceful past spares the engine a look at it.
    RuleEngine(const SampleSource& source, std::vector<RuleGroup> groups,
               std::int64_t earliest = std::numeric_limits<std::int64_t>::min());

    [[nodiscard]] const std::vector<GroupStatus>& at(std::int64_t instant) const;
    [[nodiscard]] const std::vector<RuleGroup>& groups() const { return m_groups; }

    /// The ALERTS and ALERTS_FOR_STATE series with their samples in [from, to], stale markers where they end.
    [[nodiscard]] std::vector<SampleSeries> alertSeries(std::int64_t from, std::int64_t to) const;

private:
    struct Prepared
    {
        const RuleGroup* group = nullptr;
        const AlertRule* rule = nullptr;
        NodePtr expression; ///< null when it did not parse
        QString error;
    };
    /// Times during which one series of the expression was there without a break.
    struct Run
    {
        LabelSet labels; ///< of the series, without the metric's name
        std::int64_t begin = 0;
        std::int64_t last = 0;
        double value = 0;  ///< at `last`
        bool open = false; ///< still there at the end of the window
    };

    [[nodiscard]] QueryResult<std::vector<Run>> runs(const Prepared& prepared, std::int64_t from,
                                                     std::int64_t to) const;
    /// As runs(), from so far before `from` that the beginnings of runs which reach into it are known.
    [[nodiscard]] QueryResult<std::vector<Run>> wholeRuns(const Prepared& prepared, std::int64_t from,
                                                          std::int64_t to) const;
    [[nodiscard]] RuleStatus evaluate(const Prepared& prepared, std::int64_t instant) const;

    Engine m_engine;
    std::vector<RuleGroup> m_groups;
    std::vector<Prepared> m_rules;
    std::int64_t m_earliest;
    mutable std::vector<GroupStatus> m_last;
    mutable std::vector<std::int64_t> m_lastTimes;
};

/// A source with the alert series of a rule engine added to it.
class AlertingSource final : public SampleSource
{
public:
    AlertingSource(const SampleSource& source, const RuleEngine& rules)
        : m_source(source)
        , m_rules(rules)
    {
    }

    [[nodiscard]] std::vector<SampleSeries> select(const Matchers& matchers, std::int64_t from,
                                                   std::int64_t to) const override;
    [[nodiscard]] std::vector<LabelSet> series(const Matchers& matchers, std::int64_t from,
                                               std::int64_t to) const override;
    [[nodiscard]] std::map<QString, MetricMetadata> metadata() const override { return m_source.metadata(); }
    [[nodiscard]] std::vector<ExemplarSeries> exemplars(const Matchers& matchers, std::int64_t from,
                                                        std::int64_t to) const override
    {
        return m_source.exemplars(matchers, from, to);
    }

private:
    const SampleSource& m_source;
    const RuleEngine& m_rules;
};

} // namespace signalbox::simulator::promql
