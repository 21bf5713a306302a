// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/world/scenario.h"

#include <array>

namespace signalbox::simulator::world {

/// The course of the traffic: its rhythm and, in quarter minutes, how much of it the incident and the red
/// herring touch. Has closed integrals, so that a counter at any time costs the same as any other, and they
/// never run backwards. Pure.
class Story
{
public:
    /// `incident` is T in milliseconds since the epoch.
    Story(const Scenario& scenario, std::int64_t incident, std::uint64_t seed);

    [[nodiscard]] std::int64_t incident() const { return m_incident; }
    [[nodiscard]] std::int64_t begin() const { return m_incident - m_history; }

    /// Traffic relative to its average.
    [[nodiscard]] double shape(std::int64_t ms) const;
    [[nodiscard]] double broken(std::int64_t ms) const { return cellAt(ms).broken; }
    [[nodiscard]] double herring(std::int64_t ms) const { return cellAt(ms).herring; }

    /// What counters are sums of: integrals since an arbitrary beginning, in seconds of average traffic.
    struct Basis
    {
        double time = 0; ///< plain seconds
        double healthy = 0;
        double broken = 0;
        double calm = 0; ///< not touched by the red herring
        double herring = 0;
    };
    [[nodiscard]] Basis at(std::int64_t ms) const;

private:
    struct Wave
    {
        double amplitude = 0;
        double frequency = 0; ///< radians a second
        double phase = 0;
    };
    struct Cell
    {
        double broken = 0;
        double herring = 0;
        Basis before; ///< integrals at its beginning; time is that of the traffic
    };
    static constexpr std::int64_t cellMs = 15'000;

    [[nodiscard]] const Cell& cellAt(std::int64_t ms) const;
    [[nodiscard]] double traffic(std::int64_t ms) const; ///< the integral of shape()

    std::int64_t m_incident;
    std::int64_t m_history;
    std::array<Wave, 5> m_waves;
    std::int64_t m_firstCell = 0; ///< ms since the epoch
    std::vector<Cell> m_cells;    ///< the first and the last one are endless
};

} // namespace signalbox::simulator::world
