// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"

#include <optional>

namespace signalbox::simulator {

struct RequestLimits
{
    qsizetype requestLine = 64 * 1024;
    qsizetype headers = 64 * 1024; ///< all header lines together, and the trailer of a chunked body
    qsizetype headerCount = 200;
    qsizetype body = 32 * 1024 * 1024;
};

/// Bytes of one connection in, requests out (HTTP/1.0 and 1.1). What follows a request stays buffered, so
/// that pipelined requests are taken one by one. Every length is bounded; after an error the connection is
/// beyond repair and only the status of failure() may still be sent. Must not do I/O.
class RequestParser
{
public:
    enum class State
    {
        NeedMore,
        Ready,  ///< take() it
        Failed, ///< answer failureStatus() and close
    };

    explicit RequestParser(RequestLimits limits = {});

    void feed(QByteArrayView bytes);
    /// Parses as far as the buffer goes. Call it after feed() and again after take().
    State advance();
    [[nodiscard]] Request take();

    [[nodiscard]] int failureStatus() const { return m_failureStatus; }
    [[nodiscard]] bool keepAlive() const { return m_keepAlive; }
    /// True once for each request whose sender waits for "100 Continue" before its body.
    [[nodiscard]] bool takeExpectation();
    /// What came and was not parsed: after an upgrade these are the other protocol's first bytes.
    [[nodiscard]] QByteArray takeRest();

private:
    enum class Phase
    {
        Line,
        Headers,
        Body,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Done,
        Failed
    };

    [[nodiscard]] std::optional<QByteArray> line(qsizetype cap, int tooLongStatus);
    bool parseRequestLine(const QByteArray& text);
    bool parseHeader(const QByteArray& text);
    bool startBody();
    bool parseChunkSize(const QByteArray& text);
    bool step();
    bool fail(int status);
    void finishParams();

    RequestLimits m_limits;
    QByteArray m_buffer;
    Phase m_phase = Phase::Line;
    Request m_request;
    QByteArray m_query;
    qsizetype m_headerBytes = 0;
    qsizetype m_remaining = 0;
    int m_failureStatus = 0;
    bool m_keepAlive = true;
    bool m_expects = false;
};

/// Decodes "a=b&c=d" as Go's net/url does: "+" is a space, a pair with a broken escape is dropped.
[[nodiscard]] std::vector<std::pair<QString, QString>> decodeForm(QByteArrayView form);

} // namespace signalbox::simulator
