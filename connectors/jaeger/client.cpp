// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/client.h"

#include "connectors/jaeger/clientsteps.h"
#include "connectors/jaeger/parser.h"
#include "connectors/jaeger/query.h"
#include "connectors/tracing/searchresult.h"

#include <algorithm>

namespace signalbox::jaeger {

Client::Client(http::HttpClient* http, QObject* parent)
    : TraceBackend(http, parent)
{
}

Client::Abilities Client::abilities() const
{
    return {.needsService = true,
            .dependencies = true,
            .lightSearch = m_capabilities && m_capabilities->summaries,
            .emptyHint =
                QStringLiteral("Jaeger answered, and found none: not sampled, not yet searchable, or out "
                               "of its memory.")};
}

// With the server's own words when the answer was one of its errors. A path that is gone means that the
// server is another one than the probe met: it is probed again the next time.
Error Client::mended(Error error)
{
    if (error.kind != ErrorKind::Http)
        return error;
    const QString message = errorMessage(error.detail.toUtf8());
    if (!message.isEmpty())
        error.what = QStringLiteral("%1 answered %2: %3")
                         .arg(name(), QString::number(error.httpStatus), cleaned(message));
    else if (error.httpStatus == 404)
        m_capabilities.reset();
    return error;
}

QFuture<Result<QStringList>> Client::services()
{
    Pending<QStringList> pending;
    withCapabilities(pending, [this, pending](const Capabilities& can) {
        pass(ask<QStringList>(
                 can.v3 ? query::v3Services() : query::legacyServices(),
                 [backend = name()](QByteArray body) { return parseServices(std::move(body), backend); }),
             pending);
    });
    return pending.future();
}

QFuture<Result<std::vector<Operation>>> Client::operations(const QString& service, const QString& spanKind)
{
    Pending<std::vector<Operation>> pending;
    withCapabilities(pending, [this, pending, service, spanKind](const Capabilities& can) {
        pass(ask<std::vector<Operation>>(
                 can.v3 ? query::v3Operations(service, spanKind) : query::legacyOperations(service, spanKind),
                 [backend = name()](QByteArray body) { return parseOperations(std::move(body), backend); }),
             pending);
    });
    return pending.future();
}

QFuture<Result<SearchResult>> Client::search(const SearchQuery& query)
{
    if (const QString problem = query::problemOf(query); !problem.isEmpty())
        return readyResult<SearchResult>(
            failure({.kind = ErrorKind::Invalid, .what = problem, .detail = {}}));
    Pending<SearchResult> pending;
    withCapabilities(pending, [this, pending, query](const Capabilities& can) {
        const auto tags = query::allTags(query);
        const bool mayKnowLess =
            can.v3 && !can.summaries && can.legacySearch && std::any_of(tags.begin(), tags.end(), isDerived);
        const auto searching = searchBy(can, query);
        if (!mayKnowLess) {
            pass(searching, pending);
            return;
        }
        pending.cancelsAlso(searching);
        whenReady(searching, this, [this, pending, query](Result<SearchResult> found) {
            if (!found || !found->traces.empty())
                pending.finish(std::move(found));
            else
                pass(searchHere(query), pending);
        });
    });
    return pending.future();
}

// Nothing found by a derived tag may only mean that the storage does not have it: the search is made once
// more without such tags, wider, and filtered here.
QFuture<Result<SearchResult>> Client::searchHere(const SearchQuery& query)
{
    constexpr int wideLimit = 500;
    SearchQuery wide = query;
    wide.tags = query::allTags(query);
    wide.errorsOnly = false;
    wide.limit = std::max(query.limit, wideLimit);
    const auto firstDerived = std::stable_partition(wide.tags.begin(), wide.tags.end(),
                                                    [](const TagFilter& tag) { return !isDerived(tag); });
    const std::vector<TagFilter> filter(firstDerived, wide.tags.end());
    wide.tags.erase(firstDerived, wide.tags.end());
    return ask<SearchResult>(query::legacySearch(wide),
                             [backend = name(), filter, wanted = static_cast<std::size_t>(query.limit),
                              asked = wide.limit](QByteArray body) -> Result<SearchResult> {
                                 const Result<ParsedTraces> found = parseTraces(std::move(body), backend);
                                 if (!found)
                                     return failure(found.error());
                                 SearchResult result = summarised(*found, asked, filter);
                                 if (result.traces.size() > wanted) {
                                     result.traces.resize(wanted);
                                     result.limitReached = true;
                                     result.notes.append(
                                         QStringLiteral("%1 or more: the newest are shown.").arg(wanted));
                                 }
                                 return result;
                             });
}

// Summaries are light and filter by tags. Legacy search filters by tags too; v3 traces do not before 2.19,
// so they come last and are filtered once more.
QFuture<Result<SearchResult>> Client::searchBy(const Capabilities& can, const SearchQuery& query)
{
    // "None found" is a 404 in v3, told from a missing path by its JSON.
    const auto mend = [this](Error error) -> Result<SearchResult> {
        if (error.kind == ErrorKind::Http && error.httpStatus == 404 &&
            error.detail.startsWith(QLatin1Char('{')))
            return SearchResult{};
        return failure(mended(std::move(error)));
    };
    const QString backend = name();
    const int limit = query.limit;
    if (can.summaries) {
        const auto parse = [backend, limit](QByteArray body) {
            Result<SearchResult> result = parseSummaries(std::move(body), backend);
            if (result)
                finishSearch(*result, static_cast<qsizetype>(result->traces.size()), limit);
            return result;
        };
        return ask<SearchResult>(query::v3Search(query, true), parse, mend);
    }
    const auto filter = can.legacySearch ? std::vector<TagFilter>() : query::allTags(query);
    const auto parse = [backend, limit, filter](QByteArray body) -> Result<SearchResult> {
        const Result<ParsedTraces> found = parseTraces(std::move(body), backend);
        if (!found)
            return failure(found.error());
        return summarised(*found, limit, filter);
    };
    return ask<SearchResult>(can.legacySearch ? query::legacySearch(query) : query::v3Search(query, false),
                             parse, mend);
}

QFuture<Result<std::vector<Dependency>>> Client::dependencies(Instant end, Duration lookback)
{
    return ask<std::vector<Dependency>>(
        query::dependencies(end, lookback),
        [backend = name()](QByteArray body) { return parseDependencies(std::move(body), backend); });
}

QFuture<Result<Metrics>> Client::metrics(const MetricsQuery& query)
{
    const auto mend = [this](Error error) -> Result<Metrics> {
        if (error.kind != ErrorKind::Http || error.httpStatus != 501)
            return failure(mended(std::move(error)));
        Metrics off;
        off.on = false;
        off.offReason = errorMessage(error.detail.toUtf8());
        return off;
    };
    return ask<Metrics>(
        query::metrics(query),
        [backend = name()](QByteArray body) { return parseMetrics(std::move(body), backend); }, mend);
}

} // namespace signalbox::jaeger
