// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/traceid.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signalbox::simulator::tracing {

struct Attribute;

struct Bytes
{
    std::string data;
    bool operator==(const Bytes&) const = default;
};

/// The value of an attribute, with the types of OTLP.
struct Value
{
    using List = std::vector<Value>;
    using Map = std::vector<Attribute>;
    std::variant<std::monostate, std::string, bool, std::int64_t, double, Bytes, List, Map> v;

    Value() = default;
    Value(std::string text)
        : v(std::move(text))
    {
    }
    Value(const char* text)
        : v(std::string(text))
    {
    }
    Value(bool b)
        : v(b)
    {
    }
    Value(std::int64_t n)
        : v(n)
    {
    }
    Value(int n)
        : v(static_cast<std::int64_t>(n))
    {
    }
    Value(double d)
        : v(d)
    {
    }
    Value(Bytes bytes)
        : v(std::move(bytes))
    {
    }
    Value(List list)
        : v(std::move(list))
    {
    }
    Value(Map map)
        : v(std::move(map))
    {
    }
    bool operator==(const Value& other) const;
};

struct Attribute
{
    std::string key;
    Value value;
    bool operator==(const Attribute&) const = default;
};

/// In the order of their making; a key may occur twice.
using Attributes = std::vector<Attribute>;

/// The first value of a key, or null.
[[nodiscard]] const Value* find(const Attributes& attributes, std::string_view key);

/// Who sends: service.name, service.version, k8s.pod.name and the like. Shared by all spans of one pod, and
/// told apart by content.
struct Resource
{
    Attributes attributes;
    /// service.name, or what Jaeger writes when there is none.
    [[nodiscard]] std::string serviceName() const;
    bool operator==(const Resource&) const = default;
};

struct Scope
{
    std::string name;
    std::string version;
    bool operator==(const Scope&) const = default;
};

enum class SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer
};
/// "server", and empty for Unspecified.
[[nodiscard]] std::string_view kindName(SpanKind kind);

enum class StatusCode
{
    Unset,
    Ok,
    Error
};

struct Event
{
    std::int64_t ns = 0;
    std::string name;
    Attributes attributes;
    bool operator==(const Event&) const = default;
};

struct Link
{
    TraceId traceId;
    SpanId spanId;
    Attributes attributes;
    bool operator==(const Link&) const = default;
};

/// One span as OTLP has it. Times are nanoseconds since the epoch.
struct Span
{
    SpanId id;
    SpanId parent; ///< null: a root
    std::string name;
    SpanKind kind = SpanKind::Unspecified;
    std::int64_t startNs = 0;
    std::int64_t endNs = 0;
    Attributes attributes;
    std::vector<Event> events;
    std::vector<Link> links;
    StatusCode status = StatusCode::Unset;
    std::string statusMessage;
    std::string traceState;
    std::shared_ptr<const Resource> resource; ///< never null
    std::shared_ptr<const Scope> scope;       ///< null: none was named
};

/// All spans of one id. Spans of one resource should share it: answers group by it.
struct Trace
{
    TraceId id;
    std::vector<Span> spans;
};

using TracePtr = std::shared_ptr<const Trace>;

} // namespace signalbox::simulator::tracing
