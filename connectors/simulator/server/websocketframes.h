// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>

namespace signalbox::simulator::websocket {

enum class Opcode : std::uint8_t
{
    Continuation = 0x0,
    Text = 0x1,
    Binary = 0x2,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA
};

struct Frame
{
    Opcode opcode = Opcode::Text;
    bool final = true;
    QByteArray payload; ///< unmasked
};

/// Sec-WebSocket-Accept for a client's key (RFC 6455, 4.2.2).
[[nodiscard]] QByteArray acceptFor(const QByteArray& key);
/// A whole message as one unmasked frame, as servers send it.
[[nodiscard]] QByteArray encoded(Opcode opcode, const QByteArray& payload);
/// The payload of a close frame; the reason is cut to what a control frame may carry.
[[nodiscard]] QByteArray closePayload(int code, QByteArray reason);

/// A client's frames out of a stream of bytes.
class FrameReader
{
public:
    enum class State
    {
        NeedMore,
        Ready,
        Failed ///< unmasked, oversized or malformed: close with closeCode()
    };

    void feed(const QByteArray& bytes) { m_buffer.append(bytes); }
    State next(Frame& frame);
    [[nodiscard]] int closeCode() const { return m_closeCode; }

    static constexpr qsizetype maxPayload = 1024 * 1024;

private:
    State fail(int code);

    QByteArray m_buffer;
    int m_closeCode = 1002;
};

} // namespace signalbox::simulator::websocket
