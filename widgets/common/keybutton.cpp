// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/keybutton.h"

#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int keyPadding = 10;
constexpr int keyGap = 8;

QFont capFont()
{
    QFont font = theme::font(theme::Type::Micro);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

KeyButton::KeyButton(const QString& text, const QString& keys, const theme::Theme* theme, QWidget* parent)
    : QPushButton(text, parent)
    , m_theme(theme)
    , m_keys(keys)
{
    setFont(theme::font(theme::Type::BaseMedium));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void KeyButton::setKeys(const QString& keys)
{
    m_keys = keys;
    updateGeometry();
    update();
}

void KeyButton::setPrimary(bool primary)
{
    m_primary = primary;
    theme::setVariant(this, primary ? theme::Variant::Primary : theme::Variant::Normal);
}

int KeyButton::capWidth() const
{
    return m_keys.isEmpty() ? 0 : QFontMetrics(capFont()).horizontalAdvance(m_keys) + 8;
}

QSize KeyButton::sizeHint() const
{
    const int cap = capWidth();
    return {2 * keyPadding + fontMetrics().horizontalAdvance(text()) + (cap > 0 ? keyGap + cap : 0), 28};
}

void KeyButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const bool onAccent = m_primary && isEnabled();
    const Color ink = !isEnabled() ? Color::TextDisabled
                      : onAccent   ? Color::TextOnAccent
                                   : Color::TextPrimary;
    painter.setPen(m_theme->color(ink));
    painter.setFont(font());
    painter.drawText(rect().adjusted(keyPadding, 0, -keyPadding, 0), Qt::AlignVCenter, text());
    if (m_keys.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect cap(width() - keyPadding - capWidth(), height() / 2 - 8, capWidth(), 16);
    painter.setPen(m_theme->color(onAccent ? Color::TextOnAccent : Color::LineNormal));
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(m_theme->color(onAccent ? Color::TextOnAccent : Color::TextTertiary));
    painter.setFont(capFont());
    painter.drawText(cap, Qt::AlignCenter, m_keys);
}

} // namespace signalbox::widgets
