// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/theme/theme.h"

namespace signalbox::widgets {

/// The colour of a line, the same wherever that line is shown.
[[nodiscard]] QColor lineColor(const chart::Line& line, const theme::Theme& theme);
/// Lines that are drawn in dashes besides those that ask for it.
[[nodiscard]] bool isDashed(const chart::Line& line);
[[nodiscard]] theme::Color markColor(chart::MarkKind kind);

} // namespace signalbox::widgets
