// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/requestwalk.h"

#include <algorithm>

namespace signalbox::simulator::world {

namespace {

constexpr Latency network{.medianMs = 0.4, .sigma = 0.35};
constexpr Latency backoff{.medianMs = 120, .sigma = 0.25};
constexpr Latency queueing{.medianMs = 40, .sigma = 0.6};
constexpr int gatewayTimeout = 504;
constexpr int deadlineExceeded = 4; // gRPC's number
constexpr int unavailable = 14;

Role roleOf(OperationType type)
{
    switch (type) {
    case OperationType::Http:
    case OperationType::Rpc:
        return Role::Server;
    case OperationType::Database:
        return Role::Database;
    case OperationType::Consume:
        return Role::Consumer;
    case OperationType::Internal:
        break;
    }
    return Role::Internal;
}

bool isTimeout(int status)
{
    return status == gatewayTimeout || status == deadlineExceeded;
}

/// What a caller answers whose callee failed.
int passedOn(OperationType type, int status)
{
    if (type == OperationType::Rpc)
        return isTimeout(status) ? deadlineExceeded : unavailable;
    return isTimeout(status) ? gatewayTimeout : 502;
}

int goodStatus(const Operation& operation)
{
    if (operation.type != OperationType::Http)
        return 0;
    return operation.name.starts_with("POST") ? 201 : 200;
}

} // namespace

void RequestWalk::begin(std::size_t operation, std::int64_t startNs)
{
    m_trace.startNs = startNs;
    static_cast<void>(serve(operation, -1, startNs));
    m_trace.endNs = std::ranges::max(m_trace.spans, {}, &PlannedSpan::endNs).endNs;
}

std::int32_t RequestWalk::add(std::size_t operation, Role role, std::int32_t parent, std::int64_t startNs)
{
    const bool arrives = role == Role::Server || role == Role::Consumer || parent < 0;
    const std::size_t pod =
        arrives ? m_fleet.podAt(m_scenario.operations[operation].service, m_dice.bits(), startNs / 1'000'000)
                : span(parent).pod;
    m_trace.spans.push_back({.operation = static_cast<std::uint16_t>(operation),
                             .pod = static_cast<std::uint16_t>(pod),
                             .parent = parent,
                             .role = role,
                             .startNs = startNs,
                             .endNs = startNs});
    return static_cast<std::int32_t>(m_trace.spans.size()) - 1;
}

RequestWalk::Outcome RequestWalk::serve(std::size_t index, std::int32_t parent, std::int64_t startNs)
{
    const Operation& operation = m_scenario.operations[index];
    const std::int32_t self = add(index, roleOf(operation.type), parent, startNs);
    const bool slow = m_broken && operation.brokenLatency.has_value();
    const std::int64_t own = m_dice.nanoseconds(slow ? *operation.brokenLatency : operation.latency);
    Outcome out{.endNs = startNs + own * 2 / 5, .failed = false, .status = goodStatus(operation)};
    runCalls(operation, self, out);
    out.endNs += own - own * 2 / 5;
    const double chance = m_broken ? operation.brokenErrorChance : operation.errorChance;
    if (!out.failed && m_dice.happens(chance)) {
        out.failed = true;
        out.status = operation.errorStatus;
    }
    if (operation.deadlineNs > 0 && out.endNs - startNs > operation.deadlineNs) {
        out.endNs = startNs + operation.deadlineNs;
        out.failed = true;
        out.status = operation.type == OperationType::Http ? gatewayTimeout : deadlineExceeded;
        cutOff(self + 1, out.endNs);
    }
    PlannedSpan& done = span(self);
    done.endNs = out.endNs;
    done.failed = out.failed;
    done.slow = slow;
    done.status = static_cast<std::uint16_t>(out.status);
    return out;
}

void RequestWalk::runCalls(const Operation& operation, std::int32_t self, Outcome& outcome)
{
    std::int64_t groupStart = outcome.endNs;
    for (const Call& call : operation.calls) {
        if (!m_dice.happens(call.chance))
            continue;
        const int times = m_dice.between(call.least, call.most);
        for (int i = 0; i < times && m_trace.spans.size() < mostSpans; ++i) {
            if (m_scenario.operations[call.target].type == OperationType::Consume) {
                outcome.endNs = publish(call, self, outcome.endNs).endNs;
                continue;
            }
            const std::int64_t start = call.parallel ? groupStart : outcome.endNs;
            const Outcome made = invoke(call, self, start);
            groupStart = start;
            outcome.endNs = std::max(outcome.endNs, made.endNs);
            if (made.failed && !call.optional) {
                outcome.failed = true;
                outcome.status = passedOn(operation.type, made.status);
                return;
            }
        }
    }
}

RequestWalk::Outcome RequestWalk::invoke(const Call& call, std::int32_t parent, std::int64_t startNs)
{
    const OperationType type = m_scenario.operations[call.target].type;
    if (type == OperationType::Database || type == OperationType::Internal)
        return serve(call.target, parent, startNs);
    Outcome out;
    for (int attempt = 0; attempt <= call.retries; ++attempt) {
        const std::int32_t client = add(call.target, Role::Client, parent, startNs);
        out = serve(call.target, client, startNs + m_dice.nanoseconds(network));
        out.endNs += m_dice.nanoseconds(network);
        PlannedSpan& done = span(client);
        done.endNs = out.endNs;
        done.failed = out.failed;
        done.status = static_cast<std::uint16_t>(out.status);
        done.attempt = static_cast<std::uint8_t>(attempt);
        if (!out.failed || attempt == call.retries)
            break;
        startNs = out.endNs + m_dice.nanoseconds(backoff);
    }
    return out;
}

RequestWalk::Outcome RequestWalk::publish(const Call& call, std::int32_t parent, std::int64_t startNs)
{
    const std::int32_t producer = add(call.target, Role::Producer, parent, startNs);
    const std::int64_t end = startNs + m_dice.nanoseconds(network) * 3;
    span(producer).endNs = end;
    static_cast<void>(serve(call.target, producer, end + m_dice.nanoseconds(queueing)));
    return {.endNs = end, .failed = false, .status = 0};
}

/// A server whose time is up abandons what it still waits for.
void RequestWalk::cutOff(std::int32_t from, std::int64_t endNs)
{
    constexpr std::int64_t microsecond = 1'000;
    for (auto i = static_cast<std::size_t>(from); i < m_trace.spans.size(); ++i) {
        PlannedSpan& abandoned = m_trace.spans[i];
        if (abandoned.endNs <= endNs)
            continue;
        abandoned.startNs = std::min(abandoned.startNs, endNs - microsecond);
        abandoned.endNs = endNs;
        abandoned.failed = true;
        const OperationType type = m_scenario.operations[abandoned.operation].type;
        abandoned.status =
            static_cast<std::uint16_t>(type == OperationType::Http ? gatewayTimeout : deadlineExceeded);
    }
}

} // namespace signalbox::simulator::world
