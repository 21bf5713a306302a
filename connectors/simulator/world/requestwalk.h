// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/world/planner.h"

namespace signalbox::simulator::world {

/// Walks one request through the call graph and writes down its spans. Made for one request.
class RequestWalk
{
public:
    RequestWalk(const Scenario& scenario, const Fleet& fleet, Dice& dice, bool broken, PlannedTrace& into)
        : m_scenario(scenario)
        , m_fleet(fleet)
        , m_dice(dice)
        , m_broken(broken)
        , m_trace(into)
    {
    }

    void begin(std::size_t operation, std::int64_t startNs);

private:
    struct Outcome
    {
        std::int64_t endNs = 0;
        bool failed = false;
        int status = 0;
    };
    [[nodiscard]] Outcome serve(std::size_t operation, std::int32_t parent, std::int64_t startNs);
    [[nodiscard]] Outcome invoke(const Call& call, std::int32_t parent, std::int64_t startNs);
    [[nodiscard]] Outcome publish(const Call& call, std::int32_t parent, std::int64_t startNs);
    void runCalls(const Operation& operation, std::int32_t span, Outcome& outcome);
    std::int32_t add(std::size_t operation, Role role, std::int32_t parent, std::int64_t startNs);
    [[nodiscard]] PlannedSpan& span(std::int32_t index)
    {
        return m_trace.spans[static_cast<std::size_t>(index)];
    }
    void cutOff(std::int32_t from, std::int64_t endNs);

    static constexpr std::size_t mostSpans = 6'000;

    const Scenario& m_scenario;
    const Fleet& m_fleet;
    Dice& m_dice;
    bool m_broken;
    PlannedTrace& m_trace;
};

} // namespace signalbox::simulator::world
