// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/healthmonitor.h"

#include <algorithm>
#include <cmath>

namespace signalbox::http {

namespace {

bool concernsHealth(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::Overloaded:
    case ErrorKind::CircuitOpen:
    case ErrorKind::TooLarge:
        return false;
    case ErrorKind::Http:
        if (error.httpStatus < 400 || error.httpStatus >= 500)
            return true;
        return error.httpStatus == 401 || error.httpStatus == 403 || error.httpStatus == 407 ||
               error.httpStatus == 429;
    default:
        return true;
    }
}

} // namespace

Duration percentile(const std::vector<Duration>& sorted, double p)
{
    const double rank = std::ceil(p * static_cast<double>(sorted.size()));
    const auto index = static_cast<std::size_t>(std::max(1.0, rank)) - 1;
    return sorted.at(std::min(index, sorted.size() - 1));
}

void HealthMonitor::answered(Duration latency)
{
    m_reached = true;
    m_latencies.push_back(latency);
    if (m_latencies.size() > window)
        m_latencies.pop_front();
}

void HealthMonitor::succeeded(Instant now)
{
    m_lastSuccessAt = now;
}

void HealthMonitor::failed(const Error& error, Instant now)
{
    if (!concernsHealth(error))
        return;
    m_lastError = error;
    m_lastErrorAt = now;
}

void HealthMonitor::sawDate(Instant serverDate, Instant receivedAt, Duration headerLatency)
{
    // The true time at the server was in [date, date + 1 s). Inside of that we know nothing, and say 0
    // rather than a number that is only rounding.
    const Duration least = serverDate - (receivedAt - headerLatency / 2);
    const Duration most = least + std::chrono::seconds(1);
    if (least > Duration{0})
        m_clockSkew = least;
    else if (most < Duration{0})
        m_clockSkew = most;
    else
        m_clockSkew = Duration{0};
}

Health HealthMonitor::snapshot(const CircuitBreaker& breaker, Duration steadyNow) const
{
    Health health{.breaker = breaker.state(steadyNow),
                  .untilNextTry = breaker.untilNextTry(steadyNow),
                  .reached = m_reached,
                  .failuresInARow = breaker.failuresInARow(),
                  .p50 = {},
                  .p95 = {},
                  .latencies = {m_latencies.begin(), m_latencies.end()},
                  .lastError = m_lastError,
                  .lastErrorAt = m_lastErrorAt,
                  .lastSuccessAt = m_lastSuccessAt,
                  .clockSkew = m_clockSkew};
    if (!m_latencies.empty()) {
        std::vector<Duration> sorted = health.latencies;
        std::ranges::sort(sorted);
        health.p50 = percentile(sorted, 0.50);
        health.p95 = percentile(sorted, 0.95);
    }
    return health;
}

} // namespace signalbox::http
