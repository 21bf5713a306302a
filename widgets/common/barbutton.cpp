// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/barbutton.h"

#include "widgets/theme/type.h"

#include <QEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int padding = 8;
constexpr int iconWidth = 16;
constexpr int spacing = 6;

int advance(theme::Type type, const QString& text)
{
    return text.isEmpty() ? 0 : theme::figuresWidth(theme::font(type), text) + spacing;
}

} // namespace

BarButton::BarButton(const theme::Theme* theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void BarButton::touched()
{
    setAccessibleName(QStringList{m_caption, m_value, m_note}.join(QLatin1Char(' ')).trimmed());
    updateGeometry();
    update();
}

void BarButton::setIconName(const QString& name)
{
    m_icon = name;
    touched();
}

void BarButton::setCaption(const QString& caption)
{
    m_caption = caption;
    touched();
}

void BarButton::setValue(const QString& value)
{
    if (value == m_value)
        return;
    m_value = value;
    touched();
}

void BarButton::setNote(const QString& note)
{
    if (note == m_note)
        return;
    m_note = note;
    touched();
}

void BarButton::setOpens(bool opens)
{
    m_opens = opens;
    touched();
}

void BarButton::setFlat(bool flat)
{
    m_flat = flat;
    touched();
}

int BarButton::widthOf(bool withNote) const
{
    int width = 2 * padding + (m_icon.isEmpty() ? 0 : iconWidth + spacing) + (m_opens ? 14 + spacing : 0);
    width += advance(theme::Type::Base, m_caption) + advance(theme::Type::BaseStrong, m_value);
    if (withNote)
        width += advance(theme::Type::Base, m_note);
    return width - spacing;
}

QSize BarButton::sizeHint() const
{
    return {widthOf(true), 28};
}

QSize BarButton::minimumSizeHint() const
{
    return {qMin(widthOf(false), 120), 28};
}

bool BarButton::event(QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QAbstractButton::event(event);
}

void BarButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hover = underMouse() && isEnabled();
    if (!m_flat || hover || isDown()) {
        const Color fill = isDown() ? Color::SurfacePressed
                           : hover  ? Color::SurfaceHover
                                    : Color::SurfaceCard;
        painter.setPen(m_flat ? QPen(Qt::NoPen) : QPen(m_theme->color(Color::LineNormal)));
        painter.setBrush(m_theme->color(fill));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    int x = padding;
    int right = width() - padding;
    if (m_opens) {
        m_theme->icon(QStringLiteral("chevron-down"), Color::TextTertiary)
            .paint(&painter, QRect(right - 14, height() / 2 - 7, 14, 14));
        right -= 14 + spacing;
    }
    if (!m_icon.isEmpty()) {
        const Color tint = isChecked() ? Color::AccentText : Color::TextSecondary;
        m_theme->icon(m_icon, tint)
            .paint(&painter, QRect(x, height() / 2 - 8, iconWidth, iconWidth), Qt::AlignCenter,
                   isEnabled() ? QIcon::Normal : QIcon::Disabled);
        x += iconWidth + spacing;
    }
    const auto draw = [&](theme::Type type, Color color, const QString& text) {
        if (text.isEmpty() || x >= right)
            return;
        painter.setFont(theme::font(type));
        painter.setPen(m_theme->color(isEnabled() ? color : Color::TextDisabled));
        const QString shown = theme::figuresWidth(painter.font(), text) <= right - x
                                  ? text
                                  : painter.fontMetrics().elidedText(text, Qt::ElideRight, right - x);
        theme::drawFigures(painter, QRect(x, 0, right - x, height()), Qt::AlignLeft, shown);
        x += theme::figuresWidth(painter.font(), shown) + spacing;
    };
    draw(theme::Type::Base, Color::TextSecondary, m_caption);
    draw(theme::Type::BaseStrong, Color::TextPrimary, m_value);
    draw(theme::Type::Base, Color::TextSecondary, m_note);
}

} // namespace signalbox::widgets
