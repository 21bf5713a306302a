// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/signals/signaldelegates.h"

#include "models/items/alertmodel.h"
#include "models/items/seriesmodel.h"
#include "widgets/theme/shapes.h"

#include <QPainter>

#include <cmath>

namespace signalbox::widgets {

using items::AlertGravity;
using items::AlertModel;
using items::SeriesModel;
using theme::Color;
using theme::Shape;

AlertDelegate::AlertDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 28, parent)
{
}

void AlertDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const auto gravity = static_cast<AlertGravity>(index.data(AlertModel::GravityRole).toInt());
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.column() == AlertModel::StateColumn) {
        const bool critical = gravity == AlertGravity::Critical;
        const bool quiet = gravity == AlertGravity::Quiet;
        const Shape shape = critical ? Shape::BadDiamond : quiet ? Shape::UnknownRing : Shape::WarnTriangle;
        const Color color = critical ? Color::StateBadText
                            : quiet  ? Color::StateUnknownText
                                     : Color::StateWarnText;
        theme::drawShape(*painter, QRectF(rect.left(), rect.center().y() - 5, 12, 12), shape, *theme());
        drawText(painter, rect.adjusted(20, 0, 0, 0), text, color);
        return;
    }
    const bool data = index.column() == AlertModel::LabelsColumn || index.column() == AlertModel::SinceColumn;
    drawText(painter, rect, text,
             index.column() == AlertModel::NameColumn ? Color::TextPrimary : Color::TextSecondary, data);
}

SeriesDelegate::SeriesDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 28, parent)
{
}

void SeriesDelegate::paintShape(QPainter* painter, const QRect& rect, const QList<double>& values) const
{
    double low = 0;
    double high = 0;
    bool any = false;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        low = any ? std::fmin(low, value) : value;
        high = any ? std::fmax(high, value) : value;
        any = true;
    }
    if (!any)
        return;
    const double span = high > low ? high - low : 1;
    const double step = rect.width() / static_cast<double>(values.size());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme()->color(Color::TextSecondary), 1.5));
    QPointF last;
    bool joined = false;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            joined = false; // a gap is drawn as a gap
            continue;
        }
        const double share = high > low ? (values[i] - low) / span : 0.5;
        const QPointF point(rect.left() + (static_cast<double>(i) + 0.5) * step,
                            rect.bottom() - share * rect.height());
        if (joined)
            painter->drawLine(last, point);
        else
            painter->drawPoint(point);
        last = point;
        joined = true;
    }
}

void SeriesDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (index.column() == SeriesModel::ShapeColumn) {
        paintShape(painter, rect.adjusted(0, 6, 0, -6),
                   index.data(SeriesModel::ShapeRole).value<QList<double>>());
        return;
    }
    const bool labels = index.column() == SeriesModel::LabelsColumn;
    drawText(painter, rect, index.data(Qt::DisplayRole).toString(),
             labels || index.column() == SeriesModel::LastColumn ? Color::TextPrimary : Color::TextSecondary,
             labels, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
}

} // namespace signalbox::widgets
