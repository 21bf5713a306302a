// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/profile/jsonpositions.h"
#include "app/profile/profilefile.h"

#include <nlohmann/json_fwd.hpp>

namespace signalbox::app {

/// Turns the JSON of a profile into values and checks each of them. Stops at the first mistake. Must not
/// touch the disk.
[[nodiscard]] Result<ProfileDocument> profileFromJson(const nlohmann::ordered_json& root,
                                                      const JsonPositions& positions, const QString& path);

/// "~/x" and paths relative to the profile's folder made absolute; "" stays "".
[[nodiscard]] QString resolvedPath(const QString& path, const QString& profilePath);

} // namespace signalbox::app
