// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/query.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox::jaeger::query {

namespace {

http::Request get(const QString& path)
{
    http::Request request;
    request.path = path;
    return request;
}

void add(http::Request& request, const QString& key, const QString& value)
{
    if (!value.isEmpty())
        request.params.push_back({key, value});
}

// Values are strings, all of them: the server refuses {"a":1}.
QString tagsJson(const std::vector<TagFilter>& tags)
{
    if (tags.empty())
        return {};
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const TagFilter& tag : tags)
        object[tag.key.toStdString()] = tag.value.toStdString();
    return QString::fromStdString(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

QString milliseconds(Duration duration)
{
    return QString::number(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

} // namespace

QString goDuration(Duration duration)
{
    const std::int64_t ns = duration.count();
    if (ns % 1'000'000'000 == 0)
        return QString::number(ns / 1'000'000'000) + QStringLiteral("s");
    if (ns % 1'000'000 == 0)
        return QString::number(ns / 1'000'000) + QStringLiteral("ms");
    if (ns % 1'000 == 0)
        return QString::number(ns / 1'000) + QStringLiteral("us");
    return QString::number(ns) + QStringLiteral("ns");
}

std::vector<TagFilter> allTags(const SearchQuery& query)
{
    std::vector<TagFilter> tags = query.tags;
    const auto isError = [](const TagFilter& tag) { return tag.key == QLatin1String("error"); };
    if (query.errorsOnly && std::none_of(tags.begin(), tags.end(), isError))
        tags.push_back({QStringLiteral("error"), QStringLiteral("true")});
    return tags;
}

http::Request legacySearch(const SearchQuery& query)
{
    http::Request request = get(QStringLiteral("/api/traces"));
    add(request, QStringLiteral("service"), query.service);
    add(request, QStringLiteral("operation"), query.operation);
    add(request, QStringLiteral("start"), QString::number(query.start.microseconds()));
    add(request, QStringLiteral("end"), QString::number(query.end.microseconds()));
    if (query.minDuration)
        add(request, QStringLiteral("minDuration"), goDuration(*query.minDuration));
    if (query.maxDuration)
        add(request, QStringLiteral("maxDuration"), goDuration(*query.maxDuration));
    add(request, QStringLiteral("limit"), QString::number(query.limit));
    add(request, QStringLiteral("tags"), tagsJson(allTags(query)));
    if (query.raw)
        add(request, QStringLiteral("raw"), QStringLiteral("true"));
    return request;
}

http::Request v3Search(const SearchQuery& query, bool summaries)
{
    http::Request request =
        get(summaries ? QStringLiteral("/api/v3/trace-summaries") : QStringLiteral("/api/v3/traces"));
    // Snake case is understood by all versions, camel case by 2.19 and later only.
    add(request, QStringLiteral("query.service_name"), query.service);
    add(request, QStringLiteral("query.operation_name"), query.operation);
    add(request, QStringLiteral("query.start_time_min"), query.start.toRfc3339());
    add(request, QStringLiteral("query.start_time_max"), query.end.toRfc3339());
    if (query.minDuration)
        add(request, QStringLiteral("query.duration_min"), goDuration(*query.minDuration));
    if (query.maxDuration)
        add(request, QStringLiteral("query.duration_max"), goDuration(*query.maxDuration));
    // Without it some versions search for 0 traces.
    add(request, QStringLiteral("query.num_traces"), QString::number(query.limit));
    add(request, QStringLiteral("query.attributes"), tagsJson(allTags(query)));
    if (query.raw)
        add(request, QStringLiteral("query.raw_traces"), QStringLiteral("true"));
    return request;
}

http::Request legacyTrace(const QString& idText, bool raw)
{
    http::Request request = get(QStringLiteral("/api/traces/") + http::encodedSegment(idText));
    if (raw)
        add(request, QStringLiteral("raw"), QStringLiteral("true"));
    return request;
}

http::Request v3Trace(const QString& idText, bool raw)
{
    http::Request request = get(QStringLiteral("/api/v3/traces/") + http::encodedSegment(idText));
    if (raw)
        add(request, QStringLiteral("raw_traces"), QStringLiteral("true"));
    return request;
}

QStringList spellings(const TraceId& id)
{
    QString stripped = id.toHex();
    while (stripped.size() > 1 && stripped.startsWith(QLatin1Char('0')))
        stripped.remove(0, 1);
    QStringList all{id.toShortHex(), id.toHex(), stripped};
    all.removeDuplicates();
    return all;
}

http::Request legacyServices()
{
    return get(QStringLiteral("/api/services"));
}

http::Request v3Services()
{
    return get(QStringLiteral("/api/v3/services"));
}

// Not /api/services/{name}/operations: names with a slash break in it, at proxies and at the server.
http::Request legacyOperations(const QString& service, const QString& spanKind)
{
    http::Request request = get(QStringLiteral("/api/operations"));
    add(request, QStringLiteral("service"), service);
    add(request, QStringLiteral("spanKind"), spanKind);
    return request;
}

http::Request v3Operations(const QString& service, const QString& spanKind)
{
    http::Request request = get(QStringLiteral("/api/v3/operations"));
    add(request, QStringLiteral("service"), service);
    add(request, QStringLiteral("span_kind"), spanKind);
    return request;
}

http::Request dependencies(Instant end, Duration lookback)
{
    http::Request request = get(QStringLiteral("/api/dependencies"));
    add(request, QStringLiteral("endTs"), QString::number(end.milliseconds()));
    add(request, QStringLiteral("lookback"), milliseconds(lookback));
    return request;
}

http::Request metrics(const MetricsQuery& query)
{
    const bool latencies = query.kind == MetricsQuery::Kind::Latencies;
    http::Request request =
        get(latencies                                 ? QStringLiteral("/api/metrics/latencies")
            : query.kind == MetricsQuery::Kind::Calls ? QStringLiteral("/api/metrics/calls")
                                                      : QStringLiteral("/api/metrics/errors"));
    for (const QString& service : query.services)
        add(request, QStringLiteral("service"), service);
    if (latencies)
        add(request, QStringLiteral("quantile"), QString::number(query.quantile));
    if (query.byOperation)
        add(request, QStringLiteral("groupByOperation"), QStringLiteral("true"));
    add(request, QStringLiteral("endTs"), QString::number(query.end.milliseconds()));
    add(request, QStringLiteral("lookback"), milliseconds(query.lookback));
    add(request, QStringLiteral("step"), milliseconds(query.step));
    add(request, QStringLiteral("ratePer"), milliseconds(query.ratePer));
    for (const QString& kind : query.spanKinds)
        add(request, QStringLiteral("spanKind"), kind);
    return request;
}

QString problemOf(const SearchQuery& query)
{
    if (query.service.isEmpty())
        return QStringLiteral("Jaeger searches within one service: name it.");
    if (query.end < query.start)
        return QStringLiteral("The search ends before it starts: swap the two times.");
    if (query.limit < 1)
        return QStringLiteral("A search needs a limit of 1 trace or more.");
    if (query.minDuration && query.maxDuration && *query.maxDuration < *query.minDuration)
        return QStringLiteral("The longest duration is below the shortest: swap the two.");
    return {};
}

} // namespace signalbox::jaeger::query
