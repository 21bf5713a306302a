// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/plotstate.h"

#include <QGraphicsItem>

namespace signalbox::widgets {

/// The layers that the frame of QtCharts knows nothing of. All lie over the whole drawing and paint from one
/// PlotState; an item repaints when it is told so.
class PlotItem : public QGraphicsItem
{
public:
    PlotItem(const PlotState* state, QGraphicsItem* parent, double z);

    void setSize(const QSizeF& size);
    [[nodiscard]] QRectF boundingRect() const override { return {QPointF(), m_size}; }

protected:
    [[nodiscard]] const PlotState& state() const { return *m_state; }

private:
    const PlotState* m_state;
    QSizeF m_size;
};

/// Below the grid: alert spans, the hatch of no data, the selection.
class GroundItem : public PlotItem
{
public:
    GroundItem(const PlotState* state, QGraphicsItem* parent);
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
};

/// Band, thresholds and lines: finished images that are only put in place.
class LinesItem : public PlotItem
{
public:
    LinesItem(const PlotState* state, QGraphicsItem* parent);
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintThresholds(QPainter& painter) const;
    void paintThresholdLabels(QPainter& painter) const;
};

/// Exemplars and the lane of marks.
class MarksItem : public PlotItem
{
public:
    MarksItem(const PlotState* state, QGraphicsItem* parent);
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
};

/// What goes with the mouse: crosshair, dots, table of values. Repaints only where it is.
class OverlayItem : public PlotItem
{
public:
    OverlayItem(const PlotState* state, QGraphicsItem* parent);
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// Where the crosshair and its table stand now; to be repainted before and after they move.
    [[nodiscard]] QRectF crosshairRect() const;
    [[nodiscard]] QRectF tableRect() const;
};

/// How far from its place an exemplar ring can be hit.
inline constexpr double exemplarReach = 6;
/// More rings than this are not drawn.
inline constexpr std::size_t mostExemplars = 400;

} // namespace signalbox::widgets
