// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUrl>
#include <QUrlQuery>

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

class QTcpSocket;
class QWebSocket;

namespace signalbox::test {

/// A line as it was pushed.
struct PushedLine
{
    std::int64_t ns = 0;
    QString stream; ///< value of the label "app"
    QString text;
    QString traceId; ///< structured metadata, when not empty
    bool operator==(const PushedLine&) const = default;
};

/// Loki as its contract describes it, on loopback: query_range with limits and directions, and tail over
/// WebSocket with its flaws. Written apart from the parsers. Runs in the thread of the test.
class FakeLoki : public QObject
{
    Q_OBJECT

public:
    explicit FakeLoki(QObject* parent = nullptr);
    ~FakeLoki() override;

    [[nodiscard]] QUrl url() const;

    std::vector<PushedLine> lines;
    int mostEntries = 5000; ///< a higher limit is refused
    bool refusesWebSockets = false;
    bool losesLiveLines = false; ///< pushed lines reach the store but no tail
    int failQueries = 0;         ///< so many queries are answered with 500
    QByteArray queryError;       ///< not empty: every query is 400 with this text

    /// Stores the line and sends it to every open tail.
    void push(const PushedLine& line);
    void sendToTails(const QString& message);
    void closeTails(int code, const QString& reason);
    /// Ends every connection without a word, as a crash would.
    void cutConnections();
    void stop();
    void restart();

    [[nodiscard]] int tailCount() const;
    int queries = 0;
    int tailsOpened = 0;
    std::vector<QUrlQuery> asked;             ///< of each query_range
    std::vector<QByteArray> handshakeHeaders; ///< whole request heads of WebSockets

private:
    class Private;
    std::unique_ptr<Private> d;
    void accept();
    void readFrom(QTcpSocket* socket);
    [[nodiscard]] QByteArray answer(const QUrlQuery& query, int& status);
    void tailOpened(QWebSocket* socket);
};

} // namespace signalbox::test
