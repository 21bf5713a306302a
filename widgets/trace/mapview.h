// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/servicemap.h"
#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>

namespace signalbox::widgets {

/// Who calls whom: services in columns, callers at the left; the width of an edge is its calls, its colour
/// whether they fail. The one under the mouse or the keyboard shows its own edges with their figures. A click
/// or Enter chooses a service.
class MapView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit MapView(const theme::Theme* theme, QWidget* parent = nullptr);

    void setMap(traces::ServiceMap map);
    [[nodiscard]] const traces::MapDrawing& drawing() const { return m_drawing; }
    [[nodiscard]] QString current() const;
    /// In the viewport.
    [[nodiscard]] QRect rectOf(const traces::MapNode& node) const;

Q_SIGNALS:
    void serviceChosen(const QString& service);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] int nodeAt(const QPoint& place) const;
    [[nodiscard]] QSize cell() const;
    void paintEdge(QPainter& painter, const traces::MapEdge& edge, bool lit, bool dim) const;
    void paintLabel(QPainter& painter, const traces::MapEdge& edge) const;
    void paintNode(QPainter& painter, const traces::MapNode& node, bool lit, bool dim) const;
    void updateBars();

    const theme::Theme* m_theme;
    traces::ServiceMap m_map;
    traces::MapDrawing m_drawing;
    std::int64_t m_mostCalls = 1;
    int m_current = -1;
    int m_hovered = -1;
};

} // namespace signalbox::widgets
