// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace signalbox::widgets {

/// A row of choices of which one is taken: 28 high, one border, the taken part filled. Left and Right move.
class Segments : public QWidget
{
    Q_OBJECT

public:
    Segments(QStringList choices, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] int current() const { return m_current; }
    /// Does not emit changed().
    void setCurrent(int index);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void changed(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect rectOf(int index) const;
    void choose(int index);

    QStringList m_choices;
    const theme::Theme* m_theme;
    int m_current = 0;
};

} // namespace signalbox::widgets
