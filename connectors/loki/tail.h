// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/client.h"

#include <QObject>

#include <chrono>

namespace signalbox::loki {

/// Where following stands.
struct TailState
{
    enum class Phase
    {
        Idle,
        Checking, ///< the query is shown to the server before anything else
        Connecting,
        Live,    ///< lines come as they are written
        Polling, ///< the server or a proxy refuses the WebSocket: asked again and again instead
        Waiting, ///< the connection broke; tried again after `retryIn`
        Failed   ///< over: the query is wrong or the server will not have us
    };
    Phase phase = Phase::Idle;
    QString reason; ///< why it waits, polls or failed, with the server's close reason if it gave one
    std::chrono::milliseconds retryIn{0};
    bool operator==(const TailState&) const = default;
};

struct TailOptions
{
    QString query;
    Instant start;                    ///< lines from here on; the past part is read by query
    std::chrono::seconds delayFor{0}; ///< 0..5; the server waits so long for late lines
    // What follows is for tests and for odd networks; the defaults are right for people.
    std::chrono::milliseconds settle{3'000};   ///< after a connect: the last seconds are read once more
    std::chrono::milliseconds overlap{30'000}; ///< how far before the last line a resumption begins
    std::chrono::milliseconds silence{15'000}; ///< no frame and no pong for so long: the peer is dead
    std::chrono::milliseconds firstRetry{500};
    std::chrono::milliseconds longestRetry{30'000};
    std::chrono::milliseconds pollEvery{2'000};
    std::chrono::milliseconds refusedRetry{60'000}; ///< while polling: the WebSocket is tried again
    int refusalsUntilPolling = 2;
};

/// Follows a log query. A broken connection, a restarted server and the server's one-hour limit are
/// bridged: what was written meanwhile is read by query, and no line is given twice. What the server says it
/// dropped is counted and read again by query. Late lines come late. It is not a record: re-read by query
/// for a postmortem. Must not block. Thread: the client's.
class Tail : public QObject
{
    Q_OBJECT

public:
    Tail(Client* client, TailOptions options, QObject* parent = nullptr);
    ~Tail() override;

    void start();
    void stop();
    [[nodiscard]] TailState state() const;
    [[nodiscard]] std::int64_t droppedCount() const;

Q_SIGNALS:
    /// Lines not given before, oldest first within the batch.
    void lines(const signalbox::LogBatchPtr& batch);
    /// The server says that it left out so many more lines.
    void dropped(qint64 count);
    void stateChanged(const signalbox::loki::TailState& state);
    /// Something came that could not be read, or is known to be missing: a sentence.
    void warned(const QString& what);
    /// After Failed; no more signals come.
    void failed(const signalbox::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox::loki
