// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/traceid.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace signalbox {

/// What one value says. `trace` is never null.
struct TraceValue
{
    TraceId trace;
    std::optional<SpanId> span;
    std::optional<bool> sampled;
    std::string_view text; ///< the part that is the trace id
};

/// A value that holds a whole context by its shape: traceparent, uber-trace-id, b3, X-Ray, Google's. Such
/// shapes need no name to be recognised, but only the first and X-Ray's are sure without one.
[[nodiscard]] std::optional<TraceValue> contextValue(std::string_view value);

/// An id alone: 1 to 32 hex digits, a UUID with dashes, 24 characters of base64, a resource name that ends in
/// /traces/<id>. All-zero ids are none.
[[nodiscard]] std::optional<TraceValue> idValue(std::string_view value);

/// 64 bits in decimal, as Datadog writes ids.
[[nodiscard]] std::optional<std::uint64_t> decimalValue(std::string_view value);

/// 1 to 16 hex digits, or 12 characters of base64.
[[nodiscard]] std::optional<SpanId> spanValue(std::string_view value);

[[nodiscard]] bool isHex(std::string_view text);
[[nodiscard]] bool isDecimal(std::string_view text);

} // namespace signalbox
