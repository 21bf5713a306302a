// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/health.h"
#include "connectors/http/message.h"
#include "models/base/clock.h"
#include "models/base/pending.h"
#include "models/profile/profile.h"

#include <QObject>

#include <memory>

namespace signalbox::http {

class SecretReader;

/// What every client of a backend needs from outside. The pointers are borrowed and outlive the clients.
struct Environment
{
    const Clock* clock = nullptr;
    Random random;
    SecretReader* secrets = nullptr;
    QThreadPool* pool = nullptr; ///< for parsers
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
    /// the first 200 cleaned bytes of the answer, and whose `detail` holds more of it. HTML where other
    /// content was due and a redirect to another host are Http errors that ask "login page?".
    /// Cancelling the future closes the socket.
    [[nodiscard]] QFuture<Result<Response>> send(Request request);

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
