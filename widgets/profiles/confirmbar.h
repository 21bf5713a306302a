// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace signalbox::widgets {

/// A question that stands in the window instead of in front of it. Esc and the second button mean no.
class ConfirmBar : public QWidget
{
    Q_OBJECT

public:
    explicit ConfirmBar(const theme::Theme* theme, QWidget* parent = nullptr);

    void ask(const QString& sentence, const QString& hint, const QString& yes, const QString& no);

Q_SIGNALS:
    void confirmed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme* m_theme;
    QLabel* m_sentence;
    QLabel* m_hint;
    QPushButton* m_yes;
    QPushButton* m_no;
};

} // namespace signalbox::widgets
