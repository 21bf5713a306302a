// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/mainline.h"

namespace signalbox::app {

const chart::Line* mainLine(const chart::ChartData& data, golden::Signal signal)
{
    const auto find = [&](chart::LineRole role) -> const chart::Line* {
        for (const chart::Line& line : data.lines)
            if (line.role == role && line.series && !line.series->isEmpty())
                return &line;
        return nullptr;
    };
    const chart::Line* line = nullptr;
    switch (signal) {
    case golden::Signal::Latency:
        line = find(chart::LineRole::P99);
        line = line ? line : find(chart::LineRole::P95);
        break;
    case golden::Signal::Traffic:
        line = find(chart::LineRole::Total);
        break;
    case golden::Signal::Errors:
        line = find(chart::LineRole::ServerError);
        break;
    case golden::Signal::Saturation:
        break;
    }
    if (line)
        return line;
    // Of several resources the fullest one.
    double highest = -1;
    for (const chart::Line& each : data.lines) {
        if (!each.series)
            continue;
        for (const double value : each.series->values)
            if (value > highest) {
                highest = value;
                line = &each;
            }
    }
    return line;
}

} // namespace signalbox::app
