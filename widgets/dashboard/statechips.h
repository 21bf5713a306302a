// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/overviewmodel.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <array>

namespace signalbox::widgets {

/// How many services are bad, warned of, not known, healthy. A chip that is pressed shows only those.
class StateChips : public QWidget
{
    Q_OBJECT

public:
    using Group = items::OverviewModel::Group;

    StateChips(const theme::Theme* theme, QWidget* parent = nullptr);

    void setCount(Group group, int count);
    [[nodiscard]] std::optional<Group> chosen() const { return m_chosen; }
    [[nodiscard]] QSize sizeHint() const override;
    /// Where there is no room the words go; shapes and counts stay.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect rectOf(std::size_t index, bool words) const;
    [[nodiscard]] bool hasWords() const;
    [[nodiscard]] QString wordOf(std::size_t index) const;
    void toggle(std::size_t index);

    const theme::Theme* m_theme;
    std::array<int, 4> m_counts{};
    std::optional<Group> m_chosen;
    std::size_t m_at = 0; ///< where the keyboard is
};

} // namespace signalbox::widgets
