// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/lamp.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;

namespace signalbox::widgets {

class BarButton;
class LampBar;
class LampPopup;

/// The status bar: a lamp per backend, the Trail's length, the age of what is on screen, the servers' clock.
class StatusBar : public QWidget
{
    Q_OBJECT

public:
    StatusBar(const theme::Theme* theme, QWidget* parent = nullptr);

    void setLamps(const std::vector<health::Lamp>& lamps);
    void setTrailLength(std::size_t steps);
    /// "Data 3 s old"; empty while there are none.
    void setAge(const QString& text);
    void setSkew(const QString& text);
    [[nodiscard]] LampBar* lampBar() const { return m_lamps; }
    void openLamp(int index);

Q_SIGNALS:
    void trailRequested();
    void retryRequested(const QString& backend);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme* m_theme;
    LampBar* m_lamps;
    LampPopup* m_popup;
    BarButton* m_trail;
    QLabel* m_skew;
    QLabel* m_age;
};

} // namespace signalbox::widgets
