// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do in LogView.
#include "models/items/logmodel.h"
#include "widgets/common/markedscrollbar.h"
#include "widgets/logs/logview.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace signalbox::widgets {

using items::LogModel;

void LogView::toggleDetail(int row)
{
    if (row == openRow())
        closeDetail();
    else
        openDetail(row);
}

void LogView::activate(int row)
{
    if (row < 0)
        return;
    if (m_model->isBreak(row))
        Q_EMIT breakActivated(row);
    else
        toggleDetail(row);
}

void LogView::step(int rows, bool select)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int current = currentRow();
    const int from =
        current < 0 ? (rows > 0 ? std::max(0, visibleRows().first) - 1 : visibleRows().second + 1) : current;
    const bool wasOpen = openRow() >= 0;
    const int to = std::clamp(from + rows, 0, count - 1);
    // An open detail goes along with the keyboard: reading line after line needs one key.
    if (wasOpen && !select && !m_model->isBreak(to))
        openDetail(to);
    else
        setCurrentRow(to, select);
}

void LogView::keyPressEvent(QKeyEvent* event)
{
    const bool select = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const int page = std::max(1, viewport()->height() / LogPainter::rowHeight - 1);
    switch (event->key()) {
    case Qt::Key_Up:
        return step(-1, select);
    case Qt::Key_Down:
        return step(1, select);
    case Qt::Key_PageUp:
        return step(-page, select);
    case Qt::Key_PageDown:
        return step(page, select);
    case Qt::Key_Home:
        return step(-m_model->rowCount(), select);
    case Qt::Key_End:
        return step(m_model->rowCount(), select);
    case Qt::Key_A:
        if (!control)
            break;
        m_anchor = m_model->store().numberOf(0);
        setCurrentRow(m_model->rowCount() - 1, true);
        return;
    case Qt::Key_Right:
        if (openRow() != currentRow())
            openDetail(currentRow());
        else if (m_detail && m_open)
            m_detail->setFocus();
        return;
    case Qt::Key_Left:
    case Qt::Key_Escape:
        if (openRow() < 0)
            break;
        return closeDetail();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentRow() >= 0 && !m_model->isBreak(currentRow()) && m_leadsOn && m_leadsOn(currentRow())) {
            Q_EMIT traceRequested(currentRow());
            return;
        }
        return activate(currentRow());
    case Qt::Key_Menu:
        if (currentRow() >= 0)
            Q_EMIT menuRequested(currentRow(),
                                 viewport()->mapToGlobal(rectOf(currentRow()).bottomLeft() + QPoint(32, 0)));
        return;
    default:
        break;
    }
    event->ignore();
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint());
    if (row < 0)
        return;
    if (m_model->isBreak(row) && event->button() == Qt::LeftButton) {
        setCurrentRow(row);
        Q_EMIT breakActivated(row);
        return;
    }
    if (event->button() == Qt::RightButton) {
        const std::vector<int> chosen = selectedRows();
        if (std::find(chosen.begin(), chosen.end(), row) == chosen.end())
            setCurrentRow(row);
        return;
    }
    setCurrentRow(row, event->modifiers() & Qt::ShiftModifier);
    if (event->position().x() < LogPainter::arrowWidth)
        toggleDetail(row);
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint());
    if (row >= 0 && event->button() == Qt::LeftButton && event->position().x() >= LogPainter::arrowWidth &&
        !m_model->isBreak(row))
        toggleDetail(row);
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint());
    if (event->buttons() & Qt::LeftButton) {
        if (row >= 0 && row != currentRow())
            setCurrentRow(row, true);
        return;
    }
    if (row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
    viewport()->setCursor(row >= 0 && m_model->isBreak(row) && !m_model->row(row).gap->action.isEmpty()
                              ? Qt::PointingHandCursor
                              : Qt::ArrowCursor);
}

void LogView::contextMenuEvent(QContextMenuEvent* event)
{
    const int row = rowAt(viewport()->mapFromGlobal(event->globalPos()));
    if (row >= 0 && !m_model->isBreak(row))
        Q_EMIT menuRequested(row, event->globalPos());
}

void LogView::focusInEvent(QFocusEvent* event)
{
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void LogView::focusOutEvent(QFocusEvent* event)
{
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

bool LogView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos());
        QString text;
        if (row >= 0 && m_model->isBreak(row))
            text = m_model->row(row).gap->text;
        else if (row >= 0 && m_header->logicalIndexAt(help->pos()) == LogModel::TimeColumn)
            text = m_model->row(row).at.toRfc3339();
        // A backend's words must not be read as markup.
        QToolTip::showText(help->globalPos(), text.isEmpty() ? text : Qt::convertFromPlainText(text), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace signalbox::widgets
