// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/jaegerapi.h"
#include "connectors/simulator/tracing/jaegerreply.h"
#include "connectors/simulator/tracing/jsontext.h"
#include "connectors/simulator/tracing/legacymodel.h"
#include "connectors/simulator/tracing/memorytracestore.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::simulator::tracing {

namespace {

constexpr char legacyFront[] = "{\"data\":[";

/// Ends a body that began with `legacyFront` and whose items all left a comma behind.
Reply finished(std::string body, std::size_t total, const std::string& errors = "null")
{
    if (body.back() == ',')
        body.pop_back();
    body += "],\"total\":";
    appendNumber(body, static_cast<std::int64_t>(total));
    body += ",\"limit\":0,\"offset\":0,\"errors\":" + errors + '}';
    return jsonReply(body);
}

Reply namesReply(const std::vector<std::string>& names)
{
    std::string body = legacyFront;
    for (const std::string& name : names) {
        appendJson(body, name);
        body += ',';
    }
    return finished(std::move(body), names.size());
}

Reply notFound()
{
    return legacyError(404, QStringLiteral("trace not found"));
}

/// The times of a single trace are hints; they must be numbers all the same.
Result<bool> legacyRawAsked(const Request& request)
{
    for (const QStringView name : {QStringView(u"start"), QStringView(u"end")}) {
        if (const auto time = numberOf(request, name, 0); !time)
            return failure(time.error());
    }
    return flagOf(request, u"raw");
}

} // namespace

Reply JaegerApi::legacy(const Request& request, const QStringList& path)
{
    const QString call = path.value(0);
    if (path.size() == 1) {
        if (call == QLatin1String("services"))
            return services();
        if (call == QLatin1String("operations"))
            return operations(request);
        if (call == QLatin1String("traces"))
            return searchTraces(request);
        if (call == QLatin1String("dependencies"))
            return dependencies(request);
        if (call == QLatin1String("transform") && request.method == "POST")
            return transform(request);
    }
    if (path.size() == 2 && call == QLatin1String("traces"))
        return traceById(request, path[1]);
    if (path.size() == 2 && call == QLatin1String("archive") && request.method == "POST")
        return legacyError(501, QStringLiteral("archive span storage was not configured"));
    if (path.size() == 3 && call == QLatin1String("services") && path[2] == QLatin1String("operations")) {
        // Unescaped a second time, as there: a plus in a name is lost.
        QByteArray service = path[1].toUtf8();
        service.replace('+', ' ');
        return operationNames(QString::fromUtf8(QByteArray::fromPercentEncoding(service)));
    }
    if (path.size() == 2 && call == QLatin1String("metrics")) {
        static const QStringList metrics{QStringLiteral("latencies"), QStringLiteral("calls"),
                                         QStringLiteral("errors")};
        if (m_options.version1 && (metrics.contains(path[1]) || path[1] == QLatin1String("minstep")))
            return legacyError(501, QStringLiteral("metrics querying is currently disabled"));
        if (!m_options.version1 && metrics.contains(path[1]))
            return legacyError(
                501, QStringLiteral("trace metrics are currently disabled - no metrics backend configured"));
    }
    return unknownPath();
}

Reply JaegerApi::services() const
{
    return namesReply(m_store->services());
}

Reply JaegerApi::operations(const Request& request) const
{
    const std::string service = paramOf(request, u"service");
    if (service.empty())
        return legacyError(400, QStringLiteral("parameter 'service' is required"));
    const auto found = operationsOf(service, paramOf(request, u"spanKind"));
    std::string body = legacyFront;
    for (const Operation& operation : found) {
        body += "{\"name\":";
        appendJson(body, operation.name);
        body += ",\"spanKind\":";
        appendJson(body, kindName(operation.kind));
        body += "},";
    }
    return finished(std::move(body), found.size());
}

Reply JaegerApi::operationNames(const QString& service) const
{
    std::vector<std::string> names;
    for (const Operation& operation : operationsOf(service.toStdString(), {})) {
        if (names.empty() || names.back() != operation.name)
            names.push_back(operation.name);
    }
    return namesReply(names);
}

Reply JaegerApi::searchTraces(const Request& request)
{
    const auto search = parseLegacySearch(request, m_clock->now(), m_options.version1);
    if (!search)
        return legacyError(search.error());
    const Wording wording = m_options.version1 ? Wording::V1Legacy : Wording::V2;
    std::vector<TracePtr> found;
    std::string missing;
    if (search->ids.empty())
        found = m_store->search(search->query);
    for (const TraceId& id : search->ids) {
        if (TracePtr trace = m_store->trace(id)) {
            found.push_back(std::move(trace));
            continue;
        }
        missing += missing.empty() ? "[" : ",";
        missing += "{\"msg\":\"trace not found\",\"traceID\":\"";
        appendShortId(missing, id);
        missing += "\"}";
    }
    std::string body = legacyFront;
    for (TracePtr& trace : found) {
        appendLegacyTrace(body, show(std::move(trace), search->raw, wording));
        body += ',';
    }
    return missing.empty() ? finished(std::move(body), 0) : finished(std::move(body), 0, missing + ']');
}

Reply JaegerApi::traceById(const Request& request, const QString& text)
{
    const auto id = parseTraceId(text.toStdString(), m_options.version1);
    if (!id)
        return legacyError(id.error());
    const auto raw = legacyRawAsked(request);
    if (!raw)
        return legacyError(raw.error());
    TracePtr trace = m_store->trace(*id);
    if (!trace)
        return notFound();
    std::string body = legacyFront;
    appendLegacyTrace(body,
                      show(std::move(trace), *raw, m_options.version1 ? Wording::V1Legacy : Wording::V2));
    return finished(std::move(body), 0);
}

Reply JaegerApi::dependencies(const Request& request) const
{
    const auto end = numberOf(request, u"endTs", m_clock->now().milliseconds());
    if (!end)
        return legacyError(end.error());
    const auto lookback = numberOf(request, u"lookback", 24LL * 3600 * 1000);
    if (!lookback)
        return legacyError(lookback.error());
    const Instant last = Instant::fromMilliseconds(*end);
    const Instant first = last - (Instant::fromMilliseconds(*lookback) - Instant{});
    const std::string service = paramOf(request, u"service");
    std::string body = legacyFront;
    for (const Dependency& link : m_store->dependencies(first.ns, last.ns)) {
        if (m_options.version1 && link.parent == link.child) // v1 counts calls between services only
            continue;
        if (!service.empty() && link.parent != service && link.child != service)
            continue;
        body += "{\"parent\":";
        appendJson(body, link.parent);
        body += ",\"child\":";
        appendJson(body, link.child);
        body += ",\"callCount\":";
        appendNumber(body, static_cast<std::int64_t>(link.calls));
        body += "},";
    }
    return finished(std::move(body), 0);
}

Reply JaegerApi::transform(const Request& request)
{
    auto traces = readOtlpJson(
        std::string_view(request.body.constData(), static_cast<std::size_t>(request.body.size())));
    if (!traces)
        return legacyError(traces.error());
    std::string body = legacyFront;
    for (Trace& trace : *traces) {
        appendLegacyTrace(body, shownRaw(std::make_shared<const Trace>(std::move(trace))));
        body += ',';
    }
    return finished(std::move(body), 0);
}

} // namespace signalbox::simulator::tracing
