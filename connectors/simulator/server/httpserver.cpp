// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/httpserver.h"

#include "connectors/simulator/server/connection.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <random>

namespace signalbox::simulator {

namespace {

Random seededRandom(std::uint64_t seed)
{
    return [engine = std::mt19937_64(seed)]() mutable {
        return static_cast<double>(engine() >> 11U) * 0x1.0p-53;
    };
}

} // namespace

HttpServer::HttpServer(ServerOptions options, Handler handler, QObject* parent)
    : QObject(parent)
    , m_context(std::make_unique<ServerContext>())
    , m_listener(new QTcpServer(this))
    , m_clients(new QObject(this))
{
    static const SystemClock systemClock;
    m_context->name = options.name;
    m_context->clock = options.clock ? options.clock : &systemClock;
    m_context->faults = options.faults;
    m_context->limits = options.limits;
    m_context->handler = std::move(handler);
    m_context->random = seededRandom(options.seed);
    connect(m_listener, &QTcpServer::newConnection, this, &HttpServer::onNewConnection);
}

HttpServer::~HttpServer()
{
    delete m_clients; // before the context that connections refer to
}

void HttpServer::setWebSocketHandler(WebSocketHandler handler)
{
    m_context->webSocketHandler = std::move(handler);
}

Result<quint16> HttpServer::listen(quint16 port)
{
    if (!m_listener->listen(QHostAddress::LocalHost, port))
        return failure(
            {.kind = ErrorKind::Network,
             .what = QStringLiteral("The simulated %1 cannot listen on port %2 of this machine: %3. "
                                    "Give another port, or 0 for a free one.")
                         .arg(m_context->name)
                         .arg(port)
                         .arg(m_listener->errorString()),
             .detail = {}});
    return m_listener->serverPort();
}

void HttpServer::close()
{
    m_listener->close();
    delete m_clients;
    m_clients = new QObject(this);
}

quint16 HttpServer::port() const
{
    return m_listener->serverPort();
}

QString HttpServer::baseUrl() const
{
    return m_listener->isListening() ? QStringLiteral("http://127.0.0.1:%1").arg(port()) : QString();
}

int HttpServer::connectionCount() const
{
    return static_cast<int>(m_clients->children().size());
}

void HttpServer::onNewConnection()
{
    while (QTcpSocket* socket = m_listener->nextPendingConnection()) {
        if (connectionCount() >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        new Connection(socket, *m_context, m_clients);
    }
}

} // namespace signalbox::simulator
