// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logquery.h"
#include "connectors/simulator/logql/params.h"
#include "connectors/simulator/server/websocket.h"

#include <QTimer>

#include <deque>

namespace signalbox::simulator::logql {

struct TailQuery
{
    Query query;
    std::int64_t startNs = 0;
    std::size_t limit = 100; ///< of the history only
    std::int64_t delayNs = 0;
    Encoding encoding = Encoding::Folded;
};

/// What is wrong before the upgrade is a 400; that the query is no log query is only said behind it.
[[nodiscard]] Result<TailQuery> parseTail(const Request& request, Instant now);

/// Begins a tail that lives as long as the socket.
void startTail(WebSocket* socket, const LogStore* store, const Clock* clock,
               std::shared_ptr<const TailQuery> query);

/// One running tail: the newest lines of the past in one frame, then twice a second what has arrived, at
/// most 100 lines a frame. A reader that does not keep up loses lines and is told so, as with Loki.
/// (No Q_OBJECT: it has neither signals nor slots by name.)
class TailSession : public QObject
{
public:
    TailSession(WebSocket* socket, const LogStore* store, const Clock* clock,
                std::shared_ptr<const TailQuery> query);

    static constexpr std::size_t linesPerFrame = 100;
    static constexpr qint64 bufferedLimit = 1024 * 1024;
    static constexpr std::size_t dropsRemembered = 1000;

private:
    struct Pending
    {
        Fields labels;
        ResultLine line;
    };
    [[nodiscard]] const LogSelector& selector() const { return std::get<LogSelector>(m_query->query); }
    void sendHistory();
    void sendArrivals();
    void arrived(std::size_t stream, const Entry& entry);
    void sendFrame(const std::vector<Pending>& lines);

    WebSocket* m_socket;
    const LogStore* m_store;
    const Clock* m_clock;
    std::shared_ptr<const TailQuery> m_query;
    std::uint64_t m_mark = 0;
    std::deque<Pending> m_pending;
    std::vector<std::pair<Fields, std::int64_t>> m_dropped;
    QTimer m_timer;
    QTimer m_end;
};

} // namespace signalbox::simulator::logql
