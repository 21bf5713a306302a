// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/json.h"
#include "models/telemetry/tracebuilder.h"

#include <optional>

/// What both trace parsers do with the texts that they meet.
namespace signalbox::tracing {

/// A slice of the body; of the side store when the text had to be unescaped.
[[nodiscard]] inline TextSlice keptText(TraceBuilder& builder, std::string_view contents)
{
    if (json::isEscaped(contents)) [[unlikely]]
        return builder.keep(json::unescaped(contents));
    return builder.slice(contents);
}

[[nodiscard]] inline NameId keptName(TraceBuilder& builder, std::string_view contents)
{
    if (json::isEscaped(contents)) [[unlikely]]
        return builder.intern(json::unescaped(contents));
    return builder.intern(contents);
}

/// Hex of up to 16 digits; null when it is none, or all zeros.
[[nodiscard]] SpanId spanIdFromHex(std::string_view text);

/// Hex (32 digits or fewer), or base64 of 16 bytes in either alphabet.
[[nodiscard]] std::optional<TraceId> traceIdFromAnyText(std::string_view text);
/// Hex (16 digits or fewer), or base64 of 8 bytes in either alphabet.
[[nodiscard]] std::optional<SpanId> spanIdFromAnyText(std::string_view text);

/// The range from `first` to the present end of a flat array.
template <typename T>
[[nodiscard]] IndexRange rangeSince(std::size_t first, const std::vector<T>& all)
{
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(all.size() - first)};
}

} // namespace signalbox::tracing
