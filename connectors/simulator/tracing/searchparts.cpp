// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/searchparts.h"

#include "connectors/simulator/tracing/gotext.h"

#include <nlohmann/json.hpp>

namespace signalbox::simulator::tracing {

namespace {

using nlohmann::json;

constexpr std::int64_t maxTraces = 100'000;

/// What Go says of a value that should have been text.
std::string typeName(const json& value)
{
    return value.is_number() ? "number" : value.is_boolean() ? "bool" : value.is_array() ? "array" : "object";
}

} // namespace

tl::unexpected<Error> refused(const std::string& text)
{
    return failure({.kind = ErrorKind::Invalid, .what = QString::fromStdString(text)});
}

Result<Pairs> parsePairs(const std::string& text)
{
    const json parsed = json::parse(text, nullptr, false);
    if (parsed.is_discarded()) {
        const auto first = text.find_first_not_of(" \t\r\n");
        if (first == std::string::npos || text[first] == '{' || text[first] == '[')
            return refused("unexpected end of JSON input");
        return refused("invalid character '" + text.substr(first, 1) + "' looking for beginning of value");
    }
    if (parsed.is_null())
        return Pairs{};
    if (!parsed.is_object())
        return refused("json: cannot unmarshal " + (parsed.is_string() ? "string" : typeName(parsed)) +
                       " into Go value of type map[string]string");
    Pairs pairs;
    for (const auto& [key, value] : parsed.items()) {
        if (value.is_null())
            pairs.emplace_back(key, std::string());
        else if (!value.is_string())
            return refused("json: cannot unmarshal " + typeName(value) + " into Go value of type string");
        else
            pairs.emplace_back(key, value.get<std::string>());
    }
    return pairs;
}

Result<std::optional<std::int64_t>> durationOf(const std::string& text, const std::string& front)
{
    if (text.empty())
        return std::optional<std::int64_t>();
    const auto ns = wrapped(parseGoDuration(text), front);
    if (!ns)
        return failure(ns.error());
    return *ns == 0 ? std::optional<std::int64_t>() : std::optional(*ns);
}

Result<void> checkDepth(std::int64_t limit)
{
    if (limit > 0 && limit <= maxTraces)
        return {};
    Error error{.kind = ErrorKind::Storage,
                .what = QStringLiteral("search depth must be greater than 0 and less than max traces")};
    error.httpStatus = 500;
    return failure(error);
}

} // namespace signalbox::simulator::tracing
