// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/chart/geometry.h"
#include "models/logs/volume.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace signalbox::widgets {

/// Lines over time as bars, stacked by level, with the marks of what else happened. Dragging, or the arrow
/// keys with Shift, selects a stretch and opens a menu of what can be done with it.
class VolumeChart : public QWidget
{
    Q_OBJECT

public:
    VolumeChart(const theme::Theme* theme, QWidget* parent = nullptr);

    void setVolume(const logs::Volume& volume);
    [[nodiscard]] const logs::Volume& volume() const { return m_volume; }
    void setMarks(std::vector<chart::Mark> marks);
    void setZone(Zone zone);
    /// A thin line at the time of the chosen log line.
    void setCursorTime(std::optional<Instant> at);
    [[nodiscard]] std::optional<Interval> selection() const;
    [[nodiscard]] QSize sizeHint() const override { return {600, 108}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 108}; }

Q_SIGNALS:
    void zoomRequested(const signalbox::Interval& range);
    void signalsRequested(const signalbox::Interval& range);
    void tracesRequested(const signalbox::Interval& range);
    /// A click on a bar: the lines of that time are wanted.
    void timeChosen(signalbox::Instant at);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] chart::Geometry geometryNow() const;
    [[nodiscard]] int barAt(double x) const;
    [[nodiscard]] QString describe(int bar) const;
    void select(int first, int last);
    void openMenu(const QPoint& global);
    void paintBars(QPainter& painter, const chart::Geometry& geometry) const;
    void paintAxes(QPainter& painter, const chart::Geometry& geometry) const;
    void paintMarks(QPainter& painter, const chart::Geometry& geometry) const;

    const theme::Theme* m_theme;
    logs::Volume m_volume;
    std::vector<chart::Mark> m_marks;
    Zone m_zone = Zone::Utc;
    std::optional<Instant> m_cursorTime;
    double m_axisTop = 1;
    int m_anchor = -1; ///< the bar where a selection began
    int m_first = -1;  ///< of the selection, bars
    int m_last = -1;
    int m_current = -1; ///< the bar under the keyboard's cursor
    bool m_dragging = false;
};

} // namespace signalbox::widgets
