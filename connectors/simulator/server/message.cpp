// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/message.h"

namespace signalbox::simulator {

const QString* Request::param(QStringView name) const
{
    for (const auto& [key, value] : params) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

QByteArray Request::header(QByteArrayView lowerCaseName) const
{
    for (const auto& [key, value] : headers) {
        if (key == lowerCaseName)
            return value;
    }
    return {};
}

} // namespace signalbox::simulator
