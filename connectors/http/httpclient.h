// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/credentials.h"
#include "connectors/http/health.h"
#include "connectors/http/message.h"
#include "models/base/clock.h"
#include "models/base/pending.h"
#include "models/profile/profile.h"

#include <QObject>

#include <functional>
#include <memory>

namespace signalbox::http {

class SecretReader;

/// One request as it went over the wire and what came of it, for who wants to watch. Holds no secret.
struct AttemptReport
{
    QString backend;
    QString request; ///< method, URL, and the form if there was one
    int status = 0;  ///< 0: no answer
    Duration latency{0};
    QString problem; ///< empty after a success
};

/// What every client of a backend needs from outside. The pointers are borrowed and outlive the clients.
struct Environment
{
    const Clock* clock = nullptr;
    Random random;
    SecretReader* secrets = nullptr;
    QThreadPool* pool = nullptr;                          ///< for parsers
    std::function<void(const AttemptReport&)> watch = {}; ///< called after each attempt, if set
};

/// Talks to one backend: deadline → retry → breaker → bulkhead → attempt, outermost first. Knows HTTP,
/// credentials and patience; must not know what any backend answers. Thread: GUI (or the only one).
class HttpClient : public QObject
{
    Q_OBJECT

public:
    HttpClient(profile::Backend backend, Environment environment, QObject* parent = nullptr);
    ~HttpClient() override;

    [[nodiscard]] const profile::Backend& backend() const;
    [[nodiscard]] const Environment& environment() const;

    /// 2xx is a Response. Any other status is Error{Http} whose `what` names the backend, the status and
    /// the first 200 characters of the answer, and whose `detail` is the answer itself and nothing else:
    /// cleaned, scrubbed of our secrets and cut at 4096 characters, so that a backend's client can parse its
    /// own envelope out of it (and, by status and body, tell "none found" from a failure). HTML where JSON
    /// was due and a redirect to another host are Http errors that ask "login page?".
    /// Equal repeatable requests under way are joined. Cancelling the future closes the socket, unless
    /// others wait for the same answer. No request outlives its deadline, retries and queue included.
    [[nodiscard]] QFuture<Result<Response>> send(Request request);

    /// The address of a path of this backend, for a WebSocket beside the requests; http(s) as in the profile.
    [[nodiscard]] QUrl url(const QString& path, const std::vector<Param>& params = {}) const;
    /// Headers and TLS settings for that WebSocket. Read for each connection, never kept.
    [[nodiscard]] QFuture<Result<Credentials>> credentials();

    /// State for the health lamp; a value. Changes are announced by healthChanged().
    [[nodiscard]] Health health() const;
    /// Forgets the breaker's state, so that the next request goes out ("retry now").
    void resetBreaker();

Q_SIGNALS:
    void healthChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox::http
