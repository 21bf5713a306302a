// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QFrame>

namespace signalbox::widgets {

/// A panel that floats over its window until the person looks elsewhere: surface.overlay with a strong
/// one-pixel line. Esc closes it. Never modal: the window goes on living beneath.
class Popup : public QFrame
{
    Q_OBJECT

public:
    Popup(const theme::Theme* theme, QWidget* owner);

    /// Below the anchor, moved so that it stays within the window.
    void openBelow(const QWidget* anchor);
    /// Centred near the top of the window, as wide as asked.
    void openCentred(int width);
    /// Above the anchor: for what stands on the status bar.
    void openAbove(const QWidget* anchor);

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    [[nodiscard]] const theme::Theme* theme() const { return m_theme; }

private:
    void openAt(QPoint inWindow, QSize size);

    const theme::Theme* m_theme;
};

} // namespace signalbox::widgets
