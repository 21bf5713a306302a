// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/expectation.h"

#include <algorithm>

namespace signalbox::simulator::world {

namespace {

constexpr int walks = 900; ///< of each entry, healthy and broken

} // namespace

std::size_t bucketOf(std::int64_t ns)
{
    const double seconds = static_cast<double>(ns) / 1e9;
    return static_cast<std::size_t>(std::ranges::lower_bound(durationBounds, seconds) -
                                    durationBounds.begin());
}

Activity activityOf(const PlannedSpan& span, const Fleet& fleet)
{
    const bool byStatus = span.role == Role::Server || span.role == Role::Client;
    return {.service = fleet.pods()[span.pod].service,
            .operation = span.operation,
            .role = span.role,
            .status = byStatus ? span.status : 0,
            .failed = span.failed};
}

Expectation::Expectation(const Scenario& scenario, const Story& story, const Planner& planner,
                         const Fleet& fleet)
{
    double shares = 0;
    for (const Entry& entry : scenario.entries)
        shares += entry.share;
    const std::int64_t startNs = story.begin() * 1'000'000;
    for (std::size_t e = 0; e < scenario.entries.size(); ++e) {
        const Entry& entry = scenario.entries[e];
        const double weight = entry.share / shares / walks;
        if (entry.share <= 0)
            continue;
        for (int i = 0; i < 2 * walks; ++i) {
            const bool broken = i % 2 != 0;
            // Not the world's own seed: what is rare must not come and go with it.
            const PlannedTrace trace =
                planner.request(entry.operation, startNs, broken, mixed(e, static_cast<std::uint64_t>(i)));
            for (const PlannedSpan& span : trace.spans) {
                const std::size_t service = fleet.pods()[span.pod].service;
                auto& pair = m_activities[activityOf(span, fleet)];
                Expected& found = broken ? pair.broken : pair.healthy;
                const std::int64_t took = span.endNs - span.startNs;
                found.count += weight;
                found.seconds += weight * static_cast<double>(took) / 1e9;
                found.retries += span.attempt > 0 ? weight : 0;
                for (std::size_t b = bucketOf(took); b < bucketCount; ++b)
                    found.cumulative[b] += weight;
                if (span.parent < 0)
                    continue;
                const PlannedSpan& parent = trace.spans[static_cast<std::size_t>(span.parent)];
                Calls& calls = m_calls[{fleet.pods()[parent.pod].service, service}];
                (broken ? calls.broken : calls.healthy) += weight;
            }
        }
    }
    // The last bucket and the count are one number, to the bit.
    for (auto& [activity, pair] : m_activities) {
        pair.healthy.count = pair.healthy.cumulative.back();
        pair.broken.count = pair.broken.cumulative.back();
    }
}

} // namespace signalbox::simulator::world
