// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/requestparser.h"
#include "connectors/simulator/server/responder.h"
#include "connectors/simulator/server/websocket.h"

#include <QObject>
#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace signalbox::simulator {

/// What all connections of one server share. Outlives them.
struct ServerContext
{
    QString name;
    const Clock* clock = nullptr;
    const FaultBoard* faults = nullptr; ///< null: always healthy
    RequestLimits limits;
    Handler handler;
    WebSocketHandler webSocketHandler; ///< may be empty
    Random random;
};

/// One client: reads requests one by one, answers each before it looks at the next, and hands the socket
/// over when it becomes a WebSocket. Writes as fast as the reader takes it and never waits.
class Connection : public QObject
{
    Q_OBJECT

public:
    Connection(QTcpSocket* socket, const ServerContext& context, QObject* parent);

private:
    void onReadyRead();
    void processRequests();
    void answer(const Request& request);
    [[nodiscard]] bool upgrade(const Request& request);
    void begin(Outgoing outgoing);
    void pump();
    void drip();
    void finishAnswer();
    void resetConnection();
    void end();

    QTcpSocket* m_socket;
    const ServerContext& m_context;
    RequestParser m_parser;
    Outgoing m_outgoing;
    qsizetype m_sent = 0; ///< of head and body together
    bool m_busy = false;  ///< an answer is on its way
    bool m_keepAlive = true;
    QTimer m_idle;
    QTimer m_drip;
};

} // namespace signalbox::simulator
