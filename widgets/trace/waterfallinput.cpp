// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/dragging.h"
#include "widgets/common/markedscrollbar.h"
#include "widgets/trace/waterfallview.h"

#include "models/base/duration.h"
#include "models/logtext/display.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

// Keys and mouse of the waterfall. Jaeger UI's keys work while the keyboard is in it.

namespace signalbox::widgets {

using traces::Row;
using traces::RowKind;

namespace {

constexpr int dividerGrip = 4; ///< pixels beside the line between tree and time
constexpr double zoomStep = 0.8;

/// Letters that mean something here, in spite of what they do elsewhere in the window.
bool isOurLetter(const QKeyEvent* event)
{
    if (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_A:
    case Qt::Key_D:
    case Qt::Key_W:
    case Qt::Key_S:
    case Qt::Key_O:
    case Qt::Key_P:
    case Qt::Key_Z:
    case Qt::Key_0:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        return true;
    default:
        return false;
    }
}

} // namespace

bool WaterfallView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isOurLetter(static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void WaterfallView::step(int rows)
{
    setCurrentRow(std::clamp(m_current + rows, 0, std::max(0, static_cast<int>(m_rows.size()) - 1)));
    reveal(m_current, false);
}

bool WaterfallView::actOnLetter(QKeyEvent* event)
{
    const bool fast = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_A:
        pan(fast ? -0.5 : -0.1);
        return true;
    case Qt::Key_D:
        pan(fast ? 0.5 : 0.1);
        return true;
    case Qt::Key_W:
        m_bar->setValue(m_bar->value() - viewport()->height() / 2);
        return true;
    case Qt::Key_S:
        m_bar->setValue(m_bar->value() + viewport()->height() / 2);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(zoomStep);
        return true;
    case Qt::Key_Minus:
        zoom(1 / zoomStep);
        return true;
    case Qt::Key_0:
        showAll();
        return true;
    case Qt::Key_Z:
        if (const std::int64_t span = currentSpan(); span >= 0)
            zoomToSpan(static_cast<std::uint32_t>(span));
        return true;
    case Qt::Key_P:
        closeLevel();
        return true;
    case Qt::Key_O:
        openLevel();
        return true;
    case Qt::Key_BracketRight:
        closeAll(true);
        return true;
    case Qt::Key_BracketLeft:
        closeAll(false);
        return true;
    default:
        return false;
    }
}

void WaterfallView::keyPressEvent(QKeyEvent* event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool fast = event->modifiers() & Qt::ShiftModifier;
    const auto current = m_current >= 0 && m_current < static_cast<int>(m_rows.size())
                             ? m_rows[static_cast<std::size_t>(m_current)]
                             : Row{};
    switch (event->key()) {
    case Qt::Key_Down:
        control ? zoom(1 / (fast ? zoomStep * zoomStep : zoomStep)) : step(1);
        return;
    case Qt::Key_Up:
        control ? zoom(fast ? zoomStep * zoomStep : zoomStep) : step(-1);
        return;
    case Qt::Key_PageDown:
        step(std::max(1, viewport()->height() / WaterfallPainter::rowHeight - 1));
        return;
    case Qt::Key_PageUp:
        step(-std::max(1, viewport()->height() / WaterfallPainter::rowHeight - 1));
        return;
    case Qt::Key_Home:
        step(-static_cast<int>(m_rows.size()));
        return;
    case Qt::Key_End:
        step(static_cast<int>(m_rows.size()));
        return;
    case Qt::Key_Left:
        if (control) {
            pan(fast ? -0.5 : -0.1);
        } else if ((current.kind == RowKind::Span || current.kind == RowKind::Lane) && current.open &&
                   (current.kind == RowKind::Lane || m_reading->descendants[current.index] > 0)) {
            toggleRow(m_current);
        } else { // to what it belongs to
            int above = m_current - 1;
            while (above >= 0 && m_rows[static_cast<std::size_t>(above)].depth >= current.depth)
                --above;
            if (above >= 0)
                step(above - m_current);
        }
        return;
    case Qt::Key_Right:
        if (control)
            pan(fast ? 0.5 : 0.1);
        else if ((current.kind == RowKind::Span || current.kind == RowKind::Lane) && !current.open)
            toggleRow(m_current);
        else
            step(1);
        return;
    case Qt::Key_Space:
        toggleRow(m_current);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current.kind == RowKind::Log)
            Q_EMIT logActivated(static_cast<int>(current.index));
        else if (current.kind == RowKind::Hidden || current.kind == RowKind::Lane)
            toggleRow(m_current);
        else
            Q_EMIT spanActivated();
        return;
    case Qt::Key_Menu:
        Q_EMIT menuRequested(
            viewport()->mapToGlobal(rectOf(std::max(0, m_current)).bottomLeft() + QPoint(40, 0)));
        return;
    default:
        break;
    }
    if (!control && isOurLetter(event) && actOnLetter(event))
        return;
    QAbstractScrollArea::keyPressEvent(event);
}

void WaterfallView::mousePressEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    m_pressed = place;
    m_viewPressed = m_view;
    m_moved = false;
    if (event->button() == Qt::LeftButton && std::abs(place.x() - m_treeWidth) <= dividerGrip) {
        m_drag = Drag::Column;
        return;
    }
    const int row = rowAt(place);
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && place.x() > m_treeWidth))
        m_drag = Drag::Pan;
    if (event->button() == Qt::LeftButton || event->button() == Qt::RightButton) {
        if (row < 0)
            return;
        const QPoint before = place;
        if (event->button() == Qt::LeftButton && pressOnRow(row, before, event->modifiers()))
            return;
        setCurrentRow(row);
    }
}

bool WaterfallView::pressOnRow(int number, const QPoint& place, Qt::KeyboardModifiers modifiers)
{
    const Row row = m_rows[static_cast<std::size_t>(number)];
    if (row.kind == RowKind::Hidden) {
        toggleRow(number);
        return true;
    }
    const bool isTree = row.kind == RowKind::Span || row.kind == RowKind::Lane;
    if (!isTree || !disclosureOf(number).contains(place))
        return false;
    setCurrentRow(number);
    if (row.kind == RowKind::Span && modifiers & Qt::AltModifier)
        closeService(m_reading->trace->serviceOf(m_reading->trace->at(row.index)), row.open);
    else
        toggleRow(number);
    return true;
}

void WaterfallView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    if (m_drag == Drag::Column) {
        setTreeWidth(place.x());
        return;
    }
    if (m_drag == Drag::Pan && m_reading) {
        m_moved = m_moved || (place - m_pressed).manhattanLength() >= dragBegins;
        if (m_moved) {
            const double share = static_cast<double>(m_pressed.x() - place.x()) / scale().width;
            setView(traces::panned(m_viewPressed, m_reading->times.length, share));
        }
        return;
    }
    hover(place);
}

void WaterfallView::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_drag = Drag::None;
}

void WaterfallView::hover(const QPoint& place)
{
    viewport()->setCursor(std::abs(place.x() - m_treeWidth) <= dividerGrip ? Qt::SplitHCursor
                                                                           : Qt::ArrowCursor);
    const int row = rowAt(place);
    if (row == m_hovered)
        return;
    for (const int changed : {std::exchange(m_hovered, row), row})
        if (changed >= 0)
            viewport()->update(rectOf(changed));
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    const int number = rowAt(place);
    if (number < 0 || event->button() != Qt::LeftButton)
        return;
    const Row row = m_rows[static_cast<std::size_t>(number)];
    if (row.kind == RowKind::Log)
        Q_EMIT logActivated(static_cast<int>(row.index));
    else if (row.kind == RowKind::Span && place.x() > m_treeWidth)
        zoomToSpan(row.index);
    else if (row.kind == RowKind::Span && !disclosureOf(number).contains(place))
        toggleRow(number);
}

void WaterfallView::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier && m_reading) {
        const double steps = (angle.y() ? angle.y() : angle.x()) / 120.0;
        const double x = event->position().x() - m_treeWidth - 12;
        setView(traces::zoomed(m_view, m_reading->times.length, std::pow(zoomStep, steps), scale().at(x)));
        event->accept();
        return;
    }
    const bool sideways = event->modifiers() & Qt::ShiftModifier || std::abs(angle.x()) > std::abs(angle.y());
    if (sideways) {
        pan(-(angle.x() ? angle.x() : angle.y()) / 120.0 * 0.1);
        event->accept();
        return;
    }
    m_bar->setValue(m_bar->value() - (event->pixelDelta().isNull()
                                          ? angle.y() * 3 * WaterfallPainter::rowHeight / 120
                                          : event->pixelDelta().y()));
    event->accept();
}

void WaterfallView::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuRequested(event->globalPos());
}

bool WaterfallView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        viewport()->update(rectOf(std::exchange(m_hovered, -1)));
    } else if (event->type() == QEvent::ToolTip && m_reading) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int number = rowAt(help->pos());
        if (number < 0)
            return true;
        const Row& row = m_rows[static_cast<std::size_t>(number)];
        QString text;
        if (row.kind == RowKind::Span) {
            const Span& span = m_reading->trace->at(row.index);
            text = tr("%1 %2\n%3, own time %4, begins at +%5")
                       .arg(cleaned(QStringView(m_reading->trace->serviceOf(span))),
                            cleaned(QStringView(m_reading->trace->operationOf(span)), 400),
                            humanText(Duration(m_reading->times.spans[row.index].length())),
                            humanText(Duration(m_reading->own[row.index])),
                            humanText(Duration(m_reading->times.spans[row.index].begin)));
            if (span.kind != SpanKind::Unspecified)
                text += tr("\n%1 span").arg(toString(span.kind));
            if (const traces::Offset shift = m_reading->times.shiftOf(row.index); shift != 0)
                text += tr("\nmoved by %1, since the clocks differ").arg(humanText(Duration(shift)));
        } else if (row.kind == RowKind::Log) {
            const traces::TraceLogs& logs = m_reading->logs; // the row shows a part of it
            text =
                logtext::shown(logs.batch->line(logs.lines[row.index].row), 2000, logtext::Breaks::Kept).text;
        } else if (row.kind == RowKind::Gap) {
            text = traces::sentenceOf(m_reading->gaps[row.index], *m_reading->trace);
        }
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace signalbox::widgets
