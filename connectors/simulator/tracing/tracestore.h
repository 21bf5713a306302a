// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/span.h"

#include <functional>
#include <optional>
#include <utility>

namespace signalbox::simulator::tracing {

/// What a search asks for. A trace is found when one of its spans fulfils everything at once, as in Jaeger's
/// memory storage.
struct TraceQuery
{
    std::string service;   ///< empty: any
    std::string operation; ///< empty: any
    /// Exact, all of them; on the span, its events, scope or resource. "error" means the status.
    std::vector<std::pair<std::string, std::string>> attributes;
    std::int64_t startNs = 0; ///< the span starts in [startNs, endNs]
    std::int64_t endNs = 0;
    std::optional<std::int64_t> minDurationNs;
    std::optional<std::int64_t> maxDurationNs;
    std::size_t limit = 100;
};

[[nodiscard]] bool matches(const Span& span, const TraceQuery& query);
[[nodiscard]] bool matches(const Trace& trace, const TraceQuery& query);

struct Operation
{
    std::string name;
    SpanKind kind = SpanKind::Unspecified;
    auto operator<=>(const Operation&) const = default;
};

/// Calls from one service to another; equal names are calls within a service.
struct Dependency
{
    std::string parent;
    std::string child;
    std::uint64_t calls = 0;
};

/// Where the simulated Jaeger has its traces from. They may be made up when they are asked for, as a
/// function of id and time: four functions are enough, and what nobody visits need never exist. Used in
/// one thread.
class TraceStore
{
public:
    virtual ~TraceStore() = default;

    /// Null when there is no such trace. The id is the canonical one: 64-bit ids have a zero high half.
    [[nodiscard]] virtual TracePtr trace(TraceId id) const = 0;

    /// Shows the traces that have a span starting in the query's [startNs, endNs], the newest first, until
    /// the visitor says stop by returning false. The rest of the query is a hint: a store may leave out what
    /// cannot match (another service, too short), and need not.
    using Visitor = std::function<bool(const TracePtr&)>;
    virtual void visit(const TraceQuery& query, const Visitor& visitor) const = 0;

    [[nodiscard]] virtual std::vector<std::string> services() const = 0;
    /// Each pair of name and kind once, in no order. Empty for a service that is not known.
    [[nodiscard]] virtual std::vector<Operation> operations(const std::string& service) const = 0;

    /// The newest `limit` traces that match: by visiting.
    [[nodiscard]] virtual std::vector<TracePtr> search(const TraceQuery& query) const;
    /// Who called whom in the traces of a window, calls within a service too: by visiting everything,
    /// unless a store knows better.
    [[nodiscard]] virtual std::vector<Dependency> dependencies(std::int64_t startNs,
                                                               std::int64_t endNs) const;
};

} // namespace signalbox::simulator::tracing
