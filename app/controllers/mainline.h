// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/golden/signal.h"

namespace signalbox::app {

/// The line of a chart that tells the signal; of several resources the fullest one. Null without points.
[[nodiscard]] const chart::Line* mainLine(const chart::ChartData& data, golden::Signal signal);

} // namespace signalbox::app
