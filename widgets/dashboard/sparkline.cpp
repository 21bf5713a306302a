// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/sparkline.h"

#include "widgets/dashboard/statelook.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QVarLengthArray>

#include <cmath>

namespace signalbox::widgets {

using golden::State;
using items::SignalCell;
using theme::Color;

namespace {

struct Scale
{
    QRectF rect;
    double low;
    double height;

    [[nodiscard]] double x(int column) const
    {
        return rect.left() + rect.width() * (column + 0.5) / SignalCell::columns;
    }
    [[nodiscard]] double y(double value) const
    {
        return rect.bottom() - std::clamp((value - low) / height, 0.0, 1.0) * rect.height();
    }
};

void paintBand(QPainter& painter, const Scale& scale, const SignalCell& cell, const QColor& color)
{
    QPolygonF shape;
    const auto flush = [&](int from, int to) {
        if (from >= to)
            return;
        shape.clear();
        for (int i = from; i < to; ++i)
            shape.append(QPointF(scale.x(i), scale.y(cell.bandHigh[i])));
        for (int i = to - 1; i >= from; --i)
            shape.append(
                QPointF(scale.x(i), std::max(scale.y(cell.bandLow[i]), scale.y(cell.bandHigh[i]) + 1)));
        painter.drawPolygon(shape);
    };
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    int from = 0;
    for (int i = 0; i < cell.bandHigh.size(); ++i)
        if (!std::isfinite(cell.bandHigh[i])) {
            flush(from, i);
            from = i + 1;
        }
    flush(from, static_cast<int>(cell.bandHigh.size()));
    painter.setBrush(Qt::NoBrush);
}

/// Piece by piece: a wide antialiased polyline is many times as dear.
void paintLine(QPainter& painter, const Scale& scale, const SignalCell& cell)
{
    QVarLengthArray<QLineF, SignalCell::columns> pieces;
    bool joined = false;
    bool alone = false;
    QPointF last;
    for (int i = 0; i < cell.line.size(); ++i) {
        if (!std::isfinite(cell.line[i])) {
            if (alone)
                painter.drawPoint(last);
            joined = alone = false;
            continue;
        }
        const QPointF point(scale.x(i), scale.y(cell.line[i]));
        if (joined)
            pieces.append(QLineF(last, point));
        alone = !joined;
        joined = true;
        last = point;
    }
    if (alone)
        painter.drawPoint(last);
    painter.drawLines(pieces.constData(), static_cast<int>(pieces.size()));
}

} // namespace

void paintSparkline(QPainter& painter, const QRect& rect, const SignalCell& cell, const QList<double>& marks,
                    const theme::Theme& theme)
{
    const Scale scale{QRectF(rect).adjusted(0, 2, -3, -2), cell.low,
                      cell.high > cell.low ? cell.high - cell.low : 1.0};
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (cell.silentFrom < SignalCell::columns) {
        const int left = rect.left() + rect.width() * cell.silentFrom / SignalCell::columns;
        painter.fillRect(QRect(left, rect.top() + 2, rect.right() - left, rect.height() - 4),
                         QBrush(theme.color(Color::ChartGapHatch), Qt::BDiagPattern));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (!cell.bandHigh.isEmpty())
        paintBand(painter, scale, cell, theme.color(Color::ChartBaselineBand));
    if (!marks.isEmpty()) {
        painter.setPen(QPen(theme.color(Color::LineControl), 1, Qt::DotLine));
        for (const double mark : marks) {
            const double x = std::round(rect.left() + mark * rect.width()) + 0.5;
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
        }
    }
    if (cell.line.isEmpty())
        return;
    const bool wrong = cell.state == State::Bad || cell.state == State::Warn;
    const QColor color =
        theme.color(cell.state == State::Bad                                     ? Color::StateBadBase
                    : cell.state == State::Warn                                  ? Color::StateWarnBase
                    : cell.state == State::NoData || cell.state == State::Failed ? Color::StateUnknownBase
                                                                                 : Color::TextSecondary);
    painter.setPen(QPen(color, wrong ? 1.5 : 1, Qt::SolidLine, Qt::FlatCap));
    paintLine(painter, scale, cell);
    for (int i = static_cast<int>(cell.line.size()) - 1; i >= 0 && cell.silentFrom == SignalCell::columns;
         --i)
        if (std::isfinite(cell.line[i])) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawEllipse(QPointF(scale.x(i), scale.y(cell.line[i])), 2, 2);
            painter.setBrush(Qt::NoBrush);
            break;
        }
}

} // namespace signalbox::widgets
