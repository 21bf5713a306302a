// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::simulator::logql {

/// "1h30m", "100ms", "1.5h", "2d", with a sign; nanoseconds. Nothing on overflow or when it is no duration.
[[nodiscard]] std::optional<std::int64_t> parseDuration(std::string_view text);
/// "10KB", "1.5 MiB", "7"; bytes.
[[nodiscard]] std::optional<double> parseBytes(std::string_view text);
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);
/// As Go prints a float64 with 'f' and -1: no exponent, as few digits as are exact, NaN, +Inf.
[[nodiscard]] std::string formatNumber(double value);
/// As Go prints a time.Duration ("2160h15m0s").
[[nodiscard]] std::string formatGoDuration(std::int64_t ns);
/// As Prometheus prints one ("1h30m").
[[nodiscard]] std::string formatDuration(std::int64_t ns);

} // namespace signalbox::simulator::logql
