// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/overviewfoot.h"

#include "widgets/common/keycap.h"
#include "widgets/dashboard/overviewheader.h"
#include "widgets/theme/type.h"

#include <QPainter>

namespace signalbox::widgets {

using chart::Mark;
using theme::Color;
using theme::Type;

OverviewFoot::OverviewFoot(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(36);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void OverviewFoot::setNormal(const QString& words)
{
    m_normal = words;
    update();
}

void OverviewFoot::setMarks(const std::vector<Mark>& marks, Zone zone)
{
    m_marks = marks;
    m_zone = zone;
    update();
}

void OverviewFoot::setCost(const QString& words)
{
    m_cost = words;
    setAccessibleName(m_normal + QStringLiteral(". ") + words);
    update();
}

void OverviewFoot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect area = rect().adjusted(16, 0, -16, 0);
    const int middle = area.center().y();
    painter.setPen(m_theme->color(Color::LineSubtle));
    painter.drawLine(0, 0, width(), 0);
    painter.setFont(theme::font(Type::Small));

    // From the right: what a key does, then the cost.
    const QString open = tr("open");
    painter.setPen(m_theme->color(Color::TextTertiary));
    int right = area.right() - painter.fontMetrics().horizontalAdvance(open);
    painter.drawText(QPoint(right, middle + 5), open);
    right = drawKeyCap(painter, right - 6, middle + 1, tr("Enter"), *m_theme) - 16;
    painter.setPen(m_theme->color(Color::TextTertiary));
    right -= painter.fontMetrics().horizontalAdvance(m_cost);
    painter.drawText(QPoint(right, middle + 5), m_cost);
    right -= 16;

    int left = area.left();
    const auto add = [&](int pictureWidth, const QString& words, auto&& paintPicture) {
        const int needed = pictureWidth + 8 + painter.fontMetrics().horizontalAdvance(words);
        if (left + needed > right)
            return;
        painter.save();
        paintPicture(left);
        painter.restore();
        painter.setPen(m_theme->color(Color::TextTertiary));
        painter.drawText(QPoint(left + pictureWidth + 8, middle + 5), words);
        left += needed + 18;
    };
    add(20, m_normal, [&](int x) {
        painter.fillRect(QRect(x, middle - 3, 20, 8), m_theme->color(Color::ChartBaselineBand));
    });
    for (const Mark& mark : m_marks) {
        const QDateTime at = mark.at.toDateTime();
        const QString clock = (m_zone == Zone::Utc ? at : at.toLocalTime()).toString(QStringLiteral("HH:mm"));
        add(12, clock + u' ' + mark.label,
            [&](int x) { drawMark(painter, mark.kind, QPointF(x + 6, middle + 1), *m_theme); });
    }
    add(20, tr("no data"), [&](int x) {
        painter.fillRect(QRect(x, middle - 4, 20, 9),
                         QBrush(m_theme->color(Color::ChartGapHatch), Qt::BDiagPattern));
    });
}

} // namespace signalbox::widgets
