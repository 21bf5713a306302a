// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace signalbox::prometheus {

// The two halves of a sample from their JSON tokens. A token is the text up to the next structural
// character: white space may trail it, and a string has its quotes.

/// Seconds such as 1795251600.123 as nanoseconds, digit by digit: a double would round twice.
[[nodiscard]] bool readTime(std::string_view token, std::int64_t& ns);

/// "0.5", "1e-7", "NaN", "+Inf" or "-Inf", as a string or, from servers that differ, as a bare number.
[[nodiscard]] bool readValue(std::string_view token, double& value);

} // namespace signalbox::prometheus
