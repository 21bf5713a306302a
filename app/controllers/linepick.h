// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/mapping.h"
#include "models/pivots/plan.h"
#include "models/telemetry/logline.h"

namespace signalbox::app {

/// What a pivot may go by in a line: its service, ids of a trace and of a request, its shape. A weak trace
/// id, which nothing names, counts only when `isAsked`: the person asked for the trace of that very line.
[[nodiscard]] pivots::LinePick pickOf(const LogLine& line, const mapping::Mapping& mapping,
                                      bool isAsked = true);

/// The id of a request, beside the line or in it; empty when there is none.
[[nodiscard]] QString requestIdOf(const LogLine& line);

} // namespace signalbox::app
