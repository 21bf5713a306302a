// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

class QPainter;

namespace signalbox::theme {
class Theme;
}

namespace signalbox::widgets {

/// Draws a key cap (16 high, one line) with its right edge at `right`; returns its left edge.
int drawKeyCap(QPainter& painter, int right, int middle, const QString& text, const theme::Theme& theme);

} // namespace signalbox::widgets
