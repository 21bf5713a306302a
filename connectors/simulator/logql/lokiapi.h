// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logstore.h"
#include "connectors/simulator/server/websocket.h"
#include "models/base/clock.h"

namespace signalbox::simulator::logql {

/// A Loki 3 over a store of lines: its HTTP calls, with its limits and its words for what is wrong, and its
/// tail. Held to recorded answers of a real one by tests. Borrows store and clock.
class LokiApi
{
public:
    LokiApi(LogStore* store, const Clock* clock);

    [[nodiscard]] Reply handle(const Request& request) const;
    /// Answers an upgrade of /loki/api/v1/tail; other paths get no answer here.
    [[nodiscard]] UpgradeAnswer upgrade(const Request& request) const;

    /// The two as HttpServer wants them. They refer to this object.
    [[nodiscard]] Handler handler() const;
    [[nodiscard]] WebSocketHandler webSocketHandler() const;

    static constexpr std::size_t maxEntries = 5000;

private:
    [[nodiscard]] Reply queryRange(const Request& request) const;
    [[nodiscard]] Reply queryInstant(const Request& request) const;
    [[nodiscard]] Reply push(const Request& request) const;
    [[nodiscard]] Reply underLabel(const Request& request, const QString& rest) const;

    LogStore* m_store;
    const Clock* m_clock;
};

} // namespace signalbox::simulator::logql
