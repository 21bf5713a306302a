// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/plainjson.h"

#include <utility>

namespace signalbox::tracing {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

constexpr int maxDepth = 32;

// {"stringValue":"x"}: the value inside.
error_code appendAnyValue(od::value& value, std::string& out, int depth)
{
    const std::size_t before = out.size();
    od::object object;
    error_code error = SUCCESS;
    if (openObject(value, object, error)) {
        error = forEachField(object, [&](const char* key, od::value& field) {
            if (out.size() != before)
                return SUCCESS;
            if (isKey(key, "arrayValue") || isKey(key, "kvlistValue"))
                return appendPlainJson(key, field, out, depth + 1);
            const std::string_view text = token(field);
            const bool isNumber = isKey(key, "intValue") || isKey(key, "doubleValue");
            if (!isNested(text))
                out += isNumber && toDouble(text) ? contents(text) : text;
            return SUCCESS;
        });
    }
    if (out.size() == before)
        out += "null";
    return error;
}

// {"key":"k","value":{...}}: "k":value.
error_code appendPair(od::value& value, std::string& out, int depth)
{
    std::string_view name = "\"\"";
    std::string text = "null";
    od::object object;
    error_code error = SUCCESS;
    if (openObject(value, object, error)) {
        error = forEachField(object, [&](const char* key, od::value& field) {
            if (isKey(key, "key") && isString(token(field))) {
                name = token(field);
            } else if (isKey(key, "value")) {
                text.clear();
                return appendAnyValue(field, text, depth);
            }
            return SUCCESS;
        });
    }
    out.append(name).append(":").append(text);
    return error;
}

} // namespace

error_code appendPlainJson(const char* key, od::value& value, std::string& out, int depth)
{
    if (!isNested(token(value))) {
        out += "null";
        return SUCCESS;
    }
    std::string_view raw;
    if (depth >= maxDepth) {
        const error_code error = rawNested(value, raw);
        out.append(raw);
        return error;
    }
    const bool isList = isKey(key, "arrayValue");
    od::object object;
    error_code error = SUCCESS;
    bool first = true;
    out += isList ? '[' : '{';
    if (openObject(value, object, error)) {
        error = forEachField(object, [&](const char* name, od::value& list) {
            if (!isKey(name, "values"))
                return SUCCESS;
            return forEach(list, [&](od::value& element) {
                if (!std::exchange(first, false))
                    out += ',';
                return isList ? appendAnyValue(element, out, depth) : appendPair(element, out, depth);
            });
        });
    }
    out += isList ? ']' : '}';
    return error;
}

} // namespace signalbox::tracing
