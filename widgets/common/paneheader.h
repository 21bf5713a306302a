// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace signalbox::widgets {

/// The head of a pane: title, a quiet note beside it, controls at the right.
class PaneHeader : public QWidget
{
    Q_OBJECT

public:
    PaneHeader(const QString& title, const theme::Theme* theme, QWidget* parent = nullptr);

    void setNote(const QString& note);
    void addControl(QWidget* control);

private:
    QLabel* m_note;
    QHBoxLayout* m_row;
};

} // namespace signalbox::widgets
