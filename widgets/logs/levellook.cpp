// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/levellook.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace signalbox::widgets {

using theme::Color;
using theme::Shape;

LevelLook lookOf(Level level)
{
    switch (level) {
    case Level::Fatal:
        return {Color::LevelFatal, Shape::BadDiamond};
    case Level::Error:
        return {Color::LevelError, Shape::BadDiamond};
    case Level::Warn:
        return {Color::LevelWarn, Shape::WarnTriangle};
    case Level::Info:
        return {Color::LevelInfo, Shape::InfoDot};
    case Level::Debug:
        return {Color::LevelDebug, Shape::UnknownRing};
    case Level::Trace:
        return {Color::LevelTrace, Shape::UnknownRing};
    case Level::Unknown:
        return {Color::LevelUnknown, Shape::UnknownRing};
    }
    return {Color::LevelUnknown, Shape::UnknownRing};
}

void drawLevel(QPainter& painter, int x, int centre, Level level, const theme::Theme& theme)
{
    theme::drawShape(painter, QRectF(x, centre - 5, 10, 10), lookOf(level).shape, theme);
}

} // namespace signalbox::widgets
