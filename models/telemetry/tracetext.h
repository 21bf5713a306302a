// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/tracecollector.h"

#include <string_view>

namespace signalbox {

/// Everything in a text that reads as "name: value" or "name=value", quoted or not, whatever is around it:
/// logfmt, headers, JSON that was escaped into a string.
void collectPairs(std::string_view text, TraceCollector& collector);

/// The brackets of Sleuth, "[app,trace,span]", and of Spring Boot 3, "[trace-span]".
void collectBrackets(std::string_view text, TraceCollector& collector);

/// Words that are a trace context by their shape, and as a weak hint the first naked word of 32 hex digits
/// that nothing before it explains as something else.
void collectNakedWords(std::string_view text, TraceCollector& collector);

/// The fields of a JSON object, and what their texts say when no field is one.
void collectJson(std::string_view json, TraceCollector& collector);

} // namespace signalbox
