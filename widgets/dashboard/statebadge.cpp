// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/statebadge.h"

#include "widgets/dashboard/statelook.h"
#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

using golden::State;
using theme::Color;

namespace {

QFont badgeFont()
{
    QFont font = theme::font(theme::Type::Small);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

StateBadge::StateBadge(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(20);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void StateBadge::setState(const golden::ServiceState& state)
{
    if (state == m_state)
        return;
    m_state = state;
    setAccessibleName(state.reason);
    updateGeometry();
    update();
}

QSize StateBadge::sizeHint() const
{
    return {m_state.reason.isEmpty() ? 0 : QFontMetrics(badgeFont()).horizontalAdvance(m_state.reason) + 30,
            20};
}

void StateBadge::paintEvent(QPaintEvent*)
{
    if (m_state.reason.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool calm = m_state.state == State::Ok || m_state.state == State::Unknown;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->color(calm ? Color::SurfaceCard : tintColor(m_state.state)));
    painter.drawRoundedRect(rect(), 3, 3);
    theme::drawShape(painter, QRectF(7, 5, 10, 10), shapeOf(m_state.state), *m_theme);
    painter.setFont(badgeFont());
    painter.setPen(m_theme->color(calm ? Color::TextSecondary : figureColor(m_state.state)));
    painter.drawText(rect().adjusted(22, 0, -6, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_state.reason, Qt::ElideRight, width() - 28));
}

} // namespace signalbox::widgets
