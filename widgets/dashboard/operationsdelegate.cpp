// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/operationsdelegate.h"

#include "models/items/operationsmodel.h"

#include <QPainter>

namespace signalbox::widgets {

using items::OperationsModel;
using theme::Color;

OperationsDelegate::OperationsDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 28, parent)
{
}

void OperationsDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const int gravity = index.data(OperationsModel::GravityRole).toInt();
    if (index.column() == OperationsModel::NameColumn) {
        drawText(painter, rect, text, Color::TextPrimary, true);
        return;
    }
    if (index.column() == OperationsModel::ImpactColumn) {
        constexpr int bar = 92;
        const double share = index.data(OperationsModel::ShareRole).toDouble();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme()->color(gravity == 2   ? Color::StateBadBase
                                         : gravity == 1 ? Color::StateWarnBase
                                                        : Color::LineStrong));
        painter->drawRoundedRect(QRectF(rect.left(), rect.center().y() - 3, qMax(2.0, share * bar), 7), 2, 2);
        painter->setBrush(Qt::NoBrush);
        drawText(painter, rect.adjusted(bar + 12, 0, 0, 0), text, Color::TextSecondary);
        return;
    }
    const Color color = index.column() == OperationsModel::ErrorsColumn && gravity > 0
                            ? (gravity == 2 ? Color::StateBadText : Color::StateWarnText)
                            : Color::TextPrimary;
    drawText(painter, rect, text, text == QLatin1String("–") ? Color::TextTertiary : color, false,
             Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace signalbox::widgets
