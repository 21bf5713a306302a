// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/jaegerparams.h"

#include "connectors/simulator/tracing/gotext.h"
#include "connectors/simulator/tracing/searchparts.h"

#include <QByteArray>

namespace signalbox::simulator::tracing {

namespace {

constexpr std::int64_t twoDaysNs = 48LL * 3600 * 1'000'000'000;

std::string unparsable(QStringView name)
{
    return "unable to parse param '" + name.toString().toStdString() + "': ";
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

} // namespace signalbox::simulator::tracing
