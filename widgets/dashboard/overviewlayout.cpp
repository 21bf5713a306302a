// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/overviewlayout.h"

#include <algorithm>

namespace signalbox::widgets {

using items::OverviewModel;

namespace {

constexpr int smallestService = 176;
constexpr int largestService = 288;
constexpr int figures = 106; ///< a figure and its change below
constexpr int alerts = 84;
constexpr int gap = 12;
constexpr int picture = OverviewLayout::sparkWidth + gap;

} // namespace

OverviewLayout OverviewLayout::forWidth(int width)
{
    OverviewLayout out;
    const auto needed = [](int pictures) {
        return smallestService + 4 * figures + pictures * picture + alerts;
    };
    while (out.pictures > 0 && needed(out.pictures) > width)
        --out.pictures;
    const int spare = std::max(0, width - needed(out.pictures));
    const int service = std::min(largestService, smallestService + spare / 2);
    const int each = std::max(0, (width - service - alerts - 4 * figures - out.pictures * picture) / 4);
    out.widths[OverviewModel::ServiceColumn] = service;
    for (int i = 0; i < 4; ++i)
        out.widths[static_cast<std::size_t>(OverviewModel::LatencyColumn + i)] =
            figures + each + (i < out.pictures ? picture : 0);
    int used = 0;
    for (const int one : out.widths)
        used += one;
    out.widths[OverviewModel::AlertsColumn] = std::max(alerts, width - used);
    return out;
}

} // namespace signalbox::widgets
