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

    /// Elided in the middle when it is long.
    void setTitle(const QString& title);
    /// A small square of that colour before the title; an invalid colour takes it away.
    void setSwatch(const QColor& color);
    void setNote(const QString& note);
    /// At the right.
    void addControl(QWidget* control);
    /// Before the title, and right behind title and note.
    void addLeading(QWidget* widget);
    void addBeside(QWidget* widget);

private:
    QLabel* m_swatch;
    QLabel* m_title;
    QLabel* m_note;
    QHBoxLayout* m_row;
    int m_leading = 0;
    int m_beside = 0;
};

} // namespace signalbox::widgets
