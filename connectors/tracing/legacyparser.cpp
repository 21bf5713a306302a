// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/legacyparser.h"

#include "connectors/tracing/spantext.h"

namespace signalbox::tracing {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

TagKind kindOf(std::string_view type, std::string_view token)
{
    if (type == "string")
        return TagKind::String;
    if (type == "bool")
        return TagKind::Bool;
    if (type == "int64")
        return TagKind::Int64;
    if (type == "float64")
        return TagKind::Float64;
    if (type == "binary")
        return TagKind::Binary;
    if (token.empty() || isString(token) || isNested(token))
        return TagKind::String;
    if (token == "true" || token == "false")
        return TagKind::Bool;
    return token.find_first_of(".eE") == std::string_view::npos ? TagKind::Int64 : TagKind::Float64;
}

} // namespace

error_code LegacyParser::read(od::value& data)
{
    // A rough guess from what servers send; untouched memory costs nothing.
    m_builder.tags().reserve(m_builder.body().size() / 64);
    m_builder.links().reserve(m_builder.body().size() / 512);
    return forEach(data, [this](od::value& trace) { return readTrace(trace); });
}

error_code LegacyParser::readTrace(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntryAnywhere();
        return error;
    }
    m_builder.beginTrace(ParentRule::References);
    error = forEachField(object, [this](const char* key, od::value& field) {
        if (isKey(key, "traceID")) {
            const std::string_view text = contents(token(field));
            if (const TraceId id = traceIdOf(text); !id.isNull())
                m_builder.setTraceId(id, keptText(m_builder, text));
            return SUCCESS;
        }
        if (isKey(key, "spans"))
            return forEach(field, [this](od::value& span) { return readSpan(span); });
        if (isKey(key, "processes"))
            return readProcesses(field);
        if (isKey(key, "warnings")) {
            return forEach(field, [this](od::value& warning) {
                m_builder.addWarning(toQString(contents(token(warning))));
                return SUCCESS;
            });
        }
        return SUCCESS;
    });
    linkProcesses();
    return error;
}

error_code LegacyParser::readSpan(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntry();
        return error;
    }
    const TraceBuilder::Position before = m_builder.position();
    Span span;
    m_good = true;
    error = forEachField(object,
                         [&](const char* key, od::value& field) { return readSpanField(span, key, field); });
    if (error)
        return error;
    if (!m_good || span.id.isNull()) {
        m_builder.rewind(before);
        m_builder.addBadEntry();
        return SUCCESS;
    }
    m_builder.addSpan(span);
    return SUCCESS;
}

error_code LegacyParser::readSpanField(Span& span, const char* key, od::value& value)
{
    switch (key[0]) {
    case 't':
        if (isKey(key, "tags"))
            return readTags(value, span.tags);
        if (isKey(key, "traceID") && !m_builder.traceIdIsSet()) {
            const std::string_view text = contents(token(value));
            if (const TraceId id = traceIdOf(text); !id.isNull())
                m_builder.setTraceId(id, keptText(m_builder, text));
        }
        break;
    case 's':
        if (isKey(key, "spanID")) {
            const std::string_view text = contents(token(value));
            span.id = spanIdFromHex(text);
            span.idText = keptText(m_builder, text);
        } else if (isKey(key, "startTime")) {
            span.start = Instant::fromMicroseconds(wholeNumber(value));
        }
        break;
    case 'o':
        if (isKey(key, "operationName"))
            span.operation = keptName(m_builder, contents(token(value)));
        break;
    case 'r':
        if (isKey(key, "references"))
            return readReferences(span, value);
        break;
    case 'd':
        if (isKey(key, "duration"))
            span.duration = Duration(Instant::fromMicroseconds(wholeNumber(value)).ns);
        break;
    case 'l':
        if (isKey(key, "logs"))
            return readLogs(span, value);
        break;
    case 'p':
        // Until the processes of the trace are known this holds the name of the process.
        if (isKey(key, "processID"))
            span.process = static_cast<std::int32_t>(keptName(m_builder, contents(token(value))));
        break;
    case 'w':
        if (isKey(key, "warnings"))
            return readWarnings(span, value);
        break;
    default:
        break;
    }
    return SUCCESS;
}

std::int64_t LegacyParser::wholeNumber(od::value& value)
{
    const auto number = toInteger(token(value));
    m_good = m_good && number.has_value();
    return number.value_or(0);
}

error_code LegacyParser::readReferences(Span& span, od::value& value)
{
    const std::size_t first = m_builder.links().size();
    const error_code error = forEach(value, [this](od::value& element) {
        od::object object;
        error_code problem = SUCCESS;
        if (!openObject(element, object, problem)) {
            m_builder.addBadEntry();
            return problem;
        }
        SpanLink link;
        problem = forEachField(object, [&](const char* key, od::value& field) {
            if (isKey(key, "refType"))
                link.followsFrom = contents(token(field)) == "FOLLOWS_FROM";
            else if (isKey(key, "traceID"))
                link.trace = traceIdOf(contents(token(field)));
            else if (isKey(key, "spanID"))
                link.span = spanIdFromHex(contents(token(field)));
            return SUCCESS;
        });
        m_builder.links().push_back(link);
        return problem;
    });
    span.links = rangeSince(first, m_builder.links());
    return error;
}

error_code LegacyParser::readTags(od::value& value, IndexRange& range)
{
    const std::size_t first = m_builder.tags().size();
    const error_code error = forEach(value, [this](od::value& tag) { return readTag(tag); });
    range = rangeSince(first, m_builder.tags());
    return error;
}

error_code LegacyParser::readTag(od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntry();
        return error;
    }
    std::string_view key;
    std::string_view type;
    std::string_view text;
    bool hasKey = false;
    error = forEachField(object, [&](const char* name, od::value& field) {
        switch (name[0]) {
        case 'k':
            if (isKey(name, "key")) {
                key = token(field);
                hasKey = isString(key);
            }
            break;
        case 't':
            if (isKey(name, "type"))
                type = contents(token(field));
            break;
        case 'v':
            if (isKey(name, "value")) {
                text = token(field);
                if (isNested(text))
                    return rawNested(field, text);
            }
            break;
        default:
            break;
        }
        return SUCCESS;
    });
    if (error || !hasKey) {
        if (!error)
            m_builder.addBadEntry();
        return error;
    }
    Tag tag;
    tag.key = keptName(m_builder, contents(key));
    tag.kind = kindOf(type, text);
    if (isString(text))
        tag.value = keptText(m_builder, contents(text));
    else if (!isNull(text) && !text.empty())
        tag.value = m_builder.slice(text);
    m_builder.tags().push_back(tag);
    return SUCCESS;
}

error_code LegacyParser::readLogs(Span& span, od::value& value)
{
    const std::size_t first = m_builder.events().size();
    const error_code error = forEach(value, [this](od::value& element) {
        od::object object;
        error_code problem = SUCCESS;
        if (!openObject(element, object, problem)) {
            m_builder.addBadEntry();
            return problem;
        }
        SpanEvent event;
        problem = forEachField(object, [&](const char* key, od::value& field) {
            if (isKey(key, "timestamp"))
                event.time = Instant::fromMicroseconds(toInteger(token(field)).value_or(0));
            else if (isKey(key, "fields"))
                return readTags(field, event.tags);
            return SUCCESS;
        });
        bool named = false;
        for (std::uint32_t i = 0; i < event.tags.count && !named; ++i) {
            const Tag& tag = m_builder.tags()[event.tags.first + i];
            named = tag.key == static_cast<NameId>(KnownName::Event);
            if (named || tag.key == static_cast<NameId>(KnownName::Message))
                event.name = tag.value;
        }
        m_builder.events().push_back(event);
        return problem;
    });
    span.events = rangeSince(first, m_builder.events());
    return error;
}

error_code LegacyParser::readWarnings(Span& span, od::value& value)
{
    const std::size_t first = m_builder.warnings().size();
    const error_code error = forEach(value, [this](od::value& warning) {
        m_builder.warnings().push_back(keptText(m_builder, contents(token(warning))));
        return SUCCESS;
    });
    span.warnings = rangeSince(first, m_builder.warnings());
    return error;
}

error_code LegacyParser::readProcesses(od::value& value)
{
    od::object processes;
    error_code error = SUCCESS;
    if (!openObject(value, processes, error))
        return error;
    return forEachField(processes, [this](const char* key, od::value& field) {
        const char* end = key;
        while (*end != '"')
            end += *end == '\\' ? 2 : 1;
        return readProcess(keptName(m_builder, {key, static_cast<std::size_t>(end - key)}), field);
    });
}

error_code LegacyParser::readProcess(NameId id, od::value& value)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntry();
        return error;
    }
    TraceStore::Process process;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "serviceName")) {
            const std::string_view text = token(field);
            if (isString(text) && text.size() > 2)
                process.service = keptName(m_builder, contents(text));
        } else if (isKey(key, "tags")) {
            return readTags(field, process.tags);
        }
        return SUCCESS;
    });
    m_builder.processes().push_back(process);
    if (m_processOf.size() <= id)
        m_processOf.resize(id + 1);
    if (m_processOf[id] == 0)
        m_processNames.push_back(id);
    m_processOf[id] = static_cast<std::int32_t>(m_builder.processes().size());
    return error;
}

void LegacyParser::linkProcesses()
{
    for (Span& span : m_builder.spans()) {
        const auto name = static_cast<std::size_t>(span.process);
        span.process = span.process >= 0 && name < m_processOf.size() ? m_processOf[name] - 1 : -1;
    }
    for (const NameId name : m_processNames)
        m_processOf[name] = 0;
    m_processNames.clear();
}

TraceId LegacyParser::traceIdOf(std::string_view text)
{
    if (text != m_traceText || text.empty()) {
        m_traceText = text;
        m_traceId = TraceId::fromHex(text).value_or(TraceId{});
    }
    return m_traceId;
}

} // namespace signalbox::tracing
