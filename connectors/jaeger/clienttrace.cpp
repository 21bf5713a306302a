// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/clientsteps.h"
#include "connectors/jaeger/parser.h"
#include "connectors/jaeger/query.h"

namespace signalbox::jaeger {

/// One lookup on its way through the spellings of an id.
struct Client::Lookup
{
    Pending<std::shared_ptr<const Trace>> pending;
    TraceId id;
    TraceOptions options;
    bool v3 = false;
    QStringList spellings;
    qsizetype tried = 0;

    [[nodiscard]] Error notFound(const QString& backend) const
    {
        return noSuchTrace(backend, id,
                           QStringLiteral("%1 for %2")
                               .arg(v3 ? QStringLiteral("/api/v3/traces") : QStringLiteral("/api/traces"),
                                    spellings.join(QStringLiteral(", "))));
    }
};

namespace {

// Not there, as Jaeger says it: 404 with JSON; a spelling that it does not like: 400.
bool saysNotThere(const Error& error, bool firstSpelling)
{
    const bool isJson = error.detail.startsWith(QLatin1Char('{'));
    return error.kind == ErrorKind::Http &&
           ((error.httpStatus == 404 && (isJson || error.detail.isEmpty())) ||
            (error.httpStatus == 400 && isJson && !firstSpelling));
}

} // namespace

QFuture<Result<std::shared_ptr<const Trace>>> Client::trace(const TraceId& id, const TraceOptions& options)
{
    if (id.isNull())
        return readyResult<std::shared_ptr<const Trace>>(
            failure({.kind = ErrorKind::Invalid,
                     .what = QStringLiteral("An id of zeros only means that there is no trace."),
                     .detail = {}}));
    const auto lookup = std::make_shared<Lookup>();
    lookup->id = id;
    lookup->options = options;
    lookup->spellings = query::spellings(id);
    withCapabilities(lookup->pending, [this, lookup](const Capabilities& can) {
        lookup->v3 = can.v3;
        lookUp(lookup);
    });
    return lookup->pending.future();
}

void Client::lookUp(const std::shared_ptr<Lookup>& lookup)
{
    const QString& spelling = lookup->spellings.at(lookup->tried++);
    http::Request request = lookup->v3 ? query::v3Trace(spelling, lookup->options.raw)
                                       : query::legacyTrace(spelling, lookup->options.raw);
    request.priority = lookup->options.priority;
    // Null stands for "not there", on the way from here to the next spelling.
    using Found = std::shared_ptr<const Trace>;
    const auto parse = [backend = name(), id = lookup->id](QByteArray body) -> Result<Found> {
        const Result<ParsedTraces> found = parseTraces(std::move(body), backend);
        if (!found && found.error().kind == ErrorKind::Http && found.error().httpStatus == 404)
            return Found();
        if (!found)
            return failure(found.error());
        return pickTrace(*found, id);
    };
    const auto mend = [this, first = lookup->tried == 1](Error error) -> Result<Found> {
        if (saysNotThere(error, first))
            return Found();
        return failure(mended(std::move(error)));
    };
    const auto asked = ask<Found>(std::move(request), parse, mend);
    lookup->pending.cancelsAlso(asked);
    whenReady(asked, this, [this, lookup](Result<Found> found) {
        if (!found || *found)
            lookup->pending.finish(std::move(found));
        else if (lookup->tried < lookup->spellings.size() && !lookup->pending.isCancelled())
            lookUp(lookup);
        else
            lookup->pending.finish(failure(lookup->notFound(name())));
    });
}

} // namespace signalbox::jaeger
