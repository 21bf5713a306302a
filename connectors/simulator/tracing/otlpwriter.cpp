// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/otlpwriter.h"

#include "connectors/simulator/tracing/jsontext.h"

#include <algorithm>
#include <unordered_map>

namespace signalbox::simulator::tracing {

namespace {

constexpr std::size_t bytesPerOtlpSpan = 900; ///< of room; a guess on the high side
constexpr char warningsKey[] = "@jaeger@warnings";

void appendAttribute(std::string& out, const Attribute& attribute);

/// As deep as the value is; the reader bounds that.
void appendValue(std::string& out, const Value& value)
{
    out += '{';
    if (const auto* text = std::get_if<std::string>(&value.v)) {
        out += "\"stringValue\":";
        appendJson(out, *text);
    } else if (const auto* b = std::get_if<bool>(&value.v)) {
        out += *b ? "\"boolValue\":true" : "\"boolValue\":false";
    } else if (const auto* n = std::get_if<std::int64_t>(&value.v)) {
        out += "\"intValue\":\"";
        appendNumber(out, *n);
        out += '"';
    } else if (const auto* d = std::get_if<double>(&value.v)) {
        out += "\"doubleValue\":";
        appendDouble(out, *d);
    } else if (const auto* bytes = std::get_if<Bytes>(&value.v)) {
        out += "\"bytesValue\":\"";
        appendBase64(out, bytes->data);
        out += '"';
    } else if (const auto* list = std::get_if<Value::List>(&value.v)) {
        out += "\"arrayValue\":{\"values\":[";
        for (const Value& item : *list) {
            appendValue(out, item);
            out += ',';
        }
        closeList(out);
        out += '}';
    } else if (const auto* map = std::get_if<Value::Map>(&value.v)) {
        out += "\"kvlistValue\":{\"values\":[";
        for (const Attribute& attribute : *map)
            appendAttribute(out, attribute);
        closeList(out);
        out += '}';
    }
    out += '}';
}

void appendAttribute(std::string& out, const Attribute& attribute)
{
    out += "{\"key\":";
    appendJson(out, attribute.key);
    out += ",\"value\":";
    appendValue(out, attribute.value);
    out += "},";
}

/// ,"attributes":[...] and nothing for none.
void appendAttributes(std::string& out, const Attributes& attributes, bool sorted)
{
    if (attributes.empty())
        return;
    out += ",\"attributes\":[";
    if (!sorted || std::ranges::is_sorted(attributes, {}, &Attribute::key)) {
        for (const Attribute& attribute : attributes)
            appendAttribute(out, attribute);
    } else {
        Attributes inOrder = attributes;
        std::ranges::stable_sort(inOrder, {}, &Attribute::key);
        for (const Attribute& attribute : inOrder)
            appendAttribute(out, attribute);
    }
    closeList(out);
}

void appendSpanAttributes(std::string& out, const ShownSpan& span, bool sorted)
{
    if (span.warnings.empty()) {
        appendAttributes(out, span.span->attributes, sorted);
        return;
    }
    Attributes all = span.span->attributes;
    all.insert(all.begin(),
               {.key = warningsKey, .value = Value::List(span.warnings.begin(), span.warnings.end())});
    appendAttributes(out, all, sorted);
}

void appendEvents(std::string& out, const Span& span, bool sorted)
{
    if (span.events.empty())
        return;
    out += ",\"events\":[";
    for (const Event& event : span.events) {
        out += "{\"timeUnixNano\":\"";
        appendNumber(out, event.ns);
        out += "\",\"name\":";
        appendJson(out, event.name);
        appendAttributes(out, event.attributes, sorted);
        out += "},";
    }
    closeList(out);
}

void appendLinks(std::string& out, const Span& span, bool sorted, bool version1)
{
    if (span.links.empty())
        return;
    out += ",\"links\":[";
    for (const Link& link : span.links) {
        out += "{\"traceId\":\"";
        appendId(out, link.traceId);
        out += "\",\"spanId\":\"";
        appendHex(out, link.spanId.value);
        out += '"';
        Attributes attributes = link.attributes;
        if (version1 && !find(attributes, "opentracing.ref_type"))
            attributes.push_back({.key = "opentracing.ref_type", .value = "follows_from"});
        appendAttributes(out, attributes, sorted);
        out += "},";
    }
    closeList(out);
}

void appendSpan(std::string& out, const ShownTrace& shown, const ShownSpan& span, bool version1)
{
    const Span& sent = *span.span;
    out += "{\"traceId\":\"";
    appendId(out, shown.trace->id);
    out += "\",\"spanId\":\"";
    appendHex(out, span.id.value);
    out += '"';
    if (!sent.traceState.empty()) {
        out += ",\"traceState\":";
        appendJson(out, sent.traceState);
    }
    if (!span.parent.isNull()) {
        out += ",\"parentSpanId\":\"";
        appendHex(out, span.parent.value);
        out += '"';
    }
    if (!sent.name.empty()) {
        out += ",\"name\":";
        appendJson(out, sent.name);
    }
    if (sent.kind != SpanKind::Unspecified) {
        out += ",\"kind\":";
        appendNumber(out, static_cast<int>(sent.kind));
    }
    out += ",\"startTimeUnixNano\":\"";
    appendNumber(out, sent.startNs);
    out += "\",\"endTimeUnixNano\":\"";
    appendNumber(out, span.endNs);
    out += '"';
    appendSpanAttributes(out, span, shown.sorted);
    appendEvents(out, sent, shown.sorted);
    appendLinks(out, sent, shown.sorted, version1);
    out += ",\"status\":{";
    if (!sent.statusMessage.empty()) {
        out += "\"message\":";
        appendJson(out, sent.statusMessage);
        out += sent.status == StatusCode::Unset ? "" : ",";
    }
    if (sent.status != StatusCode::Unset) {
        out += "\"code\":";
        appendNumber(out, static_cast<int>(sent.status));
    }
    out += "}},";
}

struct Group
{
    const Resource* resource = nullptr;
    const Scope* scope = nullptr;
    std::vector<const ShownSpan*> spans;
};

/// Spans of one resource and scope, in order of appearance. Groups of one resource stand together.
std::vector<Group> grouped(const ShownTrace& shown)
{
    std::vector<Group> groups;
    std::unordered_map<const Resource*, std::vector<std::size_t>> byResource;
    for (const ShownSpan& span : shown.spans) {
        const Resource* resource = span.span->resource.get();
        const Scope* scope = span.span->scope.get();
        auto& candidates = byResource[resource];
        const auto it =
            std::ranges::find_if(candidates, [&](std::size_t i) { return groups[i].scope == scope; });
        if (it != candidates.end()) {
            groups[*it].spans.push_back(&span);
            continue;
        }
        candidates.push_back(groups.size());
        groups.push_back({.resource = resource, .scope = scope, .spans = {&span}});
    }
    return groups;
}

void appendScope(std::string& out, const Scope* scope)
{
    out += "\"scope\":{";
    if (scope && !scope->name.empty()) {
        out += "\"name\":";
        appendJson(out, scope->name);
    }
    if (scope && !scope->version.empty()) {
        out += scope->name.empty() ? "\"version\":" : ",\"version\":";
        appendJson(out, scope->version);
    }
    out += '}';
}

} // namespace

void appendResourceSpans(std::string& out, const ShownTrace& shown, bool version1)
{
    const std::size_t room = out.size() + shown.spans.size() * bytesPerOtlpSpan;
    if (room > out.capacity())
        out.reserve(std::max(room, out.capacity() * 2));
    for (const Group& group : grouped(shown)) {
        out += "{\"resource\":{";
        std::string attributes;
        appendAttributes(attributes, group.resource->attributes, shown.sorted);
        out.append(attributes, attributes.empty() ? 0 : 1); // without the leading comma
        out += "},\"scopeSpans\":[{";
        appendScope(out, group.scope);
        out += ",\"spans\":[";
        for (const ShownSpan* span : group.spans)
            appendSpan(out, shown, *span, version1);
        closeList(out);
        out += "}]},";
    }
}

} // namespace signalbox::simulator::tracing
