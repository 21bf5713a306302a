// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace signalbox::app {

/// All of it or nothing. For the pool.
[[nodiscard]] Result<bool> writeFile(const QString& path, const QByteArray& bytes);

} // namespace signalbox::app
