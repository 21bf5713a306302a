// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/span.h"

namespace signalbox::simulator::tracing {

/// Pieces of JSON, appended: bodies of 100 MB are made of them. Text is UTF-8 already.
void appendJson(std::string& out, std::string_view text);
void appendNumber(std::string& out, std::int64_t number);
void appendDouble(std::string& out, double number);      ///< NaN and the infinities in quotes
void appendHex(std::string& out, std::uint64_t number);  ///< 16 digits
void appendId(std::string& out, const TraceId& id);      ///< 32 digits
void appendShortId(std::string& out, const TraceId& id); ///< 16 digits when the high half is zero
void appendBase64(std::string& out, std::string_view bytes);
void closeList(std::string& out); ///< whose items all left a comma behind

/// A value as text, as the collector's library makes it: lists and maps as JSON, bytes as base64.
[[nodiscard]] std::string textOf(const Value& value);

} // namespace signalbox::simulator::tracing
