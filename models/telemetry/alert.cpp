// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/alert.h"

#include <array>

namespace signalbox {

namespace {

constexpr std::array<QStringView, 7> stateNames{u"unknown",     u"inactive", u"pending",   u"firing",
                                                u"unprocessed", u"active",   u"suppressed"};

} // namespace

QString toString(AlertState state)
{
    return stateNames.at(static_cast<std::size_t>(state)).toString();
}

AlertState alertStateOf(QStringView text)
{
    for (std::size_t i = 0; i < stateNames.size(); ++i) {
        if (stateNames[i] == text)
            return static_cast<AlertState>(i);
    }
    return AlertState::Unknown;
}

} // namespace signalbox
