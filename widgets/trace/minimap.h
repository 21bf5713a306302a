// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/reading.h"
#include "models/traces/timescale.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace signalbox::widgets {

/// The whole trace in small, with the stretch that the waterfall shows: drag an edge or the middle, drag
/// elsewhere for a new stretch, double click for all, wheel to zoom.
class Minimap : public QWidget
{
    Q_OBJECT

public:
    explicit Minimap(const theme::Theme* theme, QWidget* parent = nullptr);

    void setReading(traces::ReadingPtr reading);
    void setView(const traces::Stretch& view);
    [[nodiscard]] QSize sizeHint() const override { return {400, height}; }

    static constexpr int height = 48;

Q_SIGNALS:
    void viewRequested(const signalbox::traces::Stretch& view);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Grip
    {
        None,
        Begin,
        End,
        Whole,
        Fresh
    };
    [[nodiscard]] traces::TimeScale scale() const;
    [[nodiscard]] Grip gripAt(int x) const;

    const theme::Theme* m_theme;
    traces::ReadingPtr m_reading;
    traces::Stretch m_view;
    traces::Stretch m_viewPressed;
    Grip m_grip = Grip::None;
    int m_pressed = 0;
};

/// What the critical path was made of: a bar of shares and a line that names them. A click goes to the span.
class PathStrip : public QWidget
{
    Q_OBJECT

public:
    explicit PathStrip(const theme::Theme* theme, QWidget* parent = nullptr);

    void setReading(const traces::ReadingPtr& reading);
    [[nodiscard]] const std::vector<traces::PathShare>& shares() const { return m_shares; }
    [[nodiscard]] QSize sizeHint() const override { return {400, 44}; }
    /// Where a share is named; empty when there is no room.
    [[nodiscard]] QRect wordsOf(std::size_t share) const;

Q_SIGNALS:
    void spanChosen(quint32 span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    [[nodiscard]] QString textOf(const traces::PathShare& share) const;
    [[nodiscard]] int shareAt(const QPoint& where) const;

    const theme::Theme* m_theme;
    std::vector<traces::PathShare> m_shares;
    std::vector<QRect> m_words;
    std::vector<QRect> m_parts;
};

} // namespace signalbox::widgets
