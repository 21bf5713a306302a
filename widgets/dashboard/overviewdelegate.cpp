// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/overviewdelegate.h"

#include "widgets/dashboard/sparkline.h"
#include "widgets/dashboard/statelook.h"
#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

using golden::State;
using items::AlertGravity;
using items::OverviewModel;
using items::OverviewRow;
using items::SignalCell;
using theme::Color;
using theme::Type;

OverviewDelegate::OverviewDelegate(const OverviewModel* model, const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, OverviewLayout::rowHeight, parent)
    , m_model(model)
{
}

void OverviewDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    painter->setPen(theme()->color(Color::LineSubtle));
    painter->drawLine(rect.left() - 8, rect.bottom(), rect.right() + 8, rect.bottom());
    const OverviewRow& row = m_model->row(index.row());
    if (index.column() == OverviewModel::ServiceColumn)
        paintService(painter, rect, row);
    else if (index.column() == OverviewModel::AlertsColumn)
        paintAlerts(painter, rect, row);
    else
        paintSignal(painter, rect,
                    row.cells[static_cast<std::size_t>(index.column() - OverviewModel::LatencyColumn)],
                    m_layout.hasPicture(index.column()));
}

void OverviewDelegate::paintService(QPainter* painter, const QRect& rect, const OverviewRow& row) const
{
    const int upper = rect.top() + 10;
    theme::drawShape(*painter, QRectF(rect.left() + 12, rect.center().y() - 6, 12, 12), shapeOf(row.state),
                     *theme());
    const QRect text = rect.adjusted(38, 0, 0, 0);
    painter->setFont(theme::font(Type::BaseStrong));
    painter->setPen(theme()->color(Color::TextPrimary));
    const QString name = painter->fontMetrics().elidedText(cleaned(QStringView(row.service)), Qt::ElideMiddle,
                                                           text.width() - 20);
    painter->drawText(QRect(text.left(), upper, text.width(), 18), Qt::AlignLeft | Qt::AlignVCenter, name);
    const int swatch = text.left() + painter->fontMetrics().horizontalAdvance(name) + 10;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme()->serviceColor(row.service));
    painter->drawRoundedRect(QRectF(swatch, upper + 5, 8, 8), 2, 2);
    painter->setBrush(Qt::NoBrush);
    painter->setFont(theme::font(Type::Small));
    painter->setPen(theme()->color(row.state == State::NoData || row.state == State::Failed
                                       ? Color::StateUnknownText
                                       : Color::TextTertiary));
    painter->drawText(QRect(text.left(), upper + 18, text.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(row.reason, Qt::ElideRight, text.width()));
}

void OverviewDelegate::paintSignal(QPainter* painter, const QRect& rect, const SignalCell& cell,
                                   bool picture) const
{
    int left = rect.left();
    if (picture) {
        const QRect spark(rect.left(), rect.center().y() - OverviewLayout::sparkHeight / 2,
                          OverviewLayout::sparkWidth, OverviewLayout::sparkHeight);
        paintSparkline(*painter, spark, cell, m_marks, *theme());
        left = spark.right() + 13;
    }
    const QRect figure(left, rect.top() + 10, rect.right() - left, 18);
    QFont font = theme::font(Type::BaseMedium);
    painter->setFont(font);
    painter->setPen(theme()->color(figureColor(cell.state)));
    theme::drawFigures(*painter, figure, Qt::AlignLeft, cell.text);
    painter->setFont(theme::font(Type::Small));
    painter->setPen(theme()->color(Color::TextTertiary));
    const QRect below(left, figure.bottom() + 1, rect.right() + 6 - left, 16);
    theme::drawFigures(*painter, below, Qt::AlignLeft,
                       painter->fontMetrics().elidedText(cell.change, Qt::ElideRight, below.width()));
}

void OverviewDelegate::paintAlerts(QPainter* painter, const QRect& rect, const OverviewRow& row) const
{
    if (row.firing == 0) {
        drawText(painter, rect, QStringLiteral("–"), Color::TextTertiary);
        return;
    }
    const bool critical = row.gravity == AlertGravity::Critical;
    const QString text = tr("%n firing", nullptr, row.firing);
    QFont font = theme::font(Type::Micro);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const QRect badge(rect.left(), rect.center().y() - 8, painter->fontMetrics().horizontalAdvance(text) + 10,
                      16);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme()->color(critical ? Color::StateBadTint : Color::StateWarnTint));
    painter->drawRoundedRect(badge, 3, 3);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(theme()->color(critical ? Color::StateBadText : Color::StateWarnText));
    painter->drawText(badge, Qt::AlignCenter, text);
}

} // namespace signalbox::widgets
