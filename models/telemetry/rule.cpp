// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/rule.h"

namespace signalbox {

QString toString(RuleHealth health)
{
    switch (health) {
    case RuleHealth::Ok:
        return QStringLiteral("ok");
    case RuleHealth::Failing:
        return QStringLiteral("err");
    case RuleHealth::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace signalbox
