// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/websocketframes.h"

#include <QCryptographicHash>

namespace signalbox::simulator::websocket {

QByteArray acceptFor(const QByteArray& key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
        .toBase64();
}

QByteArray encoded(Opcode opcode, const QByteArray& payload)
{
    QByteArray out;
    const auto size = static_cast<quint64>(payload.size());
    out.reserve(payload.size() + 10);
    out.append(static_cast<char>(0x80 | static_cast<int>(opcode)));
    if (size < 126) {
        out.append(static_cast<char>(size));
    } else {
        const int bytes = size <= 0xFFFF ? 2 : 8;
        out.append(static_cast<char>(bytes == 2 ? 126 : 127));
        for (int i = bytes - 1; i >= 0; --i)
            out.append(static_cast<char>((size >> (8 * i)) & 0xFFU));
    }
    return out + payload;
}

QByteArray closePayload(int code, QByteArray reason)
{
    constexpr qsizetype room = 123;
    if (reason.size() > room) {
        reason.truncate(room);
        while (!reason.isEmpty() && (static_cast<unsigned char>(reason.back()) & 0xC0U) == 0x80U)
            reason.chop(1);
        if (!reason.isEmpty() && static_cast<unsigned char>(reason.back()) >= 0xC0U)
            reason.chop(1); // a character that lost its tail
    }
    QByteArray out;
    out.append(static_cast<char>((code >> 8) & 0xFF));
    out.append(static_cast<char>(code & 0xFF));
    return out + reason;
}

FrameReader::State FrameReader::fail(int code)
{
    m_closeCode = code;
    m_buffer.clear();
    return State::Failed;
}

FrameReader::State FrameReader::next(Frame& frame)
{
    const auto byte = [this](qsizetype i) {
        return static_cast<unsigned>(static_cast<unsigned char>(m_buffer[i]));
    };
    if (m_buffer.size() < 2)
        return State::NeedMore;
    const unsigned opcode = byte(0) & 0x0FU;
    const bool control = opcode >= 8;
    const bool known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
    if ((byte(0) & 0x70U) != 0 || !known || (byte(1) & 0x80U) == 0)
        return fail(1002);
    quint64 size = byte(1) & 0x7FU;
    const qsizetype lengthBytes = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (control && (lengthBytes != 0 || (byte(0) & 0x80U) == 0))
        return fail(1002);
    const qsizetype head = 2 + lengthBytes + 4;
    if (m_buffer.size() < head)
        return State::NeedMore;
    if (lengthBytes != 0) {
        size = 0;
        for (qsizetype i = 0; i < lengthBytes; ++i)
            size = (size << 8U) | byte(2 + i);
    }
    if (size > static_cast<quint64>(maxPayload))
        return fail(1009);
    const auto length = static_cast<qsizetype>(size);
    if (m_buffer.size() < head + length)
        return State::NeedMore;
    frame.opcode = static_cast<Opcode>(opcode);
    frame.final = (byte(0) & 0x80U) != 0;
    frame.payload = m_buffer.mid(head, length);
    for (qsizetype i = 0; i < length; ++i)
        frame.payload[i] =
            static_cast<char>(static_cast<unsigned char>(frame.payload[i]) ^ byte(head - 4 + i % 4));
    m_buffer.remove(0, head + length);
    return State::Ready;
}

} // namespace signalbox::simulator::websocket
