// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/world/fleet.h"
#include "connectors/simulator/world/minutecache.h"
#include "models/base/traceid.h"

namespace signalbox::simulator::world {

enum class Role : std::uint8_t
{
    Server,
    Client, ///< of an http or rpc call
    Database,
    Internal,
    Producer,
    Consumer,
};

/// One span before anybody has asked for its words.
struct PlannedSpan
{
    std::uint16_t operation = 0;
    std::uint16_t pod = 0;
    std::int32_t parent = -1; ///< index
    Role role = Role::Internal;
    std::uint8_t attempt = 0; ///< of a client's retries
    bool failed = false;
    bool slow = false; ///< the incident's own doing
    std::uint16_t status = 0;
    std::int64_t startNs = 0;
    std::int64_t endNs = 0;
};

struct PlannedTrace
{
    TraceId id;
    std::int64_t startNs = 0;
    std::int64_t endNs = 0; ///< of the last span
    std::vector<PlannedSpan> spans;

    /// Bits that belong to this span and nobody else.
    [[nodiscard]] std::uint64_t bitsOf(std::size_t span) const { return mixed(id.low, span + 1); }
    [[nodiscard]] SpanId spanId(std::size_t span) const { return {bitsOf(span) | 1U}; }
};

/// Makes requests and walks them through the call graph. Which requests there are in a second, and all that
/// happens in them, follows from seed and time alone; an id says where its trace is to be found. Keeps the
/// last minutes that were asked for. One thread.
class Planner
{
public:
    Planner(const Scenario& scenario, const Story& story, const Fleet& fleet, std::uint64_t seed);

    using Minute = std::vector<PlannedTrace>;
    /// Those that begin in this minute (since the epoch), in order of time. Empty before history.
    [[nodiscard]] std::shared_ptr<const Minute> minute(std::int64_t minute) const;
    [[nodiscard]] std::optional<PlannedTrace> find(TraceId id) const;
    /// A request to this operation with an outcome that depends on `bits` alone.
    [[nodiscard]] PlannedTrace request(std::size_t operation, std::int64_t startNs, bool broken,
                                       std::uint64_t bits) const;

    /// No trace lasts longer, its stragglers included.
    static constexpr std::int64_t longestNs = 120'000'000'000;
    static constexpr std::size_t minutesKept = 90;

private:
    [[nodiscard]] int requestsIn(std::int64_t second) const;
    [[nodiscard]] TraceId idOf(std::int64_t second, std::uint64_t number) const;
    [[nodiscard]] Minute planMinute(std::int64_t minute) const;
    [[nodiscard]] PlannedTrace plan(std::int64_t second, std::uint64_t number) const;
    [[nodiscard]] const Entry* jobOf(std::int64_t second, std::uint64_t number) const;

    const Scenario& m_scenario;
    const Story& m_story;
    const Fleet& m_fleet;
    std::uint64_t m_seed;
    double m_shares = 0;
    mutable MinuteCache<Minute> m_minutes{minutesKept};
};

} // namespace signalbox::simulator::world
