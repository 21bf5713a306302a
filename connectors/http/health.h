// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <optional>
#include <vector>

namespace signalbox::http {

/// What the health lamp of a backend shows.
struct Health
{
    enum class Breaker
    {
        Closed,
        Open,
        HalfOpen
    };

    Breaker breaker = Breaker::Closed;
    Duration untilNextTry{0}; ///< while Open
    bool reached = false;     ///< any answer ever
    int failuresInARow = 0;
    std::optional<Duration> p50; ///< over the last 100 attempts that were answered
    std::optional<Duration> p95;
    std::vector<Duration> latencies; ///< those, oldest first
    /// Of the backend, not of the question: a 400 or 404 to one query is left out.
    std::optional<Error> lastError;
    std::optional<Instant> lastErrorAt;
    std::optional<Instant> lastSuccessAt;
    /// Server minus ours, from the Date header, which is cut to the second: 0 when the clocks may agree.
    std::optional<Duration> clockSkew;
};

} // namespace signalbox::http
