// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/gate.h"

namespace signalbox::http {

Gate::Gate(CircuitBreaker breaker, Bulkhead bulkhead, const Clock* clock, Wording wording)
    : m_breaker(breaker)
    , m_bulkhead(std::move(bulkhead))
    , m_clock(clock)
    , m_wording(std::move(wording))
{
}

Error Gate::circuitOpen() const
{
    return m_wording.circuitOpen(m_breaker.untilNextTry(m_clock->steady()), m_lastStrike);
}

void Gate::enter(Bulkhead::Entry entry, Entered entered)
{
    const Ticket ticket = m_breaker.admit(m_clock->steady());
    if (ticket.kind == Ticket::Kind::Refused) {
        entered(failure(circuitOpen()));
        return;
    }
    const Id id = entry.id;
    const Bulkhead::Entered result = m_bulkhead.enter(std::move(entry));
    std::vector<Entered> superseded;
    for (const Id old : result.superseded) {
        auto node = m_waiting.extract(old);
        if (node.empty())
            continue;
        m_breaker.released(node.mapped().ticket);
        superseded.push_back(std::move(node.mapped().entered));
    }
    // All is settled before anyone is told: whoever is told may come back through this door.
    if (result.verdict == Bulkhead::Verdict::Queued)
        m_waiting.emplace(id, Waiting{.ticket = ticket, .entered = std::move(entered)});
    for (const Entered& tell : superseded)
        tell(failure(Error::cancelled()));
    if (result.verdict == Bulkhead::Verdict::Start) {
        entered(ticket);
    } else if (result.verdict == Bulkhead::Verdict::Full) {
        m_breaker.released(ticket);
        entered(failure(m_wording.overloaded(m_bulkhead.queued())));
    }
}

void Gate::leave(const Ticket& ticket, const std::optional<Error>& strike, bool succeeded)
{
    if (strike) {
        m_lastStrike = strike;
        m_breaker.failed(ticket, m_clock->steady());
    } else if (succeeded) {
        m_breaker.succeeded(ticket);
    } else {
        m_breaker.released(ticket);
    }
    startNext();
}

void Gate::startNext()
{
    while (const auto next = m_bulkhead.leave()) {
        auto node = m_waiting.extract(*next);
        if (node.empty())
            continue;
        Ticket ticket = node.mapped().ticket;
        // The breaker may have opened while this one waited: it must not knock on a dead door.
        if (m_breaker.isStale(ticket))
            ticket = m_breaker.admit(m_clock->steady());
        if (ticket.kind != Ticket::Kind::Refused) {
            node.mapped().entered(ticket);
            return;
        }
        node.mapped().entered(failure(circuitOpen()));
    }
}

void Gate::withdraw(Id id)
{
    m_bulkhead.withdraw(id);
    const auto node = m_waiting.extract(id);
    if (!node.empty())
        m_breaker.released(node.mapped().ticket);
}

void Gate::share(Id id, Priority priority, const QString& key)
{
    m_bulkhead.share(id, priority, key);
}

} // namespace signalbox::http
