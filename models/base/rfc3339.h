// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QStringView>

#include <optional>

namespace signalbox {

/// "2026-08-20T10:00:00.123456789Z" or with an offset such as "+02:00"; digits behind the ninth of the
/// fraction are dropped. Nothing else is one: no bare date, no missing zone. Years outside of what an
/// Instant holds are nullopt too, among them Go's zero time "0001-01-01T00:00:00Z", which means "never".
[[nodiscard]] std::optional<Instant> instantFromRfc3339(QStringView text);

} // namespace signalbox
