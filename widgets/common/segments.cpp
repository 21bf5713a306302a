// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/segments.h"

#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int segmentPadding = 10;

} // namespace

Segments::Segments(QStringList choices, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_choices(std::move(choices))
    , m_theme(theme)
{
    setFont(theme::font(theme::Type::BaseMedium));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(m_choices.value(m_current));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Segments::setCurrent(int index)
{
    m_current = qBound(0, index, static_cast<int>(m_choices.size()) - 1);
    setAccessibleName(m_choices.value(m_current));
    update();
}

void Segments::choose(int index)
{
    if (index < 0 || index >= m_choices.size() || index == m_current)
        return;
    setCurrent(index);
    Q_EMIT changed(index);
}

QRect Segments::rectOf(int index) const
{
    int x = 0;
    for (int i = 0; i < index; ++i)
        x += fontMetrics().horizontalAdvance(m_choices[i]) + 2 * segmentPadding;
    return {x, 0, fontMetrics().horizontalAdvance(m_choices[index]) + 2 * segmentPadding, height()};
}

QSize Segments::sizeHint() const
{
    int width = 1;
    for (const QString& choice : m_choices)
        width += fontMetrics().horizontalAdvance(choice) + 2 * segmentPadding;
    return {width, 28};
}

void Segments::mousePressEvent(QMouseEvent* event)
{
    for (int i = 0; i < m_choices.size(); ++i)
        if (rectOf(i).contains(event->pos()))
            choose(i);
}

void Segments::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        choose(m_current - 1);
    else if (event->key() == Qt::Key_Right)
        choose(m_current + 1);
    else
        QWidget::keyPressEvent(event);
}

void Segments::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(m_theme->color(hasFocus() ? Color::AccentFocusRing : Color::LineNormal), hasFocus() ? 2 : 1));
    painter.setBrush(m_theme->color(Color::SurfaceCard));
    const qreal inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);
    for (int i = 0; i < m_choices.size(); ++i) {
        const QRect cell = rectOf(i);
        if (i == m_current) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme->color(Color::SurfacePressed));
            painter.drawRoundedRect(cell.adjusted(2, 2, -1, -2), 3, 3);
        }
        painter.setPen(m_theme->color(i == m_current ? Color::TextPrimary : Color::TextSecondary));
        painter.drawText(cell, Qt::AlignCenter, m_choices[i]);
    }
}

} // namespace signalbox::widgets
