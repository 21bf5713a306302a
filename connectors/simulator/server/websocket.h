// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"
#include "connectors/simulator/server/websocketframes.h"

#include <QObject>
#include <QTimer>

#include <optional>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace signalbox::simulator {

/// The server's end of one WebSocket, after the handshake. Pings every second as Loki does, answers pings,
/// and deletes itself after closed(). A reader that is too slow is the caller's affair: look at
/// bufferedBytes() before sending.
class WebSocket : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket over; `rest` is what came behind the handshake.
    WebSocket(QTcpSocket* socket, const QByteArray& rest, QObject* parent);

    void sendText(const QByteArray& utf8);
    /// Says goodbye with this code; closed() follows when the peer answered or after a second.
    void close(int code, const QByteArray& reason);
    /// Ends the connection without a word, as a crash would.
    void abort();
    [[nodiscard]] qint64 bufferedBytes() const;

Q_SIGNALS:
    void textReceived(const QByteArray& utf8);
    void closed();

private:
    void onReadyRead();
    void onFrame(const websocket::Frame& frame);
    void onDisconnected();
    void write(websocket::Opcode opcode, const QByteArray& payload);

    QTcpSocket* m_socket;
    websocket::FrameReader m_reader;
    QByteArray m_message;
    QTimer m_ping;
    bool m_closing = false;
    bool m_gone = false;
};

/// What a backend answers to a request for an upgrade: a refusal in plain HTTP, or what to do with the
/// open socket. Neither: the request goes to the ordinary handler.
struct UpgradeAnswer
{
    std::optional<Reply> refusal;
    std::function<void(WebSocket*)> accepted;
};
using WebSocketHandler = std::function<UpgradeAnswer(const Request&)>;

} // namespace signalbox::simulator
