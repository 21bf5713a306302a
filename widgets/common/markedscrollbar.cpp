// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/markedscrollbar.h"

#include <QPainter>
#include <QStyleOptionSlider>

#include <algorithm>

namespace signalbox::widgets {

MarkedScrollBar::MarkedScrollBar(const theme::Theme* theme, QWidget* parent)
    : QScrollBar(Qt::Vertical, parent)
    , m_theme(theme)
{
}

void MarkedScrollBar::setTicks(std::vector<Tick> ticks)
{
    if (ticks == m_ticks)
        return;
    m_ticks = std::move(ticks);
    update();
}

void MarkedScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    if (m_ticks.empty())
        return;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove =
        style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, this);
    QPainter painter(this);
    int lastY = -1;
    for (const Tick& tick : m_ticks) {
        const int y = groove.top() + qRound(std::clamp(tick.at, 0.0, 1.0) * std::max(0, groove.height() - 2));
        if (y == lastY)
            continue;
        lastY = y;
        painter.fillRect(QRect(2, y, width() - 4, 2), m_theme->color(tick.color));
    }
}

} // namespace signalbox::widgets
