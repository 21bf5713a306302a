// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/world.h"

#include <algorithm>

namespace signalbox::simulator::world {

namespace {

/// Nothing is amiss before the story begins, so alerts are not looked for there.
std::int64_t firstTrouble(const Scenario& scenario, std::int64_t incident)
{
    constexpr std::int64_t settling = 10 * 60'000;
    const StoryTime first = std::min(scenario.broken.points.front().at, scenario.herring.points.front().at);
    return incident + std::max<StoryTime>(first - settling, -scenario.history);
}

} // namespace

World::World(Scenario scenario, std::int64_t incident, std::uint64_t seed, const Clock& clock)
    : m_scenario(std::move(scenario))
    , m_story(m_scenario, incident, seed)
    , m_fleet(m_scenario, m_story, seed)
    , m_planner(m_scenario, m_story, m_fleet, seed)
    , m_expectation(m_scenario, m_story, m_planner, m_fleet)
    , m_catalog(makeCatalog(m_scenario, m_fleet, m_expectation, seed))
    , m_metrics(m_scenario, m_story, m_fleet, m_planner, m_catalog, clock, seed)
    , m_rules(m_metrics, m_scenario.rules, firstTrouble(m_scenario, incident))
    , m_samples(m_metrics, m_rules)
    , m_logs(m_scenario, m_story, m_fleet, m_planner, clock, seed)
    , m_traces(m_scenario, m_story, m_fleet, m_planner, m_expectation, clock)
{
}

std::vector<promql::ScrapeTarget> World::targets(Instant now) const
{
    std::vector<promql::ScrapeTarget> out;
    const std::int64_t ms = now.milliseconds();
    for (std::size_t i = 0; i < m_fleet.pods().size(); ++i) {
        const Pod& pod = m_fleet.pods()[i];
        if (!pod.livesAt(ms))
            continue;
        const LabelSet labels(podLabels(m_scenario, pod));
        out.push_back({.labels = labels,
                       .pool = labels.value(u"job"),
                       .url = QStringLiteral("http://%1/metrics").arg(labels.value(u"instance")),
                       .lastError = {},
                       .lastScrape = m_metrics.lastScrape(i, ms),
                       .lastScrapeSeconds = 0.008,
                       .up = true});
    }
    return out;
}

} // namespace signalbox::simulator::world
