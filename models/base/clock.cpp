// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"

#include <QRandomGenerator>

namespace signalbox {

Instant SystemClock::now() const
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant::fromNanoseconds(std::chrono::duration_cast<std::chrono::nanoseconds>(since).count());
}

Duration SystemClock::steady() const
{
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

Random systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace signalbox
