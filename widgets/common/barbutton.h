// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QAbstractButton>

namespace signalbox::widgets {

/// A button of the top bar: icon, a quiet caption, a value, a chevron when it opens something. The value is
/// cut with an ellipsis when there is no room, and the tooltip then has all of it.
class BarButton : public QAbstractButton
{
    Q_OBJECT

public:
    BarButton(const theme::Theme* theme, QWidget* parent = nullptr);

    void setIconName(const QString& name);
    void setCaption(const QString& caption);
    void setValue(const QString& value);
    /// A second, quiet text after the value.
    void setNote(const QString& note);
    void setOpens(bool opens);
    /// No fill at rest; for icons alone.
    void setFlat(bool flat);
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void touched();
    [[nodiscard]] int widthOf(bool withNote) const;

    const theme::Theme* m_theme;
    QString m_icon;
    QString m_caption;
    QString m_value;
    QString m_note;
    bool m_opens = false;
    bool m_flat = false;
};

} // namespace signalbox::widgets
