// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/memorytracestore.h"

#include <algorithm>

namespace signalbox::simulator::tracing {

TracePtr MemoryTraceStore::trace(TraceId id) const
{
    const auto it = m_traces.find(id);
    return it == m_traces.end() ? nullptr : it->second.trace;
}

void MemoryTraceStore::visit(const TraceQuery& query, const Visitor& visitor) const
{
    std::vector<const Kept*> inside;
    for (const auto& [id, kept] : m_traces) {
        if (kept.firstNs <= query.endNs && kept.lastNs >= query.startNs)
            inside.push_back(&kept);
    }
    std::ranges::stable_sort(inside, std::ranges::greater{}, &Kept::firstNs);
    for (const Kept* kept : inside) {
        if (!visitor(kept->trace))
            return;
    }
}

std::vector<std::string> MemoryTraceStore::services() const
{
    std::vector<std::string> out;
    for (const auto& [service, operations] : m_operations)
        out.push_back(service);
    return out;
}

std::vector<Operation> MemoryTraceStore::operations(const std::string& service) const
{
    const auto it = m_operations.find(service);
    if (it == m_operations.end())
        return {};
    return {it->second.begin(), it->second.end()};
}

void MemoryTraceStore::add(Trace trace)
{
    if (trace.spans.empty())
        return;
    for (const Span& span : trace.spans)
        m_operations[span.resource->serviceName()].insert({.name = span.name, .kind = span.kind});
    const auto [first, last] = std::ranges::minmax(trace.spans, {}, &Span::startNs);
    const std::int64_t firstNs = first.startNs;
    const std::int64_t lastNs = last.startNs;
    Kept& kept = m_traces[trace.id];
    if (!kept.trace) {
        kept = {.trace = std::make_shared<Trace>(std::move(trace)), .firstNs = firstNs, .lastNs = lastNs};
        return;
    }
    auto grown = std::make_shared<Trace>(*kept.trace); // a reader may hold the old one
    std::ranges::move(trace.spans, std::back_inserter(grown->spans));
    kept = {.trace = std::move(grown),
            .firstNs = std::min(kept.firstNs, firstNs),
            .lastNs = std::max(kept.lastNs, lastNs)};
}

} // namespace signalbox::simulator::tracing
