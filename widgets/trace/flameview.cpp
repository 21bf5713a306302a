// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/flameview.h"

#include "models/base/duration.h"
#include "models/items/timedisplay.h"
#include "widgets/theme/type.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;
using traces::MergedNode;

namespace {

constexpr int flameHeight = 22;
constexpr int flameSide = 16;
constexpr int topRoom = 8;

} // namespace

FlameView::FlameView(const theme::Theme* theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Flame graph"));
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void FlameView::setNodes(std::vector<MergedNode> nodes)
{
    m_nodes = std::move(nodes);
    m_boxes = traces::flameBoxes(m_nodes);
    setRoot(-1);
    m_current = m_nodes.empty() ? -1 : 0;
    verticalScrollBar()->setValue(0);
    updateBars();
    viewport()->update();
}

QRectF FlameView::rectOf(int number) const
{
    if (number < 0)
        return {};
    const auto node = static_cast<std::size_t>(number);
    double left = 0;
    double width = 1;
    if (m_root >= 0) {
        left = m_boxes[static_cast<std::size_t>(m_root)].left;
        width = std::max(1e-12, m_boxes[static_cast<std::size_t>(m_root)].width);
    }
    const bool isAbove = m_above[node];
    const double room = viewport()->width() - 2.0 * flameSide;
    const double y = topRoom + m_nodes[node].depth * double(flameHeight) - verticalScrollBar()->value();
    if (isAbove)
        return {flameSide, y, room, flameHeight - 1};
    const double from = (m_boxes[node].left - left) / width;
    const double to = (m_boxes[node].left + m_boxes[node].width - left) / width;
    if (to <= 0 || from >= 1)
        return {};
    return {flameSide + from * room, y, (to - from) * room, flameHeight - 1};
}

QString FlameView::textOf(const MergedNode& node) const
{
    const QString name = QStringLiteral("%1 %2").arg(cleaned(QStringView(node.service), 60),
                                                     cleaned(QStringView(node.operation), 120));
    return node.count > 1 ? QStringLiteral("%1  ×%2").arg(name, items::countText(node.count)) : name;
}

void FlameView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme->color(Color::SurfacePane));
    painter.setFont(theme::font(theme::Type::Small));
    for (int i = 0; i < static_cast<int>(m_nodes.size()); ++i) {
        const QRectF box = rectOf(i);
        if (box.width() < 0.5 || box.bottom() < 0 || box.top() > viewport()->height())
            continue;
        const MergedNode& node = m_nodes[static_cast<std::size_t>(i)];
        QColor fill = m_theme->serviceColor(node.service);
        if (m_above[static_cast<std::size_t>(i)])
            fill = theme::mixed(fill, m_theme->color(Color::SurfacePane), m_theme->colors().childMix);
        const QRectF shown = box.adjusted(0, 0, box.width() > 2 ? -1 : 0, 0);
        painter.fillRect(shown, fill);
        if (node.errors > 0)
            painter.fillRect(QRectF(shown.left(), shown.bottom() - 2, shown.width(), 2),
                             m_theme->color(Color::StateBadBase));
        if (shown.width() > 32) {
            painter.setPen(theme::textOn(fill));
            const QString time = humanText(Duration(node.total));
            const int timeWidth = painter.fontMetrics().horizontalAdvance(time) + 8;
            const bool hasTime = shown.width() > timeWidth + 60;
            const QRectF words = shown.adjusted(6, 0, hasTime ? -timeWidth - 4 : -4, 0);
            painter.drawText(words, Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(textOf(node), Qt::ElideRight,
                                                              static_cast<int>(words.width())));
            if (hasTime)
                painter.drawText(shown.adjusted(0, 0, -6, 0), Qt::AlignVCenter | Qt::AlignRight, time);
        }
        if (i == m_current && hasFocus()) {
            painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(shown.adjusted(1, 1, -1, -1));
        }
    }
}

void FlameView::updateBars()
{
    std::uint32_t depth = 0;
    for (const MergedNode& node : m_nodes)
        depth = std::max(depth, node.depth + 1);
    const int whole = topRoom * 2 + static_cast<int>(depth) * flameHeight;
    verticalScrollBar()->setRange(0, std::max(0, whole - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(flameHeight);
}

void FlameView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

int FlameView::nodeAt(const QPoint& place) const
{
    for (int i = 0; i < static_cast<int>(m_nodes.size()); ++i)
        if (rectOf(i).contains(place))
            return i;
    return -1;
}

void FlameView::setRoot(int node)
{
    m_root = node;
    m_above.assign(m_nodes.size(), false);
    for (int above = node < 0 ? -1 : m_nodes[static_cast<std::size_t>(node)].parent; above >= 0;
         above = m_nodes[static_cast<std::size_t>(above)].parent)
        m_above[static_cast<std::size_t>(above)] = true;
    viewport()->update();
}

void FlameView::setCurrent(int node)
{
    if (node < 0)
        return;
    m_current = node;
    const QRectF box = rectOf(node);
    if (box.isEmpty())
        setRoot(m_nodes[static_cast<std::size_t>(node)].parent);
    const int top = topRoom + static_cast<int>(m_nodes[static_cast<std::size_t>(node)].depth) * flameHeight;
    if (top < verticalScrollBar()->value())
        verticalScrollBar()->setValue(top - topRoom);
    else if (top + flameHeight > verticalScrollBar()->value() + viewport()->height())
        verticalScrollBar()->setValue(top + flameHeight - viewport()->height());
    viewport()->update();
}

void FlameView::mousePressEvent(QMouseEvent* event)
{
    const int node = nodeAt(event->position().toPoint());
    if (node < 0 || event->button() != Qt::LeftButton)
        return;
    setCurrent(node);
    setRoot(node == m_root ? m_nodes[static_cast<std::size_t>(node)].parent : node);
}

void FlameView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const int node = nodeAt(event->position().toPoint()); node >= 0)
        Q_EMIT spanChosen(m_nodes[static_cast<std::size_t>(node)].example);
}

void FlameView::keyPressEvent(QKeyEvent* event)
{
    if (m_current < 0) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const auto count = static_cast<int>(m_nodes.size());
    const MergedNode& node = m_nodes[static_cast<std::size_t>(m_current)];
    const auto firstChild = [&] {
        int best = -1;
        for (int i = m_current + 1; i < count; ++i)
            if (m_nodes[static_cast<std::size_t>(i)].parent == m_current &&
                (best < 0 ||
                 m_boxes[static_cast<std::size_t>(i)].left < m_boxes[static_cast<std::size_t>(best)].left))
                best = i;
        return best;
    };
    const auto sibling = [&](int step) {
        int best = -1;
        const double here = m_boxes[static_cast<std::size_t>(m_current)].left;
        for (int i = 0; i < count; ++i) {
            const double left = m_boxes[static_cast<std::size_t>(i)].left;
            if (i == m_current || m_nodes[static_cast<std::size_t>(i)].parent != node.parent ||
                (step > 0 ? left < here : left > here))
                continue;
            const double bestLeft = best < 0 ? 0 : m_boxes[static_cast<std::size_t>(best)].left;
            if (best < 0 || (step > 0 ? left < bestLeft : left > bestLeft))
                best = i;
        }
        return best;
    };
    switch (event->key()) {
    case Qt::Key_Down:
        setCurrent(firstChild());
        return;
    case Qt::Key_Up:
        setCurrent(node.parent);
        return;
    case Qt::Key_Left:
        setCurrent(sibling(-1));
        return;
    case Qt::Key_Right:
        setCurrent(sibling(1));
        return;
    case Qt::Key_Space:
        setRoot(m_current == m_root ? node.parent : m_current);
        return;
    case Qt::Key_Escape:
        setRoot(-1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT spanChosen(node.example);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool FlameView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int number = nodeAt(help->pos());
        QString text;
        if (number >= 0) {
            const MergedNode& node = m_nodes[static_cast<std::size_t>(number)];
            text = tr("%1\n%2 in all, %3 own time, %4 calls, %5 failed")
                       .arg(textOf(node), humanText(Duration(node.total)), humanText(Duration(node.own)),
                            items::countText(node.count), items::countText(node.errors));
        }
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace signalbox::widgets
