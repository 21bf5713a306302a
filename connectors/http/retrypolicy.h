// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "models/base/instant.h"

#include <optional>

namespace signalbox::http {

/// Whether and when a failed attempt is made again. A pure value: the failure, what is left of the deadline
/// and a random number in, a decision out. Must not wait itself.
struct RetryPolicy
{
    int attempts = 3;                               ///< the first included
    Duration base = std::chrono::milliseconds(200); ///< the bound of the first wait; it doubles each time
    Duration longest = std::chrono::seconds(10);    ///< no bound grows beyond it

    struct Failure
    {
        Error error;
        int attemptsMade = 1;
        bool repeatable = true; ///< asking twice does no harm
        std::optional<Duration> retryAfter;
        Duration remaining{0}; ///< until the deadline
        double random = 0;     ///< in [0, 1)
    };
    struct Decision
    {
        bool again = false;
        Duration wait{0};
        bool operator==(const Decision&) const = default;
    };

    /// Full jitter: a wait between nothing and the bound, so that clients that failed together do not come
    /// back together. A Retry-After is waited out in full and the jitter added to it. A wait that would
    /// not end before the deadline is not begun.
    [[nodiscard]] Decision decide(const Failure& failure) const;

    /// The bound of the wait after that many attempts.
    [[nodiscard]] Duration bound(int attemptsMade) const;
};

} // namespace signalbox::http
