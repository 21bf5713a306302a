// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/serverconnection.h"

#include <QSslSocket>

#include <array>

#include <sys/socket.h>

namespace signalbox::test {

namespace {

std::uint32_t crc32(const QByteArray& data)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> t{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int k = 0; k < 8; ++k)
                c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
            t.at(i) = c;
        }
        return t;
    }();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : data)
        crc = table.at((crc ^ static_cast<unsigned char>(byte)) & 0xFFU) ^ (crc >> 8U);
    return ~crc;
}

QByteArray littleEndian(std::uint32_t v)
{
    QByteArray out;
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>((v >> shift) & 0xFFU);
    return out;
}

QByteArray chunk(const QByteArray& data)
{
    return QByteArray::number(data.size(), 16) + "\r\n" + data + "\r\n";
}

} // namespace

QByteArray gzipped(const QByteArray& data)
{
    // qCompress: four bytes of length, two of zlib header, the deflate stream, four of checksum.
    const QByteArray zlib = qCompress(data, 9);
    return QByteArray::fromHex("1f8b08000000000000ff") + zlib.mid(6, zlib.size() - 10) +
           littleEndian(crc32(data)) + littleEndian(static_cast<std::uint32_t>(data.size()));
}

ServerConnection::ServerConnection(QTcpSocket* socket, int number, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_number(number)
{
    m_socket->setParent(this);
    m_timer.setTimerType(Qt::PreciseTimer);
}

void ServerConnection::start()
{
    connect(m_socket, &QTcpSocket::readyRead, this, &ServerConnection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &ServerConnection::closed);
    // A handshake that fails leaves no "disconnected" behind when the peer went first.
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            Q_EMIT closed();
    });
    readMore();
}

void ServerConnection::readMore()
{
    m_in += m_socket->readAll();
    if (!m_seenFirst && !m_in.isEmpty()) {
        m_seenFirst = true;
        firstBytesSeen(m_in);
    }
    Received received;
    if (m_busy || !takeRequest(&received))
        return;
    m_busy = true;
    play(answer(received));
}

bool ServerConnection::takeRequest(Received* out)
{
    const qsizetype end = m_in.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const QList<QByteArray> lines = m_in.left(end).split('\n');
    const QList<QByteArray> first = lines.front().trimmed().split(' ');
    if (first.size() != 3)
        return false;
    Received received{
        .method = first.at(0), .target = first.at(1), .headers = {}, .body = {}, .connection = m_number};
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        received.headers.emplace_back(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = received.header("Content-Length").toLongLong();
    if (m_in.size() < end + 4 + length)
        return false;
    received.body = m_in.mid(end + 4, length);
    m_in.remove(0, end + 4 + length);
    *out = std::move(received);
    return true;
}

void ServerConnection::play(const Reply& reply)
{
    if (reply.delay.count() == 0) {
        playNow(reply);
        return;
    }
    QTimer::singleShot(reply.delay, Qt::PreciseTimer, this, [this, reply] { playNow(reply); });
}

void ServerConnection::sendHead(const Reply& reply, const QByteArray& body)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\n";
    if (!reply.contentType.isEmpty())
        head += "Content-Type: " + reply.contentType + "\r\n";
    for (const auto& [name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    if (reply.gzip)
        head += "Content-Encoding: gzip\r\n";
    if (reply.fault == Reply::Fault::CutOffChunked)
        head += "Transfer-Encoding: chunked\r\n";
    else if (reply.status != 204)
        head += "Content-Length: " + QByteArray::number(reply.contentLength.value_or(body.size())) + "\r\n";
    m_socket->write(head + "\r\n");
}

void ServerConnection::playNow(const Reply& reply)
{
    const QByteArray body = reply.gzip ? gzipped(reply.body) : reply.body;
    const QByteArray half = body.left(body.size() / 2);
    switch (reply.fault) {
    case Reply::Fault::None:
        sendHead(reply, body);
        m_socket->write(body);
        m_busy = false;
        QMetaObject::invokeMethod(this, &ServerConnection::readMore, Qt::QueuedConnection);
        return;
    case Reply::Fault::CloseBeforeReply:
        m_socket->disconnectFromHost();
        return;
    case Reply::Fault::ResetMidBody: {
        sendHead(reply, body);
        m_socket->write(half);
        m_socket->flush();
        // Zero linger makes the close a reset.
        const linger hard{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                     sizeof hard);
        QTimer::singleShot(20, this, [this] { m_socket->abort(); });
        return;
    }
    case Reply::Fault::CutOff:
        sendHead(reply, body);
        m_socket->write(half);
        m_socket->disconnectFromHost();
        return;
    case Reply::Fault::CutOffChunked:
        sendHead(reply, body);
        m_socket->write(chunk(half));
        m_socket->disconnectFromHost();
        return;
    case Reply::Fault::Hang:
        return;
    case Reply::Fault::HangMidBody:
        sendHead(reply, body);
        m_socket->write(half);
        return;
    case Reply::Fault::Drip:
        sendHead(reply, body);
        m_toDrip = body;
        connect(&m_timer, &QTimer::timeout, this, &ServerConnection::drip);
        m_timer.start(reply.dripEvery);
        return;
    }
}

void ServerConnection::drip()
{
    if (m_toDrip.isEmpty()) {
        m_timer.stop();
        m_timer.disconnect(this);
        m_busy = false;
        readMore();
        return;
    }
    m_socket->write(m_toDrip.left(1));
    m_toDrip.remove(0, 1);
}

} // namespace signalbox::test
