// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/backend.h"

namespace signalbox::tempo {

/// Asks one Tempo. Searches by TraceQL; takes a trace by the newer call and, where that is missing, by the
/// older. Must not interpret bytes: parser.h does, on the pool.
class Client : public tracing::TraceBackend
{
    Q_OBJECT

public:
    /// `http` is borrowed and outlives the client.
    explicit Client(http::HttpClient* http, QObject* parent = nullptr);

    /// The version of the server; empty when it does not tell. Fails when it answers no call as Tempo would.
    [[nodiscard]] QFuture<Result<QString>> probe();

    [[nodiscard]] Abilities abilities() const override;
    [[nodiscard]] QFuture<Result<QStringList>> services() override;
    [[nodiscard]] QFuture<Result<std::vector<tracing::Operation>>>
    operations(const QString& service, const QString& spanKind = {}) override;
    [[nodiscard]] QFuture<Result<tracing::SearchResult>> search(const tracing::SearchQuery& query) override;
    using TraceBackend::trace;
    [[nodiscard]] QFuture<Result<std::shared_ptr<const Trace>>>
    trace(const TraceId& id, const tracing::TraceOptions& options) override;
    [[nodiscard]] QFuture<Result<std::vector<tracing::Dependency>>> dependencies(Instant end,
                                                                                 Duration lookback) override;

private:
    using Found = std::shared_ptr<const Trace>;
    [[nodiscard]] Error mended(Error error) override;
    /// Null for "not there".
    [[nodiscard]] QFuture<Result<Found>> lookUp(const TraceId& id, const tracing::TraceOptions& options,
                                                bool v2);
};

} // namespace signalbox::tempo
