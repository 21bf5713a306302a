// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/jaeger/types.h"
#include "connectors/tracing/backend.h"

#include <QObject>

#include <memory>
#include <optional>

namespace signalbox::jaeger {

/// Asks one Jaeger query server, of version 1 or 2. What the server can do is found out once, by the
/// content of its answers, and asked again after an answer that does not fit. Must not interpret bytes:
/// parser.h does, on the pool. Thread: that of the HttpClient. All futures: see whenReady().
class Client : public tracing::TraceBackend
{
    Q_OBJECT

public:
    /// `http` is borrowed and outlives the client.
    explicit Client(http::HttpClient* http, QObject* parent = nullptr);

    /// Asks anew. Fails only when the server answers none of the calls as a Jaeger would.
    [[nodiscard]] QFuture<Result<Capabilities>> probe();
    /// What the last probe found, if any.
    [[nodiscard]] const std::optional<Capabilities>& capabilities() const { return m_capabilities; }

    [[nodiscard]] Abilities abilities() const override;
    [[nodiscard]] QFuture<Result<QStringList>> services() override;
    [[nodiscard]] QFuture<Result<std::vector<Operation>>> operations(const QString& service,
                                                                     const QString& spanKind = {}) override;
    [[nodiscard]] QFuture<Result<SearchResult>> search(const SearchQuery& query) override;
    using TraceBackend::trace;
    /// Tries the spellings of the id one after the other.
    [[nodiscard]] QFuture<Result<std::shared_ptr<const Trace>>> trace(const TraceId& id,
                                                                      const TraceOptions& options) override;
    [[nodiscard]] QFuture<Result<std::vector<Dependency>>> dependencies(Instant end,
                                                                        Duration lookback) override;
    [[nodiscard]] QFuture<Result<Metrics>> metrics(const MetricsQuery& query);

private:
    struct Probe;
    struct Lookup;

    /// Calls f(Capabilities) once they are known; a failed probe finishes `pending`.
    template <typename T, typename F>
    void withCapabilities(const Pending<T>& pending, F f);

    void probeStep(const std::shared_ptr<Probe>& probe);
    void probeMetrics(const std::shared_ptr<Probe>& probe);
    QFuture<Result<SearchResult>> searchBy(const Capabilities& can, const SearchQuery& query);
    QFuture<Result<SearchResult>> searchHere(const SearchQuery& query);
    void lookUp(const std::shared_ptr<Lookup>& lookup);
    [[nodiscard]] Error mended(Error error) override;

    std::optional<Capabilities> m_capabilities;
};

} // namespace signalbox::jaeger
