// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/tracestore.h"
#include "models/base/result.h"

#include <map>
#include <set>

namespace signalbox::simulator::tracing {

/// Traces as they were sent, in memory.
class MemoryTraceStore final : public TraceStore
{
public:
    [[nodiscard]] TracePtr trace(TraceId id) const override;
    void visit(const TraceQuery& query, const Visitor& visitor) const override;
    [[nodiscard]] std::vector<std::string> services() const override;
    [[nodiscard]] std::vector<Operation> operations(const std::string& service) const override;

    /// Spans of a trace that is here already join it.
    void add(Trace trace);

private:
    struct Kept
    {
        std::shared_ptr<Trace> trace;
        std::int64_t firstNs = 0; ///< the earliest start
        std::int64_t lastNs = 0;  ///< the latest start
    };
    std::map<TraceId, Kept> m_traces;
    std::map<std::string, std::set<Operation>> m_operations; ///< by service
};

/// Reads the body of an OTLP export in its JSON form (ids as hex) into traces, in order of appearance.
Result<std::vector<Trace>> readOtlpJson(std::string_view json);
/// The same into a store. Returns the number of spans.
Result<std::size_t> loadOtlpJson(MemoryTraceStore& store, std::string_view json);

} // namespace signalbox::simulator::tracing
