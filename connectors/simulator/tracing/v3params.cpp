// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/gotext.h"
#include "connectors/simulator/tracing/jaegerparams.h"
#include "connectors/simulator/tracing/searchparts.h"

namespace signalbox::simulator::tracing {

namespace {

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

} // namespace

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
