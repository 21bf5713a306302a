// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/tracedelegates.h"

#include "models/items/tracemodel.h"
#include "widgets/theme/shapes.h"
#include "widgets/trace/waterfallpainter.h"

#include <QPainter>

namespace signalbox::widgets {

using items::TraceModel;
using theme::Color;
using theme::Shape;

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
        drawSwatch(*painter, {rect.left(), rect.center().y() - 3},
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

} // namespace signalbox::widgets
