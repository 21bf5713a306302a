// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedserver.h"

#include <QTimer>

namespace signalbox::test {

/// One accepted socket: reads requests one after the other and plays each reply, with its fault.
class ServerConnection : public QObject
{
    Q_OBJECT

public:
    /// Owns the socket.
    ServerConnection(QTcpSocket* socket, int number, QObject* parent);

    std::function<Reply(const Received&)> answer;
    std::function<void(const QByteArray&)> firstBytesSeen;

    void start();

Q_SIGNALS:
    void closed();

private:
    void readMore();
    [[nodiscard]] bool takeRequest(Received* out);
    void play(const Reply& reply);
    void playNow(const Reply& reply);
    void sendHead(const Reply& reply, const QByteArray& body);
    void drip();

    QTcpSocket* m_socket;
    int m_number;
    QByteArray m_in;
    QByteArray m_toDrip;
    QTimer m_timer;
    bool m_busy = false; ///< a reply is under way; pipelined bytes wait
    bool m_seenFirst = false;
};

} // namespace signalbox::test
