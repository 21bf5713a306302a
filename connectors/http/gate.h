// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/bulkhead.h"
#include "connectors/http/circuitbreaker.h"
#include "connectors/http/wording.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <functional>
#include <unordered_map>

namespace signalbox::http {

/// Breaker and bulkhead, in this order, as one door before each attempt. Who is let in must leave() once;
/// who waits may withdraw(). Must not know what the attempt does.
class Gate
{
public:
    using Id = Bulkhead::Id;
    using Ticket = CircuitBreaker::Ticket;
    /// Called once, at once or later: the ticket, or Cancelled (superseded), Overloaded, CircuitOpen.
    using Entered = std::function<void(Result<Ticket>)>;

    Gate(CircuitBreaker breaker, Bulkhead bulkhead, const Clock* clock, Wording wording);

    void enter(Bulkhead::Entry entry, Entered entered);
    /// Gives the place back; `outcome` is null when the attempt says nothing about the backend.
    void leave(const Ticket& ticket, const std::optional<Error>& strike, bool succeeded);
    /// From the queue, without a word; no effect on who is not in it.
    void withdraw(Id id);
    void share(Id id, Priority priority, const QString& key);

    [[nodiscard]] const CircuitBreaker& breaker() const { return m_breaker; }
    void resetBreaker() { m_breaker.reset(); }

private:
    struct Waiting
    {
        Ticket ticket;
        Entered entered;
    };
    void startNext();
    [[nodiscard]] Error circuitOpen() const;

    CircuitBreaker m_breaker;
    Bulkhead m_bulkhead;
    const Clock* m_clock;
    Wording m_wording;
    std::unordered_map<Id, Waiting> m_waiting;
    std::optional<Error> m_lastStrike;
};

} // namespace signalbox::http
