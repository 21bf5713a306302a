// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/memorytracestore.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace signalbox::simulator::tracing {

namespace {

using nlohmann::json;

constexpr int maxDepth = 16;

const json& member(const json& object, const char* name)
{
    static const json nothing;
    if (!object.is_object())
        return nothing;
    const auto it = object.find(name);
    return it == object.end() ? nothing : *it;
}

std::string textIn(const json& object, const char* name)
{
    const json& value = member(object, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

/// 64-bit numbers come as text or as numbers; what is neither counts as 0, the default of the format.
std::int64_t integer(const json& value)
{
    std::int64_t out = 0;
    if (value.is_number_integer()) {
        out = value.get<std::int64_t>();
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        std::from_chars(text.data(), text.data() + text.size(), out);
    }
    return out;
}

/// A time, held where sums and differences of times do not overflow.
std::int64_t timeOf(const json& value)
{
    constexpr std::int64_t year2096 = 4'000'000'000'000'000'000;
    return std::clamp<std::int64_t>(integer(value), 0, year2096);
}

/// An enumeration comes as its number or as its name.
template <std::size_t N>
std::size_t enumeration(const json& value, const std::array<std::string_view, N>& names)
{
    if (value.is_string()) {
        const auto it = std::ranges::find(names, value.get_ref<const std::string&>());
        return it == names.end() ? 0 : static_cast<std::size_t>(it - names.begin());
    }
    const std::int64_t number = integer(value);
    return number < 0 || static_cast<std::size_t>(number) >= N ? 0 : static_cast<std::size_t>(number);
}

constexpr std::array<std::string_view, 6> kinds{"SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL",
                                                "SPAN_KIND_SERVER",      "SPAN_KIND_CLIENT",
                                                "SPAN_KIND_PRODUCER",    "SPAN_KIND_CONSUMER"};
constexpr std::array<std::string_view, 3> statuses{"STATUS_CODE_UNSET", "STATUS_CODE_OK",
                                                   "STATUS_CODE_ERROR"};

Attributes attributesOf(const json& list, int depth);

double doubleOf(const json& value)
{
    if (value.is_number())
        return value.get<double>();
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    if (text == "Infinity" || text == "-Infinity")
        return (text[0] == '-' ? -1 : 1) * std::numeric_limits<double>::infinity();
    return std::numeric_limits<double>::quiet_NaN();
}

Value valueOf(const json& object, int depth)
{
    if (!object.is_object() || object.empty() || depth > maxDepth)
        return {};
    const std::string& type = object.begin().key();
    const json& value = object.begin().value();
    if (type == "stringValue" && value.is_string())
        return value.get<std::string>();
    if (type == "boolValue" && value.is_boolean())
        return value.get<bool>();
    if (type == "intValue")
        return integer(value);
    if (type == "doubleValue")
        return doubleOf(value);
    if (type == "bytesValue" && value.is_string())
        return Bytes{
            QByteArray::fromBase64(QByteArray::fromStdString(value.get<std::string>())).toStdString()};
    if (type == "kvlistValue")
        return attributesOf(member(value, "values"), depth + 1);
    if (type != "arrayValue")
        return {};
    Value::List items;
    for (const json& item : member(value, "values"))
        items.push_back(valueOf(item, depth + 1));
    return items;
}

Attributes attributesOf(const json& list, int depth)
{
    Attributes out;
    if (!list.is_array())
        return out;
    out.reserve(list.size());
    for (const json& item : list)
        out.push_back({.key = textIn(item, "key"), .value = valueOf(member(item, "value"), depth)});
    return out;
}

template <typename Id>
std::optional<Id> idIn(const json& object, const char* name)
{
    const json& value = member(object, name);
    if (!value.is_string())
        return std::nullopt;
    return Id::fromHex(std::string_view(value.get_ref<const std::string&>()));
}

Span spanOf(const json& from, SpanId id)
{
    Span span;
    span.id = id;
    span.parent = idIn<SpanId>(from, "parentSpanId").value_or(SpanId{});
    span.name = textIn(from, "name");
    span.kind = static_cast<SpanKind>(enumeration(member(from, "kind"), kinds));
    span.startNs = timeOf(member(from, "startTimeUnixNano"));
    span.endNs = timeOf(member(from, "endTimeUnixNano"));
    span.attributes = attributesOf(member(from, "attributes"), 0);
    span.traceState = textIn(from, "traceState");
    for (const json& event : member(from, "events"))
        span.events.push_back({.ns = timeOf(member(event, "timeUnixNano")),
                               .name = textIn(event, "name"),
                               .attributes = attributesOf(member(event, "attributes"), 0)});
    for (const json& link : member(from, "links")) {
        span.links.push_back({.traceId = idIn<TraceId>(link, "traceId").value_or(TraceId{}),
                              .spanId = idIn<SpanId>(link, "spanId").value_or(SpanId{}),
                              .attributes = attributesOf(member(link, "attributes"), 0)});
    }
    const json& status = member(from, "status");
    span.status = static_cast<StatusCode>(enumeration(member(status, "code"), statuses));
    span.statusMessage = textIn(status, "message");
    return span;
}

/// Collects spans by trace, in order of appearance.
struct Collector
{
    std::vector<Trace> traces;
    std::map<TraceId, std::size_t> index;

    void add(TraceId id, Span span)
    {
        const auto [it, isNew] = index.emplace(id, traces.size());
        if (isNew)
            traces.push_back({.id = id, .spans = {}});
        traces[it->second].spans.push_back(std::move(span));
    }
};

} // namespace

Result<std::vector<Trace>> readOtlpJson(std::string_view text)
{
    const json whole = json::parse(text, nullptr, false);
    const json& resources = member(whole, "resourceSpans");
    if (!resources.is_array())
        return failure({.kind = ErrorKind::Parse,
                        .what = QStringLiteral("This is no OTLP export as JSON: it has no list of "
                                               "resourceSpans. Export the traces again.")});
    Collector collector;
    for (const json& group : resources) {
        const auto resource = std::make_shared<const Resource>(
            Resource{attributesOf(member(member(group, "resource"), "attributes"), 0)});
        for (const json& scoped : member(group, "scopeSpans")) {
            const json& named = member(scoped, "scope");
            const auto scope = named.is_object()
                                   ? std::make_shared<const Scope>(Scope{.name = textIn(named, "name"),
                                                                         .version = textIn(named, "version")})
                                   : nullptr;
            for (const json& item : member(scoped, "spans")) {
                const auto traceId = idIn<TraceId>(item, "traceId");
                const auto spanId = idIn<SpanId>(item, "spanId");
                if (!traceId || !spanId)
                    return failure({.kind = ErrorKind::Parse,
                                    .what = QStringLiteral("A span of this OTLP export has no valid trace id "
                                                           "or span id. Export the traces again.")});
                Span span = spanOf(item, *spanId);
                span.resource = resource;
                span.scope = scope;
                collector.add(*traceId, std::move(span));
            }
        }
    }
    return std::move(collector.traces);
}

Result<std::size_t> loadOtlpJson(MemoryTraceStore& store, std::string_view text)
{
    auto traces = readOtlpJson(text);
    if (!traces)
        return failure(traces.error());
    std::size_t spans = 0;
    for (Trace& trace : *traces) {
        spans += trace.spans.size();
        store.add(std::move(trace));
    }
    return spans;
}

} // namespace signalbox::simulator::tracing
