// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/shapes.h"

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace signalbox::theme {

Color colorOf(Shape shape)
{
    switch (shape) {
    case Shape::OkDisc:
        return Color::StateOkBase;
    case Shape::WarnTriangle:
    case Shape::SlowHalfDisc:
        return Color::StateWarnBase;
    case Shape::BadDiamond:
    case Shape::OpenSwitch:
        return Color::StateBadBase;
    case Shape::UnknownRing:
    case Shape::StaleClock:
        return Color::StateUnknownBase;
    case Shape::InfoDot:
        return Color::LevelInfo;
    }
    return Color::StateUnknownBase;
}

void drawShape(QPainter& painter, const QRectF& rect, Shape shape, const Theme& theme)
{
    const QColor color = theme.color(colorOf(shape));
    const QPointF c = rect.center();
    const qreal r = rect.width() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPen line(color, r * 0.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (shape) {
    case Shape::OkDisc:
        painter.drawEllipse(c, r * 0.62, r * 0.62);
        break;
    case Shape::InfoDot:
        painter.drawEllipse(c, r * 0.36, r * 0.36);
        break;
    case Shape::WarnTriangle:
        painter.drawPolygon(QPolygonF{{c.x(), c.y() - r * 0.8},
                                      {c.x() + r * 0.9, c.y() + r * 0.7},
                                      {c.x() - r * 0.9, c.y() + r * 0.7}});
        break;
    case Shape::BadDiamond:
        painter.drawPolygon(QPolygonF{{c.x(), c.y() - r * 0.9},
                                      {c.x() + r * 0.9, c.y()},
                                      {c.x(), c.y() + r * 0.9},
                                      {c.x() - r * 0.9, c.y()}});
        break;
    case Shape::UnknownRing: {
        QPen dashed = line;
        dashed.setDashPattern({1.4, 1.6});
        dashed.setCapStyle(Qt::FlatCap);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(dashed);
        painter.drawEllipse(c, r * 0.68, r * 0.68);
        break;
    }
    case Shape::SlowHalfDisc: {
        painter.drawPie(QRectF(c.x() - r * 0.68, c.y() - r * 0.68, r * 1.36, r * 1.36), 90 * 16, 180 * 16);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, r * 0.22));
        painter.drawEllipse(c, r * 0.68, r * 0.68);
        break;
    }
    case Shape::OpenSwitch:
        painter.drawEllipse(QPointF(c.x() - r * 0.6, c.y() + r * 0.5), r * 0.24, r * 0.24);
        painter.drawEllipse(QPointF(c.x() + r * 0.6, c.y() + r * 0.5), r * 0.24, r * 0.24);
        painter.setPen(line);
        painter.drawLine(QPointF(c.x() - r * 0.6, c.y() + r * 0.5),
                         QPointF(c.x() + r * 0.3, c.y() - r * 0.6));
        break;
    case Shape::StaleClock:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(line);
        painter.drawEllipse(c, r * 0.75, r * 0.75);
        painter.drawPolyline(
            QPolygonF{{c.x(), c.y() - r * 0.4}, {c.x(), c.y()}, {c.x() + r * 0.3, c.y() + r * 0.2}});
        break;
    }
    painter.restore();
}

} // namespace signalbox::theme
