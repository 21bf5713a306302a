// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/backend.h"

#include <QThreadPool>

namespace signalbox::tracing {

TraceBackend::TraceBackend(http::HttpClient* http, QObject* parent)
    : QObject(parent)
    , m_http(http)
{
}

QThreadPool* TraceBackend::pool() const
{
    QThreadPool* const given = m_http->environment().pool;
    return given ? given : QThreadPool::globalInstance();
}

bool isNotFound(const Error& error)
{
    return error.kind == ErrorKind::Invalid && error.httpStatus == 404;
}

std::shared_ptr<const Trace> pickTrace(const ParsedTraces& found, const TraceId& id)
{
    for (const auto& trace : found.traces) {
        if (trace->id().weaklyEquals(id))
            return trace;
    }
    return nullptr;
}

Error noSuchTrace(const QString& backend, const TraceId& id, const QString& where)
{
    return {.kind = ErrorKind::Invalid,
            .what =
                QStringLiteral("%1 has no trace %2. It was asked at %3. The trace may not be stored yet, may "
                               "have been sampled away, or may be older than what the server keeps.")
                    .arg(backend, id.toShortHex(), where),
            .detail = {},
            .httpStatus = 404};
}

} // namespace signalbox::tracing
