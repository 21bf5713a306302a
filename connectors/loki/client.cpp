// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/client.h"

#include "connectors/http/httpclient.h"
#include "connectors/loki/answer.h"
#include "connectors/loki/catalogparser.h"
#include "connectors/loki/parser.h"
#include "connectors/loki/querytext.h"

namespace signalbox::loki {

namespace {

constexpr int notFound = 404;
constexpr int notReady = 503;
/// A longer question goes out as a form: proxies cut long addresses.
constexpr qsizetype longestAddress = 2000;

using Params = std::vector<http::Param>;

void addRange(Params& params, Range range)
{
    params.push_back({QStringLiteral("start"), timeParam(range.start)});
    params.push_back({QStringLiteral("end"), timeParam(range.end)});
}

Params withQuery(const QString& query, Range range)
{
    Params params;
    if (!query.isEmpty())
        params.push_back({QStringLiteral("query"), query});
    addRange(params, range);
    return params;
}

http::Request requestFor(const QString& call, Params params)
{
    http::Request request;
    request.path = QStringLiteral("/loki/api/v1/") + call;
    request.method =
        http::encodedParams(params).size() > longestAddress ? http::Method::PostForm : http::Method::Get;
    request.params = std::move(params);
    request.headers.emplace_back("X-Loki-Response-Encoding-Flags", "categorize-labels");
    return request;
}

/// Sends, and parses the body on the pool by `parse(body, backend)`.
template <typename Parse>
auto ask(http::HttpClient* client, QObject* owner, http::Request request, Parse parse)
{
    return thenOnPool(client->send(std::move(request)), owner, client->environment().pool,
                      [parse, backend = client->backend().name](const http::Response& response) {
                          return parse(response.body, backend);
                      });
}

/// 404 becomes "off here".
template <typename T>
QFuture<Result<Feature<T>>> asFeature(const QFuture<Result<T>>& answer, QObject* owner)
{
    Pending<Feature<T>> pending;
    pending.cancelsAlso(answer);
    whenReady(answer, owner, [pending](Result<T> got) {
        if (got)
            pending.finish(Feature<T>(std::move(*got)));
        else if (got.error().httpStatus == notFound)
            pending.finish(Feature<T>());
        else
            pending.finish(failure(std::move(got.error())));
    });
    return pending.future();
}

} // namespace

Client::Client(http::HttpClient* http, QObject* parent)
    : QObject(parent)
    , m_http(http)
{
}

Client::~Client() = default;

QFuture<Result<LogPage>> Client::queryRange(const LogQuery& query)
{
    Params params = withQuery(query.query, query.range);
    const bool backward = query.direction == Direction::Backward;
    params.push_back({QStringLiteral("limit"), QString::number(query.limit)});
    params.push_back(
        {QStringLiteral("direction"), backward ? QStringLiteral("backward") : QStringLiteral("forward")});
    http::Request request = requestFor(QStringLiteral("query_range"), std::move(params));
    request.priority = query.priority;
    request.supersedeKey = query.supersedeKey;
    request.deadline = query.deadline;
    request.idempotent = !query.isProbe;
    const LogOrder order = backward ? LogOrder::NewestFirst : LogOrder::OldestFirst;
    return ask(m_http, this, std::move(request), [order](const QByteArray& body, const QString& backend) {
        Result<LogPage> page = parseStreams(body, backend);
        if (page)
            page->batch = page->batch->inOrder(order);
        return page;
    });
}

QFuture<Result<MetricPage>> Client::metricRange(const QString& query, Range range, Duration step)
{
    Params params = withQuery(query, range);
    params.push_back({QStringLiteral("step"), stepParam(step)});
    return ask(m_http, this, requestFor(QStringLiteral("query_range"), std::move(params)), parseMetric);
}

QFuture<Result<MetricPage>> Client::metricAt(const QString& query, Instant at)
{
    Params params{{QStringLiteral("query"), query}, {QStringLiteral("time"), timeParam(at)}};
    return ask(m_http, this, requestFor(QStringLiteral("query"), std::move(params)), parseMetric);
}

QFuture<Result<QStringList>> Client::labels(Range range, const QString& selector)
{
    return ask(m_http, this, requestFor(QStringLiteral("labels"), withQuery(selector, range)), parseNames);
}

QFuture<Result<QStringList>> Client::labelValues(const QString& label, Range range, const QString& selector)
{
    const QString call = QStringLiteral("label/%1/values").arg(http::encodedSegment(label));
    return ask(m_http, this, requestFor(call, withQuery(selector, range)), parseNames);
}

QFuture<Result<std::vector<LabelSet>>> Client::series(const QStringList& selectors, Range range)
{
    Params params;
    for (const QString& selector : selectors)
        params.push_back({QStringLiteral("match[]"), selector});
    addRange(params, range);
    return ask(m_http, this, requestFor(QStringLiteral("series"), std::move(params)), parseSeries);
}

QFuture<Result<Feature<IndexStats>>> Client::indexStats(const QString& selector, Range range)
{
    return asFeature(ask(m_http, this, requestFor(QStringLiteral("index/stats"), withQuery(selector, range)),
                         parseIndexStats),
                     this);
}

QFuture<Result<Feature<MetricPage>>> Client::volume(const QString& selector, Range range, int limit)
{
    Params params = withQuery(selector, range);
    params.push_back({QStringLiteral("limit"), QString::number(limit)});
    return asFeature(
        ask(m_http, this, requestFor(QStringLiteral("index/volume"), std::move(params)), parseMetric), this);
}

QFuture<Result<Feature<MetricPage>>> Client::volumeRange(const QString& selector, Range range, Duration step,
                                                         int limit)
{
    Params params = withQuery(selector, range);
    params.push_back({QStringLiteral("step"), stepParam(step)});
    params.push_back({QStringLiteral("limit"), QString::number(limit)});
    return asFeature(
        ask(m_http, this, requestFor(QStringLiteral("index/volume_range"), std::move(params)), parseMetric),
        this);
}

QFuture<Result<Feature<std::vector<DetectedField>>>> Client::detectedFields(const QString& query, Range range)
{
    return asFeature(ask(m_http, this, requestFor(QStringLiteral("detected_fields"), withQuery(query, range)),
                         parseDetectedFields),
                     this);
}

QFuture<Result<Feature<QStringList>>> Client::detectedFieldValues(const QString& field, const QString& query,
                                                                  Range range)
{
    const QString call = QStringLiteral("detected_field/%1/values").arg(http::encodedSegment(field));
    return asFeature(ask(m_http, this, requestFor(call, withQuery(query, range)), parseDetectedFieldValues),
                     this);
}

QFuture<Result<Feature<std::vector<DetectedLabel>>>> Client::detectedLabels(const QString& selector,
                                                                            Range range)
{
    return asFeature(ask(m_http, this,
                         requestFor(QStringLiteral("detected_labels"), withQuery(selector, range)),
                         parseDetectedLabels),
                     this);
}

QFuture<Result<Feature<std::vector<Pattern>>>> Client::patterns(const QString& selector, Range range)
{
    return asFeature(
        ask(m_http, this, requestFor(QStringLiteral("patterns"), withQuery(selector, range)), parsePatterns),
        this);
}

QFuture<Result<QString>> Client::formatQuery(const QString& query)
{
    return ask(m_http, this, requestFor(QStringLiteral("format_query"), {{QStringLiteral("query"), query}}),
               parseFormatted);
}

QFuture<Result<BuildInfo>> Client::buildInfo()
{
    return ask(m_http, this, requestFor(QStringLiteral("status/buildinfo"), {}), parseBuildInfo);
}

QFuture<Result<Feature<bool>>> Client::ready()
{
    http::Request request;
    request.path = QStringLiteral("/ready");
    const auto answer = m_http->send(std::move(request));
    Pending<Feature<bool>> pending;
    pending.cancelsAlso(answer);
    whenReady(answer, this, [pending](Result<http::Response> got) {
        if (got)
            pending.finish(Feature<bool>(got->body.trimmed() == "ready"));
        else if (got.error().httpStatus == notFound)
            pending.finish(Feature<bool>());
        else if (got.error().httpStatus == notReady)
            pending.finish(Feature<bool>(false));
        else
            pending.finish(failure(std::move(got.error())));
    });
    return pending.future();
}

} // namespace signalbox::loki
