// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/faults.h"
#include "connectors/simulator/server/message.h"
#include "models/base/clock.h"

namespace signalbox::simulator {

/// One answer as it goes on the wire, with how it travels.
struct Outgoing
{
    std::chrono::milliseconds delay{0};
    Faults::Wire wire = Faults::Wire::Normal;
    QByteArray head;
    QByteArray body;
};

/// Asks the handler and applies the faults: everything between a parsed request and its bytes that needs
/// no socket. A fault that hides the answer does not ask the handler at all.
[[nodiscard]] Outgoing respond(const Request& request, const Handler& handler, const Faults& faults,
                               const Random& random, Instant now, bool keepAlive);

/// The bytes of a reply without faults, for refusals that come before any handler.
[[nodiscard]] Outgoing plainReply(const Reply& reply, Instant now, bool keepAlive);

/// "Sat, 21 Nov 2026 09:00:00 GMT"
[[nodiscard]] QByteArray httpDate(Instant t);
[[nodiscard]] QByteArray reasonPhrase(int status);

} // namespace signalbox::simulator
