// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/matcher.h"

namespace signalbox {

QString toString(Matcher::Op op)
{
    switch (op) {
    case Matcher::Op::NotEqual:
        return QStringLiteral("!=");
    case Matcher::Op::Matches:
        return QStringLiteral("=~");
    case Matcher::Op::NotMatches:
        return QStringLiteral("!~");
    case Matcher::Op::Equal:
        break;
    }
    return QStringLiteral("=");
}

} // namespace signalbox
