// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/otlpparser.h"

#include "connectors/tracing/spantext.h"

#include <array>

namespace signalbox::tracing {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

constexpr int maxWrapperDepth = 4;

// 2, "2", "SPAN_KIND_SERVER": the number, or 0 for what is none of these.
template <std::size_t N>
int enumValue(std::string_view token, const std::array<std::string_view, N>& names)
{
    const std::string_view text = contents(token);
    for (std::size_t i = 0; i < N; ++i) {
        if (text == names[i])
            return static_cast<int>(i);
    }
    const auto number = toInteger(token);
    return number && *number >= 0 && *number < static_cast<std::int64_t>(N) ? static_cast<int>(*number) : 0;
}

constexpr std::array<std::string_view, 6> kindNames{"SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL",
                                                    "SPAN_KIND_SERVER",      "SPAN_KIND_CLIENT",
                                                    "SPAN_KIND_PRODUCER",    "SPAN_KIND_CONSUMER"};
constexpr std::array<std::string_view, 3> statusNames{"STATUS_CODE_UNSET", "STATUS_CODE_OK",
                                                      "STATUS_CODE_ERROR"};

} // namespace

error_code OtlpParser::readWrapped(const char* key, od::value& value, bool& known)
{
    return readWrapped(key, value, known, 0);
}

error_code OtlpParser::readWrapped(const char* key, od::value& value, bool& known, int depth)
{
    if (isKey(key, "resourceSpans") || isKey(key, "batches")) {
        known = true;
        return forEach(value, [this](od::value& element) { return readResourceSpans(element); });
    }
    if ((!isKey(key, "result") && !isKey(key, "trace")) || depth == maxWrapperDepth)
        return SUCCESS;
    known = true;
    od::object inner;
    error_code error = SUCCESS;
    if (!openObject(value, inner, error))
        return error;
    return forEachField(inner, [&](const char* name, od::value& field) {
        return readWrapped(name, field, known, depth + 1);
    });
}

error_code OtlpParser::readElement(od::value& value, bool& known)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntryAnywhere();
        return error;
    }
    return forEachField(object,
                        [&](const char* key, od::value& field) { return readWrapped(key, field, known, 0); });
}

error_code OtlpParser::readResourceSpans(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntryAnywhere();
        return error;
    }
    // The resource may come after its spans: they point to a place that is filled in when it comes.
    const std::size_t process = m_builder.processes().size();
    m_builder.processes().emplace_back();
    m_process = static_cast<std::int32_t>(process);
    return forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "resource"))
            return readResource(field, process);
        if (isKey(key, "scopeSpans") || isKey(key, "instrumentationLibrarySpans"))
            return forEach(field, [this](od::value& element) { return readScopeSpans(element); });
        return SUCCESS;
    });
}

error_code OtlpParser::readResource(od::value& value, std::size_t process)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    IndexRange range;
    error = forEachField(object, [&](const char* key, od::value& field) {
        return isKey(key, "attributes") ? readAttributes(field, range) : SUCCESS;
    });
    // The service is a property of its own; the rest moves up over it.
    std::vector<Tag>& tags = m_builder.tags();
    TraceStore::Process& target = m_builder.processes()[process];
    for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
        if (tags[i].key != static_cast<NameId>(KnownName::ServiceName))
            continue;
        if (!tags[i].value.isEmpty())
            target.service = m_builder.intern(m_builder.bytes(tags[i].value));
        tags.erase(tags.begin() + i);
        --range.count;
        break;
    }
    target.tags = range;
    return error;
}

error_code OtlpParser::readScopeSpans(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntryAnywhere();
        return error;
    }
    m_scopeName = {};
    m_scopeVersion = {};
    return forEachField(object, [this](const char* key, od::value& field) {
        if (isKey(key, "scope") || isKey(key, "instrumentationLibrary"))
            return readScope(field);
        if (isKey(key, "spans"))
            return forEach(field, [this](od::value& span) { return readSpan(span); });
        return SUCCESS;
    });
}

error_code OtlpParser::readScope(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    return forEachField(object, [this](const char* key, od::value& field) {
        if (isKey(key, "name"))
            m_scopeName = keptText(m_builder, contents(token(field)));
        else if (isKey(key, "version"))
            m_scopeVersion = keptText(m_builder, contents(token(field)));
        return SUCCESS;
    });
}

error_code OtlpParser::readSpan(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntryAnywhere();
        return error;
    }
    const TraceBuilder::Position before = m_builder.position();
    Span span;
    span.process = m_process;
    m_traceId = {};
    m_traceState = {};
    m_end = {};
    m_status = 0;
    m_good = true;
    error = forEachField(object,
                         [&](const char* key, od::value& field) { return readSpanField(span, key, field); });
    if (!error)
        finishSpan(span, before);
    return error;
}

void OtlpParser::finishSpan(Span& span, const TraceBuilder::Position& before)
{
    if (!m_good || span.id.isNull() || m_traceId.isNull()) {
        m_builder.rewind(before);
        m_builder.addBadEntryAnywhere();
        return;
    }
    span.duration = m_end - span.start;
    addExtraTags(span);
    m_builder.selectTrace(m_traceId, m_traceText, ParentRule::Explicit);
    m_builder.addSpan(span, m_status);
}

// What OTLP keeps beside the attributes is shown among them, under the names that Jaeger gives it.
void OtlpParser::addExtraTags(Span& span)
{
    std::vector<Tag>& tags = m_builder.tags();
    const auto add = [&](KnownName key, TextSlice value) {
        if (value.isEmpty())
            return;
        if (span.tags.first + span.tags.count != tags.size()) {
            // Attributes of events lie behind those of the span: it gets a run of its own at the end.
            const auto first = static_cast<std::uint32_t>(tags.size());
            for (std::uint32_t i = 0; i < span.tags.count; ++i)
                tags.push_back(Tag(tags[span.tags.first + i]));
            span.tags.first = first;
        }
        tags.push_back({.key = static_cast<NameId>(key), .value = value});
        ++span.tags.count;
    };
    add(KnownName::ScopeName, m_scopeName);
    add(KnownName::ScopeVersion, m_scopeVersion);
    add(KnownName::TraceState, m_traceState);
}

error_code OtlpParser::readSpanField(Span& span, const char* key, od::value& value)
{
    if (isKey(key, "traceId")) {
        const std::string_view text = contents(token(value));
        m_traceId = traceIdFromAnyText(text).value_or(TraceId{});
        m_traceText = text.ends_with('=') ? TextSlice{} : keptText(m_builder, text);
    } else if (isKey(key, "spanId")) {
        const std::string_view text = contents(token(value));
        span.id = spanIdFromAnyText(text).value_or(SpanId{});
        if (!span.id.isNull()) {
            span.idText = text.size() == 12 && text.back() == '='
                              ? m_builder.keep(span.id.toHex().toStdString())
                              : keptText(m_builder, text);
        }
    } else if (isKey(key, "parentSpanId")) {
        span.parentId = spanIdFromAnyText(contents(token(value))).value_or(SpanId{});
    } else if (isKey(key, "name")) {
        span.operation = keptName(m_builder, contents(token(value)));
    } else if (isKey(key, "startTimeUnixNano") || isKey(key, "endTimeUnixNano")) {
        const auto number = toInteger(token(value));
        m_good = m_good && number.has_value();
        (key[0] == 's' ? span.start : m_end) = Instant{number.value_or(0)};
    } else if (isKey(key, "attributes")) {
        return readAttributes(value, span.tags, &span.warnings);
    } else if (isKey(key, "kind")) {
        span.kind = static_cast<SpanKind>(enumValue(token(value), kindNames));
    } else if (isKey(key, "status")) {
        return readStatus(span, value);
    } else if (isKey(key, "events")) {
        return readEvents(span, value);
    } else if (isKey(key, "links")) {
        return readLinks(span, value);
    } else if (isKey(key, "traceState")) {
        m_traceState = keptText(m_builder, contents(token(value)));
    }
    return SUCCESS;
}

error_code OtlpParser::readStatus(Span& span, od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    return forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "code"))
            m_status = enumValue(token(field), statusNames);
        else if (isKey(key, "message"))
            span.statusText = keptText(m_builder, contents(token(field)));
        return SUCCESS;
    });
}

error_code OtlpParser::readEvents(Span& span, od::value& value)
{
    const std::size_t first = m_builder.events().size();
    const error_code error = forEach(value, [this](od::value& element) {
        od::object object;
        error_code problem = SUCCESS;
        if (!openObject(element, object, problem)) {
            m_builder.addBadEntryAnywhere();
            return problem;
        }
        SpanEvent event;
        problem = forEachField(object, [&](const char* key, od::value& field) {
            if (isKey(key, "timeUnixNano"))
                event.time = Instant{toInteger(token(field)).value_or(0)};
            else if (isKey(key, "name"))
                event.name = keptText(m_builder, contents(token(field)));
            else if (isKey(key, "attributes"))
                return readAttributes(field, event.tags);
            return SUCCESS;
        });
        m_builder.events().push_back(event);
        return problem;
    });
    span.events = rangeSince(first, m_builder.events());
    return error;
}

error_code OtlpParser::readLinks(Span& span, od::value& value)
{
    const std::size_t first = m_builder.links().size();
    const error_code error = forEach(value, [this](od::value& element) {
        od::object object;
        error_code problem = SUCCESS;
        if (!openObject(element, object, problem)) {
            m_builder.addBadEntryAnywhere();
            return problem;
        }
        SpanLink link;
        link.followsFrom = true;
        problem = forEachField(object, [&](const char* key, od::value& field) {
            if (isKey(key, "traceId"))
                link.trace = traceIdFromAnyText(contents(token(field))).value_or(TraceId{});
            else if (isKey(key, "spanId"))
                link.span = spanIdFromAnyText(contents(token(field))).value_or(SpanId{});
            else if (isKey(key, "attributes"))
                return readAttributes(field, link.tags);
            return SUCCESS;
        });
        m_builder.links().push_back(link);
        return problem;
    });
    span.links = rangeSince(first, m_builder.links());
    return error;
}

} // namespace signalbox::tracing
