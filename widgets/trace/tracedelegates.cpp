// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/tracedelegates.h"

#include "models/items/spanmodel.h"
#include "models/items/tracemodel.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

using items::SpanModel;
using items::TraceModel;
using theme::Color;
using theme::Shape;

namespace {

constexpr int swatch = 8;

} // namespace

TraceDelegate::TraceDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 28, parent)
{
}

void TraceDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool failed = index.data(TraceModel::HasErrorRole).toBool();
    switch (index.column()) {
    case TraceModel::RootColumn:
        painter->fillRect(QRect(rect.left(), rect.center().y() - 3, swatch, swatch),
                          theme()->serviceColor(index.data(TraceModel::ServiceRole).toString()));
        drawText(painter, rect.adjusted(16, 0, 0, 0), text, Color::TextPrimary);
        break;
    case TraceModel::DurationColumn: {
        const double share = index.data(TraceModel::ShareRole).toDouble();
        const int width = qMax(2, static_cast<int>(share * rect.width()));
        painter->fillRect(QRect(rect.left(), rect.bottom() - 3, width, 2),
                          theme()->color(failed ? Color::StateBadBase : Color::LineStrong));
        drawText(painter, rect, text, Color::TextPrimary, false, Qt::AlignRight);
        break;
    }
    case TraceModel::ErrorsColumn:
        if (failed)
            theme::drawShape(*painter, QRectF(rect.left(), rect.center().y() - 5, 12, 12), Shape::BadDiamond,
                             *theme());
        drawText(painter, rect, text, Color::StateBadText, false, Qt::AlignRight);
        break;
    default:
        drawText(painter, rect, text, Color::TextSecondary, false,
                 Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    }
}

SpanDelegate::SpanDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 24, parent)
{
}

void SpanDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const QModelIndex first = index.siblingAtColumn(SpanModel::OperationColumn);
    const QString service = first.data(SpanModel::ServiceRole).toString();
    const bool failed = first.data(SpanModel::ErrorRole).toBool();
    switch (index.column()) {
    case SpanModel::OperationColumn: {
        painter->fillRect(QRect(rect.left(), rect.center().y() - 3, swatch, swatch),
                          theme()->serviceColor(service));
        painter->setFont(theme::font(theme::Type::BaseMedium));
        const QString name = painter->fontMetrics().elidedText(service, Qt::ElideRight, rect.width() - 16);
        painter->setPen(theme()->color(Color::TextPrimary));
        painter->drawText(rect.adjusted(16, 0, 0, 0), Qt::AlignVCenter, name);
        const int left = 16 + painter->fontMetrics().horizontalAdvance(name) + 8;
        drawText(painter, rect.adjusted(left, 0, failed ? -16 : 0, 0), index.data(Qt::DisplayRole).toString(),
                 Color::TextSecondary);
        if (failed)
            theme::drawShape(*painter, QRectF(rect.right() - 12, rect.center().y() - 5, 12, 12),
                             Shape::BadDiamond, *theme());
        break;
    }
    case SpanModel::TimelineColumn: {
        const double begin = first.data(SpanModel::BeginRole).toDouble();
        const double length = first.data(SpanModel::LengthRole).toDouble();
        const int left = rect.left() + static_cast<int>(begin * rect.width());
        const int width =
            qBound(2, static_cast<int>(length * rect.width()), qMax(2, rect.right() - left + 1));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme()->serviceColor(service));
        painter->drawRoundedRect(QRectF(left, rect.center().y() - 5, width, 12), 2, 2);
        break;
    }
    default:
        drawText(painter, rect, index.data(Qt::DisplayRole).toString(),
                 failed ? Color::StateBadText : Color::TextPrimary, false, Qt::AlignRight);
    }
}

} // namespace signalbox::widgets
