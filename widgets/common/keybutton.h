// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QPushButton>

namespace signalbox::widgets {

/// A push button that shows its key in a cap beside its word. The key itself is another's to handle.
class KeyButton : public QPushButton
{
    Q_OBJECT

public:
    KeyButton(const QString& text, const QString& keys, const theme::Theme* theme, QWidget* parent = nullptr);

    void setKeys(const QString& keys);
    /// The accent's fill, or that of any button.
    void setPrimary(bool primary);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int capWidth() const;

    const theme::Theme* m_theme;
    QString m_keys;
    bool m_primary = false;
};

} // namespace signalbox::widgets
