// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "connectors/jaeger/types.h"

#include <QObject>

#include <memory>
#include <optional>

namespace signalbox::jaeger {

struct TraceOptions
{
    bool raw = false; ///< without the server's adjustments: times as in the logs, ids as they were sent
    http::Priority priority = http::Priority::Interactive;
};

/// True for the Error of Client::trace() that means: the server was asked, and it has no such trace.
[[nodiscard]] bool isNotFound(const Error& error);

/// Asks one Jaeger query server, of version 1 or 2. What the server can do is found out once, by the
/// content of its answers, and asked again after an answer that does not fit. Must not interpret bytes:
/// parser.h does, on the pool. Thread: that of the HttpClient. All futures: see whenReady().
class Client : public QObject
{
    Q_OBJECT

public:
    /// `http` is borrowed and outlives the client.
    explicit Client(http::HttpClient* http, QObject* parent = nullptr);

    /// Asks anew. Fails only when the server answers none of the calls as a Jaeger would.
    [[nodiscard]] QFuture<Result<Capabilities>> probe();
    /// What the last probe found, if any.
    [[nodiscard]] const std::optional<Capabilities>& capabilities() const { return m_capabilities; }

    /// Sorted by name.
    [[nodiscard]] QFuture<Result<QStringList>> services();
    /// Sorted by name, then kind.
    [[nodiscard]] QFuture<Result<std::vector<Operation>>> operations(const QString& service,
                                                                     const QString& spanKind = {});
    [[nodiscard]] QFuture<Result<SearchResult>> search(const SearchQuery& query);
    /// Tries the spellings of the id one after the other; see isNotFound().
    [[nodiscard]] QFuture<Result<std::shared_ptr<const Trace>>> trace(const TraceId& id,
                                                                      const TraceOptions& options = {});
    [[nodiscard]] QFuture<Result<std::vector<Dependency>>> dependencies(Instant end, Duration lookback);
    [[nodiscard]] QFuture<Result<Metrics>> metrics(const MetricsQuery& query);

private:
    struct Probe;
    struct Lookup;

    /// Sends and parses on the pool. Failures of the sending go through `mend` first.
    template <typename T, typename Parse, typename Mend>
    QFuture<Result<T>> ask(http::Request request, Parse parse, Mend mend);
    template <typename T, typename Parse>
    QFuture<Result<T>> ask(http::Request request, Parse parse);
    /// Calls f(Capabilities) once they are known; a failed probe finishes `pending`.
    template <typename T, typename F>
    void withCapabilities(const Pending<T>& pending, F f);
    template <typename T>
    void pass(const QFuture<Result<T>>& from, const Pending<T>& to);

    void probeStep(const std::shared_ptr<Probe>& probe);
    void probeMetrics(const std::shared_ptr<Probe>& probe);
    QFuture<Result<SearchResult>> searchBy(const Capabilities& can, const SearchQuery& query);
    QFuture<Result<SearchResult>> searchHere(const SearchQuery& query);
    void lookUp(const std::shared_ptr<Lookup>& lookup);
    [[nodiscard]] Error mended(Error error);
    [[nodiscard]] QThreadPool* pool() const;
    [[nodiscard]] const QString& name() const;

    http::HttpClient* m_http;
    std::optional<Capabilities> m_capabilities;
};

} // namespace signalbox::jaeger
