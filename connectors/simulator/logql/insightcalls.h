// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/params.h"

namespace signalbox::simulator::logql {

/// What Loki finds out about lines by looking at them: frequent patterns, labels and fields.
[[nodiscard]] Reply patterns(const LogStore& store, const Request& request, Instant now);
[[nodiscard]] Reply detectedLabels(const LogStore& store, const Request& request, Instant now);
[[nodiscard]] Reply detectedFields(const LogStore& store, const Request& request, Instant now);
[[nodiscard]] Reply detectedFieldValues(const LogStore& store, const Request& request,
                                        const std::string& name, Instant now);

/// How far back Loki's ingesters reach: detected_labels knows nothing of older streams.
inline constexpr std::int64_t ingesterWindowNs = 15LL * 60 * 1'000'000'000;

} // namespace signalbox::simulator::logql
