// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/circuitbreaker.h"

#include <algorithm>

namespace signalbox::http {

CircuitBreaker::CircuitBreaker(Settings settings)
    : m_settings(settings)
{
    m_settings.failures = std::max(1, m_settings.failures);
    m_settings.successes = std::max(1, m_settings.successes);
}

CircuitBreaker::Ticket CircuitBreaker::admit(Duration now)
{
    switch (state(now)) {
    case Health::Breaker::Closed:
        return {.kind = Ticket::Kind::Pass, .generation = m_generation};
    case Health::Breaker::HalfOpen:
        if (!std::exchange(m_probeOut, true))
            return {.kind = Ticket::Kind::Probe, .generation = m_generation};
        break;
    case Health::Breaker::Open:
        break;
    }
    return {};
}

void CircuitBreaker::succeeded(const Ticket& ticket)
{
    if (isStale(ticket))
        return;
    m_failures = 0;
    if (ticket.kind != Ticket::Kind::Probe)
        return;
    m_probeOut = false;
    if (++m_probeSuccesses >= m_settings.successes)
        reset();
}

void CircuitBreaker::failed(const Ticket& ticket, Duration now)
{
    if (isStale(ticket))
        return;
    ++m_failures;
    if (ticket.kind == Ticket::Kind::Probe || m_failures >= m_settings.failures)
        trip(now);
}

void CircuitBreaker::released(const Ticket& ticket)
{
    if (!isStale(ticket) && ticket.kind == Ticket::Kind::Probe)
        m_probeOut = false;
}

Health::Breaker CircuitBreaker::state(Duration now) const
{
    if (!m_tripped)
        return Health::Breaker::Closed;
    return now < m_openUntil ? Health::Breaker::Open : Health::Breaker::HalfOpen;
}

Duration CircuitBreaker::untilNextTry(Duration now) const
{
    return state(now) == Health::Breaker::Open ? m_openUntil - now : Duration{0};
}

void CircuitBreaker::reset()
{
    ++m_generation;
    m_tripped = false;
    m_failures = 0;
    m_probeSuccesses = 0;
    m_probeOut = false;
}

void CircuitBreaker::trip(Duration now)
{
    ++m_generation;
    m_tripped = true;
    m_openUntil = now + m_settings.open;
    m_probeSuccesses = 0;
    m_probeOut = false;
}

bool CircuitBreaker::isStrike(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
        return true;
    case ErrorKind::Http:
        return error.httpStatus >= 500 && error.httpStatus != 501;
    default:
        return false;
    }
}

} // namespace signalbox::http
