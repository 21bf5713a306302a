// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/level.h"

#include <string_view>

namespace signalbox {

/// The level that a line of plain text carries as a conspicuous word near its beginning, or Unknown. Part of
/// levelOfLine(), which asks the fields first; not for use on its own.
[[nodiscard]] Level levelInText(std::string_view line);

} // namespace signalbox
