// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/prometheusapi.h"
#include "connectors/simulator/world/metricsource.h"
#include "connectors/simulator/world/worldlogs.h"
#include "connectors/simulator/world/worldtraces.h"

namespace signalbox::simulator::world {

/// A scenario that has begun: its metrics, logs, traces and alerts as functions of seed and time. One
/// thread; stays where it was made, since its parts refer to each other.
class World
{
public:
    /// `incident` is T in ms since the epoch. The clock says what has happened so far; it is borrowed.
    World(Scenario scenario, std::int64_t incident, std::uint64_t seed, const Clock& clock);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] const Story& story() const { return m_story; }
    [[nodiscard]] const Fleet& fleet() const { return m_fleet; }
    /// What was scraped, and the alerts' own series with it.
    [[nodiscard]] const promql::SampleSource& samples() const { return m_samples; }
    [[nodiscard]] const promql::RuleEngine& rules() const { return m_rules; }
    [[nodiscard]] WorldLogStore& logs() { return m_logs; }
    [[nodiscard]] const WorldTraceStore& traces() const { return m_traces; }
    [[nodiscard]] std::vector<promql::ScrapeTarget> targets(Instant now) const;

private:
    Scenario m_scenario;
    Story m_story;
    Fleet m_fleet;
    Planner m_planner;
    Expectation m_expectation;
    MetricCatalog m_catalog;
    MetricSource m_metrics;
    promql::RuleEngine m_rules;
    promql::AlertingSource m_samples;
    WorldLogStore m_logs;
    WorldTraceStore m_traces;
};

} // namespace signalbox::simulator::world
