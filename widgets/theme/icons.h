// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

namespace signalbox::theme {

/// A line icon of resources/icons drawn in one colour, sharp at any scale. An unknown name gives a null icon.
[[nodiscard]] QIcon tintedIcon(const QString& name, const QColor& color, const QColor& disabled);

} // namespace signalbox::theme
