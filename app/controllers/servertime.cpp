// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/servertime.h"

#include "app/backends.h"

namespace signalbox::app {

namespace {

constexpr Duration within = std::chrono::seconds(3); // the Date header counts whole seconds

} // namespace

Instant movedBy(Instant ours, const std::optional<Duration>& skew)
{
    return skew && (*skew > within || *skew < -within) ? ours + *skew : ours;
}

Instant metricsNow(const Backends& backends)
{
    const Instant ours = backends.clock().now();
    const auto chosen = backends.choose({profile::BackendKind::Prometheus}, {});
    return chosen ? movedBy(ours, (*chosen)->http->health().clockSkew) : ours;
}

} // namespace signalbox::app
