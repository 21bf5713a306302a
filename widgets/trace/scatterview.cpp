// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/scatterview.h"

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/chart/ticks.h"
#include "models/items/timedisplay.h"
#include "widgets/common/dragging.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int leftMargin = 72;
constexpr int rightMargin = 20;
constexpr int topMargin = 8;
constexpr int axisHeight = 20;
constexpr double reach = 7; ///< of the mouse around a dot

double logOf(Duration duration)
{
    return std::log10(static_cast<double>(std::max<std::int64_t>(1000, duration.count())));
}

} // namespace

ScatterView::ScatterView(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Traces found, duration over time"));
    setAccessibleDescription(tr("Arrow keys go from trace to trace in order of time."));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void ScatterView::setTraces(std::vector<TraceSummary> traces, std::vector<bool> faint)
{
    m_traces = std::move(traces);
    m_faint = std::move(faint);
    m_low = 12;
    m_high = 0;
    for (std::size_t i = 0; i < m_traces.size(); ++i) {
        const TraceSummary& trace = m_traces[i];
        m_first = i == 0 ? trace.start : std::min(m_first, trace.start);
        m_last = i == 0 ? trace.start : std::max(m_last, trace.start);
        m_low = std::min(m_low, logOf(trace.duration));
        m_high = std::max(m_high, logOf(trace.duration));
    }
    if (m_last <= m_first)
        m_last = m_first + std::chrono::seconds(1);
    const double room = std::max(0.15, (m_high - m_low) * 0.08);
    m_low -= room;
    m_high += room;
    update();
}

void ScatterView::setZone(Zone zone)
{
    m_zone = zone;
    update();
}

void ScatterView::setCurrent(const std::optional<TraceId>& id)
{
    m_current = id;
    update();
}

void ScatterView::setArea(const std::optional<ScatterArea>& area)
{
    m_area = area;
    update();
}

QRectF ScatterView::plot() const
{
    return {leftMargin, topMargin, std::max(1.0, width() - double(leftMargin) - rightMargin),
            std::max(1.0, height() - double(topMargin) - axisHeight)};
}

double ScatterView::yOf(Duration duration) const
{
    return plot().bottom() - (logOf(duration) - m_low) / (m_high - m_low) * plot().height();
}

Duration ScatterView::durationAt(double y) const
{
    const double log = m_low + (plot().bottom() - y) / plot().height() * (m_high - m_low);
    return Duration(static_cast<std::int64_t>(std::pow(10, std::clamp(log, 0.0, 17.0))));
}

Instant ScatterView::timeAt(double x) const
{
    const double share = std::clamp((x - plot().left()) / plot().width(), 0.0, 1.0);
    return m_first +
           Duration(static_cast<std::int64_t>(share * static_cast<double>((m_last - m_first).count())));
}

QPointF ScatterView::placeOf(const TraceSummary& trace) const
{
    const double share = static_cast<double>((trace.start - m_first).count()) /
                         static_cast<double>(std::max<std::int64_t>(1, (m_last - m_first).count()));
    return {plot().left() + share * plot().width(), yOf(trace.duration)};
}

int ScatterView::traceAt(const QPointF& place) const
{
    int best = -1;
    double nearest = reach * reach;
    for (std::size_t i = 0; i < m_traces.size(); ++i) {
        const QPointF away = placeOf(m_traces[i]) - place;
        const double distance = QPointF::dotProduct(away, away);
        if (distance <= nearest) {
            nearest = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void ScatterView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfacePane));
    const QRectF area = plot();
    painter.setFont(theme::font(theme::Type::Micro));
    if (!m_traces.empty()) {
        for (double power = std::ceil(m_low); power <= m_high; ++power) {
            const Duration at(static_cast<std::int64_t>(std::pow(10, power)));
            const double y = yOf(at);
            painter.setPen(m_theme->color(Color::ChartGrid));
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            painter.setPen(m_theme->color(Color::ChartLabel));
            painter.drawText(QRectF(0, y - 8, leftMargin - 8, 16), Qt::AlignRight | Qt::AlignVCenter,
                             humanText(at));
        }
        const QFontMetrics metrics = painter.fontMetrics();
        for (const chart::TimeTick& tick : chart::timeTicks(
                 {m_first, m_last}, chart::timeZoneOf(m_zone), area.width(),
                 [&metrics](const QString& text) { return double(metrics.horizontalAdvance(text)); })) {
            const double x = area.left() + static_cast<double>((tick.at - m_first).count()) /
                                               static_cast<double>((m_last - m_first).count()) * area.width();
            const double half = metrics.horizontalAdvance(tick.label) / 2.0;
            painter.setPen(m_theme->color(Color::ChartLabel));
            painter.drawText(QRectF(x - half - 1, area.bottom() + 2, half * 2 + 2, axisHeight - 2),
                             Qt::AlignCenter, tick.label);
        }
    }
    painter.setPen(m_theme->color(Color::ChartAxis));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto paintDot = [&](std::size_t i, bool isCurrent) {
        const TraceSummary& trace = m_traces[i];
        const QPointF place = placeOf(trace);
        QColor color = m_theme->color(trace.errors > 0 ? Color::StateBadBase : Color::LevelInfo);
        color.setAlphaF(m_faint[i] ? 0.2F : 0.8F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        if (trace.errors > 0)
            painter.drawPolygon(QPolygonF({place + QPointF(0, -4.5), place + QPointF(4.5, 0),
                                           place + QPointF(0, 4.5), place + QPointF(-4.5, 0)}));
        else
            painter.drawEllipse(place, 3, 3);
        if (isCurrent) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(m_theme->color(Color::AccentBase), 2));
            painter.drawEllipse(place, 7, 7);
        }
    };
    for (const bool failed : {false, true}) // those that hurt lie on top
        for (std::size_t i = 0; i < m_traces.size(); ++i)
            if ((m_traces[i].errors > 0) == failed)
                paintDot(i, m_current && m_traces[i].id == *m_current);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QRectF selection;
    if (m_pressed && (m_here - *m_pressed).manhattanLength() >= dragBegins)
        selection = QRectF(*m_pressed, m_here).normalized() & area;
    else if (m_area)
        selection = QRectF(QPointF(placeOf({.start = m_area->from}).x(), yOf(m_area->longest)),
                           QPointF(placeOf({.start = m_area->to}).x(), yOf(m_area->shortest)))
                        .normalized() &
                    area;
    if (!selection.isEmpty()) {
        QColor fill = m_theme->color(Color::ChartSelectionEdge);
        fill.setAlphaF(0.14F);
        painter.fillRect(selection, fill);
        painter.setPen(m_theme->color(Color::ChartSelectionEdge));
        painter.drawRect(selection);
    }
    if (hasFocus()) {
        painter.setPen(m_theme->color(Color::AccentFocusRing));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ScatterView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressed = event->position();
        m_here = *m_pressed;
    }
}

void ScatterView::mouseMoveEvent(QMouseEvent* event)
{
    m_here = event->position();
    setCursor(!m_pressed && traceAt(m_here) >= 0 ? Qt::PointingHandCursor : Qt::CrossCursor);
    if (m_pressed)
        update();
}

void ScatterView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_pressed || event->button() != Qt::LeftButton)
        return;
    const QPointF from = *m_pressed;
    const QPointF to = event->position();
    m_pressed.reset();
    update();
    if ((to - from).manhattanLength() >= dragBegins) {
        Q_EMIT areaChosen(ScatterArea{.from = timeAt(std::min(from.x(), to.x())),
                                      .to = timeAt(std::max(from.x(), to.x())),
                                      .shortest = durationAt(std::max(from.y(), to.y())),
                                      .longest = durationAt(std::min(from.y(), to.y()))});
        return;
    }
    if (const int trace = traceAt(to); trace >= 0)
        Q_EMIT chosen(m_traces[static_cast<std::size_t>(trace)].id);
    else if (m_area)
        Q_EMIT areaChosen(std::nullopt);
}

void ScatterView::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (event->key() == Qt::Key_Escape && m_area) {
        Q_EMIT areaChosen(std::nullopt);
        return;
    }
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((step == 0 && !enters) || m_traces.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (enters) {
        if (m_current)
            Q_EMIT chosen(*m_current);
        return;
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_traces.size(); ++i)
        if (!m_faint[i])
            order.push_back(i);
    if (order.empty())
        return;
    std::sort(order.begin(), order.end(),
              [this](std::size_t a, std::size_t b) { return m_traces[a].start < m_traces[b].start; });
    const auto at = std::find_if(order.begin(), order.end(),
                                 [this](std::size_t i) { return m_current && m_traces[i].id == *m_current; });
    const auto count = static_cast<std::ptrdiff_t>(order.size());
    const std::ptrdiff_t next =
        at == order.end() ? 0 : std::clamp<std::ptrdiff_t>(at - order.begin() + step, 0, count - 1);
    setCurrent(m_traces[order[static_cast<std::size_t>(next)]].id);
}

bool ScatterView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString text;
        if (const int at = traceAt(help->pos()); at >= 0) {
            const TraceSummary& trace = m_traces[static_cast<std::size_t>(at)];
            text =
                tr("%1 %2\n%3 at %4, %5 spans, %6 failed")
                    .arg(cleaned(QStringView(trace.rootService)), cleaned(QStringView(trace.rootOperation)),
                         humanText(trace.duration), items::clockText(trace.start, m_zone),
                         items::countText(trace.spans), items::countText(trace.errors));
        }
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace signalbox::widgets
