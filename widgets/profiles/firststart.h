// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QPushButton;

namespace signalbox::widgets {

/// What the window shows while there is no profile: two ways in, one sentence each.
class FirstStart : public QWidget
{
    Q_OBJECT

public:
    explicit FirstStart(const theme::Theme* theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void demoRequested();
    void connectRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QWidget* card(const QString& title, const QString& sentence, QPushButton* button);

    const theme::Theme* m_theme;
    QPushButton* m_demo;
    QPushButton* m_connect;
};

} // namespace signalbox::widgets
