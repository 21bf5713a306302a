// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/lampbar.h"

#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace signalbox::widgets {

using health::Lamp;
using theme::Color;
using theme::Shape;

namespace {

Shape shapeOf(Lamp::State state)
{
    switch (state) {
    case Lamp::State::Ok:
        return Shape::OkDisc;
    case Lamp::State::Slow:
        return Shape::SlowHalfDisc;
    case Lamp::State::Failing:
        return Shape::BadDiamond;
    case Lamp::State::BreakerOpen:
        return Shape::OpenSwitch;
    case Lamp::State::NeverReached:
        return Shape::UnknownRing;
    }
    return Shape::UnknownRing;
}

Color textColor(Lamp::State state)
{
    switch (state) {
    case Lamp::State::Ok:
        return Color::TextTertiary;
    case Lamp::State::Slow:
        return Color::StateWarnText;
    case Lamp::State::Failing:
    case Lamp::State::BreakerOpen:
        return Color::StateBadText;
    case Lamp::State::NeverReached:
        return Color::StateUnknownText;
    }
    return Color::TextTertiary;
}

} // namespace

LampBar::LampBar(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme::font(theme::Type::Small));
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Backends"));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void LampBar::setLamps(const std::vector<Lamp>& lamps)
{
    if (lamps == m_lamps)
        return;
    m_lamps = lamps;
    m_current = qBound(0, m_current, qMax(0, static_cast<int>(lamps.size()) - 1));
    QStringList spoken;
    for (const Lamp& lamp : m_lamps)
        spoken += lamp.backend + QLatin1Char(' ') + health::summary(lamp);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QString LampBar::textOf(const Lamp& lamp) const
{
    return lamp.backend + QLatin1Char(' ') + health::summary(lamp);
}

QRect LampBar::rectOf(int index) const
{
    int x = 8;
    for (int i = 0; i <= index; ++i) {
        const int width =
            20 + fontMetrics().horizontalAdvance(textOf(m_lamps[static_cast<std::size_t>(i)])) + 6;
        if (i == index)
            return {x, 0, width, height()};
        x += width + 10;
    }
    return {};
}

QSize LampBar::sizeHint() const
{
    return {m_lamps.empty() ? 0 : rectOf(static_cast<int>(m_lamps.size()) - 1).right() + 8, 24};
}

void LampBar::mousePressEvent(QMouseEvent* event)
{
    for (int i = 0; i < static_cast<int>(m_lamps.size()); ++i) {
        if (rectOf(i).contains(event->pos())) {
            m_current = i;
            update();
            Q_EMIT opened(i);
        }
    }
}

void LampBar::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_lamps.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        m_current = qMax(0, m_current - 1);
        break;
    case Qt::Key_Right:
        m_current = qMin(last, m_current + 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (last >= 0)
            Q_EMIT opened(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

bool LampBar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (int i = 0; i < static_cast<int>(m_lamps.size()); ++i) {
            const Lamp& lamp = m_lamps[static_cast<std::size_t>(i)];
            if (rectOf(i).contains(help->pos()))
                QToolTip::showText(
                    help->globalPos(),
                    tr("%1 at %2\n%3")
                        .arg(lamp.backend, lamp.url,
                             lamp.lastError.isEmpty() ? health::summary(lamp) : lamp.lastError),
                    this);
        }
        return true;
    }
    return QWidget::event(event);
}

void LampBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < static_cast<int>(m_lamps.size()); ++i) {
        const Lamp& lamp = m_lamps[static_cast<std::size_t>(i)];
        const QRect cell = rectOf(i);
        if (hasFocus() && i == m_current) {
            painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 2));
            painter.drawRoundedRect(cell.adjusted(1, 2, -1, -3), 3, 3);
        }
        theme::drawShape(painter, QRectF(cell.left() + 3, cell.center().y() - 5, 12, 12), shapeOf(lamp.state),
                         *m_theme);
        const int nameWidth = fontMetrics().horizontalAdvance(lamp.backend + QLatin1Char(' '));
        painter.setPen(m_theme->color(Color::TextSecondary));
        painter.drawText(cell.adjusted(20, 0, 0, 0), Qt::AlignVCenter, lamp.backend);
        painter.setPen(m_theme->color(textColor(lamp.state)));
        painter.drawText(cell.adjusted(20 + nameWidth, 0, 4, 0), Qt::AlignVCenter, health::summary(lamp));
    }
}

} // namespace signalbox::widgets
