// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"

#include "connectors/tracing/searchresult.h"
#include "connectors/tracing/topobject.h"

#include <algorithm>

namespace signalbox::jaeger {

using namespace json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

error_code readService(od::value& value, TraceSummary& summary)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    ServiceCount service;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "name"))
            service.name = toQString(contents(token(field)));
        else if (isKey(key, "spanCount"))
            service.spans = toInteger(token(field)).value_or(0);
        else if (isKey(key, "errorSpanCount"))
            service.errors = toInteger(token(field));
        return SUCCESS;
    });
    summary.services.push_back(service);
    return error;
}

error_code readSummary(od::value& value, SearchResult& result)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        ++result.badEntries;
        return error;
    }
    TraceSummary summary;
    Instant end;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "services"))
            return forEach(field, [&](od::value& service) { return readService(service, summary); });
        const std::string_view text = token(field);
        if (isKey(key, "traceId"))
            summary.id = TraceId::fromHex(contents(text)).value_or(TraceId{});
        else if (isKey(key, "rootServiceName"))
            summary.rootService = toQString(contents(text));
        else if (isKey(key, "rootOperationName"))
            summary.rootOperation = toQString(contents(text));
        else if (isKey(key, "minStartTimeUnixNano"))
            summary.start = Instant{toInteger(text).value_or(0)};
        else if (isKey(key, "maxEndTimeUnixNano"))
            end = Instant{toInteger(text).value_or(0)};
        else if (isKey(key, "spanCount"))
            summary.spans = toInteger(text).value_or(0);
        else if (isKey(key, "errorSpanCount"))
            summary.errors = toInteger(text).value_or(0);
        else if (isKey(key, "orphanSpanCount"))
            summary.orphans = toInteger(text).value_or(0);
        return SUCCESS;
    });
    if (error)
        return error;
    if (summary.id.isNull()) {
        ++result.badEntries;
        return SUCCESS;
    }
    summary.duration = std::max(Duration::zero(), end - summary.start);
    sortServices(summary);
    result.traces.push_back(std::move(summary));
    return SUCCESS;
}

} // namespace

Result<SearchResult> parseSummaries(QByteArray body, const QString& backendName)
{
    const QString due = QStringLiteral("traces");
    SearchResult result;
    bool sawSummaries = false;
    bool sawAnything = false;
    if (auto bad =
            readTopObject(body, backendName, due, sawSummaries, [&](const char* key, od::value& value) {
                sawAnything = true;
                if (!isKey(key, "summaries"))
                    return SUCCESS;
                sawSummaries = true;
                return forEach(value, [&](od::value& element) { return readSummary(element, result); });
            }))
        return failure(std::move(*bad));
    if ((sawAnything && !sawSummaries) || (result.traces.empty() && result.badEntries > 0))
        return failure(badAnswer(backendName, due, QStringLiteral("its answer holds none that can be read"),
                                 QStringLiteral("Check that the URL is that of a Jaeger query server."),
                                 body));
    return result;
}

} // namespace signalbox::jaeger
