// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/levellegend.h"

#include "models/items/timedisplay.h"
#include "widgets/logs/levellook.h"
#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <numeric>

namespace signalbox::widgets {

using theme::Color;

namespace {

QFont strong()
{
    QFont font = theme::font(theme::Type::Small);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

LevelLegend::LevelLegend(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(24);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setToolTip(tr("Click a level to ask for it and above"));
    setAccessibleName(tr("Lines by level"));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void LevelLegend::setCounts(const logs::LevelCounts& counts)
{
    m_counts = counts;
    updateGeometry();
    update();
}

std::vector<LevelLegend::Entry> LevelLegend::entries() const
{
    const QFontMetrics small(theme::font(theme::Type::DataDense));
    const QFontMetrics figures(strong());
    const std::int64_t total = std::accumulate(m_counts.begin(), m_counts.end(), std::int64_t{0});
    int left = figures.horizontalAdvance(tr("%1 lines").arg(items::countText(total))) + 16;
    std::vector<Entry> all;
    for (std::size_t i = logs::levelCount; i-- > 0;) {
        if (m_counts[i] == 0)
            continue;
        Entry entry{.level = static_cast<Level>(i), .count = items::countText(m_counts[i]), .left = left};
        entry.word = toString(entry.level).toUpper();
        entry.width = 16 + small.horizontalAdvance(entry.word) + 6 + figures.horizontalAdvance(entry.count);
        left += entry.width + 16;
        all.push_back(std::move(entry));
    }
    return all;
}

QSize LevelLegend::sizeHint() const
{
    const auto all = entries();
    return {all.empty() ? 120 : all.back().left + all.back().width + 8, 24};
}

void LevelLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const std::int64_t total = std::accumulate(m_counts.begin(), m_counts.end(), std::int64_t{0});
    painter.setFont(strong());
    painter.setPen(m_theme->color(Color::TextPrimary));
    painter.drawText(rect(), Qt::AlignVCenter, tr("%1 lines").arg(items::countText(total)));
    const auto all = entries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Entry& entry = all[i];
        drawLevel(painter, entry.left, height() / 2, entry.level, *m_theme);
        painter.setFont(theme::font(theme::Type::DataDense));
        painter.setPen(m_theme->color(lookOf(entry.level).color));
        painter.drawText(QRect(entry.left + 16, 0, entry.width, height()), Qt::AlignVCenter, entry.word);
        painter.setFont(strong());
        painter.setPen(m_theme->color(Color::TextPrimary));
        painter.drawText(QRect(entry.left, 0, entry.width, height()), Qt::AlignVCenter | Qt::AlignRight,
                         entry.count);
        if (hasFocus() && static_cast<int>(i) == m_at) {
            painter.setPen(m_theme->color(Color::AccentFocusRing));
            painter.drawRect(entry.left - 4, 2, entry.width + 8, height() - 5);
        }
    }
}

void LevelLegend::mousePressEvent(QMouseEvent* event)
{
    for (const Entry& entry : entries())
        if (event->position().x() >= entry.left - 4 && event->position().x() <= entry.left + entry.width + 4)
            Q_EMIT levelChosen(entry.level);
}

void LevelLegend::keyPressEvent(QKeyEvent* event)
{
    const auto all = entries();
    const int count = static_cast<int>(all.size());
    if (count > 0 && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        m_at = qBound(0, m_at + (event->key() == Qt::Key_Left ? -1 : 1), count - 1);
        update();
    } else if (m_at < count && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                                event->key() == Qt::Key_Space)) {
        Q_EMIT levelChosen(all[static_cast<std::size_t>(m_at)].level);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace signalbox::widgets
