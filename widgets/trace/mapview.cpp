// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/mapview.h"

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/items/timedisplay.h"
#include "widgets/theme/type.h"
#include "widgets/trace/waterfallpainter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace signalbox::widgets {

using theme::Color;
using traces::MapEdge;
using traces::MapNode;

namespace {

constexpr int nodeWidth = 148;
constexpr int nodeHeight = 32;
constexpr int mapSide = 24;
constexpr QSize leastCell{184, 52};
constexpr QSize mostCell{340, 96};

} // namespace

MapView::MapView(const theme::Theme* theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Service map"));
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void MapView::setMap(traces::ServiceMap map)
{
    const QString before = current();
    m_map = std::move(map);
    m_drawing = traces::drawMap(m_map);
    m_mostCalls = 1;
    for (const MapEdge& edge : m_map.edges)
        m_mostCalls = std::max(m_mostCalls, edge.weight());
    m_hovered = -1;
    m_current = m_drawing.nodes.empty() ? -1 : 0;
    for (std::size_t i = 0; i < m_drawing.nodes.size(); ++i)
        if (m_drawing.nodes[i].service == before)
            m_current = static_cast<int>(i);
    updateBars();
    viewport()->update();
}

QString MapView::current() const
{
    return m_current < 0 || m_current >= static_cast<int>(m_drawing.nodes.size())
               ? QString()
               : m_drawing.nodes[static_cast<std::size_t>(m_current)].service;
}

QSize MapView::cell() const
{
    if (m_drawing.columns == 0)
        return leastCell;
    const int width = (viewport()->width() - 2 * mapSide) / m_drawing.columns;
    const int height = (viewport()->height() - 2 * mapSide) / std::max(1, m_drawing.rows);
    return {std::clamp(width, leastCell.width(), mostCell.width()),
            std::clamp(height, leastCell.height(), mostCell.height())};
}

QRect MapView::rectOf(const MapNode& node) const
{
    const QSize size = cell();
    int inColumn = 0;
    for (const MapNode& other : m_drawing.nodes)
        inColumn = std::max(inColumn, other.column == node.column ? other.row + 1 : 0);
    // Columns are centred against the fullest one.
    const int down = (m_drawing.rows - inColumn) * size.height() / 2;
    return {mapSide + node.column * size.width() - horizontalScrollBar()->value(),
            mapSide + down + node.row * size.height() + (size.height() - nodeHeight) / 2 -
                verticalScrollBar()->value(),
            nodeWidth, nodeHeight};
}

void MapView::updateBars()
{
    const QSize size = cell();
    const int width = 2 * mapSide + std::max(0, m_drawing.columns - 1) * size.width() + nodeWidth;
    const int height = 2 * mapSide + m_drawing.rows * size.height();
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
}

void MapView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

namespace {

QPainterPath pathBetween(const QRect& from, const QRect& to)
{
    QPainterPath path;
    if (to.left() > from.right()) {
        const QPointF a(from.right() + 1, from.center().y() + 0.5);
        const QPointF b(to.left() - 1, to.center().y() + 0.5);
        const double bend = std::max(24.0, (b.x() - a.x()) / 2);
        path.moveTo(a);
        path.cubicTo(a + QPointF(bend, 0), b - QPointF(bend, 0), b);
    } else { // back, or down its own column: around the right side
        const QPointF a(from.right() + 1, from.center().y() + 4);
        const QPointF b(to.right() + 1, to.center().y() - 4);
        path.moveTo(a);
        path.cubicTo(a + QPointF(56, 12), b + QPointF(56, -12), b);
    }
    return path;
}

} // namespace

void MapView::paintEdge(QPainter& painter, const MapEdge& edge, bool lit, bool dim) const
{
    const MapNode* from = m_drawing.find(edge.from);
    const MapNode* to = m_drawing.find(edge.to);
    if (!from || !to)
        return;
    const bool fails = edge.errors.value_or(0) > 0;
    QColor color = m_theme->color(fails ? Color::StateBadBase : lit ? Color::AccentBase : Color::LineStrong);
    if (dim)
        color.setAlphaF(0.25F);
    const double width =
        1 + 3 * std::log1p(static_cast<double>(edge.weight())) / std::log1p(static_cast<double>(m_mostCalls));
    const QPainterPath path = pathBetween(rectOf(*from), rectOf(*to));
    painter.setPen(QPen(color, width, edge.inTraces || !m_map.traces ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const QPointF tip = path.pointAtPercent(1);
    const QPointF before = path.pointAtPercent(0.97);
    const double angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
    const auto at = [&](double turn) {
        return tip - 8 * QPointF(std::cos(angle + turn), std::sin(angle + turn));
    };
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({tip, at(0.45), at(-0.45)}));
}

void MapView::paintLabel(QPainter& painter, const MapEdge& edge) const
{
    const MapNode* from = m_drawing.find(edge.from);
    const MapNode* to = m_drawing.find(edge.to);
    if (!from || !to)
        return;
    QStringList parts;
    if (edge.told)
        parts.append(*edge.told == 1 ? tr("1 call") : tr("%1 calls").arg(items::countText(*edge.told)));
    if (edge.inTraces) {
        const double failed = 100.0 * static_cast<double>(edge.errors.value_or(0)) /
                              static_cast<double>(std::max<std::int64_t>(1, edge.calls));
        parts.append(tr("%1 at hand").arg(items::countText(edge.calls)));
        parts.append(failed > 0 ? tr("%1 % of them failed").arg(failed, 0, 'f', failed < 10 ? 1 : 0)
                                : tr("none failed"));
    }
    if (edge.p95)
        parts.append(tr("p95 %1").arg(humanText(Duration(*edge.p95))));
    const QString text = parts.join(QStringLiteral(", "));
    painter.setFont(theme::font(theme::Type::Micro));
    const QPointF middle = pathBetween(rectOf(*from), rectOf(*to)).pointAtPercent(0.5);
    const int width = painter.fontMetrics().horizontalAdvance(text) + 12;
    const QRectF box(middle.x() - width / 2.0, middle.y() - 9, width, 18);
    painter.setPen(m_theme->color(Color::LineNormal));
    painter.setBrush(m_theme->color(Color::SurfaceOverlay));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(m_theme->color(edge.errors.value_or(0) > 0 ? Color::StateBadText : Color::TextSecondary));
    painter.drawText(box, Qt::AlignCenter, text);
}

void MapView::paintNode(QPainter& painter, const MapNode& node, bool lit, bool dim) const
{
    const QRect box = rectOf(node);
    painter.setOpacity(dim ? 0.4 : 1);
    painter.setPen(QPen(m_theme->color(lit               ? Color::AccentBase
                                       : node.errors > 0 ? Color::StateBadBase
                                                         : Color::LineNormal),
                        lit ? 2 : 1));
    painter.setBrush(m_theme->color(Color::SurfaceCard));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    drawSwatch(painter, {box.left() + 10, box.center().y() - 3}, m_theme->serviceColor(node.service));
    painter.setFont(theme::font(theme::Type::BaseMedium));
    painter.setPen(m_theme->color(Color::TextPrimary));
    painter.drawText(box.adjusted(26, 0, -8, 0), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(cleaned(QStringView(node.service)), Qt::ElideRight,
                                                      box.width() - 34));
    painter.setOpacity(1);
}

void MapView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme->color(Color::SurfacePane));
    painter.setRenderHint(QPainter::Antialiasing);
    const int shown = m_hovered >= 0 ? m_hovered : hasFocus() ? m_current : -1;
    const QString lit = shown >= 0 ? m_drawing.nodes[static_cast<std::size_t>(shown)].service : QString();
    const auto touches = [&lit](const MapEdge& edge) { return edge.from == lit || edge.to == lit; };
    for (const bool isLit : {false, true})
        for (const MapEdge& edge : m_map.edges)
            if ((!lit.isEmpty() && touches(edge)) == isLit)
                paintEdge(painter, edge, isLit, !lit.isEmpty() && !isLit);
    for (const MapNode& node : m_drawing.nodes) {
        const bool near = lit.isEmpty() || node.service == lit ||
                          std::any_of(m_map.edges.begin(), m_map.edges.end(), [&](const MapEdge& edge) {
                              return touches(edge) && (edge.from == node.service || edge.to == node.service);
                          });
        paintNode(painter, node, node.service == lit, !near);
    }
    if (!lit.isEmpty())
        for (const MapEdge& edge : m_map.edges)
            if (touches(edge))
                paintLabel(painter, edge);
}

int MapView::nodeAt(const QPoint& place) const
{
    for (std::size_t i = 0; i < m_drawing.nodes.size(); ++i)
        if (rectOf(m_drawing.nodes[i]).contains(place))
            return static_cast<int>(i);
    return -1;
}

void MapView::mousePressEvent(QMouseEvent* event)
{
    const int node = nodeAt(event->position().toPoint());
    if (node < 0 || event->button() != Qt::LeftButton)
        return;
    m_current = node;
    Q_EMIT serviceChosen(current());
}

void MapView::mouseMoveEvent(QMouseEvent* event)
{
    const int node = nodeAt(event->position().toPoint());
    viewport()->setCursor(node >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (node != m_hovered) {
        m_hovered = node;
        viewport()->update();
    }
}

void MapView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_current >= 0)
            Q_EMIT serviceChosen(current());
        return;
    }
    const QPoint way = event->key() == Qt::Key_Left    ? QPoint(-1, 0)
                       : event->key() == Qt::Key_Right ? QPoint(1, 0)
                       : event->key() == Qt::Key_Up    ? QPoint(0, -1)
                       : event->key() == Qt::Key_Down  ? QPoint(0, 1)
                                                       : QPoint();
    if (way.isNull() || m_current < 0) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    // The nearest in that direction; what lies off it counts double.
    const QPoint here = rectOf(m_drawing.nodes[static_cast<std::size_t>(m_current)]).center();
    int best = -1;
    double nearest = 1e12;
    for (std::size_t i = 0; i < m_drawing.nodes.size(); ++i) {
        const QPoint away = rectOf(m_drawing.nodes[i]).center() - here;
        const int along = QPoint::dotProduct(away, way);
        const int off = std::abs(QPoint::dotProduct(away, QPoint(way.y(), way.x())));
        if (along > 4 && along + 2.0 * off < nearest) {
            nearest = along + 2.0 * off;
            best = static_cast<int>(i);
        }
    }
    if (best < 0)
        return;
    m_current = best;
    const QRect box = rectOf(m_drawing.nodes[static_cast<std::size_t>(best)]);
    if (box.right() > viewport()->width() || box.left() < 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + box.center().x() -
                                        viewport()->width() / 2);
    if (box.bottom() > viewport()->height() || box.top() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + box.center().y() -
                                      viewport()->height() / 2);
    viewport()->update();
}

bool MapView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int node = nodeAt(help->pos());
        QString text;
        if (node >= 0) {
            const MapNode& what = m_drawing.nodes[static_cast<std::size_t>(node)];
            text = tr("%1\ncalled %2 times, %3 failed")
                       .arg(cleaned(QStringView(what.service)), items::countText(what.calls),
                            items::countText(what.errors));
        }
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace signalbox::widgets
