// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/health/lamp.h"
#include "widgets/common/popup.h"

class QLabel;
class QPushButton;

namespace signalbox::widgets {

/// What is known of one backend: last error, latencies of the last answers as a graph, "retry now".
class LampPopup : public Popup
{
    Q_OBJECT

public:
    LampPopup(const theme::Theme* theme, QWidget* owner);

    void setLamp(const health::Lamp& lamp);
    [[nodiscard]] QString backend() const { return m_lamp.backend; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void retryRequested(const QString& backend);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    health::Lamp m_lamp;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_error;
    QPushButton* m_retry;
};

} // namespace signalbox::widgets
