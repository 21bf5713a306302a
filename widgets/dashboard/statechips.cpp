// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/statechips.h"

#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;
using theme::Shape;
using theme::Type;

namespace {

constexpr std::array shapes{Shape::BadDiamond, Shape::WarnTriangle, Shape::UnknownRing, Shape::OkDisc};
constexpr int chipGap = 6;
constexpr int chipHeight = 24;

} // namespace

StateChips::StateChips(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(chipHeight);
    setAccessibleName(tr("Services by state"));
    setToolTip(tr("Bad, warning, not known, healthy: press one to see only those"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

QString StateChips::wordOf(std::size_t index) const
{
    switch (index) {
    case 0:
        return tr("bad");
    case 1:
        return tr("warning");
    case 2:
        return tr("not known");
    default:
        return tr("healthy");
    }
}

void StateChips::setCount(Group group, int count)
{
    int& kept = m_counts[static_cast<std::size_t>(group)];
    if (std::exchange(kept, count) == count)
        return;
    QStringList words;
    for (std::size_t i = 0; i < m_counts.size(); ++i)
        words += QStringLiteral("%1 %2").arg(m_counts[i]).arg(wordOf(i));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QRect StateChips::rectOf(std::size_t index, bool words) const
{
    int left = 0;
    for (std::size_t i = 0;; ++i) {
        const int word = words ? 5 + QFontMetrics(theme::font(Type::Small)).horizontalAdvance(wordOf(i)) : 0;
        const int width =
            28 + theme::figuresWidth(theme::font(Type::BaseStrong), QString::number(m_counts[i])) + word + 8;
        if (i == index)
            return {left, 0, width, chipHeight};
        left += width + chipGap;
    }
}

bool StateChips::hasWords() const
{
    return width() >= sizeHint().width();
}

QSize StateChips::sizeHint() const
{
    return {rectOf(m_counts.size() - 1, true).right() + 1, chipHeight};
}

QSize StateChips::minimumSizeHint() const
{
    return {rectOf(m_counts.size() - 1, false).right() + 1, chipHeight};
}

void StateChips::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool words = hasWords();
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        const QRect rect = rectOf(i, words);
        const bool chosen = m_chosen && static_cast<std::size_t>(*m_chosen) == i;
        painter.setPen(
            QPen(m_theme->color(hasFocus() && m_at == i ? Color::AccentFocusRing : Color::LineNormal), 1));
        painter.setBrush(m_theme->color(chosen ? Color::SurfacePressed : Color::SurfaceCard));
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        theme::drawShape(painter, QRectF(rect.left() + 9, rect.center().y() - 5, 11, 11), shapes[i],
                         *m_theme);
        const QString count = QString::number(m_counts[i]);
        painter.setFont(theme::font(Type::BaseStrong));
        painter.setPen(m_theme->color(m_counts[i] > 0 ? Color::TextPrimary : Color::TextTertiary));
        const QRect figure(rect.left() + 28, rect.top(), rect.width(), rect.height());
        theme::drawFigures(painter, figure, Qt::AlignLeft, count);
        if (!words)
            continue;
        painter.setPen(m_theme->color(m_counts[i] > 0 ? Color::TextSecondary : Color::TextTertiary));
        const int used = theme::figuresWidth(painter.font(), count);
        painter.setFont(theme::font(Type::Small));
        painter.drawText(figure.adjusted(used + 5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, wordOf(i));
    }
}

void StateChips::toggle(std::size_t index)
{
    const auto group = static_cast<Group>(index);
    m_at = index;
    m_chosen = m_chosen == group ? std::nullopt : std::optional(group);
    update();
    Q_EMIT changed();
}

void StateChips::mousePressEvent(QMouseEvent* event)
{
    for (std::size_t i = 0; i < m_counts.size(); ++i)
        if (rectOf(i, hasWords()).contains(event->pos()))
            toggle(i);
}

void StateChips::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        m_at = m_at > 0 ? m_at - 1 : m_at;
        break;
    case Qt::Key_Right:
        m_at = std::min(m_at + 1, m_counts.size() - 1);
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        toggle(m_at);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

} // namespace signalbox::widgets
