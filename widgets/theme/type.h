// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace signalbox::theme {

/// The type scale of the sheet: a name for each size and line height, so that no widget invents one.
enum class Type
{
    Micro,
    Small,
    Base,
    BaseMedium,
    BaseStrong,
    Title,
    Heading,
    Figure,
    Data,
    DataDense
};

[[nodiscard]] QFont font(Type type);
[[nodiscard]] int lineHeight(Type type);

/// Text whose digits all advance by the width of "0": Qt before 6.7 cannot switch tabular figures on.
void drawFigures(QPainter& painter, const QRect& rect, Qt::Alignment alignment, const QString& text);
[[nodiscard]] int figuresWidth(const QFont& font, const QString& text);

/// Makes the base size the application's font.
void prepareFonts();

} // namespace signalbox::theme
