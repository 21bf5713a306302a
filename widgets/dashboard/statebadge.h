// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/deviation.h"
#include "widgets/theme/theme.h"

#include <QWidget>

namespace signalbox::widgets {

/// "bad: errors 180 × normal": the state of a service in the head of its page, shape first.
class StateBadge : public QWidget
{
    Q_OBJECT

public:
    StateBadge(const theme::Theme* theme, QWidget* parent = nullptr);

    void setState(const golden::ServiceState& state);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme* m_theme;
    golden::ServiceState m_state;
};

} // namespace signalbox::widgets
