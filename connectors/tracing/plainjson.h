// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/json.h"

#include <string>

namespace signalbox::tracing {

/// Writes a nested OTLP value as the plain JSON that it means: {"arrayValue":{"values":[{"intValue":"1"}]}}
/// becomes [1]. `key` is "arrayValue" or "kvlistValue" (behind its opening quote), `value` what it holds.
/// Bounded in depth: what lies deeper stays as it was sent.
[[nodiscard]] simdjson::error_code appendPlainJson(const char* key, json::od::value& value, std::string& out,
                                                   int depth = 0);

} // namespace signalbox::tracing
