// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/worldtraces.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace signalbox::simulator::world {

namespace {

constexpr std::int64_t nsOfMinute = 60'000'000'000;

tracing::SpanKind kindOf(Role role)
{
    switch (role) {
    case Role::Server:
        return tracing::SpanKind::Server;
    case Role::Client:
    case Role::Database:
        return tracing::SpanKind::Client;
    case Role::Producer:
        return tracing::SpanKind::Producer;
    case Role::Consumer:
        return tracing::SpanKind::Consumer;
    case Role::Internal:
        break;
    }
    return tracing::SpanKind::Internal;
}

std::shared_ptr<const tracing::Resource> resourceOf(const Scenario& scenario, const Pod& pod)
{
    return std::make_shared<tracing::Resource>(
        tracing::Resource{{{"service.name", scenario.services[pod.service].name},
                           {"service.namespace", scenario.name.toStdString()},
                           {"service.version", pod.version},
                           {"deployment.environment", scenario.environment.toStdString()},
                           {"k8s.namespace.name", scenario.name.toStdString()},
                           {"k8s.pod.name", pod.name},
                           {"cloud.availability_zone", pod.zone},
                           {"telemetry.sdk.name", "opentelemetry"},
                           {"telemetry.sdk.language", "go"}}});
}

void addHttp(tracing::Span& out, const PlannedSpan& span, const Operation& operation,
             const std::string& address)
{
    const std::size_t space = operation.name.find(' ');
    const std::string route = operation.name.substr(space + 1);
    out.attributes = {{"http.request.method", operation.name.substr(0, space)}};
    if (span.role == Role::Server)
        out.attributes.push_back({"http.route", route});
    else
        out.attributes.push_back({"url.full", "http://" + address + route});
    out.attributes.push_back({"http.response.status_code", int{span.status}});
    out.attributes.push_back({"server.address", address});
    if (span.attempt > 0)
        out.attributes.push_back({"http.request.resend_count", int{span.attempt}});
}

void addRpc(tracing::Span& out, const PlannedSpan& span, const Operation& operation,
            const std::string& address)
{
    const std::size_t slash = operation.name.find('/');
    out.attributes = {{"rpc.system", "grpc"},
                      {"rpc.service", operation.name.substr(0, slash)},
                      {"rpc.method", operation.name.substr(slash + 1)},
                      {"rpc.grpc.status_code", int{span.status}},
                      {"server.address", address}};
}

void addDatabase(tracing::Span& out, const PlannedSpan& span, const Operation& operation, std::uint64_t bits)
{
    const bool sql = operation.system == "postgresql";
    out.attributes = {{"db.system", operation.system},
                      {"db.operation", operation.name.substr(0, operation.name.find(' '))},
                      {"db.statement", operation.statement},
                      {"server.address", operation.peer}};
    if (!sql)
        return;
    out.attributes.push_back({"db.name", "shop"});
    out.attributes.push_back({"db.sql.table", operation.collection});
    if (span.slow) {
        const auto rows = static_cast<std::int64_t>(1'900'000 + bits % 90'000);
        out.events.push_back(
            {.ns = span.startNs + (span.endNs - span.startNs) / 20,
             .name = "query plan",
             .attributes = {{"db.plan", "Seq Scan on " + operation.collection}, {"db.rows_examined", rows}}});
    }
}

std::string problemOf(const PlannedSpan& span, const Operation& operation)
{
    if (span.role == Role::Server || span.role == Role::Consumer) {
        if (!operation.errorMessage.empty())
            return operation.errorMessage;
    }
    return span.status == 504 || span.status == 4 ? "context deadline exceeded" : "the call failed";
}

} // namespace

WorldTraceStore::WorldTraceStore(const Scenario& scenario, const Story& story, const Fleet& fleet,
                                 const Planner& planner, const Expectation& expectation, const Clock& clock)
    : m_scenario(scenario)
    , m_story(story)
    , m_fleet(fleet)
    , m_planner(planner)
    , m_expectation(expectation)
    , m_clock(clock)
{
    for (const Pod& pod : fleet.pods())
        m_resources.push_back(resourceOf(scenario, pod));
    const auto add = [this](const PlannedSpan& span) {
        m_operations[m_scenario.services[m_fleet.pods()[span.pod].service].name].insert(
            {.name = nameOf(span), .kind = kindOf(span.role)});
    };
    for (const auto& [activity, expected] : expectation.activities()) {
        PlannedSpan span;
        span.operation = static_cast<std::uint16_t>(activity.operation);
        span.role = activity.role;
        span.pod = static_cast<std::uint16_t>(fleet.podAt(activity.service, 0, story.begin()));
        add(span);
    }
    // Jobs are no part of what is expected of a request: one run shows what they do.
    for (const Entry& entry : scenario.entries) {
        if (entry.everyMinutes == 0)
            continue;
        const PlannedTrace run =
            planner.request(entry.operation, story.begin() * 1'000'000, false, mixed(entry.operation));
        std::ranges::for_each(run.spans, add);
    }
}

std::string WorldTraceStore::nameOf(const PlannedSpan& span) const
{
    const Operation& operation = m_scenario.operations[span.operation];
    return span.role == Role::Producer ? operation.collection + " publish" : operation.name;
}

tracing::Span WorldTraceStore::rendered(const PlannedTrace& trace, std::size_t index) const
{
    const PlannedSpan& span = trace.spans[index];
    const Operation& operation = m_scenario.operations[span.operation];
    const std::string& address = m_scenario.services[operation.service].name;
    tracing::Span out;
    out.id = trace.spanId(index);
    if (span.parent >= 0)
        out.parent = trace.spanId(static_cast<std::size_t>(span.parent));
    out.name = nameOf(span);
    out.kind = kindOf(span.role);
    out.startNs = span.startNs;
    out.endNs = span.endNs;
    out.resource = m_resources[span.pod];
    static const auto scope =
        std::make_shared<const tracing::Scope>(tracing::Scope{.name = "shop/telemetry", .version = "0.9.0"});
    out.scope = scope;
    switch (operation.type) {
    case OperationType::Http:
        addHttp(out, span, operation, address);
        break;
    case OperationType::Rpc:
        addRpc(out, span, operation, address);
        break;
    case OperationType::Database:
        addDatabase(out, span, operation, trace.bitsOf(index));
        break;
    case OperationType::Consume:
        out.attributes = {{"messaging.system", "kafka"},
                          {"messaging.destination.name", operation.collection},
                          {"server.address", "kafka"}};
        break;
    case OperationType::Internal:
        out.attributes = {{"code.function", operation.name}};
        break;
    }
    if (span.failed) {
        const std::string problem = problemOf(span, operation);
        out.status = tracing::StatusCode::Error;
        out.statusMessage = problem;
        if (span.role == Role::Server || span.role == Role::Consumer)
            out.events.push_back(
                {.ns = span.endNs - (span.endNs - span.startNs) / 50,
                 .name = "exception",
                 .attributes = {{"exception.type", "Error"}, {"exception.message", problem}}});
    }
    return out;
}

tracing::TracePtr WorldTraceStore::rendered(const PlannedTrace& trace) const
{
    auto out = std::make_shared<tracing::Trace>();
    out->id = trace.id;
    out->spans.reserve(trace.spans.size());
    for (std::size_t i = 0; i < trace.spans.size(); ++i)
        out->spans.push_back(rendered(trace, i));
    return out;
}

tracing::TracePtr WorldTraceStore::trace(TraceId id) const
{
    const auto found = m_planner.find(id);
    if (!found || found->endNs > m_clock.now().ns)
        return nullptr;
    return rendered(*found);
}

/// Looks at the plan only; what passes is rendered and judged by its words.
bool WorldTraceStore::mayMatch(const PlannedTrace& trace, const tracing::TraceQuery& query) const
{
    return std::ranges::any_of(trace.spans, [&](const PlannedSpan& span) {
        const std::int64_t took = span.endNs - span.startNs;
        return span.startNs >= query.startNs && span.startNs <= query.endNs &&
               (!query.minDurationNs || took >= *query.minDurationNs) &&
               (!query.maxDurationNs || took <= *query.maxDurationNs) &&
               (query.service.empty() ||
                m_scenario.services[m_fleet.pods()[span.pod].service].name == query.service) &&
               (query.operation.empty() || nameOf(span) == query.operation);
    });
}

void WorldTraceStore::visit(const tracing::TraceQuery& query, const Visitor& visitor) const
{
    const std::int64_t now = m_clock.now().ns;
    const std::int64_t begin = m_story.begin() * 1'000'000;
    const std::int64_t last = std::min(query.endNs, now) / nsOfMinute;
    // A trace that began earlier may still start spans in the window.
    const std::int64_t first =
        std::max(query.startNs, begin + Planner::longestNs) / nsOfMinute - Planner::longestNs / nsOfMinute;
    for (std::int64_t minute = last; minute >= first; --minute) {
        const auto traces = m_planner.minute(minute);
        for (auto it = traces->rbegin(); it != traces->rend(); ++it) {
            if (it->endNs <= now && mayMatch(*it, query) && !visitor(rendered(*it)))
                return;
        }
    }
}

std::vector<std::string> WorldTraceStore::services() const
{
    std::vector<std::string> out;
    for (const auto& [service, operations] : m_operations)
        out.push_back(service);
    return out;
}

std::vector<tracing::Operation> WorldTraceStore::operations(const std::string& service) const
{
    const auto found = m_operations.find(service);
    if (found == m_operations.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

std::vector<tracing::Dependency> WorldTraceStore::dependencies(std::int64_t startNs, std::int64_t endNs) const
{
    const std::int64_t from = std::max(startNs / 1'000'000, m_story.begin());
    const std::int64_t to = std::min(endNs, m_clock.now().ns) / 1'000'000;
    std::vector<tracing::Dependency> out;
    if (to <= from)
        return out;
    const auto before = m_story.at(from);
    const auto after = m_story.at(to);
    for (const auto& [pair, calls] : m_expectation.calls()) {
        const double expected =
            m_scenario.tracesPerSecond * (calls.healthy * (after.healthy - before.healthy) +
                                          calls.broken * (after.broken - before.broken));
        if (const auto count = static_cast<std::uint64_t>(std::llround(expected)); count > 0)
            out.push_back({.parent = m_scenario.services[pair.first].name,
                           .child = m_scenario.services[pair.second].name,
                           .calls = count});
    }
    return out;
}

} // namespace signalbox::simulator::world
