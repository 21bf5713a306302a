// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logdelegate.h"

#include "models/items/logmodel.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

using items::LogModel;
using theme::Color;
using theme::Shape;

namespace {

struct LevelLook
{
    Color color;
    Shape shape;
};

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

} // namespace

LogDelegate::LogDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 24, parent)
{
}

void LogDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    switch (index.column()) {
    case LogModel::TimeColumn:
        drawText(painter, rect, text, Color::TextSecondary, true);
        break;
    case LogModel::LevelColumn: {
        const LevelLook look = lookOf(static_cast<Level>(index.data(LogModel::LevelRole).toInt()));
        theme::drawShape(*painter, QRectF(rect.left(), rect.center().y() - 4, 10, 10), look.shape, *theme());
        painter->setFont(theme::font(theme::Type::DataDense));
        painter->setPen(theme()->color(look.color));
        painter->drawText(rect.adjusted(16, 0, 8, 0), Qt::AlignVCenter, text);
        break;
    }
    case LogModel::ServiceColumn:
        painter->fillRect(QRect(rect.left(), rect.center().y() - 3, 8, 8), theme()->serviceColor(text));
        drawText(painter, rect.adjusted(16, 0, 0, 0), text, Color::TextSecondary);
        break;
    default:
        drawText(painter, rect, text, Color::TextPrimary);
    }
}

} // namespace signalbox::widgets
