// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/health.h"
#include "models/base/error.h"
#include "models/base/instant.h"

#include <cstdint>

namespace signalbox::http {

/// Keeps us off a backend that fails again and again, and lets one probe at a time find out when it is
/// back. A pure value: the steady time comes in with each call. Knows nothing of HTTP but which errors are
/// the backend's fault.
class CircuitBreaker
{
public:
    struct Settings
    {
        int failures = 5;                         ///< in a row, then it opens
        Duration open = std::chrono::seconds(30); ///< then it is half-open
        int successes = 3;                        ///< of probes, then it is closed
    };

    /// The right to make one attempt; given back through exactly one of the three calls below.
    struct Ticket
    {
        enum class Kind
        {
            Refused,
            Pass,
            Probe
        };
        Kind kind = Kind::Refused;
        std::uint64_t generation = 0;
        bool operator==(const Ticket&) const = default;
    };

    explicit CircuitBreaker(Settings settings);

    [[nodiscard]] Ticket admit(Duration now);
    void succeeded(const Ticket& ticket);
    void failed(const Ticket& ticket, Duration now);
    /// The attempt was not made or says nothing (cancelled, no place free).
    void released(const Ticket& ticket);

    /// A ticket from before the last opening or reset: what it brings back says nothing about now.
    [[nodiscard]] bool isStale(const Ticket& ticket) const { return ticket.generation != m_generation; }

    [[nodiscard]] Health::Breaker state(Duration now) const;
    [[nodiscard]] Duration untilNextTry(Duration now) const; ///< 0 unless open
    [[nodiscard]] int failuresInARow() const { return m_failures; }
    void reset();

    /// Whether an error counts against the backend: no answer, a broken one or a 5xx. A 4xx is an answer
    /// (429 asks for patience, which is the retry's business), 501 names a feature that is off, and
    /// Cancelled, Overloaded and CircuitOpen are our own doing.
    [[nodiscard]] static bool isStrike(const Error& error);

private:
    void trip(Duration now);

    Settings m_settings;
    std::uint64_t m_generation = 1;
    bool m_tripped = false; ///< open or half-open, which only the time tells
    Duration m_openUntil{0};
    int m_failures = 0;
    int m_probeSuccesses = 0;
    bool m_probeOut = false;
};

} // namespace signalbox::http
