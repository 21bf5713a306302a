// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/palette.h"

#include <QHash>
#include <QIcon>
#include <QObject>

namespace signalbox::theme {

enum class Mode
{
    Dark,
    Light,
    System
};

/// The theme in force. Widgets get a pointer in their constructor, ask for colours and icons when they
/// paint, and repaint on changed(). Must not be asked for a colour before the application exists.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(Mode mode = Mode::Dark, QObject* parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] const Colors& colors() const { return m_colors; }
    [[nodiscard]] QColor color(Color role) const { return m_colors[role]; }
    [[nodiscard]] bool isDark() const { return m_colors.isDark(); }

    /// Stable per service within one session of the profile: slots are given in order of first sight.
    [[nodiscard]] QColor serviceColor(const QString& service) const;

    /// An icon of resources/icons in the colour of a role; a greyed one comes with it.
    [[nodiscard]] QIcon icon(const QString& name, Color role = Color::TextSecondary) const;

public Q_SLOTS:
    void setMode(signalbox::theme::Mode mode);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    [[nodiscard]] static bool desktopIsDark();

    Mode m_mode;
    Colors m_colors;
    mutable QHash<QString, int> m_slots; ///< filled as services are first seen
    bool m_applying = false;
};

} // namespace signalbox::theme
