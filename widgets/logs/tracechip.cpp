// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/tracechip.h"

#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

TraceChip::TraceChip(const theme::Theme* theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(40);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTrace({});
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void TraceChip::setTrace(const QString& id)
{
    m_id = id;
    setEnabled(!id.isEmpty());
    setAccessibleName(id.isEmpty() ? tr("No trace id in this line") : tr("Open trace %1").arg(id));
    setToolTip(id);
    setCursor(id.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void TraceChip::setNote(const QString& note)
{
    m_note = note;
    setAccessibleDescription(note);
    update();
}

void TraceChip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void TraceChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool on = isEnabled();
    painter.setPen(m_theme->color(!on          ? Color::LineSubtle
                                  : hasFocus() ? Color::AccentFocusRing
                                               : Color::AccentBase));
    painter.setBrush(m_theme->color(!on            ? Color::SurfaceCard
                                    : isDown()     ? Color::SurfacePressed
                                    : underMouse() ? Color::SurfaceHover
                                                   : Color::AccentQuiet));
    painter.drawRoundedRect(box, 4, 4);
    if (!on) {
        painter.setFont(theme::font(theme::Type::Small));
        painter.setPen(m_theme->color(Color::TextTertiary));
        painter.drawText(rect().adjusted(12, 0, -8, 0), Qt::AlignVCenter, tr("No trace id in this line"));
        return;
    }
    m_theme->icon(QStringLiteral("traces"), Color::AccentText)
        .paint(&painter, QRect(10, height() / 2 - 8, 16, 16));
    const QRect text = rect().adjusted(36, 4, -32, -4);
    painter.setFont(theme::font(theme::Type::Data));
    painter.setPen(m_theme->color(Color::AccentText));
    const QRect upper =
        m_note.isEmpty() ? text : QRect(text.left(), text.top(), text.width(), text.height() / 2);
    painter.drawText(upper, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_id, Qt::ElideMiddle, text.width()));
    if (!m_note.isEmpty()) {
        painter.setFont(theme::font(theme::Type::Small));
        painter.setPen(m_theme->color(Color::TextSecondary));
        painter.drawText(QRect(text.left(), text.center().y(), text.width(), text.height() / 2 + 1),
                         Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_note, Qt::ElideRight, text.width()));
    }
    painter.setFont(theme::font(theme::Type::Micro));
    painter.setPen(m_theme->color(Color::TextTertiary));
    painter.drawText(rect().adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, tr("T"));
}

} // namespace signalbox::widgets
