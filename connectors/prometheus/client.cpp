// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/client.h"

#include "connectors/prometheus/ask.h"
#include "connectors/prometheus/parser.h"
#include "connectors/prometheus/querytext.h"
#include "connectors/prometheus/rangerun.h"
#include "connectors/prometheus/rulesrun.h"

namespace signalbox::prometheus {

namespace {

http::Request getRequest(const QString& path, http::Priority priority)
{
    http::Request request;
    request.path = path;
    request.priority = priority;
    return request;
}

http::Request scopedRequest(http::Method method, const QString& path, const Scope& scope,
                            http::Priority priority)
{
    http::Request request = getRequest(path, priority);
    request.method = method;
    for (const QString& selector : scope.selectors)
        request.params.push_back({QStringLiteral("match[]"), selector});
    if (scope.start)
        request.params.push_back({QStringLiteral("start"), timeParam(*scope.start)});
    if (scope.end)
        request.params.push_back({QStringLiteral("end"), timeParam(*scope.end)});
    if (scope.limit > 0)
        request.params.push_back({QStringLiteral("limit"), QString::number(scope.limit)});
    return request;
}

template <typename T>
QFuture<Result<T>> refusedHere(const QString& what)
{
    return readyResult<T>(failure({.kind = ErrorKind::Invalid, .what = what, .detail = {}}));
}

/// The path is not there, or something else answers for it: no word about the server itself.
bool isHidden(const Error& error)
{
    return error.kind == ErrorKind::Parse ||
           (error.kind == ErrorKind::Http && (error.httpStatus == 404 || error.httpStatus == 405 ||
                                              (error.httpStatus >= 200 && error.httpStatus < 400)));
}

/// VictoriaMetrics answers a scalar with a vector and always names the same version; one of the two alone
/// may be a proxy's doing.
ServerInfo::Flavour flavourOf(const std::optional<BuildInfo>& build, const QueryAnswer& one)
{
    if (one.resultType == ResultType::Scalar)
        return ServerInfo::Flavour::Prometheus;
    const bool hasItsVersion = build && build->version == QLatin1String("2.24.0");
    return one.resultType == ResultType::Vector && hasItsVersion ? ServerInfo::Flavour::VictoriaMetrics
                                                                 : ServerInfo::Flavour::Unknown;
}

} // namespace

Client::Client(http::HttpClient* http, QObject* parent)
    : QObject(parent)
    , m_http(http)
{
}

Client::Answer<QueryAnswer> Client::instant(const InstantQuery& query, Priority priority)
{
    if (query.expr.trimmed().isEmpty())
        return refusedHere<QueryAnswer>(QStringLiteral("There is no query. Write one, such as: up"));
    http::Request request =
        queryRequest(*m_http, QStringLiteral("/api/v1/query"), query.expr, query.supersedeKey, priority);
    if (query.time)
        request.params.push_back({QStringLiteral("time"), timeParam(*query.time)});
    if (query.limit > 0)
        request.params.push_back({QStringLiteral("limit"), QString::number(query.limit)});
    Caps caps;
    if (query.limit > 0)
        caps.series = static_cast<std::size_t>(query.limit);
    return ask<QueryAnswer>(
        m_http, this, std::move(request),
        [caps](const QByteArray& body, const QString& backend) { return parseQuery(body, backend, caps); });
}

Client::Answer<RangeAnswer> Client::range(const RangeQuery& query, Priority priority)
{
    Result<RangePlan> plan = planRange(query);
    if (!plan)
        return readyResult<RangeAnswer>(failure(std::move(plan.error())));
    auto* run = new RangeRun(m_http, query, std::move(*plan), priority, this);
    return run->start();
}

Client::Answer<ExemplarAnswer> Client::exemplars(const QString& expr, Instant start, Instant end,
                                                 Priority priority)
{
    if (expr.trimmed().isEmpty())
        return refusedHere<ExemplarAnswer>(QStringLiteral("There is no query to find exemplars for."));
    http::Request request = getRequest(QStringLiteral("/api/v1/query_exemplars"), priority);
    request.method = http::Method::PostForm;
    request.params = {{QStringLiteral("query"), expr},
                      {QStringLiteral("start"), timeParam(start)},
                      {QStringLiteral("end"), timeParam(end)}};
    return ask<ExemplarAnswer>(m_http, this, std::move(request), &parseExemplars);
}

Client::Answer<ListAnswer> Client::labelNames(const Scope& scope, Priority priority)
{
    return ask<ListAnswer>(
        m_http, this,
        scopedRequest(http::Method::PostForm, QStringLiteral("/api/v1/labels"), scope, priority), &parseList);
}

Client::Answer<ListAnswer> Client::labelValues(const QString& label, const Scope& scope, Priority priority)
{
    if (label.isEmpty())
        return refusedHere<ListAnswer>(QStringLiteral("There is no label name to list the values of."));
    const QString path =
        QStringLiteral("/api/v1/label/%1/values").arg(http::encodedSegment(labelInPath(label)));
    return ask<ListAnswer>(m_http, this, scopedRequest(http::Method::Get, path, scope, priority), &parseList);
}

Client::Answer<SeriesAnswer> Client::series(const Scope& scope, Priority priority)
{
    if (scope.selectors.isEmpty())
        return refusedHere<SeriesAnswer>(
            QStringLiteral("A list of series needs a selector, such as up{job=\"api\"}."));
    return ask<SeriesAnswer>(
        m_http, this,
        scopedRequest(http::Method::PostForm, QStringLiteral("/api/v1/series"), scope, priority),
        &parseSeries);
}

Client::Answer<MetadataAnswer> Client::metadata(const QString& metric, int limit, Priority priority)
{
    http::Request request = getRequest(QStringLiteral("/api/v1/metadata"), priority);
    if (!metric.isEmpty())
        request.params.push_back({QStringLiteral("metric"), metric});
    if (limit > 0)
        request.params.push_back({QStringLiteral("limit"), QString::number(limit)});
    return ask<MetadataAnswer>(m_http, this, std::move(request), &parseMetadata);
}

Client::Answer<RulesAnswer> Client::rules(const RuleQuery& query, Priority priority)
{
    auto* run = new RulesRun(m_http, query, priority, this);
    return run->start();
}

Client::Answer<AlertsAnswer> Client::alerts(Priority priority)
{
    return ask<AlertsAnswer>(m_http, this, getRequest(QStringLiteral("/api/v1/alerts"), priority),
                             &parseAlerts);
}

Client::Answer<BuildInfo> Client::buildInfo(Priority priority)
{
    return ask<BuildInfo>(m_http, this, getRequest(QStringLiteral("/api/v1/status/buildinfo"), priority),
                          &parseBuildInfo);
}

Client::Answer<ServerInfo> Client::serverInfo(Priority priority)
{
    Pending<ServerInfo> pending;
    const Answer<BuildInfo> asked = buildInfo(priority);
    pending.cancelsAlso(asked);
    whenReady(asked, this, [this, pending, priority](Result<BuildInfo> build) {
        if (!build && !isHidden(build.error())) {
            pending.finish(failure(std::move(build.error())));
            return;
        }
        ServerInfo info;
        if (build)
            info.build = std::move(*build);
        InstantQuery one;
        one.expr = QStringLiteral("1");
        const Answer<QueryAnswer> probed = instant(one, priority);
        pending.cancelsAlso(probed);
        whenReady(probed, this, [pending, info](Result<QueryAnswer> answer) mutable {
            if (!answer) {
                pending.finish(failure(std::move(answer.error())));
                return;
            }
            info.flavour = flavourOf(info.build, *answer);
            pending.finish(std::move(info));
        });
    });
    return pending.future();
}

Client::Answer<bool> Client::ready(Priority priority)
{
    Pending<bool> pending;
    const auto asked = m_http->send(getRequest(QStringLiteral("/-/ready"), priority));
    pending.cancelsAlso(asked);
    whenReady(asked, this, [this, pending, priority](const Result<http::Response>& answer) {
        if (answer || answer.error().httpStatus == 503) {
            pending.finish(answer.has_value());
            return;
        }
        if (answer.error().kind != ErrorKind::Http) {
            pending.finish(failure(answer.error()));
            return;
        }
        InstantQuery one;
        one.expr = QStringLiteral("1");
        const Answer<QueryAnswer> probed = instant(one, priority);
        pending.cancelsAlso(probed);
        whenReady(probed, this, [pending](Result<QueryAnswer> result) {
            if (result)
                pending.finish(true);
            else
                pending.finish(failure(std::move(result.error())));
        });
    });
    return pending.future();
}

Client::Answer<QString> Client::formatQuery(const QString& expr, Priority priority)
{
    http::Request request = getRequest(QStringLiteral("/api/v1/format_query"), priority);
    request.method = http::Method::PostForm;
    request.params = {{QStringLiteral("query"), expr}};
    return ask<QString>(m_http, this, std::move(request), &parseFormatted);
}

} // namespace signalbox::prometheus
