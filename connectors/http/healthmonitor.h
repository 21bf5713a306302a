// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/circuitbreaker.h"
#include "connectors/http/health.h"

#include <deque>

namespace signalbox::http {

/// Remembers how the last attempts went. A pure value; times come in.
class HealthMonitor
{
public:
    static constexpr std::size_t window = 100;

    /// Headers and body came, whatever the status.
    void answered(Duration latency);
    void succeeded(Instant now);
    /// Errors about the question (400, 404, 422...) are not about the backend's health and are left out.
    void failed(const Error& error, Instant now);
    /// `headerLatency` is from the request to the answer's headers, which came at `receivedAt`. The server
    /// wrote its date about half of that before, and cut it to the second.
    void sawDate(Instant serverDate, Instant receivedAt, Duration headerLatency);

    [[nodiscard]] bool hasReached() const { return m_reached; }
    [[nodiscard]] Health snapshot(const CircuitBreaker& breaker, Duration steadyNow) const;

private:
    std::deque<Duration> m_latencies;
    bool m_reached = false;
    std::optional<Error> m_lastError;
    std::optional<Instant> m_lastErrorAt;
    std::optional<Instant> m_lastSuccessAt;
    std::optional<Duration> m_clockSkew;
};

/// The nearest-rank percentile of `sorted`, which must not be empty; `p` in (0, 1].
[[nodiscard]] Duration percentile(const std::vector<Duration>& sorted, double p);

} // namespace signalbox::http
