// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/rail.h"

#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int itemHeight = 56;
constexpr int top = 8;

QRect itemRect(int index)
{
    return {0, top + index * itemHeight, 72, itemHeight};
}

} // namespace

Rail::Rail(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedWidth(72);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Panes"));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Rail::addItem(const QString& id, const QString& label, const QString& icon)
{
    m_items.push_back({id, label, icon, 0});
    update();
}

void Rail::setCurrent(const QString& id)
{
    m_current = id;
    setAccessibleDescription(id);
    update();
}

void Rail::setBadge(const QString& id, int count)
{
    for (Item& item : m_items)
        if (item.id == id)
            item.badge = count;
    update();
}

int Rail::indexAt(QPoint position) const
{
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i)
        if (itemRect(i).contains(position))
            return i;
    return -1;
}

int Rail::currentIndex() const
{
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i)
        if (m_items[static_cast<std::size_t>(i)].id == m_current)
            return i;
    return 0;
}

void Rail::mousePressEvent(QMouseEvent* event)
{
    if (const int index = indexAt(event->pos()); index >= 0)
        Q_EMIT chosen(m_items[static_cast<std::size_t>(index)].id);
}

void Rail::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = indexAt(event->pos());
    update();
}

void Rail::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void Rail::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int next = currentIndex() + step;
    if (step != 0 && next >= 0 && next < static_cast<int>(m_items.size()))
        Q_EMIT chosen(m_items[static_cast<std::size_t>(next)].id);
    else
        QWidget::keyPressEvent(event);
}

void Rail::paintItem(QPainter& painter, int index) const
{
    const Item& item = m_items[static_cast<std::size_t>(index)];
    const QRect cell = itemRect(index);
    const bool active = item.id == m_current;
    if (active || index == m_hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme->color(active ? Color::AccentQuiet : Color::SurfaceHover));
        painter.drawRoundedRect(cell.adjusted(3, 2, -3, -2), 4, 4);
    }
    if (active)
        painter.fillRect(QRect(0, cell.center().y() - 15, 3, 32), m_theme->color(Color::AccentBase));
    if (active && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 2));
        painter.drawRoundedRect(cell.adjusted(5, 4, -5, -4), 4, 4);
    }
    const Color tint = active ? Color::AccentText : Color::TextSecondary;
    m_theme->icon(item.icon, tint).paint(&painter, QRect(cell.center().x() - 9, cell.top() + 9, 20, 20));
    painter.setFont(theme::font(theme::Type::Micro));
    painter.setPen(m_theme->color(active ? Color::TextPrimary : Color::TextSecondary));
    painter.drawText(QRect(cell.left(), cell.top() + 33, cell.width(), 16), Qt::AlignCenter, item.label);
    if (item.badge > 0) {
        const QString text = item.badge > 99 ? QStringLiteral("99+") : QString::number(item.badge);
        const int width = qMax(14, painter.fontMetrics().horizontalAdvance(text) + 6);
        const QRect box(cell.center().x() + 6, cell.top() + 5, width, 14);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme->color(Color::StateBadTint));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(m_theme->color(Color::StateBadText));
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceChrome));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme->color(Color::LineNormal));
    for (int i = 0; i < static_cast<int>(m_items.size()); ++i)
        paintItem(painter, i);
}

} // namespace signalbox::widgets
