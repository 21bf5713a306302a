// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QScrollBar>

#include <vector>

namespace signalbox::widgets {

/// A vertical scroll bar with ticks where something is: hits of a search, stars.
class MarkedScrollBar : public QScrollBar
{
    Q_OBJECT

public:
    explicit MarkedScrollBar(const theme::Theme* theme, QWidget* parent = nullptr);

    struct Tick
    {
        double at = 0; ///< 0 at the top, 1 at the bottom
        theme::Color color = theme::Color::SelectionMatchCurrent;
        bool operator==(const Tick&) const = default;
    };
    /// Any number of them; those that share a pixel are painted once.
    void setTicks(std::vector<Tick> ticks);
    [[nodiscard]] const std::vector<Tick>& ticks() const { return m_ticks; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme* m_theme;
    std::vector<Tick> m_ticks;
};

} // namespace signalbox::widgets
