// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/marklane.h"
#include "widgets/chart/picture.h"
#include "widgets/theme/theme.h"

#include <QTimeZone>

#include <optional>
#include <vector>

namespace signalbox::widgets {

/// What the items of a plot paint from. Owned by the plot; the items only look.
struct PlotState
{
    const theme::Theme* theme = nullptr;
    PicturePtr picture; ///< null before the first one
    std::vector<LaneMark> marks;
    QTimeZone zone = QTimeZone::utc();
    std::vector<std::size_t> emphasised; ///< none: all alike
    QImage emphasis;                     ///< those lines alone; null for none
    std::optional<Instant> crosshair;
    bool locked = false;
    std::optional<Interval> selection;
    QString sentence;     ///< said in an empty plot
    bool printed = false; ///< painted for a file: nothing that moves
    bool asPaths = false; ///< and for one that knows no pixels

    [[nodiscard]] bool hasPlot() const { return picture && !picture->geometry.isEmpty(); }
    [[nodiscard]] QRectF plotRect() const
    {
        return hasPlot() ? QRectF(picture->geometry.left, picture->geometry.top, picture->geometry.width,
                                  picture->geometry.height)
                         : QRectF();
    }
};

} // namespace signalbox::widgets
