// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/lamp.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

namespace signalbox::widgets {

/// The lamps of the status bar: one a backend, shape and words; Tab and the arrows reach them, Enter or a
/// click asks for the detail.
class LampBar : public QWidget
{
    Q_OBJECT

public:
    explicit LampBar(const theme::Theme* theme, QWidget* parent = nullptr);

    void setLamps(const std::vector<health::Lamp>& lamps);
    [[nodiscard]] const std::vector<health::Lamp>& lamps() const { return m_lamps; }
    [[nodiscard]] QRect rectOf(int index) const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void opened(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QString textOf(const health::Lamp& lamp) const;

    const theme::Theme* m_theme;
    std::vector<health::Lamp> m_lamps;
    int m_current = 0;
};

} // namespace signalbox::widgets
