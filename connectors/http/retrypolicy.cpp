// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/retrypolicy.h"

#include <algorithm>
#include <cmath>

namespace signalbox::http {

namespace {

bool isWorthRepeating(const Error& error, int attemptsMade)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout: // of one attempt: no connection in time
        return true;
    case ErrorKind::Http:
        switch (error.httpStatus) {
        case 429:
        case 502:
        case 503:
        case 504:
            return true;
        case 500: // a bug more often than a mishap: once is enough to tell
            return attemptsMade == 1;
        default:
            return false;
        }
    default:
        return false;
    }
}

} // namespace

Duration RetryPolicy::bound(int attemptsMade) const
{
    Duration bound = std::min(base, longest);
    for (int i = 1; i < attemptsMade && bound < longest; ++i)
        bound = std::min(bound * 2, longest);
    return bound;
}

RetryPolicy::Decision RetryPolicy::decide(const Failure& failure) const
{
    if (!failure.repeatable || failure.attemptsMade >= attempts ||
        !isWorthRepeating(failure.error, failure.attemptsMade))
        return {};
    const double random = std::clamp(failure.random, 0.0, 1.0);
    const double jitter = random * static_cast<double>(bound(failure.attemptsMade).count());
    const Duration wait = failure.retryAfter.value_or(Duration{0}) + Duration(std::llround(jitter));
    if (wait >= failure.remaining)
        return {};
    return {.again = true, .wait = wait};
}

} // namespace signalbox::http
