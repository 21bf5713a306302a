// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>
#include <QStringList>

namespace signalbox::app {

/// Where named profiles live: $XDG_CONFIG_HOME/signalbox/profiles/NAME.json.
[[nodiscard]] QString profileFolder();

/// Names of the profiles in that folder, sorted.
[[nodiscard]] QStringList profileNames(const QString& folder);

/// The file that `wanted` stands for. With a "/" or ".json" it is a file, else a name in the folder. When
/// it is empty, `fromEnvironment` (SIGNALBOX_PROFILE) is asked in its place, then the name "default". One
/// that does not exist is an error that says which there are.
[[nodiscard]] Result<QString> locateProfile(const QString& wanted, const QString& fromEnvironment,
                                            const QString& folder);

} // namespace signalbox::app
