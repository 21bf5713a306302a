// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/tracestore.h"

#include "connectors/simulator/tracing/jsontext.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

namespace signalbox::simulator::tracing {

namespace {

bool holds(const Attributes& attributes, const std::pair<std::string, std::string>& wanted)
{
    return std::ranges::any_of(attributes, [&](const Attribute& attribute) {
        return attribute.key == wanted.first && textOf(attribute.value) == wanted.second;
    });
}

bool statusIs(const Span& span, const std::string& wanted)
{
    return (wanted == "true" && span.status == StatusCode::Error) ||
           (wanted == "false" && span.status != StatusCode::Error);
}

/// What Jaeger derives from fields can be searched like what was sent as an attribute.
bool derived(const Span& span, const std::pair<std::string, std::string>& wanted)
{
    const auto& [key, value] = wanted;
    if (key == "error")
        return statusIs(span, value);
    if (key == "span.kind")
        return span.kind != SpanKind::Unspecified && value == kindName(span.kind);
    if (key == "otel.status_code")
        return (span.status == StatusCode::Error && value == "ERROR") ||
               (span.status == StatusCode::Ok && value == "OK");
    if (key == "otel.scope.name")
        return span.scope && span.scope->name == value;
    if (key == "otel.scope.version")
        return span.scope && span.scope->version == value;
    return false;
}

bool carries(const Span& span, const std::pair<std::string, std::string>& wanted)
{
    return derived(span, wanted) || holds(span.attributes, wanted) ||
           holds(span.resource->attributes, wanted) ||
           std::ranges::any_of(span.events, [&](const Event& e) { return holds(e.attributes, wanted); });
}

} // namespace

bool matches(const Span& span, const TraceQuery& query)
{
    if (span.startNs < query.startNs || span.startNs > query.endNs)
        return false;
    const std::int64_t duration = span.endNs - span.startNs;
    if (duration < query.minDurationNs.value_or(std::numeric_limits<std::int64_t>::min()) ||
        duration > query.maxDurationNs.value_or(std::numeric_limits<std::int64_t>::max()))
        return false;
    if (!query.operation.empty() && span.name != query.operation)
        return false;
    if (!query.service.empty() && span.resource->serviceName() != query.service)
        return false;
    return std::ranges::all_of(query.attributes, [&](const auto& wanted) { return carries(span, wanted); });
}

bool matches(const Trace& trace, const TraceQuery& query)
{
    return std::ranges::any_of(trace.spans, [&](const Span& span) { return matches(span, query); });
}

std::vector<TracePtr> TraceStore::search(const TraceQuery& query) const
{
    std::vector<TracePtr> found;
    if (query.limit == 0)
        return found;
    visit(query, [&](const TracePtr& trace) {
        if (matches(*trace, query))
            found.push_back(trace);
        return found.size() < query.limit;
    });
    return found;
}

std::vector<Dependency> TraceStore::dependencies(std::int64_t startNs, std::int64_t endNs) const
{
    std::map<std::pair<std::string, std::string>, std::uint64_t> calls;
    TraceQuery all;
    all.startNs = startNs;
    all.endNs = endNs;
    all.limit = std::numeric_limits<std::size_t>::max();
    visit(all, [&](const TracePtr& trace) {
        std::unordered_map<std::uint64_t, const Span*> byId;
        for (const Span& span : trace->spans)
            byId.emplace(span.id.value, &span);
        for (const Span& span : trace->spans) {
            if (const auto parent = byId.find(span.parent.value);
                !span.parent.isNull() && parent != byId.end())
                ++calls[{parent->second->resource->serviceName(), span.resource->serviceName()}];
        }
        return true;
    });
    std::vector<Dependency> out;
    for (const auto& [pair, count] : calls)
        out.push_back({.parent = pair.first, .child = pair.second, .calls = count});
    return out;
}

} // namespace signalbox::simulator::tracing
