// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>

namespace signalbox::simulator {

/// A socket that keeps all it received, to look at the very bytes of a server. Needs the test's event loop.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    }
    void send(const QByteArray& bytes) { socket.write(bytes); }
    [[nodiscard]] bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    /// The header's value in what came so far.
    [[nodiscard]] QByteArray header(const QByteArray& name) const
    {
        const qsizetype at = received.indexOf("\r\n" + name + ": ");
        if (at < 0)
            return {};
        const qsizetype from = at + name.size() + 4;
        return received.mid(from, received.indexOf("\r\n", from) - from);
    }
    [[nodiscard]] QByteArray body() const
    {
        const qsizetype at = received.indexOf("\r\n\r\n");
        return at < 0 ? QByteArray() : received.sliced(at + 4);
    }
    [[nodiscard]] bool isComplete() const
    {
        return received.contains("\r\n\r\n") && body().size() == header("Content-Length").toLongLong();
    }

    QTcpSocket socket;
    QByteArray received;
};

} // namespace signalbox::simulator
