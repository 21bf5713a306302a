// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/legacymodel.h"

#include "connectors/simulator/tracing/jsontext.h"

#include <algorithm>
#include <unordered_map>

namespace signalbox::simulator::tracing {

namespace {

constexpr std::int64_t exactInDouble = (std::int64_t{1} << 53) - 1;
constexpr std::size_t bytesPerSpan = 1200; ///< of room; a guess on the high side

void appendTag(std::string& out, std::string_view key, std::string_view type, std::string_view value)
{
    out += "{\"key\":";
    appendJson(out, key);
    out += ",\"type\":\"";
    out += type;
    out += "\",\"value\":";
    out += value;
    out += "},";
}

void appendTextTag(std::string& out, std::string_view key, std::string_view text)
{
    out += "{\"key\":";
    appendJson(out, key);
    out += ",\"type\":\"string\",\"value\":";
    appendJson(out, text);
    out += "},";
}

void appendTag(std::string& out, const Attribute& attribute)
{
    const Value& value = attribute.value;
    if (const auto* text = std::get_if<std::string>(&value.v)) {
        appendTextTag(out, attribute.key, *text);
    } else if (const auto* b = std::get_if<bool>(&value.v)) {
        appendTag(out, attribute.key, "bool", *b ? "true" : "false");
    } else if (const auto* n = std::get_if<std::int64_t>(&value.v)) {
        std::string number;
        appendNumber(number, *n);
        if (*n > exactInDouble || *n < -exactInDouble) // beyond what JavaScript holds: as text
            number = '"' + number + '"';
        appendTag(out, attribute.key, "int64", number);
    } else if (const auto* d = std::get_if<double>(&value.v)) {
        std::string number;
        appendDouble(number, *d);
        appendTag(out, attribute.key, "float64", number);
    } else if (std::holds_alternative<Bytes>(value.v)) {
        appendTag(out, attribute.key, "binary", '"' + textOf(value) + '"');
    } else { // lists and maps have no type of their own here
        appendTextTag(out, attribute.key, textOf(value));
    }
}

void appendTags(std::string& out, const Attributes& attributes, bool sorted)
{
    if (!sorted || std::ranges::is_sorted(attributes, {}, &Attribute::key)) {
        for (const Attribute& attribute : attributes)
            appendTag(out, attribute);
        return;
    }
    std::vector<const Attribute*> order;
    order.reserve(attributes.size());
    for (const Attribute& attribute : attributes)
        order.push_back(&attribute);
    std::ranges::stable_sort(order, {}, &Attribute::key);
    for (const Attribute* attribute : order)
        appendTag(out, *attribute);
}

void appendReference(std::string& out, const char* type, const TraceId& traceId, SpanId spanId)
{
    out += "{\"refType\":\"";
    out += type;
    out += "\",\"traceID\":\"";
    appendShortId(out, traceId);
    out += "\",\"spanID\":\"";
    appendHex(out, spanId.value);
    out += "\"},";
}

void appendReferences(std::string& out, const ShownTrace& shown, const ShownSpan& span)
{
    out += ",\"references\":[";
    if (!span.parent.isNull())
        appendReference(out, "CHILD_OF", shown.trace->id, span.parent);
    for (const Link& link : span.span->links) {
        const Value* type = find(link.attributes, "opentracing.ref_type");
        const bool child = type && *type == Value("child_of");
        appendReference(out, child ? "CHILD_OF" : "FOLLOWS_FROM", link.traceId, link.spanId);
    }
    closeList(out);
}

void appendSpanTags(std::string& out, const Span& span, bool sorted)
{
    out += ",\"tags\":[";
    if (span.scope && !span.scope->name.empty())
        appendTextTag(out, "otel.scope.name", span.scope->name);
    if (span.scope && !span.scope->version.empty())
        appendTextTag(out, "otel.scope.version", span.scope->version);
    appendTags(out, span.attributes, sorted);
    if (span.kind != SpanKind::Unspecified)
        appendTextTag(out, "span.kind", kindName(span.kind));
    if (span.status == StatusCode::Ok)
        appendTextTag(out, "otel.status_code", "OK");
    if (span.status == StatusCode::Error) {
        appendTextTag(out, "otel.status_code", "ERROR");
        appendTag(out, "error", "bool", "true");
    }
    if (!span.statusMessage.empty())
        appendTextTag(out, "otel.status_description", span.statusMessage);
    if (!span.traceState.empty())
        appendTextTag(out, "w3c.tracestate", span.traceState);
    closeList(out);
}

void appendLogs(std::string& out, const Span& span, bool sorted)
{
    out += ",\"logs\":[";
    for (const Event& event : span.events) {
        out += "{\"timestamp\":";
        appendNumber(out, event.ns / 1000);
        out += ",\"fields\":[";
        if (!event.name.empty())
            appendTextTag(out, "event", event.name);
        appendTags(out, event.attributes, sorted);
        closeList(out);
        out += "},";
    }
    closeList(out);
}

/// Numbers the processes as they are met. Resources of equal content are one process.
class Processes
{
public:
    int numberOf(const Resource* resource)
    {
        const auto [it, isNew] = m_known.try_emplace(resource, 0);
        if (isNew) {
            const auto same =
                std::ranges::find_if(m_inOrder, [&](const Resource* r) { return *r == *resource; });
            it->second = static_cast<int>(same - m_inOrder.begin()) + 1;
            if (same == m_inOrder.end())
                m_inOrder.push_back(resource);
        }
        return it->second;
    }

    void append(std::string& out, bool sorted) const
    {
        out += "\"processes\":{";
        for (std::size_t i = 0; i < m_inOrder.size(); ++i) {
            out += i == 0 ? "\"p" : ",\"p";
            out += std::to_string(i + 1) + "\":{\"serviceName\":";
            appendJson(out, m_inOrder[i]->serviceName());
            out += ",\"tags\":[";
            Attributes rest = m_inOrder[i]->attributes;
            std::erase_if(rest, [](const Attribute& a) { return a.key == "service.name"; });
            appendTags(out, rest, sorted);
            closeList(out);
            out += '}';
        }
        out += '}';
    }

private:
    std::unordered_map<const Resource*, int> m_known;
    std::vector<const Resource*> m_inOrder;
};

void appendWarnings(std::string& out, const std::vector<std::string>& warnings)
{
    if (warnings.empty()) {
        out += ",\"warnings\":null},";
        return;
    }
    out += ",\"warnings\":[";
    for (const std::string& warning : warnings) {
        appendJson(out, warning);
        out += ',';
    }
    closeList(out);
    out += "},";
}

} // namespace

void appendLegacyTrace(std::string& out, const ShownTrace& shown)
{
    const std::size_t room = out.size() + shown.spans.size() * bytesPerSpan;
    if (room > out.capacity())
        out.reserve(std::max(room, out.capacity() * 2));
    Processes processes;
    out += "{\"traceID\":\"";
    appendShortId(out, shown.trace->id);
    out += "\",\"spans\":[";
    for (const ShownSpan& span : shown.spans) {
        out += "{\"traceID\":\"";
        appendShortId(out, shown.trace->id);
        out += "\",\"spanID\":\"";
        appendHex(out, span.id.value);
        out += "\",\"operationName\":";
        appendJson(out, span.span->name);
        appendReferences(out, shown, span);
        out += ",\"startTime\":";
        appendNumber(out, span.span->startNs / 1000);
        out += ",\"duration\":";
        appendNumber(out, (span.endNs - span.span->startNs) / 1000);
        appendSpanTags(out, *span.span, shown.sorted);
        appendLogs(out, *span.span, shown.sorted);
        out += ",\"processID\":\"p";
        appendNumber(out, processes.numberOf(span.span->resource.get()));
        out += '"';
        appendWarnings(out, span.warnings);
    }
    closeList(out);
    out += ',';
    processes.append(out, shown.sorted);
    out += ",\"warnings\":null}";
}

} // namespace signalbox::simulator::tracing
