// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/level.h"
#include "widgets/theme/colorrole.h"
#include "widgets/theme/shapes.h"

namespace signalbox::widgets {

/// How a level looks: the shape says it first.
struct LevelLook
{
    theme::Color color;
    theme::Shape shape;
};

[[nodiscard]] LevelLook lookOf(Level level);

/// Draws the level's shape, 10 px high, its left edge at `x`.
void drawLevel(QPainter& painter, int x, int centre, Level level, const theme::Theme& theme);

} // namespace signalbox::widgets
