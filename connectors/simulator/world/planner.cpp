// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/planner.h"

#include "connectors/simulator/world/requestwalk.h"

#include <algorithm>
#include <cmath>

namespace signalbox::simulator::world {

namespace {

constexpr std::int64_t secondNs = 1'000'000'000;
constexpr std::uint64_t firstJob = 200; ///< numbers within a second from here on are jobs
constexpr int mostASecond = 150;

} // namespace

Planner::Planner(const Scenario& scenario, const Story& story, const Fleet& fleet, std::uint64_t seed)
    : m_scenario(scenario)
    , m_story(story)
    , m_fleet(fleet)
    , m_seed(mixed(seed, 0x7ace5))
{
    for (const Entry& entry : scenario.entries)
        m_shares += entry.share;
}

int Planner::requestsIn(std::int64_t second) const
{
    if (second * 1000 < m_story.begin())
        return 0;
    const double expected = m_scenario.tracesPerSecond * m_story.shape(second * 1000);
    const double chance = unit(mixed(m_seed, static_cast<std::uint64_t>(second)));
    return std::min(static_cast<int>(expected + chance), mostASecond);
}

TraceId Planner::idOf(std::int64_t second, std::uint64_t number) const
{
    const std::uint64_t high = scrambled(static_cast<std::uint64_t>(second) << 8U | number, m_seed);
    return {.high = high, .low = mixed(m_seed, high)};
}

const Entry* Planner::jobOf(std::int64_t second, std::uint64_t number) const
{
    const std::size_t index = number - firstJob;
    if (number < firstJob || index >= m_scenario.entries.size() || second * 1000 < m_story.begin())
        return nullptr;
    const Entry& entry = m_scenario.entries[index];
    const bool due = entry.everyMinutes > 0 && second % (60LL * entry.everyMinutes) == 7;
    return due ? &entry : nullptr;
}

PlannedTrace Planner::request(std::size_t operation, std::int64_t startNs, bool broken,
                              std::uint64_t bits) const
{
    PlannedTrace out;
    Dice dice(bits);
    RequestWalk(m_scenario, m_fleet, dice, broken, out).begin(operation, startNs);
    return out;
}

PlannedTrace Planner::plan(std::int64_t second, std::uint64_t number) const
{
    const TraceId id = idOf(second, number);
    Dice dice(id.low);
    const std::int64_t startNs =
        second * secondNs + static_cast<std::int64_t>(dice.bits() % static_cast<std::uint64_t>(secondNs));
    const bool broken = dice.happens(m_story.broken(startNs / 1'000'000));
    std::size_t operation = 0;
    if (const Entry* job = jobOf(second, number)) {
        operation = job->operation;
    } else {
        double rest = dice.fraction() * m_shares;
        for (const Entry& entry : m_scenario.entries) {
            if (entry.share <= 0)
                continue;
            operation = entry.operation;
            rest -= entry.share;
            if (rest < 0)
                break;
        }
    }
    PlannedTrace out = request(operation, startNs, broken, dice.bits());
    out.id = id;
    return out;
}

Planner::Minute Planner::planMinute(std::int64_t minute) const
{
    Minute out;
    for (std::int64_t second = minute * 60; second < minute * 60 + 60; ++second) {
        const int requests = requestsIn(second);
        for (int i = 0; i < requests; ++i)
            out.push_back(plan(second, static_cast<std::uint64_t>(i)));
        for (std::size_t i = 0; i < m_scenario.entries.size(); ++i) {
            if (jobOf(second, firstJob + i) != nullptr)
                out.push_back(plan(second, firstJob + i));
        }
    }
    std::ranges::sort(out, {}, &PlannedTrace::startNs);
    return out;
}

std::shared_ptr<const Planner::Minute> Planner::minute(std::int64_t minute) const
{
    return m_minutes.of(minute, [&] { return planMinute(minute); });
}

std::optional<PlannedTrace> Planner::find(TraceId id) const
{
    const std::uint64_t place = unscrambled(id.high, m_seed);
    const std::uint64_t number = place & 0xffU;
    // Anything may stand in an id: only a second in which this world has requests is believed.
    const std::uint64_t second = place >> 8U;
    if (second > 1ULL << 40U || id != idOf(static_cast<std::int64_t>(second), number))
        return std::nullopt;
    const auto when = static_cast<std::int64_t>(second);
    if (jobOf(when, number) == nullptr && number >= static_cast<std::uint64_t>(requestsIn(when)))
        return std::nullopt;
    return plan(when, number);
}

} // namespace signalbox::simulator::world
