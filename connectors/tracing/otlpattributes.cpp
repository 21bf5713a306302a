// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/otlpparser.h"

#include "connectors/tracing/plainjson.h"
#include "connectors/tracing/spantext.h"

namespace signalbox::tracing {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

error_code OtlpParser::readAttributes(od::value& value, IndexRange& range, IndexRange* warnings)
{
    const std::size_t first = m_builder.tags().size();
    const error_code error =
        forEach(value, [&](od::value& element) { return readAttribute(element, warnings); });
    range = rangeSince(first, m_builder.tags());
    return error;
}

error_code OtlpParser::readAttribute(od::value& value, IndexRange* warnings)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        m_builder.addBadEntryAnywhere();
        return error;
    }
    Tag tag;
    bool hasKey = false;
    bool isWarning = false;
    error = forEachField(object, [&](const char* name, od::value& field) {
        if (isKey(name, "key")) {
            const std::string_view text = token(field);
            hasKey = isString(text);
            if (hasKey)
                tag.key = keptName(m_builder, contents(text));
        } else if (isKey(name, "value")) {
            isWarning = warnings && hasKey && tag.key == static_cast<NameId>(KnownName::JaegerWarnings);
            return isWarning ? readWarnings(field, *warnings) : readValue(field, tag);
        }
        return SUCCESS;
    });
    if (!error && !hasKey)
        m_builder.addBadEntryAnywhere();
    else if (!error && !isWarning)
        m_builder.tags().push_back(tag);
    return error;
}

error_code OtlpParser::readValue(od::value& value, Tag& tag)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    return forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "arrayValue") || isKey(key, "kvlistValue")) {
            std::string text;
            const error_code problem = appendPlainJson(key, field, text);
            tag.value = m_builder.keep(text);
            return problem;
        }
        const std::string_view text = token(field);
        if (isNested(text) || isNull(text))
            return SUCCESS;
        if (isKey(key, "boolValue"))
            tag.kind = TagKind::Bool;
        else if (isKey(key, "intValue"))
            tag.kind = TagKind::Int64;
        else if (isKey(key, "doubleValue"))
            tag.kind = TagKind::Float64;
        else if (isKey(key, "bytesValue"))
            tag.kind = TagKind::Binary;
        else if (!isKey(key, "stringValue"))
            return SUCCESS;
        tag.value = keptText(m_builder, contents(text));
        return SUCCESS;
    });
}

// {"arrayValue":{"values":[{"stringValue":"..."}]}}, as Jaeger keeps its remarks in OTLP.
error_code OtlpParser::readWarnings(od::value& value, IndexRange& range)
{
    const std::size_t first = m_builder.warnings().size();
    od::object outer;
    error_code error = SUCCESS;
    if (!openObject(value, outer, error))
        return error;
    error = forEachField(outer, [this](const char* key, od::value& list) {
        od::object inner;
        error_code problem = SUCCESS;
        if (!isKey(key, "arrayValue") || !openObject(list, inner, problem))
            return problem;
        return forEachField(inner, [this](const char* name, od::value& values) {
            if (!isKey(name, "values"))
                return SUCCESS;
            return forEach(values, [this](od::value& element) {
                Tag text;
                const error_code bad = readValue(element, text);
                m_builder.warnings().push_back(text.value);
                return bad;
            });
        });
    });
    range = rangeSince(first, m_builder.warnings());
    return error;
}

} // namespace signalbox::tracing
