// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/tracestore.h"
#include "connectors/simulator/world/expectation.h"
#include "connectors/simulator/world/planner.h"
#include "models/base/clock.h"

#include <set>

namespace signalbox::simulator::world {

/// The world's traces as a Jaeger would hold them: those whose last span has ended by now.
class WorldTraceStore final : public tracing::TraceStore
{
public:
    /// All borrowed.
    WorldTraceStore(const Scenario& scenario, const Story& story, const Fleet& fleet, const Planner& planner,
                    const Expectation& expectation, const Clock& clock);

    [[nodiscard]] tracing::TracePtr trace(TraceId id) const override;
    void visit(const tracing::TraceQuery& query, const Visitor& visitor) const override;
    [[nodiscard]] std::vector<std::string> services() const override;
    [[nodiscard]] std::vector<tracing::Operation> operations(const std::string& service) const override;
    [[nodiscard]] std::vector<tracing::Dependency> dependencies(std::int64_t startNs,
                                                                std::int64_t endNs) const override;

private:
    [[nodiscard]] tracing::TracePtr rendered(const PlannedTrace& trace) const;
    [[nodiscard]] tracing::Span rendered(const PlannedTrace& trace, std::size_t index) const;
    [[nodiscard]] std::string nameOf(const PlannedSpan& span) const;
    [[nodiscard]] bool mayMatch(const PlannedTrace& trace, const tracing::TraceQuery& query) const;

    const Scenario& m_scenario;
    const Story& m_story;
    const Fleet& m_fleet;
    const Planner& m_planner;
    const Expectation& m_expectation;
    const Clock& m_clock;
    std::vector<std::shared_ptr<const tracing::Resource>> m_resources; ///< by pod
    std::map<std::string, std::set<tracing::Operation>> m_operations;  ///< by service
};

} // namespace signalbox::simulator::world
