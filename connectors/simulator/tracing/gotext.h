// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

/// How Go's standard library prints and reads things, as far as Jaeger's answers show it. Errors are in its
/// words.
namespace signalbox::simulator::tracing {

/// "75ms", "1h30m0s", "-1.5µs".
[[nodiscard]] std::string formatGoDuration(std::int64_t ns);
/// "2026-11-21 09:02:15.02 +0000 UTC".
[[nodiscard]] std::string formatGoTime(std::int64_t ns);
/// A double as encoding/json writes it; NaN and Infinity as words.
[[nodiscard]] std::string formatGoDouble(double value);
/// `"text"`, quoted as %q does for plain text.
[[nodiscard]] std::string goQuoted(std::string_view text);

/// "1.5s", "100ms", "1h30m"; no days.
Result<std::int64_t> parseGoDuration(std::string_view text);
/// Decimal, signed, 64 bits. `function` is named in the error: "strconv.ParseInt".
Result<std::int64_t> parseGoInt(std::string_view text, std::string_view function = "strconv.ParseInt");
/// "1", "t", "true", "FALSE" and the like.
Result<bool> parseGoBool(std::string_view text);
/// RFC 3339 with up to nine digits of fraction, as nanoseconds since the epoch.
Result<std::int64_t> parseGoTime(std::string_view text);

} // namespace signalbox::simulator::tracing
