// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/timedisplay.h"
#include "widgets/common/dragging.h"
#include "widgets/theme/type.h"
#include "widgets/trace/waterfallview.h"

#include <QMouseEvent>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int rulerMargin = 12;

} // namespace

TraceRuler::TraceRuler(WaterfallView* view, const theme::Theme* theme)
    : QWidget(view)
    , m_view(view)
    , m_theme(theme)
{
    setCursor(Qt::ArrowCursor);
    setToolTip(tr("Drag to zoom to a stretch, double click to see all"));
}

void TraceRuler::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfacePane));
    painter.setFont(theme::font(theme::Type::Micro));
    painter.setPen(m_theme->color(Color::TextTertiary));
    const int tree = m_view->treeWidth();
    painter.drawText(QRect(16, 0, tree - 24, QWidget::height()), Qt::AlignVCenter,
                     tr("Service and operation"));
    painter.setClipRect(QRect(tree + 1, 0, width() - tree, QWidget::height()));
    const traces::TimeScale scale = m_view->scale();
    if (m_from) {
        const int left = std::min(*m_from, m_to);
        painter.fillRect(QRect(left, 0, std::abs(m_to - *m_from), QWidget::height()),
                         m_theme->color(Color::ChartSelectionFill));
    }
    painter.setPen(m_theme->color(Color::ChartLabel));
    int free = 0; ///< up to here labels have been written
    if (m_view->reading()) {
        // The absolute time of the left edge comes first; the rest counts from the start of the trace.
        const Instant at = m_view->reading()->trace->start() + Duration(m_view->view().begin);
        const QString clock = items::clockText(at, m_view->zone());
        painter.drawText(tree + rulerMargin, 0, width(), QWidget::height(), Qt::AlignVCenter, clock);
        free = tree + rulerMargin + painter.fontMetrics().horizontalAdvance(clock) + 8;
    }
    for (const traces::OffsetTick& tick : traces::offsetTicks(scale, 110)) {
        const int x = tree + rulerMargin + static_cast<int>(scale.x(tick.at));
        const int textWidth = painter.fontMetrics().horizontalAdvance(tick.label);
        const int left = std::min(x - textWidth / 2, width() - textWidth - 4);
        if (left < free)
            continue;
        painter.drawText(left, 0, textWidth + 1, QWidget::height(), Qt::AlignVCenter, tick.label);
        free = left + textWidth + 8;
    }
    painter.setClipping(false);
    painter.setPen(m_theme->color(Color::LineNormal));
    painter.drawLine(0, QWidget::height() - 1, width(), QWidget::height() - 1);
    painter.drawLine(tree, 0, tree, QWidget::height());
}

void TraceRuler::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || event->position().x() <= m_view->treeWidth())
        return;
    m_from = static_cast<int>(event->position().x());
    m_to = *m_from;
}

void TraceRuler::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_from)
        return;
    m_to = std::clamp(static_cast<int>(event->position().x()), m_view->treeWidth() + 1, width());
    update();
}

void TraceRuler::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_from)
        return;
    m_to = std::clamp(static_cast<int>(event->position().x()), m_view->treeWidth() + 1, width());
    const int from = *m_from;
    m_from.reset();
    update();
    if (std::abs(m_to - from) < dragBegins)
        return;
    const traces::TimeScale scale = m_view->scale();
    const int origin = m_view->treeWidth() + rulerMargin;
    m_view->setView({scale.at(std::min(from, m_to) - origin), scale.at(std::max(from, m_to) - origin)});
}

void TraceRuler::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    m_view->showAll();
}

} // namespace signalbox::widgets
