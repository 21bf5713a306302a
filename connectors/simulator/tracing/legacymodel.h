// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/shown.h"

namespace signalbox::simulator::tracing {

/// One trace in Jaeger's own model, as /api/traces answers it.
void appendLegacyTrace(std::string& out, const ShownTrace& shown);

} // namespace signalbox::simulator::tracing
