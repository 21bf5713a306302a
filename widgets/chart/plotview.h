// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chartview.h"
#include "widgets/chart/plotstate.h"

#include <QChartView>
#include <QFutureWatcher>

class QThreadPool;

namespace signalbox::widgets {

class ChartFrame;
class GroundItem;
class LinesItem;
class MarksItem;
class OverlayItem;

/// The drawing of a chart and its hands: frame and layers in a scene, thinning on the pool, mouse and keys.
/// Knows ChartData and times; must not know what a selection is for.
class PlotView : public QChartView
{
    Q_OBJECT

public:
    PlotView(const theme::Theme* theme, QThreadPool* pool, QWidget* parent);
    ~PlotView() override;

    void setData(chart::ChartDataPtr next);
    void setZone(Zone zone);
    void setGroup(CrosshairGroup* group);
    void setStale(bool stale);
    void isolate(std::vector<std::size_t> lines);
    [[nodiscard]] const std::vector<std::size_t>& isolated() const { return m_isolated; }
    void select(std::optional<Interval> range);
    /// Paints as for a file: in pixels of that scale, or as paths for a scale of 0. Ends with endPrint().
    void beginPrint(double scale);
    void endPrint();

    [[nodiscard]] const PlotState& state() const { return m_state; }
    [[nodiscard]] int drawings() const { return m_drawings; }

Q_SIGNALS:
    void selected();
    void deselected();
    /// Enter over a selection.
    void entered();
    /// T over a selection.
    void tracesWanted();
    void zoomed(const signalbox::Interval& range);
    void zoomedOut();
    void menuWanted(const QPoint& global);
    void exemplarHit(const signalbox::TraceId& trace);
    void pictureShown();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void request();
    void take(const PicturePtr& picture);
    [[nodiscard]] PictureRequest wanted(double scale) const;
    [[nodiscard]] PictureColors colors() const;
    void layMarks();
    void emphasise(std::optional<std::size_t> hovered);
    void hover(const QPointF& at);
    void leave();
    void groupChanged();
    void stepCrosshair(int steps, bool selecting);
    [[nodiscard]] Duration stepLength() const;
    [[nodiscard]] bool showTip(const QPoint& at, const QPoint& global);

    QThreadPool* m_pool;
    ChartFrame* m_frame;
    PlotState m_state;
    PlotState m_onScreen; ///< while it is printed
    GroundItem* m_ground;
    LinesItem* m_lines;
    MarksItem* m_marks;
    OverlayItem* m_overlay;
    chart::ChartDataPtr m_data;
    std::unique_ptr<CrosshairGroup> m_own; ///< while it is in no group
    QPointer<CrosshairGroup> m_group;
    Zone m_zone = Zone::Utc;
    bool m_stale = false;
    std::vector<std::size_t> m_isolated;
    std::optional<std::size_t> m_hovered;
    std::optional<QPointF> m_pressed;
    std::optional<Instant> m_anchor; ///< of a selection made by keys
    bool m_dragging = false;
    bool m_keyFocus = false; ///< came by a key: only then it is framed
    int m_generation = 0;
    int m_drawings = 0;
    QFuture<Result<PicturePtr>> m_running;
};

} // namespace signalbox::widgets
