// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/attempt.h"
#include "connectors/http/credentials.h"

#include <memory>

namespace signalbox::http {

struct ClientState;

/// What happens at one place of the bulkhead: an attempt, and those that belong to it at once, without a
/// wait: redirects within the same origin, and GET after a refused form. Destroying it closes the socket.
class Exchange : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostRedirects = 5;

    /// `done` is called once and may destroy the exchange.
    Exchange(ClientState* state, const Request& request, const Credentials& credentials,
             std::function<void(Outcome)> done, QObject* parent);
    ~Exchange() override;

private:
    void begin(const QUrl& url);
    void took(Outcome outcome);
    [[nodiscard]] bool fallsBackToGet(const Outcome& outcome) const;
    [[nodiscard]] QNetworkReply* sent(const QUrl& url, QNetworkAccessManager& network);
    [[nodiscard]] bool usesGet() const;
    /// Tells the environment's watcher, if there is one.
    void report(int status, const QString& problem) const;

    ClientState* m_state;
    const Request& m_request;
    const Credentials& m_credentials;
    std::function<void(Outcome)> m_done;
    std::unique_ptr<Attempt> m_attempt;
    QString m_shown; ///< the attempt under way, for report()
    Duration m_begun{0};
    int m_redirects = 0;
    bool m_fellBack = false;
};

} // namespace signalbox::http
