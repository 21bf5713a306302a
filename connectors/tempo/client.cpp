// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tempo/client.h"

#include "connectors/tempo/parser.h"
#include "connectors/tempo/query.h"
#include "connectors/tracing/parser.h"

namespace signalbox::tempo {

using namespace tracing;

namespace {

bool isMissing(const Error& error)
{
    return error.kind == ErrorKind::Http && error.httpStatus == 404;
}

} // namespace

Client::Client(http::HttpClient* http, QObject* parent)
    : TraceBackend(http, parent)
{
}

// Its errors are plain text.
Error Client::mended(Error error)
{
    const QString words = cleaned(QStringView(error.detail), 300).trimmed();
    const bool isText =
        !words.isEmpty() && !words.startsWith(QLatin1Char('<')) && !words.startsWith(QLatin1Char('{'));
    if (error.kind == ErrorKind::Http && isText)
        error.what =
            QStringLiteral("%1 answered %2: %3").arg(name(), QString::number(error.httpStatus), words);
    return error;
}

Client::Abilities Client::abilities() const
{
    return {.needsService = false,
            .dependencies = false,
            .lightSearch = true,
            .emptyHint =
                QStringLiteral("Tempo answered, and found none. Traces of the last half minute may not be "
                               "searchable yet, and some just older may be missed: an id always finds its "
                               "trace.")};
}

QFuture<Result<QString>> Client::probe()
{
    Pending<QString> pending;
    const auto asked = ask<QString>(query::buildInfo(), [backend = name()](QByteArray body) {
        return parseBuildInfo(std::move(body), backend);
    });
    pending.cancelsAlso(asked);
    whenReady(asked, this, [this, pending](Result<QString> version) {
        if (version || !isMissing(version.error())) {
            pending.finish(std::move(version));
            return;
        }
        // A gateway may hide it: the names of the services are the next best proof.
        const auto names = services();
        pending.cancelsAlso(names);
        whenReady(names, this, [pending](Result<QStringList> got) {
            pending.finish(got ? Result<QString>(QString()) : failure(std::move(got.error())));
        });
    });
    return pending.future();
}

QFuture<Result<QStringList>> Client::services()
{
    Pending<QStringList> pending;
    const auto parse = [backend = name()](QByteArray body) { return parseValues(std::move(body), backend); };
    const auto newer = ask<QStringList>(query::services(true), parse);
    pending.cancelsAlso(newer);
    whenReady(newer, this, [this, pending, parse](Result<QStringList> got) {
        if (got || !isMissing(got.error()))
            pending.finish(std::move(got));
        else
            pass(ask<QStringList>(query::services(false), parse), pending);
    });
    return pending.future();
}

QFuture<Result<std::vector<Operation>>> Client::operations(const QString& service,
                                                           const QString& /*spanKind*/)
{
    using Operations = std::vector<Operation>;
    const auto parse = [backend = name()](QByteArray body) -> Result<Operations> {
        const Result<QStringList> names = parseValues(std::move(body), backend);
        if (!names)
            return failure(names.error());
        Operations operations;
        for (const QString& one : *names)
            operations.push_back({.name = one, .kind = {}});
        return operations;
    };
    // Servers before 2.1 do not tell: then there is nothing to choose from, and a name can still be typed.
    return ask<Operations>(query::operations(service), parse, [this](Error error) -> Result<Operations> {
        if (isMissing(error))
            return Operations();
        return failure(mended(std::move(error)));
    });
}

QFuture<Result<SearchResult>> Client::search(const SearchQuery& query)
{
    if (const QString problem = query::problemOf(query); !problem.isEmpty())
        return readyResult<SearchResult>(
            failure({.kind = ErrorKind::Invalid, .what = problem, .detail = {}}));
    const bool isLong = query.end - query.start > query::longestRange;
    const Instant start = isLong ? query.end - query::longestRange + std::chrono::seconds(1) : query.start;
    return ask<SearchResult>(
        query::search(query, start),
        [backend = name(), limit = query.limit, isLong](QByteArray body) -> Result<SearchResult> {
            Result<SearchResult> found = parseSearch(std::move(body), backend, limit);
            if (found && isLong)
                found->notes.append(
                    QStringLiteral("Tempo searches a week at once: the last week of the range."));
            return found;
        });
}

QFuture<Result<Client::Found>> Client::lookUp(const TraceId& id, const TraceOptions& options, bool v2)
{
    http::Request request = query::trace(id.toHex(), v2);
    request.priority = options.priority;
    const auto parse = [backend = name(), id](QByteArray body) -> Result<Found> {
        const Result<ParsedTraces> found = parseTraces(std::move(body), backend);
        if (!found)
            return failure(found.error());
        return pickTrace(*found, id);
    };
    return ask<Found>(std::move(request), parse);
}

QFuture<Result<Client::Found>> Client::trace(const TraceId& id, const TraceOptions& options)
{
    if (id.isNull())
        return readyResult<Found>(
            failure({.kind = ErrorKind::Invalid,
                     .what = QStringLiteral("An id of zeros only means that there is no trace."),
                     .detail = {}}));
    Pending<Found> pending;
    const auto finish = [this, pending, id](Result<Found> got, const QString& where) {
        const bool isGone = got ? !*got : isMissing(got.error());
        pending.finish(isGone ? Result<Found>(failure(noSuchTrace(name(), id, where))) : std::move(got));
    };
    const auto newer = lookUp(id, options, true);
    pending.cancelsAlso(newer);
    whenReady(newer, this, [this, pending, finish, id, options](Result<Found> got) {
        // Versions before 2.7 lack the call: only the older one can say then that there is no such trace.
        if (got || !isMissing(got.error())) {
            finish(std::move(got), QStringLiteral("/api/v2/traces"));
            return;
        }
        const auto older = lookUp(id, options, false);
        pending.cancelsAlso(older);
        whenReady(older, this,
                  [finish](Result<Found> last) { finish(std::move(last), QStringLiteral("/api/traces")); });
    });
    return pending.future();
}

QFuture<Result<std::vector<Dependency>>> Client::dependencies(Instant /*end*/, Duration /*lookback*/)
{
    return readyResult<std::vector<Dependency>>(std::vector<Dependency>());
}

} // namespace signalbox::tempo
