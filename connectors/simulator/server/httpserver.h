// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/requestparser.h"
#include "connectors/simulator/server/websocket.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <QObject>

#include <memory>

QT_FORWARD_DECLARE_CLASS(QTcpServer)

namespace signalbox::simulator {

class FaultBoard;
struct ServerContext;

struct ServerOptions
{
    QString name;                       ///< of the backend: its row on the board of faults
    const Clock* clock = nullptr;       ///< for the Date header; outlives the server
    const FaultBoard* faults = nullptr; ///< outlives the server; null: always healthy
    RequestLimits limits{};
    std::uint64_t seed = 1; ///< of everything random in the faults
};

/// One simulated backend on a loopback port: HTTP/1.1 with keep-alive and pipelining, and WebSocket on the
/// same port. Lives, with its handlers, in the thread that made it. Must never listen beyond loopback.
class HttpServer : public QObject
{
    Q_OBJECT

public:
    HttpServer(ServerOptions options, Handler handler, QObject* parent = nullptr);
    ~HttpServer() override;

    void setWebSocketHandler(WebSocketHandler handler);
    /// Port 0 takes a free one. Returns the port.
    Result<quint16> listen(quint16 port = 0);
    /// Stops listening and drops every connection, open WebSockets too, as a killed server does.
    void close();
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT", empty while closed.
    [[nodiscard]] QString baseUrl() const;
    [[nodiscard]] int connectionCount() const;

    static constexpr int maxConnections = 512;

private:
    void onNewConnection();

    std::unique_ptr<ServerContext> m_context;
    QTcpServer* m_listener;
    QObject* m_clients; ///< parent of all connections and WebSockets
};

} // namespace signalbox::simulator
