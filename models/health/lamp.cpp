// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/lamp.h"

#include <cmath>

namespace signalbox::health {

namespace {

QString latencyText(Duration latency)
{
    const double ms = static_cast<double>(latency.count()) / 1e6;
    if (ms >= 1000)
        return QStringLiteral("%1 s").arg(ms / 1000, 0, 'f', 1);
    return QStringLiteral("%1 ms").arg(ms < 10 ? QString::number(ms, 'f', 1)
                                               : QString::number(std::lround(ms)));
}

} // namespace

Lamp::State stateOf(const Observed& observed)
{
    if (observed.breakerOpen)
        return Lamp::State::BreakerOpen;
    if (observed.failuresInARow > 0)
        return Lamp::State::Failing;
    if (!observed.reached)
        return Lamp::State::NeverReached;
    return observed.p95 && *observed.p95 > slowAbove ? Lamp::State::Slow : Lamp::State::Ok;
}

QString summary(const Lamp& lamp)
{
    switch (lamp.state) {
    case Lamp::State::NeverReached:
        return QStringLiteral("not reached");
    case Lamp::State::Ok:
        return lamp.p50 ? latencyText(*lamp.p50) : QStringLiteral("ok");
    case Lamp::State::Slow:
        return QStringLiteral("slow, %1").arg(latencyText(lamp.p95.value_or(slowAbove)));
    case Lamp::State::Failing:
        return QStringLiteral("failing");
    case Lamp::State::BreakerOpen: {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(lamp.untilNextTry).count();
        return seconds > 0 ? QStringLiteral("breaker open, retry in %1 s").arg(seconds)
                           : QStringLiteral("breaker open, trying again");
    }
    }
    return {};
}

} // namespace signalbox::health
