// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/popup.h"

#include <vector>

namespace signalbox::widgets {

class ActionRegistry;

/// "?": every action that has a key, by group, in columns that fit the window.
class KeySheet : public Popup
{
    Q_OBJECT

public:
    KeySheet(const ActionRegistry* registry, const theme::Theme* theme, QWidget* owner);

    void open();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line
    {
        QString title; ///< a group's heading when `keys` is empty
        QString keys;
        bool heading = false;
    };
    [[nodiscard]] std::vector<Line> lines() const;

    const ActionRegistry* m_registry;
};

} // namespace signalbox::widgets
