// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/chart/geometry.h"

#include <QString>

#include <functional>
#include <vector>

namespace signalbox::widgets {

/// A mark in the lane above the plot; several that would touch each other share one.
struct LaneMark
{
    double x = 0;
    chart::MarkKind kind = chart::MarkKind::Deploy; ///< of the gravest
    QString text;                                   ///< printed; empty when there is no room for any
    double textLeft = 0;
    double textWidth = 0;
    QString tooltip; ///< all of it, a line a mark
    bool operator==(const LaneMark&) const = default;
};

/// Gives every mark its place and as much of its label as there is room for. Labels never touch each other.
/// Alerts that begin in the range are marks as well. `elided` shortens a text to a width.
[[nodiscard]] std::vector<LaneMark> layOutMarks(const chart::ChartData& data, const chart::Geometry& geometry,
                                                const std::function<double(const QString&)>& textWidth,
                                                const std::function<QString(const QString&, double)>& elided,
                                                const std::function<QString(Instant)>& timeText);

} // namespace signalbox::widgets
