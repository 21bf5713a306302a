// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/gotext.h"
#include "connectors/simulator/tracing/jaegerapi.h"
#include "connectors/simulator/tracing/jaegerreply.h"
#include "connectors/simulator/tracing/jsontext.h"
#include "connectors/simulator/tracing/otlpwriter.h"
#include "connectors/simulator/tracing/summary.h"

#include <QStringList>

namespace signalbox::simulator::tracing {

namespace {

constexpr char front[] = "{\"result\":{\"resourceSpans\":[";

std::string finished(std::string body)
{
    body.back() = ']'; // was the comma behind the last group
    body += "}}";
    return body;
}

Reply noTraces()
{
    return v3Error(404, QStringLiteral("No traces found"));
}

Error malformed(const char* name, const Error& error)
{
    return {.kind = ErrorKind::Invalid,
            .what = QLatin1String("malformed parameter ") + QLatin1String(name) + QLatin1String(": ") +
                    error.what};
}

/// The times of a single trace are hints; they must be times all the same.
Result<bool> rawAsked(const Request& request)
{
    for (const char* name : {"start_time", "end_time"}) {
        const std::string text = paramOf(request, QString::fromLatin1(name));
        if (text.empty())
            continue;
        if (const auto time = parseGoTime(text); !time)
            return failure(malformed(name, time.error()));
    }
    const std::string text = paramOf(request, u"raw_traces");
    if (text.empty())
        return false;
    const auto raw = parseGoBool(text);
    if (!raw)
        return failure(malformed("raw_traces", raw.error()));
    return *raw;
}

} // namespace

Reply JaegerApi::v3(const Request& request, const QStringList& path)
{
    const QString call = path.value(0);
    if (path.size() == 1) {
        if (call == QLatin1String("services"))
            return v3Services();
        if (call == QLatin1String("operations"))
            return v3Operations(request);
        if (call == QLatin1String("traces"))
            return v3Traces(request);
        if (call == QLatin1String("trace-summaries") && !m_options.version1)
            return v3Summaries(request);
    }
    if (path.size() == 2 && call == QLatin1String("traces"))
        return v3Trace(request, path[1]);
    return unknownPath();
}

Reply JaegerApi::v3Reply(std::string body) const
{
    Reply reply = jsonReply(body);
    if (m_options.version1)
        reply.contentType = "text/plain; charset=utf-8";
    return reply;
}

Reply JaegerApi::v3Services() const
{
    std::string body;
    for (const std::string& name : m_store->services()) {
        body += body.empty() ? "{\"services\":[" : ",";
        appendJson(body, name);
    }
    return v3Reply(body.empty() ? "{}" : body + "]}");
}

Reply JaegerApi::v3Operations(const Request& request) const
{
    std::string kind = paramOf(request, u"span_kind");
    if (kind.empty() && !m_options.version1)
        kind = paramOf(request, u"spanKind");
    std::string body;
    for (const Operation& operation : operationsOf(paramOf(request, u"service"), kind)) {
        body += body.empty() ? "{\"operations\":[{\"name\":" : ",{\"name\":";
        appendJson(body, operation.name);
        if (operation.kind != SpanKind::Unspecified) {
            body += ",\"spanKind\":";
            appendJson(body, kindName(operation.kind));
        }
        body += '}';
    }
    return v3Reply(body.empty() ? "{}" : body + "]}");
}

Reply JaegerApi::v3Traces(const Request& request)
{
    const auto search = parseV3Search(request, m_options.version1);
    if (!search)
        return v3Error(search.error());
    std::vector<TracePtr> found = m_store->search(search->query);
    if (found.empty())
        return noTraces();
    std::string body = front;
    for (TracePtr& trace : found)
        appendResourceSpans(body, show(std::move(trace), search->raw, Wording::V2), m_options.version1);
    return v3Reply(finished(std::move(body)));
}

Reply JaegerApi::v3Trace(const Request& request, const QString& text)
{
    const auto id = parseTraceId(text.toStdString(), m_options.version1);
    if (!id)
        return v3Error(malformed("trace_id", id.error()));
    const auto raw = rawAsked(request);
    if (!raw)
        return v3Error(raw.error());
    TracePtr trace = m_store->trace(*id);
    if (!trace)
        return noTraces();
    std::string body = front;
    appendResourceSpans(body, show(std::move(trace), *raw, Wording::V2), m_options.version1);
    return v3Reply(finished(std::move(body)));
}

Reply JaegerApi::v3Summaries(const Request& request)
{
    const auto search = parseV3Search(request, m_options.version1);
    if (!search)
        return v3Error(search.error());
    std::string body;
    for (TracePtr& trace : m_store->search(search->query)) {
        body += body.empty() ? "{\"summaries\":[" : ",";
        appendSummary(body, show(std::move(trace), search->raw, Wording::V2));
    }
    return v3Reply(body.empty() ? "{}" : body + "]}");
}

} // namespace signalbox::simulator::tracing
