// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/colorrole.h"

#include <QRectF>

class QPainter;

namespace signalbox::theme {

class Theme;

/// A state is read from its shape first; the colour only repeats it.
enum class Shape
{
    OkDisc,
    WarnTriangle,
    BadDiamond,
    UnknownRing,
    SlowHalfDisc,
    OpenSwitch,
    InfoDot,
    StaleClock
};

/// Draws the shape in its own state colour, fitted into `rect` (12 px as a rule).
void drawShape(QPainter& painter, const QRectF& rect, Shape shape, const Theme& theme);
[[nodiscard]] Color colorOf(Shape shape);

} // namespace signalbox::theme
