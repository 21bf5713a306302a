// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <optional>

namespace signalbox::app {

class Backends;

/// What time it is where the metrics are: a range that ends "now" ends at the server's now, or a clock that
/// is off would cut the newest points away, or hatch a future that has not been.
[[nodiscard]] Instant metricsNow(const Backends& backends);

/// Ours, moved by the skew where it is more than a network makes up for.
[[nodiscard]] Instant movedBy(Instant ours, const std::optional<Duration>& skew);

} // namespace signalbox::app
