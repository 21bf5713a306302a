// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QAbstractButton>

namespace signalbox::widgets {

/// A trace id that can be opened, with what it would open.
class TraceChip : public QAbstractButton
{
    Q_OBJECT

public:
    TraceChip(const theme::Theme* theme, QWidget* parent = nullptr);

    /// An empty id: the line names no trace.
    void setTrace(const QString& id);
    void setNote(const QString& note);
    [[nodiscard]] QString note() const { return m_note; }
    [[nodiscard]] QSize sizeHint() const override { return {320, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const theme::Theme* m_theme;
    QString m_id;
    QString m_note;
};

} // namespace signalbox::widgets
