// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/focus/trail.h"
#include "widgets/common/popup.h"

class QListWidget;

namespace signalbox::widgets {

/// The Trail as a list, newest first, with how each step was reached. Enter or a click goes there.
class TrailPopup : public Popup
{
    Q_OBJECT

public:
    TrailPopup(const theme::Theme* theme, QWidget* owner);

    void open(const focus::Trail& trail, Zone zone);
    [[nodiscard]] QSize sizeHint() const override { return {560, 420}; }

Q_SIGNALS:
    void stepChosen(std::size_t index);

private:
    void copy();

    QListWidget* m_list;
    QString m_text; ///< what is copied
};

} // namespace signalbox::widgets
