// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/shown.h"

namespace signalbox::simulator::tracing {

/// The groups of one trace in resourceSpans, as /api/v3/traces answers them: with a comma behind each.
/// v1 says of every link what kind it is.
void appendResourceSpans(std::string& out, const ShownTrace& shown, bool version1);

} // namespace signalbox::simulator::tracing
