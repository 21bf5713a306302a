// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/world/planner.h"

#include <array>
#include <compare>
#include <map>

namespace signalbox::simulator::world {

/// The bounds of all duration histograms, in seconds; +Inf follows.
inline constexpr std::array<double, 14> durationBounds{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25,
                                                       0.5,   0.75, 1,     2.5,  5,     7.5, 10};
inline constexpr std::size_t bucketCount = durationBounds.size() + 1;
/// Index of the first bucket that a duration falls into.
[[nodiscard]] std::size_t bucketOf(std::int64_t ns);

/// What pods of one service count apart.
struct Activity
{
    std::size_t service = 0; ///< that counts
    std::size_t operation = 0;
    Role role = Role::Server;
    int status = 0;
    bool failed = false;
    auto operator<=>(const Activity&) const = default;
};

/// What a span is counted as. Only http and rpc count by status; for the others failed or not is all.
[[nodiscard]] Activity activityOf(const PlannedSpan& span, const Fleet& fleet);

/// Per request at the edge of the shop.
struct Expected
{
    double count = 0;
    double seconds = 0;
    double retries = 0;
    std::array<double, bucketCount> cumulative{}; ///< count of those within each bound
};

struct ExpectedPair
{
    Expected healthy;
    Expected broken; ///< of a request that the incident touches
};

/// What an average request does, found by walking many of them: metrics that are made from it agree with the
/// traces without anybody telling them.
class Expectation
{
public:
    Expectation(const Scenario& scenario, const Story& story, const Planner& planner, const Fleet& fleet);

    [[nodiscard]] const std::map<Activity, ExpectedPair>& activities() const { return m_activities; }

    struct Calls
    {
        double healthy = 0;
        double broken = 0;
    };
    /// Caller and callee, as services; parents and children among spans.
    [[nodiscard]] const std::map<std::pair<std::size_t, std::size_t>, Calls>& calls() const
    {
        return m_calls;
    }

private:
    std::map<Activity, ExpectedPair> m_activities;
    std::map<std::pair<std::size_t, std::size_t>, Calls> m_calls;
};

} // namespace signalbox::simulator::world
