// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/silence.h"

namespace signalbox {

QString toString(Silence::State state)
{
    switch (state) {
    case Silence::State::Pending:
        return QStringLiteral("pending");
    case Silence::State::Active:
        return QStringLiteral("active");
    case Silence::State::Expired:
        return QStringLiteral("expired");
    case Silence::State::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace signalbox
