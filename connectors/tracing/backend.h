// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "connectors/tracing/types.h"
#include "models/base/pending.h"

#include <QObject>

namespace signalbox::tracing {

struct TraceOptions
{
    bool raw = false; ///< without the server's adjustments: times as in the logs, ids as they were sent
    http::Priority priority = http::Priority::Interactive;
};

/// True for the Error of TraceBackend::trace() that means: the server was asked, and it has no such trace.
[[nodiscard]] bool isNotFound(const Error& error);

/// A server of traces, whatever its kind. This is all that a third kind has to bring: names to choose from, a
/// search, one trace whole, and what calls what if it knows; in our own values, with sentences for what it
/// left out. Parsing happens on the environment's pool. Must not interpret bytes itself. Thread: that of the
/// HttpClient, which is borrowed. All futures: see whenReady().
class TraceBackend : public QObject
{
    Q_OBJECT

public:
    TraceBackend(http::HttpClient* http, QObject* parent);

    /// What a person should know before they ask.
    struct Abilities
    {
        bool needsService = true;  ///< a search is within one service
        bool dependencies = false; ///< it can tell who calls whom
        bool lightSearch = false;  ///< it answers a search with summaries, not with whole traces
        QString emptyHint;         ///< why "nothing found" may not mean "nothing there"
    };
    [[nodiscard]] virtual Abilities abilities() const = 0;

    /// Sorted by name.
    [[nodiscard]] virtual QFuture<Result<QStringList>> services() = 0;
    /// Sorted by name, then kind.
    [[nodiscard]] virtual QFuture<Result<std::vector<Operation>>> operations(const QString& service,
                                                                             const QString& spanKind) = 0;
    [[nodiscard]] virtual QFuture<Result<SearchResult>> search(const SearchQuery& query) = 0;
    /// See isNotFound().
    [[nodiscard]] virtual QFuture<Result<std::shared_ptr<const Trace>>>
    trace(const TraceId& id, const TraceOptions& options) = 0;
    [[nodiscard]] QFuture<Result<std::shared_ptr<const Trace>>> trace(const TraceId& id)
    {
        return trace(id, TraceOptions{});
    }
    /// An empty list when it cannot tell.
    [[nodiscard]] virtual QFuture<Result<std::vector<Dependency>>> dependencies(Instant end,
                                                                                Duration lookback) = 0;

    [[nodiscard]] const QString& name() const { return m_http->backend().name; }

protected:
    [[nodiscard]] http::HttpClient* http() const { return m_http; }
    [[nodiscard]] QThreadPool* pool() const;
    /// A failure in the words of the server.
    [[nodiscard]] virtual Error mended(Error error) = 0;

    /// Sends and parses on the pool. Failures of the sending go through `mend` first.
    template <typename T, typename Parse, typename Mend>
    QFuture<Result<T>> ask(http::Request request, Parse parse, Mend mend)
    {
        Pending<T> pending;
        const auto sent = m_http->send(std::move(request));
        pending.cancelsAlso(sent);
        whenReady(sent, this, [this, pending, parse, mend](Result<http::Response> got) {
            if (!got) {
                pending.finish(mend(std::move(got.error())));
                return;
            }
            pass<T>(runOnPool(pool(), [parse, body = std::move(
                                                  got->body)]() mutable { return parse(std::move(body)); }),
                    pending);
        });
        return pending.future();
    }
    template <typename T, typename Parse>
    QFuture<Result<T>> ask(http::Request request, Parse parse)
    {
        return ask<T>(std::move(request), std::move(parse),
                      [this](Error error) -> Result<T> { return failure(mended(std::move(error))); });
    }
    template <typename T>
    void pass(const QFuture<Result<T>>& from, const Pending<T>& to)
    {
        to.cancelsAlso(from);
        whenReady(from, this, [to](Result<T> result) { to.finish(std::move(result)); });
    }

private:
    http::HttpClient* m_http;
};

/// Of the answered traces the one that was asked for; null when there is none.
[[nodiscard]] std::shared_ptr<const Trace> pickTrace(const ParsedTraces& found, const TraceId& id);

/// The failure that isNotFound() knows. `where` is what was asked.
[[nodiscard]] Error noSuchTrace(const QString& backend, const TraceId& id, const QString& where);

} // namespace signalbox::tracing
