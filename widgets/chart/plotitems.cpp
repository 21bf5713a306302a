// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/plotitems.h"

#include "models/base/error.h"
#include "widgets/chart/chartcolors.h"
#include "widgets/theme/type.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::widgets {

using theme::Color;
using theme::Type;

namespace {

// The frame of QtCharts lies at 0 (background of the plot) to 4 (axes).
constexpr double underGrid = 1.5;
constexpr double overGrid = 10;

constexpr double fallenBack = 0.35;
constexpr std::size_t mostAlerts = 200;

QRectF between(const PlotState& state, Instant from, Instant to)
{
    const QRectF plot = state.plotRect();
    const chart::Geometry& geometry = state.picture->geometry;
    const double left = std::clamp(geometry.xOf(from), plot.left(), plot.right());
    const double right = std::clamp(geometry.xOf(to), plot.left(), plot.right());
    return {left, plot.top(), std::max(right - left, 0.0), plot.height()};
}

/// The stretch up to now in which something was due and nothing came; empty when all is well.
QRectF silence(const PlotState& state)
{
    const chart::ChartData& data = *state.picture->data;
    const Instant known = std::min(data.knownTo.value_or(data.range.end), data.range.end);
    const std::optional<Instant> last = state.picture->lastSample;
    // One step is the time until the next sample is due; half of one for a scrape that is late.
    if (last && (data.step.count() <= 0 || known - *last <= data.step * 2))
        return {};
    const Instant from = last ? *last + data.step / 2 : data.range.start;
    return from < known ? between(state, from, known) : QRectF();
}

void paintHatch(QPainter& painter, const QRectF& rect, const QColor& color)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    constexpr double every = 6 * 1.41421356; // along the edge of a hatch at 45 degrees
    QVector<QLineF> lines;
    for (double x = rect.left() - rect.height(); x < rect.right(); x += every)
        lines << QLineF(x, rect.bottom(), x + rect.height(), rect.top());
    painter.drawLines(lines);
    painter.restore();
}

void paintShape(QPainter& painter, chart::MarkKind kind, double x, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    constexpr double y = 9;
    switch (kind) {
    case chart::MarkKind::Deploy:
        painter.drawPolygon(QPolygonF{{x, y - 5}, {x + 5, y + 4}, {x - 5, y + 4}});
        break;
    case chart::MarkKind::Rollback:
        painter.drawPolygon(QPolygonF{{x, y + 5}, {x + 5, y - 4}, {x - 5, y - 4}});
        break;
    case chart::MarkKind::Alert:
        painter.drawPolygon(QPolygonF{{x, y - 5.5}, {x + 5.5, y}, {x, y + 5.5}, {x - 5.5, y}});
        break;
    case chart::MarkKind::Incident:
        painter.drawPolygon(QPolygonF{{x, y - 5},
                                      {x + 9, y - 5},
                                      {x + 7, y - 2},
                                      {x + 9, y + 1},
                                      {x + 1.5, y + 1},
                                      {x + 1.5, y + 5},
                                      {x, y + 5}});
        break;
    case chart::MarkKind::Evidence:
        painter.drawEllipse(QPointF(x, y), 4, 4);
        break;
    }
    painter.restore();
}

} // namespace

PlotItem::PlotItem(const PlotState* state, QGraphicsItem* parent, double z)
    : QGraphicsItem(parent)
    , m_state(state)
{
    setZValue(z);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PlotItem::setSize(const QSizeF& size)
{
    prepareGeometryChange();
    m_size = size;
}

GroundItem::GroundItem(const PlotState* state, QGraphicsItem* parent)
    : PlotItem(state, parent, underGrid)
{
}

void GroundItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (!state().hasPlot())
        return;
    const theme::Theme& theme = *state().theme;
    const std::vector<chart::AlertSpan>& alerts = state().picture->data->alerts;
    QVector<QRectF> edges;
    for (std::size_t i = 0; i < std::min(alerts.size(), mostAlerts); ++i) {
        const Instant end = alerts[i].open ? state().picture->data->range.end : alerts[i].range.end;
        const QRectF rect = between(state(), alerts[i].range.start, end);
        if (rect.width() <= 0)
            continue;
        painter->fillRect(rect, theme.color(Color::ChartAlertSpan));
        edges << QRectF(rect.left(), rect.top(), rect.width(), 2);
    }
    if (state().selection && !state().printed) {
        const QRectF rect = between(state(), state().selection->start, state().selection->end);
        painter->fillRect(rect, theme.color(Color::ChartSelectionFill));
        const QColor edge = theme.color(Color::ChartSelectionEdge);
        painter->fillRect(QRectF(std::round(rect.left()), rect.top(), 1, rect.height()), edge);
        painter->fillRect(QRectF(std::round(rect.right()) - 1, rect.top(), 1, rect.height()), edge);
    }
    if (const QRectF rect = silence(state()); rect.width() > 0)
        paintHatch(*painter, rect, theme.color(Color::ChartGapHatch));
    for (const QRectF& edge : edges)
        painter->fillRect(edge, theme.color(Color::StateBadBase));
}

LinesItem::LinesItem(const PlotState* state, QGraphicsItem* parent)
    : PlotItem(state, parent, overGrid)
{
}

void LinesItem::paintThresholds(QPainter& painter) const
{
    const chart::Geometry& geometry = state().picture->geometry;
    QPen pen(state().theme->color(Color::ChartSlo), 1, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({6, 3});
    painter.setPen(pen);
    for (const chart::Threshold& threshold : state().picture->data->thresholds) {
        if (!(threshold.value >= geometry.low && threshold.value <= geometry.high))
            continue;
        const double y = std::floor(geometry.yOf(threshold.value)) + 0.5;
        painter.drawLine(QPointF(geometry.left, y), QPointF(geometry.right(), y));
    }
}

void LinesItem::paintThresholdLabels(QPainter& painter) const
{
    const chart::Geometry& geometry = state().picture->geometry;
    const QFont font = theme::font(Type::Micro);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    QColor plate = state().theme->color(Color::SurfaceCard);
    plate.setAlphaF(0.75F);
    for (const chart::Threshold& threshold : state().picture->data->thresholds) {
        if (!std::isfinite(threshold.value) || threshold.value < geometry.low)
            continue;
        const bool above = threshold.value > geometry.high;
        QString label = cleaned(threshold.label, 60);
        if (above)
            label += QStringLiteral(" ↑"); // off the scale: said, not drawn
        label = metrics.elidedText(label, Qt::ElideRight, static_cast<int>(geometry.width) - 12);
        const double y = geometry.yOf(threshold.value);
        const double top = above || y - 16 < geometry.top ? geometry.top + 3 : y - 16;
        const QRectF place(geometry.left + 4, top, metrics.horizontalAdvance(label) + 5, 14);
        painter.fillRect(place, plate); // lines may run behind it
        painter.setPen(state().theme->color(Color::TextSecondary));
        painter.drawText(place.adjusted(2, 0, 2, 0), Qt::AlignLeft | Qt::AlignVCenter, label);
    }
}

void LinesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (!state().hasPlot())
        return;
    const Picture& picture = *state().picture;
    const QRectF plot = state().plotRect();
    painter->save();
    for (const chart::ValueTick& tick : picture.values.ticks) {
        const double y = std::floor(picture.geometry.yOf(tick.value));
        painter->fillRect(QRectF(plot.left(), y, plot.width(), 1), state().theme->color(Color::ChartGrid));
    }
    // The axis line: at zero, or at the edge that is nearest to it.
    const double zero = std::clamp(picture.geometry.yOf(0), plot.top(), plot.bottom());
    painter->fillRect(QRectF(plot.left(), std::floor(zero), plot.width(), 1),
                      state().theme->color(Color::ChartAxis));
    painter->setClipRect(plot.adjusted(-1, -1, 1, 2), Qt::IntersectClip);
    if (state().asPaths) {
        painter->setRenderHint(QPainter::Antialiasing);
        drawBand(*painter, picture);
    } else if (!picture.bandImage.isNull()) {
        painter->drawImage(plot.topLeft(), picture.bandImage);
    }
    paintThresholds(*painter);
    const bool some = !state().emphasised.empty();
    painter->setOpacity(some ? fallenBack : 1);
    if (state().asPaths) {
        std::vector<std::size_t> all(picture.lines.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        drawLinesAsPaths(*painter, picture, all, 1.5);
        painter->setOpacity(1);
        if (some)
            drawLinesAsPaths(*painter, picture, state().emphasised, 2);
    } else {
        painter->drawImage(plot.topLeft(), picture.lineImage);
        painter->setOpacity(1);
        if (some)
            painter->drawImage(plot.topLeft(), state().emphasis);
    }
    paintThresholdLabels(*painter);
    painter->restore();
    if (!state().sentence.isEmpty()) {
        painter->setFont(theme::font(Type::Small));
        painter->setPen(state().theme->color(Color::TextSecondary));
        painter->drawText(plot.adjusted(12, 8, -12, -8), static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
                          state().sentence);
    }
}

MarksItem::MarksItem(const PlotState* state, QGraphicsItem* parent)
    : PlotItem(state, parent, overGrid + 1)
{
}

void MarksItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (!state().hasPlot())
        return;
    const theme::Theme& theme = *state().theme;
    const chart::Geometry& geometry = state().picture->geometry;
    const chart::ChartData& data = *state().picture->data;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme.color(Color::ChartExemplar), 1.25));
    painter->setBrush(theme.color(Color::SurfaceCard));
    for (std::size_t i = 0; i < std::min(data.exemplars.size(), mostExemplars); ++i) {
        const chart::ExemplarDot& dot = data.exemplars[i];
        const QPointF at(geometry.xOf(dot.at), geometry.yOf(dot.value));
        if (std::isfinite(dot.value) && geometry.contains(at.x(), at.y()))
            painter->drawEllipse(at, 2.5, 2.5);
    }
    painter->restore();
    painter->setFont(theme::font(Type::Micro));
    for (const LaneMark& mark : state().marks) {
        const QColor color = theme.color(markColor(mark.kind));
        QPen pen(color, 1, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({3, 3});
        painter->setPen(pen);
        const double x = std::floor(mark.x) + 0.5;
        if (mark.kind != chart::MarkKind::Alert) // there its span begins, which shows as much
            painter->drawLine(QPointF(x, geometry.top), QPointF(x, geometry.bottom()));
        paintShape(*painter, mark.kind, x, color);
        painter->setPen(color);
        painter->drawText(QRectF(mark.textLeft, 2, mark.textWidth + 1, 14), Qt::AlignLeft | Qt::AlignVCenter,
                          mark.text);
    }
}

} // namespace signalbox::widgets
