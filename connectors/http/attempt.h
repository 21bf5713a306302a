// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/http/scrubber.h"
#include "connectors/http/wording.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace signalbox::http {

/// What came of one exchange of bytes.
struct Outcome
{
    Result<Response> result;
    bool answered = false; ///< an answer came to its end, whatever it said
    Duration latency{0};   ///< request to last byte
    std::optional<Instant> serverDate;
    Instant receivedAt; ///< when the headers came
    Duration headerLatency{0};
    std::optional<Duration> retryAfter;
    QUrl redirect; ///< where a 3xx points to, resolved; `result` is an error then
    int status = 0;
};

/// One QNetworkReply to one Outcome: streams the body into a padded buffer, counts it against the cap after
/// decompression, gives up when no connection comes in time. Follows and repeats nothing. Destroying it
/// closes the socket.
class Attempt : public QObject
{
    Q_OBJECT

public:
    struct Terms
    {
        const Clock* clock = nullptr;
        Wording wording;
        Scrubber scrubber;
        Expect expect = Expect::Json;
        std::int64_t bodyCap = 0;
        std::chrono::milliseconds connectTimeout{0};
        bool hasClientCertificate = false;
        std::function<void()> leftConnecting; ///< told when the attempt ends while a connection is being made
    };

    /// Error bodies and pages are read this far.
    static constexpr std::int64_t errorBodyCap = 64 * 1024;

    /// Takes the reply over. `done` is called once, from the event loop, and may destroy the attempt.
    Attempt(QNetworkReply* reply, Terms terms, std::function<void(Outcome)> done, QObject* parent);
    ~Attempt() override;

private:
    /// False when that was the end, and perhaps of this object.
    bool headersCame();
    void bytesCame();
    void replyEnded();
    void connectionIsLate();
    void connected();

    [[nodiscard]] std::int64_t cap() const;
    void reserveFor(qsizetype size);
    [[nodiscard]] Error failureOfTransport() const;
    [[nodiscard]] Result<Response> verdict();
    void finish(Result<Response> result, bool answered);

    QPointer<QNetworkReply> m_reply;
    Terms m_terms;
    std::function<void(Outcome)> m_done;
    QTimer m_connectTimer;
    QStringList m_tlsErrors;
    Outcome m_outcome;
    Duration m_begun;
    QByteArray m_body;
    bool m_isConnecting = false;
    bool m_wasEncrypted = false;
    bool m_headersCame = false;
    bool m_isPage = false;
};

} // namespace signalbox::http
