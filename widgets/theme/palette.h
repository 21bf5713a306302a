// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "widgets/theme/colorrole.h"

#include <QColor>
#include <QPalette>

#include <array>
#include <vector>

namespace signalbox::theme {

/// The colours of one theme file. A plain value; the file is checked when it is read.
struct Colors
{
    QString name;
    std::array<QColor, static_cast<std::size_t>(Color::Count_)> roles;
    std::vector<QColor> series;
    double childMix = 0.38; ///< a span's time in children: this much of its own hue on the pane

    [[nodiscard]] const QColor& operator[](Color role) const { return roles[static_cast<std::size_t>(role)]; }
    [[nodiscard]] bool isDark() const;
};

/// Refuses a file in which a colour is missing or is no #RRGGBB, and names it.
[[nodiscard]] Result<Colors> parseColors(const QByteArray& json);

/// Our colours in the roles that Fusion and foreign widgets ask for.
[[nodiscard]] QPalette toPalette(const Colors& colors);

/// WCAG 2.1 contrast ratio, 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// Black or white, whichever is read better on that ground.
[[nodiscard]] QColor textOn(const QColor& ground);

/// How far apart two colours look to an eye without the middle cone (Machado 2009, OKLab distance).
[[nodiscard]] double deuteranopiaDistance(const QColor& a, const QColor& b);

/// `share` of `a` on `b`.
[[nodiscard]] QColor mixed(const QColor& a, const QColor& b, double share);

} // namespace signalbox::theme
