// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/jaegerparams.h"

#include "connectors/simulator/tracing/gotext.h"

#include <QByteArray>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace signalbox::simulator::tracing {

namespace {

using nlohmann::json;

constexpr std::int64_t maxTraces = 100'000;
constexpr std::int64_t twoDaysNs = 48LL * 3600 * 1'000'000'000;

tl::unexpected<Error> refused(const std::string& text)
{
    return failure({.kind = ErrorKind::Invalid, .what = QString::fromStdString(text)});
}

template <typename T>
Result<T> wrapped(Result<T> result, const std::string& front)
{
    if (result)
        return result;
    return refused(front + result.error().what.toStdString());
}

std::string unparsable(QStringView name)
{
    return "unable to parse param '" + name.toString().toStdString() + "': ";
}

/// What Go says of a value that should have been text.
std::string typeName(const json& value)
{
    return value.is_number() ? "number" : value.is_boolean() ? "bool" : value.is_array() ? "array" : "object";
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// {"key":"value"} with text values only.
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

Result<void> readLegacyTags(const Request& request, Pairs& out)
{
    for (const auto& [name, value] : request.params) {
        const std::string text = value.toStdString();
        if (name == QLatin1String("tag")) {
            const auto colon = text.find(':');
            if (colon == std::string::npos)
                return refused("malformed 'tag' parameter, expecting key:value, received: " + text);
            out.emplace_back(text.substr(0, colon), text.substr(colon + 1));
        } else if (name == QLatin1String("tags")) {
            const auto pairs =
                wrapped(parsePairs(text), "malformed 'tags' parameter, cannot unmarshal JSON: ");
            if (!pairs)
                return failure(pairs.error());
            out.insert(out.end(), pairs->begin(), pairs->end());
        }
    }
    return {};
}

/// Durations of 0 count as not given, as there.
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

/// A parameter of the new API by both of its names.
struct V3Name
{
    const char16_t* snake;
    const char16_t* camel;
};

struct V3Value
{
    std::string text;
    std::string malformed; ///< how a complaint about it begins
};

V3Value v3Value(const Request& request, V3Name name, bool version1)
{
    const QStringView shown(version1 ? name.snake : name.camel);
    V3Value out;
    out.malformed = "malformed parameter " + shown.toString().toStdString() + ": ";
    if (!version1)
        out.text = paramOf(request, QStringView(name.camel));
    if (out.text.empty())
        out.text = paramOf(request, QStringView(name.snake));
    return out;
}

Result<void> readV3Times(const Request& request, bool version1, TraceQuery& query)
{
    const V3Value from = v3Value(request, {u"query.start_time_min", u"query.startTimeMin"}, version1);
    const V3Value to = v3Value(request, {u"query.start_time_max", u"query.startTimeMax"}, version1);
    if (from.text.empty() || to.text.empty())
        return refused(version1 ? "query.start_time_min and query.start_time_max are required"
                                : "query.startTimeMin and query.startTimeMax are required");
    const auto start = wrapped(parseGoTime(from.text), from.malformed);
    if (!start)
        return failure(start.error());
    const auto end = wrapped(parseGoTime(to.text), to.malformed);
    if (!end)
        return failure(end.error());
    query.startNs = *start;
    query.endNs = *end;
    return {};
}

Result<void> readV3Durations(const Request& request, bool version1, TraceQuery& query)
{
    const V3Value min = v3Value(request, {u"query.duration_min", u"query.durationMin"}, version1);
    const auto minNs = durationOf(min.text, min.malformed);
    if (!minNs)
        return failure(minNs.error());
    const V3Value max = v3Value(request, {u"query.duration_max", u"query.durationMax"}, version1);
    const auto maxNs = durationOf(max.text, max.malformed);
    if (!maxNs)
        return failure(maxNs.error());
    query.minDurationNs = *minNs;
    query.maxDurationNs = *maxNs;
    return {};
}

/// One half of an id for v1, which reads each as a number.
Result<std::uint64_t> parseHalf(std::string_view text)
{
    const auto id = SpanId::fromHex(text);
    if (id)
        return id->value;
    if (!text.empty() && text.find_first_not_of('0') == std::string_view::npos)
        return std::uint64_t{0};
    return refused("strconv.ParseUint: parsing " + goQuoted(text) + ": invalid syntax");
}

Result<TraceId> parseV1Id(std::string_view text)
{
    const std::size_t split = text.size() > 16 ? text.size() - 16 : 0;
    TraceId id;
    if (split > 0) {
        const auto high = parseHalf(text.substr(0, split));
        if (!high)
            return failure(high.error());
        id.high = *high;
    }
    const auto low = parseHalf(text.substr(split));
    if (!low)
        return failure(low.error());
    id.low = *low;
    return id;
}

} // namespace

std::string paramOf(const Request& request, QStringView name)
{
    const QString* value = request.param(name);
    return value ? value->toStdString() : std::string();
}

Result<bool> flagOf(const Request& request, QStringView name)
{
    const std::string text = paramOf(request, name);
    if (text.empty())
        return false;
    return wrapped(parseGoBool(text), unparsable(name));
}

Result<std::int64_t> numberOf(const Request& request, QStringView name, std::int64_t absent)
{
    const std::string text = paramOf(request, name);
    if (text.empty())
        return absent;
    return wrapped(parseGoInt(text), unparsable(name));
}

Result<TraceId> parseTraceId(std::string_view text, bool version1)
{
    if (text.size() > 32)
        return refused("TraceID cannot be longer than 32 hex characters: " + std::string(text));
    if (version1)
        return parseV1Id(text);
    if (const auto id = TraceId::fromHex(text))
        return *id;
    if (!text.empty() && text.find_first_not_of('0') == std::string_view::npos)
        return TraceId{};
    const QByteArray bytes =
        QByteArray::fromBase64(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (text.size() == 24 && bytes.size() == 16) {
        if (const auto id = TraceId::fromHex(std::string_view(bytes.toHex().toStdString())))
            return *id;
    }
    return refused("invalid length for TraceID");
}

Result<Search> parseLegacySearch(const Request& request, Instant now, bool version1)
{
    Search out;
    TraceQuery& query = out.query;
    query.service = paramOf(request, u"service");
    query.operation = paramOf(request, u"operation");
    const auto start = numberOf(request, u"start", (now.ns - twoDaysNs) / 1000);
    if (!start)
        return failure(start.error());
    const auto end = numberOf(request, u"end", now.ns / 1000);
    if (!end)
        return failure(end.error());
    query.startNs = Instant::fromMicroseconds(*start).ns;
    query.endNs = Instant::fromMicroseconds(*end).ns;
    const auto limit = numberOf(request, u"limit", 100);
    if (!limit)
        return failure(limit.error());
    const auto min = durationOf(paramOf(request, u"minDuration"), unparsable(u"minDuration"));
    if (!min)
        return failure(min.error());
    const auto max = durationOf(paramOf(request, u"maxDuration"), unparsable(u"maxDuration"));
    if (!max)
        return failure(max.error());
    query.minDurationNs = *min;
    query.maxDurationNs = *max;
    if (const auto tags = readLegacyTags(request, query.attributes); !tags)
        return failure(tags.error());
    for (const auto& [name, value] : request.params) {
        if (name != QLatin1String("traceID"))
            continue;
        const auto id = wrapped(parseTraceId(value.toStdString(), version1), "cannot parse traceID param: ");
        if (!id)
            return failure(id.error());
        out.ids.push_back(*id);
    }
    const auto raw = flagOf(request, u"raw");
    if (!raw)
        return failure(raw.error());
    out.raw = *raw;
    if (!out.ids.empty())
        return out;
    if (query.service.empty())
        return refused("parameter 'service' is required");
    if (query.minDurationNs && query.maxDurationNs && *query.minDurationNs > *query.maxDurationNs)
        return refused("'maxDuration' should be greater than 'minDuration'");
    if (const auto depth = checkDepth(*limit); !depth)
        return failure(depth.error());
    query.limit = static_cast<std::size_t>(*limit);
    return out;
}

Result<Search> parseV3Search(const Request& request, bool version1)
{
    Search out;
    TraceQuery& query = out.query;
    const auto text = [&](V3Name name) { return v3Value(request, name, version1); };
    query.service = text({u"query.service_name", u"query.serviceName"}).text;
    query.operation = text({u"query.operation_name", u"query.operationName"}).text;
    if (const auto times = readV3Times(request, version1, query); !times)
        return failure(times.error());
    const V3Value depth = text({u"query.num_traces", u"query.searchDepth"});
    std::int64_t limit = version1 ? 0 : 100;
    if (!depth.text.empty()) {
        const auto number = wrapped(parseGoInt(depth.text, "strconv.Atoi"), depth.malformed);
        if (!number)
            return failure(number.error());
        limit = *number;
    }
    if (const auto durations = readV3Durations(request, version1, query); !durations)
        return failure(durations.error());
    if (!version1) { // v1 reads no attributes: its answers are not filtered by them
        const V3Value attributes = text({u"query.attributes", u"query.attributes"});
        if (!attributes.text.empty()) {
            auto pairs = wrapped(parsePairs(attributes.text), attributes.malformed);
            if (!pairs)
                return failure(pairs.error());
            query.attributes = std::move(*pairs);
        }
    }
    const V3Value raw = text({u"query.raw_traces", u"query.rawTraces"});
    if (!raw.text.empty()) {
        const auto flag = wrapped(parseGoBool(raw.text), raw.malformed);
        if (!flag)
            return failure(flag.error());
        out.raw = *flag;
    }
    if (const auto fits = checkDepth(limit); !fits)
        return failure(fits.error());
    query.limit = static_cast<std::size_t>(limit);
    return out;
}

} // namespace signalbox::simulator::tracing
