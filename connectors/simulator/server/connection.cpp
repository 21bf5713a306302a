// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/connection.h"

#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace signalbox::simulator {

namespace {

constexpr qint64 writeAhead = 256 * 1024;
constexpr qint64 readAhead = 256 * 1024;
constexpr std::chrono::seconds idleTime{75};

Reply errorReply(int status)
{
    Reply reply;
    reply.status = status;
    reply.contentType = "text/plain; charset=utf-8";
    reply.body = QByteArray::number(status) + ' ' + reasonPhrase(status) + '\n';
    return reply;
}

} // namespace

Connection::Connection(QTcpSocket* socket, const ServerContext& context, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_context(context)
    , m_parser(context.limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(readAhead);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::onReadyRead);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::pump);
    connect(m_socket, &QTcpSocket::disconnected, this, &Connection::end);
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleTime);
    connect(&m_idle, &QTimer::timeout, this, &Connection::end);
    m_idle.start();
    m_drip.setInterval(std::chrono::seconds(1));
    connect(&m_drip, &QTimer::timeout, this, &Connection::drip);
}

void Connection::onReadyRead()
{
    if (m_busy) // what is pipelined waits in the socket's bounded buffer
        return;
    m_idle.start();
    processRequests();
}

void Connection::processRequests()
{
    while (!m_busy && m_socket) {
        switch (m_parser.advance()) {
        case RequestParser::State::NeedMore:
            if (m_parser.takeExpectation())
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            if (m_socket->bytesAvailable() == 0)
                return;
            m_parser.feed(m_socket->read(readAhead));
            break;
        case RequestParser::State::Failed:
            m_keepAlive = false;
            begin(plainReply(errorReply(m_parser.failureStatus()), m_context.clock->now(), false));
            return;
        case RequestParser::State::Ready:
            m_keepAlive = m_parser.keepAlive();
            answer(m_parser.take());
            break;
        }
    }
}

void Connection::answer(const Request& request)
{
    const Faults faults = m_context.faults ? m_context.faults->of(m_context.name) : Faults{};
    // A late answer or a wrong clock does not keep anyone from a WebSocket; the other faults hit its
    // handshake.
    const bool answers =
        faults.wire == Faults::Wire::Normal && faults.body == Faults::Body::Whole && faults.status == 0;
    if (answers && upgrade(request))
        return;
    begin(respond(request, m_context.handler, faults, m_context.random, m_context.clock->now(), m_keepAlive));
}

bool Connection::upgrade(const Request& request)
{
    const QByteArray key = request.header("sec-websocket-key");
    if (!m_context.webSocketHandler || key.isEmpty() || request.method != "GET" ||
        request.header("upgrade").toLower() != "websocket")
        return false;
    UpgradeAnswer decision = m_context.webSocketHandler(request);
    if (decision.refusal) {
        begin(plainReply(*decision.refusal, m_context.clock->now(), m_keepAlive));
        return true;
    }
    if (!decision.accepted)
        return false;
    m_socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Accept: " +
                    websocket::acceptFor(key) + "\r\n\r\n");
    m_socket->disconnect(this);
    m_idle.stop();
    auto* socket = std::exchange(m_socket, nullptr);
    decision.accepted(new WebSocket(socket, m_parser.takeRest(), parent()));
    deleteLater();
    return true;
}

void Connection::begin(Outgoing outgoing)
{
    m_busy = true;
    m_idle.stop();
    m_sent = 0;
    m_outgoing = std::move(outgoing);
    if (m_outgoing.wire == Faults::Wire::Hang)
        return;
    if (m_outgoing.delay.count() > 0)
        QTimer::singleShot(m_outgoing.delay, this, [this] {
            m_outgoing.delay = {};
            pump();
        });
    else
        QMetaObject::invokeMethod(this, &Connection::pump,
                                  Qt::QueuedConnection); // never recurse over a pipeline
}

void Connection::pump()
{
    if (!m_busy || !m_socket || m_outgoing.wire == Faults::Wire::Hang || m_outgoing.delay.count() > 0 ||
        m_drip.isActive())
        return;
    const qsizetype headSize = m_outgoing.head.size();
    const bool resets = m_outgoing.wire == Faults::Wire::Reset;
    const bool drips = m_outgoing.wire == Faults::Wire::Drip;
    // A reset comes in the middle of the body, a drip begins behind the head.
    const qsizetype end = headSize + (resets  ? m_outgoing.body.size() / 2
                                      : drips ? 0
                                              : m_outgoing.body.size());
    while (m_sent < end && m_socket->bytesToWrite() < writeAhead) {
        const bool inHead = m_sent < headSize;
        const QByteArray& part = inHead ? m_outgoing.head : m_outgoing.body;
        const qsizetype from = inHead ? m_sent : m_sent - headSize;
        const qsizetype stop = inHead ? headSize : end - headSize;
        const qsizetype size = std::min<qsizetype>(stop - from, 64 * 1024);
        m_socket->write(part.constData() + from, size);
        m_sent += size;
    }
    if (m_sent < end || (resets && m_socket->bytesToWrite() > 0))
        return;
    if (resets)
        resetConnection();
    else if (drips)
        m_drip.start();
    else
        finishAnswer();
}

void Connection::drip()
{
    const qsizetype at = m_sent - m_outgoing.head.size();
    if (at < m_outgoing.body.size()) {
        m_socket->write(m_outgoing.body.constData() + at, 1);
        ++m_sent;
        return;
    }
    m_drip.stop();
    finishAnswer();
}

void Connection::finishAnswer()
{
    m_busy = false;
    m_outgoing = {};
    if (!m_keepAlive) {
        m_socket->disconnectFromHost();
        return;
    }
    m_idle.start();
    processRequests();
}

void Connection::resetConnection()
{
#ifdef Q_OS_UNIX
    // With a linger time of zero the kernel sends RST instead of FIN.
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
#endif
    m_socket->abort();
}

void Connection::end()
{
    m_busy = true;
    m_drip.stop();
    deleteLater();
}

} // namespace signalbox::simulator
