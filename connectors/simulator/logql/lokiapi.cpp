// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/lokiapi.h"

#include "connectors/simulator/logql/insightcalls.h"
#include "connectors/simulator/logql/jsonwriter.h"
#include "connectors/simulator/logql/labelcalls.h"
#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/logql/parser.h"
#include "connectors/simulator/logql/tail.h"
#include "connectors/simulator/logql/units.h"

namespace signalbox::simulator::logql {

namespace {

constexpr std::int64_t maxLengthNs = 721LL * 3600 * 1'000'000'000;

Reply notFound()
{
    return textReply(404, QStringLiteral("404 page not found\n"));
}

Reply buildInfo()
{
    Reply reply = jsonReply(
        R"({"version":"3.7.6","revision":"","branch":"","buildUser":"","buildDate":"","goVersion":""})");
    reply.contentType = "application/json";
    return reply;
}

Reply formatQuery(const Request& request)
{
    const auto query = parseQuery(textOf(request, u"query"));
    std::string out = query ? R"({"status":"success","data":)" : R"({"status":"invalid-query","error":)";
    appendJson(out, query ? toString(*query) : query.error().what.toStdString());
    Reply reply = jsonReply(out + '}');
    reply.contentType = "application/json; charset=utf-8";
    reply.status = query ? 200 : 400;
    return reply;
}

Result<void> withinLimits(const Query& query, const TimeBounds& bounds, std::size_t limit)
{
    if (std::holds_alternative<LogSelector>(query) && limit > LokiApi::maxEntries)
        return failure(
            badRequest("max entries limit per query exceeded, limit > max_entries_limit_per_query (" +
                       std::to_string(limit) + " > " + std::to_string(LokiApi::maxEntries) + ")"));
    const std::int64_t length = bounds.endNs - bounds.startNs;
    if (length > maxLengthNs)
        return failure(badRequest("the query time range exceeds the limit (query length: " +
                                  formatGoDuration(length) + ", limit: 30d1h)"));
    return {};
}

} // namespace

LokiApi::LokiApi(LogStore* store, const Clock* clock)
    : m_store(store)
    , m_clock(clock)
{
}

Handler LokiApi::handler() const
{
    return [this](const Request& request) { return handle(request); };
}

WebSocketHandler LokiApi::webSocketHandler() const
{
    return [this](const Request& request) { return upgrade(request); };
}

Reply LokiApi::handle(const Request& request) const
{
    if (request.path == QLatin1String("/ready"))
        return textReply(200, QStringLiteral("ready\n"));
    static const QLatin1String base("/loki/api/v1/");
    if (!request.path.startsWith(base))
        return notFound();
    const QString call = request.path.sliced(base.size());
    const Instant now = m_clock->now();
    if (call == QLatin1String("push"))
        return request.method == "POST" ? push(request)
                                        : textReply(405, QStringLiteral("Method Not Allowed\n"));
    if (request.method != "GET" && request.method != "POST")
        return textReply(405, QStringLiteral("Method Not Allowed\n"));
    if (call == QLatin1String("query_range"))
        return queryRange(request);
    if (call == QLatin1String("query"))
        return queryInstant(request);
    if (call == QLatin1String("labels") || call == QLatin1String("label"))
        return labelNames(*m_store, request, now);
    if (call == QLatin1String("series"))
        return seriesList(*m_store, request, now);
    if (call == QLatin1String("index/stats"))
        return indexStats(*m_store, request, now);
    if (call == QLatin1String("index/volume"))
        return volume(*m_store, request, now, false);
    if (call == QLatin1String("index/volume_range"))
        return volume(*m_store, request, now, true);
    if (call == QLatin1String("patterns"))
        return patterns(*m_store, request, now);
    if (call == QLatin1String("detected_labels"))
        return detectedLabels(*m_store, request, now);
    if (call == QLatin1String("detected_fields"))
        return detectedFields(*m_store, request, now);
    if (call == QLatin1String("format_query"))
        return formatQuery(request);
    if (call == QLatin1String("status/buildinfo"))
        return buildInfo();
    if (call == QLatin1String("tail")) // without an upgrade
        return textReply(400, QStringLiteral("Bad Request\n"));
    return underLabel(request, call);
}

Reply LokiApi::underLabel(const Request& request, const QString& call) const
{
    const auto between = [&](QLatin1String front) -> std::optional<std::string> {
        static const QLatin1String back("/values");
        if (!call.startsWith(front) || !call.endsWith(back) || call.size() <= front.size() + back.size())
            return std::nullopt;
        return call.sliced(front.size(), call.size() - front.size() - back.size()).toStdString();
    };
    const Instant now = m_clock->now();
    if (const auto name = between(QLatin1String("label/")))
        return labelValues(*m_store, request, *name, now);
    if (const auto name = between(QLatin1String("detected_field/")))
        return detectedFieldValues(*m_store, request, *name, now);
    return notFound();
}

Reply LokiApi::queryRange(const Request& request) const
{
    const auto bounds = boundsOf(request, m_clock->now());
    if (!bounds)
        return refusal(bounds.error());
    const auto limit = limitOf(request, u"limit", 100);
    if (!limit)
        return refusal(limit.error());
    const auto direction = directionOf(request);
    if (!direction)
        return refusal(direction.error());
    const auto step = stepOf(request, *bounds);
    if (!step)
        return refusal(step.error());
    if (const std::string interval = textOf(request, u"interval"); !interval.empty() && interval != "0")
        return refusal(badRequest("the demo's Loki does not thin out lines: leave the interval away"));
    const auto query = parseQuery(textOf(request, u"query"));
    if (!query)
        return refusal(query.error());
    if (const auto fits = withinLimits(*query, *bounds, *limit); !fits)
        return refusal(fits.error());

    if (const auto* lines = std::get_if<LogSelector>(&*query)) {
        const LogRange range{
            .startNs = bounds->startNs, .endNs = bounds->endNs, .direction = *direction, .limit = *limit};
        const Encoding encoding = encodingOf(request);
        return jsonReply(streamsBody(runLogQuery(*m_store, *lines, range, encoding), encoding));
    }
    const Steps steps{.startNs = bounds->startNs,
                      .stepNs = *step,
                      .count = static_cast<std::size_t>((bounds->endNs - bounds->startNs) / *step) + 1};
    const auto result = runMetricQuery(*m_store, std::get<MetricExpr>(*query), steps);
    return result ? jsonReply(matrixBody(*result, steps)) : refusal(result.error());
}

Reply LokiApi::queryInstant(const Request& request) const
{
    const auto time = timeOf(request, u"time", m_clock->now().ns);
    if (!time)
        return refusal(time.error());
    if (const auto limit = limitOf(request, u"limit", 100); !limit)
        return refusal(limit.error());
    const auto query = parseQuery(textOf(request, u"query"));
    if (!query)
        return refusal(query.error());
    const auto* metric = std::get_if<MetricExpr>(&*query);
    if (!metric)
        return refusal(
            badRequest("log queries are not supported as an instant query type, please change your query "
                       "to a range query type"));
    const Steps steps{.startNs = *time, .stepNs = 1, .count = 1};
    const auto result = runMetricQuery(*m_store, *metric, steps);
    return result ? jsonReply(vectorBody(*result, steps)) : refusal(result.error());
}

Reply LokiApi::push(const Request& request) const
{
    const QByteArray type = request.header("content-type").toLower();
    if (!type.startsWith("application/json") || !request.header("content-encoding").isEmpty())
        return textReply(
            415, QStringLiteral("The simulated Loki takes pushes as plain JSON only: send Content-Type "
                                "application/json without a Content-Encoding.\n"));
    const auto taken = pushJson(
        *m_store, std::string_view(request.body.constData(), static_cast<std::size_t>(request.body.size())));
    if (!taken)
        return textReply(400, taken.error().what + QLatin1Char('\n'));
    Reply reply;
    reply.status = 204;
    reply.contentType.clear();
    return reply;
}

UpgradeAnswer LokiApi::upgrade(const Request& request) const
{
    if (request.path != QLatin1String("/loki/api/v1/tail"))
        return {};
    auto tail = parseTail(request, m_clock->now());
    if (!tail)
        return {.refusal = refusal(tail.error()), .accepted = {}};
    auto query = std::make_shared<TailQuery>(std::move(*tail));
    return {.refusal = {}, .accepted = [store = m_store, clock = m_clock, query](WebSocket* socket) {
                startTail(socket, store, clock, query);
            }};
}

} // namespace signalbox::simulator::logql
