// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/popup.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int margin = 8;

} // namespace

Popup::Popup(const theme::Theme* theme, QWidget* owner)
    : QFrame(owner->window())
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    hide();
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Popup::openAt(QPoint inWindow, QSize size)
{
    const QRect area = parentWidget()->rect().adjusted(margin, margin, -margin, -margin);
    size = size.boundedTo(area.size());
    inWindow.setX(qBound(area.left(), inWindow.x(), area.right() + 1 - size.width()));
    inWindow.setY(qBound(area.top(), inWindow.y(), area.bottom() + 1 - size.height()));
    setGeometry(QRect(inWindow, size));
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
    qApp->installEventFilter(this);
}

void Popup::openBelow(const QWidget* anchor)
{
    openAt(anchor->mapTo(parentWidget(), QPoint(0, anchor->height() + 4)), sizeHint());
}

void Popup::openAbove(const QWidget* anchor)
{
    const QSize size = sizeHint();
    openAt(anchor->mapTo(parentWidget(), QPoint(0, -size.height() - 4)), size);
}

void Popup::openCentred(int width)
{
    const QSize size(width, sizeHint().height());
    openAt(QPoint((parentWidget()->width() - width) / 2, 72), size);
}

void Popup::hideEvent(QHideEvent* event)
{
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
    Q_EMIT closed();
}

void Popup::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        parentWidget()->setFocus();
        return;
    }
    QFrame::keyPressEvent(event);
}

bool Popup::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* widget = qobject_cast<const QWidget*>(watched);
        const bool elsewhere = widget && widget != this && !isAncestorOf(widget);
        // A menu or a completer of ours is a window of its own and is not "elsewhere".
        if (elsewhere && widget->window() == window())
            hide();
    }
    return QFrame::eventFilter(watched, event);
}

void Popup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme->color(Color::LineStrong));
    painter.setBrush(m_theme->color(Color::SurfaceOverlay));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace signalbox::widgets
