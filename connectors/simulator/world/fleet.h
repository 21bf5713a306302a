// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/world/story.h"

namespace signalbox::simulator::world {

/// One pod from its start to its end. Times are ms since the epoch.
struct Pod
{
    std::size_t service = 0;
    std::size_t slot = 0;
    std::string name;
    std::string zone;
    std::string version;
    std::string ip;
    double share = 0; ///< of the service's requests
    std::int64_t start = 0;
    std::int64_t end = 0;               ///< first instant without it; the far future while it runs
    std::vector<std::int64_t> restarts; ///< of its container, in order

    /// When the process began that runs at `ms`: what its counters count from.
    [[nodiscard]] std::int64_t processStart(std::int64_t ms) const;
    [[nodiscard]] bool livesAt(std::int64_t ms) const { return ms >= start && ms < end; }
};

/// All pods there ever are. A deployment replaces the pods of a service one after the other; each replaced
/// pod hands its place, zone and share of the traffic to its successor.
class Fleet
{
public:
    Fleet(const Scenario& scenario, const Story& story, std::uint64_t seed);

    [[nodiscard]] const std::vector<Pod>& pods() const { return m_pods; }
    /// The pod that serves in this place at this time. The place may be any number.
    [[nodiscard]] std::size_t podAt(std::size_t service, std::uint64_t place, std::int64_t ms) const;

private:
    std::vector<Pod> m_pods;
    std::vector<std::vector<std::vector<std::size_t>>> m_places; ///< service, slot: pods in order of time
};

} // namespace signalbox::simulator::world
