// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/shown.h"

namespace signalbox::simulator::tracing {

/// One element of /api/v3/trace-summaries. Fields that are zero are left out, as there.
void appendSummary(std::string& out, const ShownTrace& shown);

} // namespace signalbox::simulator::tracing
