// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/mergedtree.h"
#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>

namespace signalbox::widgets {

/// A flame graph: calls that were reached by the same way as one box, as wide as their time. A click or Enter
/// makes a box the whole width, Escape or a click on its ancestors goes back; arrows move.
class FlameView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit FlameView(const theme::Theme* theme, QWidget* parent = nullptr);

    void setNodes(std::vector<traces::MergedNode> nodes);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int root() const { return m_root; }
    /// In the viewport; empty when it is not shown.
    [[nodiscard]] QRectF rectOf(int node) const;

Q_SIGNALS:
    /// The longest span of a box.
    void spanChosen(quint32 span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    [[nodiscard]] int nodeAt(const QPoint& place) const;
    [[nodiscard]] QString textOf(const traces::MergedNode& node) const;
    void setRoot(int node);
    void setCurrent(int node);
    void updateBars();

    const theme::Theme* m_theme;
    std::vector<traces::MergedNode> m_nodes;
    std::vector<traces::FlameBox> m_boxes;
    int m_current = -1;
    std::vector<bool> m_above; ///< by node: it leads to the root
    int m_root = -1;           ///< the box that has the whole width; -1: all
};

} // namespace signalbox::widgets
