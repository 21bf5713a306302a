// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "tests/support/scriptedserver.h"

#include <QElapsedTimer>
#include <QTest>

namespace signalbox::http::test {

using signalbox::test::Received;
using signalbox::test::Reply;
using signalbox::test::ScriptedServer;
using signalbox::test::ServerTls;

/// A backend with short limits, so that a test of patience needs little of it.
inline profile::Backend backendAt(const QUrl& url)
{
    profile::Backend backend;
    backend.name = QStringLiteral("prom-eu");
    backend.kind = profile::BackendKind::Prometheus;
    backend.url = url;
    backend.limits.deadline = std::chrono::milliseconds(5000);
    backend.limits.connectTimeout = std::chrono::milliseconds(2000);
    return backend;
}

/// One client with all that it needs from outside.
struct Bench
{
    explicit Bench(const profile::Backend& backend, const Clock* clock = nullptr)
        : client(backend, {.clock = clock ? clock : &systemClock,
                           .random = [] { return 0.1; },
                           .secrets = &secrets,
                           .pool = nullptr})
    {
    }

    SystemClock systemClock;
    SecretReader secrets;
    HttpClient client;
};

/// Collects what a future brings, through the same door as the program.
class Taken : public QObject
{
    Q_OBJECT

public:
    explicit Taken(const QFuture<Result<Response>>& future)
        : m_future(future)
    {
        m_elapsed.start();
        whenReady(future, this, [this](Result<Response> r) {
            result = std::move(r);
            tookMs = m_elapsed.elapsed();
        });
    }

    void cancel() { m_future.cancel(); }
    [[nodiscard]] bool isDone() const { return result.has_value(); }
    [[nodiscard]] bool isOk() const { return result && *result; }
    [[nodiscard]] Error error() const
    {
        return result && !*result ? result->error() : Error{.what = {}, .detail = {}};
    }
    [[nodiscard]] const Response& response() const { return **result; }

    std::optional<Result<Response>> result;
    qint64 tookMs = -1;

private:
    QFuture<Result<Response>> m_future;
    QElapsedTimer m_elapsed;
};

inline Request get(const QString& path)
{
    Request request;
    request.path = path;
    return request;
}

} // namespace signalbox::http::test
