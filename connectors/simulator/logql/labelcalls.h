// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/params.h"

namespace signalbox::simulator::logql {

/// What Loki answers from its index: names, values, series, sizes.
[[nodiscard]] Reply labelNames(const LogStore& store, const Request& request, Instant now);
[[nodiscard]] Reply labelValues(const LogStore& store, const Request& request, const std::string& name,
                                Instant now);
[[nodiscard]] Reply seriesList(const LogStore& store, const Request& request, Instant now);
[[nodiscard]] Reply indexStats(const LogStore& store, const Request& request, Instant now);
/// Over the whole range as a vector, or (`isRange`) per step as a matrix.
[[nodiscard]] Reply volume(const LogStore& store, const Request& request, Instant now, bool isRange);

} // namespace signalbox::simulator::logql
