// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/exchange.h"
#include "connectors/http/gate.h"
#include "models/base/pending.h"

#include <QDeadlineTimer>

namespace signalbox::http {

struct ClientState;

/// One question on its way, and all who wait for its answer: the deadline of each taker, the credentials,
/// the retries, each through the gate. The last taker who leaves takes the socket down.
class Call : public QObject
{
    Q_OBJECT

public:
    Call(ClientState* state, Gate::Id id, Request request, QObject* parent);
    /// Whoever still waits sees Cancelled.
    ~Call() override;

    [[nodiscard]] Gate::Id id() const { return m_id; }
    [[nodiscard]] const QByteArray& identity() const { return m_identity; }

    /// One more taker, with its own deadline, priority and key of supersession.
    void join(const Pending<Response>& pending, const Request& request);
    void start();

    /// The same question, so that one answer serves both; empty for what must not be shared.
    [[nodiscard]] static QByteArray identityOf(const Request& request);

Q_SIGNALS:
    /// Nobody waits any more: the call can go. The last thing that it says.
    void over();

private:
    struct Taker
    {
        int number = 0;
        Pending<Response> pending;
        QDeadlineTimer until;
        std::chrono::milliseconds limit{0};
    };

    void proceed();
    void entered(Result<Gate::Ticket> ticket);
    void took(Outcome outcome);
    void observe(const Outcome& outcome);
    void finish(const Result<Response>& result);
    void lose(int taker);
    void deadlinePassed(int taker);
    /// Closes what is open; `late`: because the backend was too slow, which is a strike.
    void withdraw(const std::optional<Error>& late);
    [[nodiscard]] Duration remaining() const;

    ClientState* m_state;
    Gate::Id m_id;
    Request m_request;
    QByteArray m_identity;
    Credentials m_credentials;
    QFuture<Result<Credentials>> m_gathering;
    std::vector<Taker> m_takers;
    int m_lastTaker = 0;
    int m_attemptsMade = 0;
    std::optional<Error> m_lastError;
    std::optional<Gate::Ticket> m_ticket; ///< while at a place
    std::unique_ptr<Exchange> m_exchange;
    QTimer m_backoff;
};

} // namespace signalbox::http
