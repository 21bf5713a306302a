// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/rowdelegate.h"

#include "widgets/theme/type.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

namespace signalbox::widgets {

using theme::Color;

RowDelegate::RowDelegate(const theme::Theme* theme, int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_rowHeight(rowHeight)
{
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {80, m_rowHeight};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const bool active = option.widget && option.widget->hasFocus();
    if (selected)
        painter->fillRect(option.rect,
                          m_theme->color(active ? Color::SelectionRow : Color::SelectionRowInactive));
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, m_theme->color(Color::SurfaceHover));
    if (selected && active && index.column() == 0)
        painter->fillRect(QRect(0, option.rect.top(), 2, option.rect.height()),
                          m_theme->color(Color::SelectionEdge));
    painter->save();
    painter->setClipRect(option.rect);
    paintCell(painter, option.rect.adjusted(8, 0, -8, 0), index);
    painter->restore();
}

bool RowDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                            const QModelIndex& index)
{
    const QString text = index.data(Qt::ToolTipRole).toString();
    if (event->type() != QEvent::ToolTip || text.isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), Qt::convertFromPlainText(text), view);
    return true;
}

void RowDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    drawText(painter, rect, index.data(Qt::DisplayRole).toString(), Color::TextPrimary, false, alignment);
}

void RowDelegate::drawText(QPainter* painter, const QRect& rect, const QString& text, Color color, bool data,
                           Qt::Alignment alignment) const
{
    painter->setFont(theme::font(data ? theme::Type::Data : theme::Type::Base));
    painter->setPen(m_theme->color(color));
    if (alignment & Qt::AlignRight)
        theme::drawFigures(*painter, rect, alignment, text);
    else
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void dress(QAbstractItemView* view, const theme::Theme* theme)
{
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setMouseTracking(true);
    view->setTextElideMode(Qt::ElideRight);
    for (auto* header : view->findChildren<QHeaderView*>())
        header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto paint = [view, theme] {
        QPalette palette = view->palette();
        palette.setColor(QPalette::Base, theme->color(Color::SurfacePane));
        view->setPalette(palette);
        view->viewport()->update();
    };
    paint();
    QObject::connect(theme, &theme::Theme::changed, view, paint);
}

} // namespace signalbox::widgets
