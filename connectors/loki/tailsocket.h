// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/result.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

namespace signalbox::http {
class HttpClient;
}

namespace signalbox::loki {

/// One WebSocket connection of a tail, with the backend's credentials, tenant and TLS. Ends once, by
/// closed(). A peer that is silent to our pings is taken for dead. Must not reconnect: that is the Tail's.
class TailSocket : public QObject
{
    Q_OBJECT

public:
    struct Question
    {
        QString query;
        Instant start;
        int delayFor = 0; ///< seconds
    };

    TailSocket(http::HttpClient* http, std::chrono::milliseconds silence, QObject* parent = nullptr);
    ~TailSocket() override;

    void open(const Question& question);
    [[nodiscard]] bool isOpen() const;

Q_SIGNALS:
    void opened();
    void message(const QString& text);
    /// A frame or a pong came.
    void alive();
    void closed(const QString& reason);

private:
    class Private;
    std::unique_ptr<Private> d;

    void connectSocket();
    void end(const QString& reason);
    void beat();
};

} // namespace signalbox::loki
