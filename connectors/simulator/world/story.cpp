// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/story.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace signalbox::simulator::world {

namespace {

constexpr double daySeconds = 86'400;

double turn(double seconds)
{
    return 2 * std::numbers::pi / seconds;
}

} // namespace

Story::Story(const Scenario& scenario, std::int64_t incident, std::uint64_t seed)
    : m_incident(incident)
    , m_history(scenario.history)
{
    // The seed moves the small waves; the day keeps its hours.
    const double ofDay = std::fmod(static_cast<double>(incident) / 1000, daySeconds);
    const double toPeak = (ofDay - scenario.peakHour * 3600) * turn(daySeconds) + std::numbers::pi / 2;
    const auto anyPhase = [seed](std::uint64_t i) {
        return 2 * std::numbers::pi * unit(mixed(seed, 0x570 + i));
    };
    m_waves = {Wave{scenario.dailySwing, turn(daySeconds), toPeak}, Wave{0.06, turn(daySeconds / 3), toPeak},
               Wave{0.04, turn(2'820), anyPhase(1)}, Wave{0.03, turn(431), anyPhase(2)},
               Wave{0.02, turn(97), anyPhase(3)}};

    StoryTime first = 0;
    StoryTime last = 0;
    for (const Curve* curve : {&scenario.broken, &scenario.herring}) {
        first = std::min(first, curve->points.front().at);
        last = std::max(last, curve->points.back().at);
    }
    m_firstCell = (incident + first) / cellMs * cellMs;
    const std::int64_t lastCell = (incident + last) / cellMs * cellMs + cellMs;
    m_cells.push_back({});
    Basis sum;
    sum.time = traffic(m_firstCell);
    sum.healthy = sum.calm = sum.time;
    for (std::int64_t t = m_firstCell; t <= lastCell; t += cellMs) {
        const StoryTime middle = t + cellMs / 2 - incident;
        const bool end = t == lastCell;
        const Cell cell{.broken = end ? 0 : scenario.broken.at(middle),
                        .herring = end ? 0 : scenario.herring.at(middle),
                        .before = sum};
        m_cells.push_back(cell);
        const double after = traffic(t + cellMs);
        const double grown = after - sum.time;
        sum.time = after;
        sum.healthy += grown * (1 - cell.broken);
        sum.broken += grown * cell.broken;
        sum.calm += grown * (1 - cell.herring);
        sum.herring += grown * cell.herring;
    }
}

const Story::Cell& Story::cellAt(std::int64_t ms) const
{
    if (ms < m_firstCell)
        return m_cells.front();
    const auto index = static_cast<std::size_t>((ms - m_firstCell) / cellMs) + 1;
    return m_cells[std::min(index, m_cells.size() - 1)];
}

double Story::shape(std::int64_t ms) const
{
    const double t = static_cast<double>(ms - m_incident) / 1000;
    double out = 1;
    for (const Wave& wave : m_waves)
        out += wave.amplitude * std::sin(wave.frequency * t + wave.phase);
    return out;
}

double Story::traffic(std::int64_t ms) const
{
    const double t = static_cast<double>(ms - m_incident) / 1000;
    double out = t;
    for (const Wave& wave : m_waves)
        out -= wave.amplitude / wave.frequency * std::cos(wave.frequency * t + wave.phase);
    return out;
}

Story::Basis Story::at(std::int64_t ms) const
{
    const Cell& cell = cellAt(ms);
    const double grown = traffic(ms) - cell.before.time;
    return {.time = static_cast<double>(ms - m_incident) / 1000,
            .healthy = cell.before.healthy + grown * (1 - cell.broken),
            .broken = cell.before.broken + grown * cell.broken,
            .calm = cell.before.calm + grown * (1 - cell.herring),
            .herring = cell.before.herring + grown * cell.herring};
}

} // namespace signalbox::simulator::world
