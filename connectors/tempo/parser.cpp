// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tempo/parser.h"

#include "connectors/tracing/searchresult.h"
#include "connectors/tracing/topobject.h"

#include <algorithm>

namespace signalbox::tempo {

using namespace tracing;
using namespace tracing::json;
using simdjson::error_code;
using simdjson::SUCCESS;

namespace {

error_code readStats(od::value& value, TraceSummary& summary)
{
    od::object services;
    error_code error = SUCCESS;
    if (!openObject(value, services, error))
        return error;
    for (auto field : services) {
        std::string_view name;
        if (const error_code problem = field.unescaped_key().get(name))
            return problem;
        ServiceCount service{.name = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                             .spans = 0,
                             .errors = 0};
        od::value counts;
        if (const error_code problem = field.value().get(counts))
            return problem;
        od::object object;
        if (openObject(counts, object, error)) {
            error = forEachField(object, [&](const char* key, od::value& count) {
                if (isKey(key, "spanCount"))
                    service.spans = toInteger(token(count)).value_or(0);
                else if (isKey(key, "errorCount"))
                    service.errors = toInteger(token(count)).value_or(0);
                return SUCCESS;
            });
        }
        if (error)
            return error;
        summary.spans += service.spans;
        summary.errors += service.errors.value_or(0);
        summary.services.push_back(std::move(service));
    }
    sortServices(summary);
    return SUCCESS;
}

error_code readTrace(od::value& value, SearchResult& result)
{
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error)) {
        ++result.badEntries;
        return error;
    }
    TraceSummary summary;
    error = forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "serviceStats"))
            return readStats(field, summary);
        if (isKey(key, "spanSet") || isKey(key, "spanSets"))
            return SUCCESS;
        const std::string_view text = token(field);
        if (isKey(key, "traceID"))
            summary.id = TraceId::fromHex(contents(text)).value_or(TraceId{});
        else if (isKey(key, "rootServiceName"))
            summary.rootService = toQString(contents(text));
        else if (isKey(key, "rootTraceName"))
            summary.rootOperation = toQString(contents(text));
        else if (isKey(key, "startTimeUnixNano"))
            summary.start = Instant{toInteger(text).value_or(0)};
        else if (isKey(key, "durationMs"))
            summary.duration = std::chrono::milliseconds(
                std::clamp<std::int64_t>(toInteger(text).value_or(0), 0, std::int64_t{1} << 40));
        return SUCCESS;
    });
    if (error)
        return error;
    if (summary.id.isNull()) {
        ++result.badEntries;
        return SUCCESS;
    }
    if (summary.rootService.startsWith(QLatin1String("<root span not yet received>"))) {
        summary.rootService.clear();
        summary.rootOperation.clear();
    }
    result.traces.push_back(std::move(summary));
    return SUCCESS;
}

error_code readValue(od::value& value, QStringList& values)
{
    const std::string_view text = token(value);
    if (text.front() == '"') {
        values.append(toQString(contents(text)));
        return SUCCESS;
    }
    od::object object;
    error_code error = SUCCESS;
    if (!openObject(value, object, error))
        return error;
    return forEachField(object, [&](const char* key, od::value& field) {
        if (isKey(key, "value"))
            values.append(toQString(contents(token(field))));
        return SUCCESS;
    });
}

} // namespace

Result<SearchResult> parseSearch(QByteArray body, const QString& backendName, int limit)
{
    SearchResult result;
    bool sawTraces = false;
    bool sawMetrics = false;
    if (auto bad = readTopObject(
            body, backendName, QStringLiteral("traces"), sawTraces, [&](const char* key, od::value& value) {
                sawMetrics = sawMetrics || isKey(key, "metrics");
                if (!isKey(key, "traces"))
                    return SUCCESS;
                sawTraces = true;
                return forEach(value, [&](od::value& trace) { return readTrace(trace, result); });
            }))
        return failure(std::move(*bad));
    // Nothing found may come without the list, with the figures of the search alone.
    if (!sawTraces && !sawMetrics)
        return failure(badAnswer(backendName, QStringLiteral("traces"),
                                 QStringLiteral("its answer holds none"),
                                 QStringLiteral("Check that the URL is that of a Tempo."), body));
    finishSearch(result, static_cast<qsizetype>(result.traces.size()), limit);
    return result;
}

Result<QStringList> parseValues(QByteArray body, const QString& backendName)
{
    QStringList values;
    bool sawValues = false;
    bool sawMetrics = false;
    if (auto bad = readTopObject(
            body, backendName, QStringLiteral("names"), sawValues, [&](const char* key, od::value& value) {
                sawMetrics = sawMetrics || isKey(key, "metrics");
                if (!isKey(key, "tagValues"))
                    return SUCCESS;
                sawValues = true;
                return forEach(value, [&](od::value& one) { return readValue(one, values); });
            }))
        return failure(std::move(*bad));
    if (!sawValues && !sawMetrics)
        return failure(badAnswer(backendName, QStringLiteral("names"),
                                 QStringLiteral("its answer holds none"),
                                 QStringLiteral("Check that the URL is that of a Tempo."), body));
    values.removeDuplicates();
    values.sort();
    return values;
}

Result<QString> parseBuildInfo(QByteArray body, const QString& backendName)
{
    QString version;
    bool sawVersion = false;
    if (auto bad = readTopObject(body, backendName, QStringLiteral("its version"), sawVersion,
                                 [&](const char* key, od::value& value) {
                                     if (isKey(key, "version")) {
                                         sawVersion = true;
                                         version = toQString(contents(token(value)));
                                     }
                                     return SUCCESS;
                                 }))
        return failure(std::move(*bad));
    return version;
}

} // namespace signalbox::tempo
