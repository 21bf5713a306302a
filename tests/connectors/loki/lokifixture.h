// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "connectors/loki/client.h"

#include <QThreadPool>

namespace signalbox::loki::test {

inline profile::Backend backendAt(const QUrl& url)
{
    profile::Backend backend;
    backend.name = QStringLiteral("logs");
    backend.kind = profile::BackendKind::Loki;
    backend.url = url;
    backend.tenant = QStringLiteral("team-a");
    backend.limits.attempts = 1;
    backend.limits.breakerFailures = 1000;
    backend.limits.connectTimeout = std::chrono::milliseconds(2000);
    return backend;
}

/// A client with all that it needs from outside.
struct Bench
{
    explicit Bench(const profile::Backend& backend)
        : http(backend, {.clock = &clock, .random = [] { return 0.1; }, .secrets = &secrets, .pool = &pool})
        , client(&http)
    {
    }

    SystemClock clock;
    http::SecretReader secrets;
    QThreadPool pool;
    http::HttpClient http;
    Client client;
};

/// What a future brought, once it has.
template <typename T>
class Taken : public QObject
{
public:
    explicit Taken(const QFuture<Result<T>>& future)
    {
        whenReady(future, this, [this](Result<T> r) { result = std::move(r); });
    }
    [[nodiscard]] bool isDone() const { return result.has_value(); }

    std::optional<Result<T>> result;
};

} // namespace signalbox::loki::test
