// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/overviewmodel.h"

#include <array>

namespace signalbox::widgets {

/// How wide the columns of the overview are. A narrow window loses pictures from the right, never the
/// service, its state or a figure. A plain value, so that the rule has a test.
struct OverviewLayout
{
    std::array<int, items::OverviewModel::ColumnCount> widths{};
    int pictures = 4; ///< signals, from the left, that have their sparkline
    bool operator==(const OverviewLayout&) const = default;

    static constexpr int sparkWidth = items::SignalCell::columns;
    static constexpr int sparkHeight = 32;
    static constexpr int rowHeight = 56;

    [[nodiscard]] bool hasPicture(int column) const
    {
        return column >= items::OverviewModel::LatencyColumn &&
               column < items::OverviewModel::LatencyColumn + pictures;
    }
    [[nodiscard]] static OverviewLayout forWidth(int width);
};

} // namespace signalbox::widgets
