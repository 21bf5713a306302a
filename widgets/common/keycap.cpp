// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/keycap.h"

#include "widgets/theme/theme.h"
#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

int drawKeyCap(QPainter& painter, int right, int middle, const QString& text, const theme::Theme& theme)
{
    if (text.isEmpty())
        return right;
    painter.save();
    QFont font = theme::font(theme::Type::Micro);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    const int width = painter.fontMetrics().horizontalAdvance(text) + 8;
    const QRect box(right - width, middle - 8, width, 16);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.color(theme::Color::LineNormal));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(theme.color(theme::Color::TextTertiary));
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
    return box.left();
}

} // namespace signalbox::widgets
