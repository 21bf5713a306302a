// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json.h"
#include "models/telemetry/trace.h"

#include <optional>

namespace signalbox::cli {

/// {"trace_id","start","duration_ns","spans":[...],"warnings":[]}: the spans parents first.
[[nodiscard]] QByteArray traceJson(const Trace& trace);

/// The trace as text: a head line, then a row a span with its bar, start, duration and place in the tree.
/// Spans nested deeper than a screen is wide are drawn at the last level that fits, with their depth.
[[nodiscard]] QString waterfall(const Trace& trace, std::optional<int> width);

} // namespace signalbox::cli
