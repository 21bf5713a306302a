// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/error.h"
#include "models/chart/hit.h"
#include "models/chart/valuetext.h"
#include "widgets/chart/plotitems.h"
#include "widgets/chart/plotview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

// The hands of PlotView: what mouse and keys mean. What is painted is in plotview.cpp.
namespace signalbox::widgets {

namespace {

constexpr double near = 14; ///< pixels from the cursor to a line that answers
constexpr int pageSteps = 10;
constexpr double zoomStep = 1.25;
constexpr Duration shortest = std::chrono::milliseconds(100);

Interval ordered(Instant a, Instant b)
{
    return a < b ? Interval{a, b} : Interval{b, a};
}

} // namespace

Duration PlotView::stepLength() const
{
    const chart::Geometry& geometry = m_state.picture->geometry;
    const Duration pixel = geometry.time.length() / std::max(1, static_cast<int>(geometry.width));
    return std::max({m_state.picture->data->step, pixel, Duration{1}});
}

void PlotView::hover(const QPointF& at)
{
    const chart::Geometry& geometry = m_state.picture->geometry;
    const auto hit = chart::nearestLine(*m_state.picture->data, geometry, at.x(), at.y(), near);
    emphasise(hit && hit->line < m_state.picture->lines.size() ? std::optional(hit->line) : std::nullopt);
    const Instant pointed = geometry.timeAt(at.x());
    // On a sample when one is near; where there is none the crosshair says so at the very place.
    const auto sample = chart::nearestSample(*m_state.picture->data, pointed);
    const Duration away = sample ? (*sample < pointed ? pointed - *sample : *sample - pointed) : Duration{0};
    const bool snaps = sample && geometry.time.contains(*sample) && away <= stepLength() / 2 + Duration{1};
    m_group->follow(snaps ? *sample : pointed);
}

void PlotView::leave()
{
    emphasise(std::nullopt);
    m_group->follow(std::nullopt);
}

void PlotView::mousePressEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (event->button() != Qt::LeftButton || !m_state.plotRect().contains(at)) {
        event->setAccepted(event->button() == Qt::RightButton);
        return;
    }
    m_pressed = at;
    m_dragging = false;
}

void PlotView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_state.hasPlot())
        return;
    const QPointF at = event->position();
    if (m_pressed && (event->buttons() & Qt::LeftButton)) {
        m_dragging =
            m_dragging || std::fabs(at.x() - m_pressed->x()) >= QApplication::startDragDistance() / 2.0;
        if (m_dragging) {
            const chart::Geometry& geometry = m_state.picture->geometry;
            select(ordered(geometry.timeAt(m_pressed->x()), geometry.timeAt(at.x())));
        }
    }
    if (m_state.plotRect().contains(at)) {
        const bool onRing = chart::exemplarAt(*m_state.picture->data, m_state.picture->geometry, at.x(),
                                              at.y(), exemplarReach)
                                .has_value();
        viewport()->setCursor(onRing ? Qt::PointingHandCursor : Qt::CrossCursor);
        hover(at);
    } else if (!m_dragging) {
        viewport()->setCursor(Qt::ArrowCursor);
        leave();
    }
}

void PlotView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressed || !m_state.hasPlot())
        return;
    const QPointF at = event->position();
    m_pressed.reset();
    if (std::exchange(m_dragging, false)) {
        if (m_state.selection && m_state.selection->length().count() > 0)
            Q_EMIT selected();
        else
            select(std::nullopt);
        return;
    }
    const chart::ChartData& shown = *m_state.picture->data;
    if (const auto ring =
            chart::exemplarAt(shown, m_state.picture->geometry, at.x(), at.y(), exemplarReach)) {
        Q_EMIT exemplarHit(shown.exemplars[*ring].trace);
        return;
    }
    select(std::nullopt);
    m_anchor.reset();
    // The second click elsewhere takes the lock along.
    m_group->setLocked(false);
    hover(at);
    m_group->setLocked(true);
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_state.plotRect().contains(event->position()))
        return;
    m_group->setLocked(false); // its first click was none
    Q_EMIT zoomedOut();
}

void PlotView::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier) || !m_state.plotRect().contains(event->position())) {
        event->ignore(); // scrolls what the chart lies in
        return;
    }
    const double turns = event->angleDelta().y() / 120.0;
    if (turns != 0) {
        const chart::Geometry& geometry = m_state.picture->geometry;
        Q_EMIT zoomed(chart::zoomed(geometry.time, geometry.timeAt(event->position().x()),
                                    std::pow(zoomStep, -std::clamp(turns, -4.0, 4.0)), shortest));
    }
    event->accept();
}

void PlotView::stepCrosshair(int steps, bool selecting)
{
    const Interval& range = m_state.picture->geometry.time;
    const Instant middle = range.start + range.length() / 2;
    const bool visible = m_group->at() && range.contains(*m_group->at());
    const Instant from = visible ? *m_group->at() : middle;
    Instant to = std::clamp(from + stepLength() * steps, range.start, range.end);
    if (const auto sample = chart::nearestSample(*m_state.picture->data, to);
        sample && range.contains(*sample) && (steps > 0 ? *sample > from : *sample < from) &&
        ordered(*sample, to).length() <= stepLength())
        to = *sample;
    if (selecting) {
        if (!m_anchor)
            m_anchor = from;
        select(*m_anchor == to ? std::nullopt : std::optional(ordered(*m_anchor, to)));
    } else {
        m_anchor.reset();
    }
    m_group->moveTo(to);
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    if (!m_state.hasPlot()) {
        event->ignore();
        return;
    }
    const bool selecting = event->modifiers() & Qt::ControlModifier;
    const int steps = event->modifiers() & Qt::ShiftModifier ? pageSteps : 1;
    const Interval& range = m_state.picture->geometry.time;
    switch (event->key()) {
    case Qt::Key_Left:
        stepCrosshair(-steps, selecting);
        return;
    case Qt::Key_Right:
        stepCrosshair(steps, selecting);
        return;
    case Qt::Key_Home:
        m_group->moveTo(range.start);
        return;
    case Qt::Key_End:
        m_group->moveTo(range.end);
        return;
    case Qt::Key_Space:
        if (!m_group->at())
            stepCrosshair(0, false);
        m_group->setLocked(!m_group->isLocked());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_state.selection)
            break;
        Q_EMIT entered();
        return;
    case Qt::Key_T:
        if (!m_state.selection || event->modifiers() != Qt::NoModifier)
            break;
        Q_EMIT tracesWanted();
        return;
    case Qt::Key_Escape:
        // One thing at a time, the newest first; with nothing left it is for the window.
        if (m_state.selection) {
            m_anchor.reset();
            select(std::nullopt);
            return;
        }
        if (!m_group->isLocked())
            break;
        m_group->setLocked(false);
        return;
    default:
        break;
    }
    event->ignore();
}

void PlotView::contextMenuEvent(QContextMenuEvent* event)
{
    const QPoint at = event->reason() == QContextMenuEvent::Mouse || !m_state.hasPlot()
                          ? event->globalPos()
                          : viewport()->mapToGlobal(m_state.plotRect().center().toPoint());
    Q_EMIT menuWanted(at);
    event->accept();
}

bool PlotView::showTip(const QPoint& at, const QPoint& global)
{
    if (!m_state.hasPlot())
        return false;
    QString text;
    const chart::ChartData& shown = *m_state.picture->data;
    if (at.y() < m_state.plotRect().top()) {
        for (const LaneMark& mark : m_state.marks)
            if (std::fabs(mark.x - at.x()) < 8 ||
                (at.x() >= mark.textLeft && at.x() <= mark.textLeft + mark.textWidth))
                text = mark.tooltip;
    } else if (const auto ring =
                   chart::exemplarAt(shown, m_state.picture->geometry, at.x(), at.y(), exemplarReach)) {
        const chart::ExemplarDot& dot = shown.exemplars[*ring];
        text = tr("Trace %1, %2").arg(dot.trace.toShortHex(), chart::text(dot.value, shown.unit));
        if (!dot.labels.isEmpty())
            text += QLatin1Char('\n') + cleaned(dot.labels.toString());
    }
    if (text.isEmpty()) {
        QToolTip::hideText();
        return false;
    }
    // Escaped: Qt would take a label with a tag in it for a document.
    const QString html = text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    QToolTip::showText(global, QStringLiteral("<qt>%1</qt>").arg(html), this);
    return true;
}

bool PlotView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        return showTip(help->pos(), help->globalPos());
    }
    if (event->type() == QEvent::Leave)
        leave();
    return QChartView::viewportEvent(event);
}

void PlotView::focusInEvent(QFocusEvent* event)
{
    QChartView::focusInEvent(event);
    m_keyFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                 event->reason() == Qt::ShortcutFocusReason;
    viewport()->update();
}

void PlotView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    m_keyFocus = false;
    viewport()->update();
}

} // namespace signalbox::widgets
