// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/websocket.h"

#include <QTcpSocket>

namespace signalbox::simulator {

using websocket::Opcode;

WebSocket::WebSocket(QTcpSocket* socket, const QByteArray& rest, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
{
    m_socket->setParent(this);
    m_reader.feed(rest);
    connect(m_socket, &QTcpSocket::readyRead, this, &WebSocket::onReadyRead);
    connect(m_socket, &QTcpSocket::disconnected, this, &WebSocket::onDisconnected);
    m_ping.setInterval(std::chrono::seconds(1));
    connect(&m_ping, &QTimer::timeout, this, [this] { write(Opcode::Ping, {}); });
    m_ping.start();
    // After the one who asked for this socket has connected to its signals.
    QMetaObject::invokeMethod(this, &WebSocket::onReadyRead, Qt::QueuedConnection);
}

void WebSocket::write(Opcode opcode, const QByteArray& payload)
{
    if (!m_gone && m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(websocket::encoded(opcode, payload));
}

void WebSocket::sendText(const QByteArray& utf8)
{
    if (!m_closing)
        write(Opcode::Text, utf8);
}

void WebSocket::close(int code, const QByteArray& reason)
{
    if (std::exchange(m_closing, true))
        return;
    m_ping.stop();
    write(Opcode::Close, websocket::closePayload(code, reason));
    QTimer::singleShot(std::chrono::seconds(1), this, [this] { m_socket->abort(); });
}

void WebSocket::abort()
{
    m_socket->abort();
}

qint64 WebSocket::bufferedBytes() const
{
    return m_socket->bytesToWrite();
}

void WebSocket::onReadyRead()
{
    m_reader.feed(m_socket->readAll());
    websocket::Frame frame;
    while (!m_gone) {
        const auto state = m_reader.next(frame);
        if (state == websocket::FrameReader::State::NeedMore)
            return;
        if (state == websocket::FrameReader::State::Failed) {
            close(m_reader.closeCode(), "malformed frame");
            return;
        }
        onFrame(frame);
    }
}

void WebSocket::onFrame(const websocket::Frame& frame)
{
    switch (frame.opcode) {
    case Opcode::Ping:
        write(Opcode::Pong, frame.payload);
        return;
    case Opcode::Pong:
        return;
    case Opcode::Close:
        if (!std::exchange(m_closing, true)) {
            m_ping.stop();
            write(Opcode::Close, frame.payload.left(2));
        }
        m_socket->disconnectFromHost();
        return;
    case Opcode::Text:
    case Opcode::Binary:
    case Opcode::Continuation:
        m_message.append(frame.payload);
        if (m_message.size() > websocket::FrameReader::maxPayload)
            close(1009, "message too big");
        else if (frame.final)
            Q_EMIT textReceived(std::exchange(m_message, QByteArray()));
        return;
    }
}

void WebSocket::onDisconnected()
{
    if (std::exchange(m_gone, true))
        return;
    m_ping.stop();
    Q_EMIT closed();
    deleteLater();
}

} // namespace signalbox::simulator
