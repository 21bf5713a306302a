// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json.h"
#include "models/telemetry/alertlist.h"

#include <optional>
#include <vector>

namespace signalbox::cli {

[[nodiscard]] Json toJson(const ListedAlert& listed);
[[nodiscard]] QString alertTable(const std::vector<ListedAlert>& alerts, Instant now,
                                 std::optional<int> width);

} // namespace signalbox::cli
