// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox::health {

/// What the status bar says of one backend. Made by the composition root from what the HTTP layer
/// observed, so that widgets need not know a connector.
struct Lamp
{
    enum class State
    {
        NeverReached,
        Ok,
        Slow,
        Failing,
        BreakerOpen
    };

    QString backend;
    QString url; ///< without credentials
    State state = State::NeverReached;
    std::optional<Duration> p50;
    std::optional<Duration> p95;
    std::vector<Duration> latencies; ///< oldest first
    Duration untilNextTry{0};        ///< while BreakerOpen
    QString lastError;
    std::optional<Instant> lastErrorAt;
    std::optional<Instant> lastSuccessAt;
    std::optional<Duration> clockSkew; ///< server minus ours
    bool operator==(const Lamp&) const = default;
};

/// The observations from which a state is decided.
struct Observed
{
    bool reached = false;
    bool breakerOpen = false;
    int failuresInARow = 0;
    std::optional<Duration> p95;
};

/// A backend whose p95 is above this is slow.
inline constexpr Duration slowAbove = std::chrono::milliseconds(1500);

/// Our own blindness is never read as health: no answer yet is NeverReached unless something failed.
[[nodiscard]] Lamp::State stateOf(const Observed& observed);

/// "84 ms", "slow, 2.4 s", "failing", "breaker open, retry in 12 s", "not reached".
[[nodiscard]] QString summary(const Lamp& lamp);

} // namespace signalbox::health
