// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/overviewheader.h"

#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

using chart::Mark;
using chart::MarkKind;
using theme::Color;
using theme::Type;

double shareOf(Instant at, const Interval& range)
{
    return static_cast<double>((at - range.start).count()) /
           static_cast<double>(std::max<std::int64_t>(range.length().count(), 1));
}

void drawMark(QPainter& painter, MarkKind kind, const QPointF& at, const theme::Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto fill = [&](Color color, const QPolygonF& shape) {
        painter.setBrush(theme.color(color));
        painter.drawPolygon(shape.translated(at));
    };
    switch (kind) {
    case MarkKind::Deploy:
        fill(Color::MarkDeploy, QPolygonF({{-4.5, 4}, {4.5, 4}, {0, -4}}));
        break;
    case MarkKind::Rollback:
        fill(Color::MarkRollback, QPolygonF({{-4.5, -4}, {4.5, -4}, {0, 4}}));
        break;
    case MarkKind::Alert:
        fill(Color::MarkAlert, QPolygonF({{0, -5}, {5, 0}, {0, 5}, {-5, 0}}));
        break;
    case MarkKind::Incident:
        fill(Color::MarkIncident,
             QPolygonF({{-4, -5}, {5, -5}, {3, -2}, {5, 1}, {-2.5, 1}, {-2.5, 5}, {-4, 5}}));
        break;
    case MarkKind::Evidence:
        fill(Color::MarkEvidence, QPolygonF({{-3, -3}, {3, -3}, {3, 3}, {-3, 3}}));
        break;
    }
    painter.restore();
}

OverviewHeader::OverviewHeader(const theme::Theme* theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setFixedHeight(36);
    setHighlightSections(false);
    setSectionsClickable(false);
    setSectionResizeMode(QHeaderView::Fixed);
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

QSize OverviewHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), 36};
}

void OverviewHeader::setLayout(const OverviewLayout& layout)
{
    m_layout = layout;
    for (int i = 0; i < count() && i < static_cast<int>(layout.widths.size()); ++i)
        resizeSection(i, layout.widths[static_cast<std::size_t>(i)]);
    viewport()->update();
}

void OverviewHeader::setTime(const Interval& range, Zone zone)
{
    m_range = range;
    m_zone = zone;
    viewport()->update();
}

void OverviewHeader::setMarks(const std::vector<Mark>& marks)
{
    m_marks = marks;
    viewport()->update();
}

void OverviewHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    painter->fillRect(rect, m_theme->color(Color::SurfacePane));
    painter->setPen(m_theme->color(Color::LineNormal));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    int left = rect.left() + (logicalIndex == 0 ? 8 + 38 : 8);
    if (m_layout.hasPicture(logicalIndex)) {
        paintAxis(painter, QRect(left, rect.top(), OverviewLayout::sparkWidth, rect.height()));
        left += OverviewLayout::sparkWidth + 13;
    }
    painter->setFont(theme::font(Type::Small));
    painter->setPen(m_theme->color(Color::TextSecondary));
    const QRect text(left, rect.top(), rect.right() - left, rect.height() - 4);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(model()->headerData(logicalIndex, orientation()).toString(),
                                          Qt::ElideRight, text.width()));
}

void OverviewHeader::paintAxis(QPainter* painter, const QRect& spark) const
{
    if (m_range.length().count() <= 0)
        return;
    const int middle = spark.center().y() - 2;
    painter->setFont(theme::font(Type::Micro));
    const QDateTime start = m_range.start.toDateTime();
    const QString text =
        (m_zone == Zone::Utc ? start : start.toLocalTime())
            .toString(m_range.length() > std::chrono::hours(24) ? QStringLiteral("d MMM HH:mm")
                                                                : QStringLiteral("HH:mm"));
    const int textWidth = painter->fontMetrics().horizontalAdvance(text);
    painter->setPen(m_theme->color(Color::LineControl));
    painter->drawLine(spark.left(), middle + 10, spark.right(), middle + 10);
    int taken = spark.left() + textWidth + 6;
    bool covered = false;
    for (const Mark& mark : m_marks) {
        const double share = shareOf(mark.at, m_range);
        if (share < 0 || share > 1)
            continue;
        const double x = spark.left() + share * spark.width();
        covered = covered || x < taken;
        drawMark(*painter, mark.kind, QPointF(x, middle), *m_theme);
    }
    if (covered) // marks say more than the hour, which stands in the picker as well
        return;
    painter->setPen(m_theme->color(Color::TextTertiary));
    painter->drawText(QRect(spark.left(), spark.top(), textWidth + 2, spark.height() - 4),
                      Qt::AlignLeft | Qt::AlignVCenter, text);
}

} // namespace signalbox::widgets
