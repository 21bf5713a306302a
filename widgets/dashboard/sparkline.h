// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/overviewrow.h"

#include <QList>
#include <QRect>

class QPainter;

namespace signalbox::theme {
class Theme;
}

namespace signalbox::widgets {

/// One cell of the overview as a small picture: the normal as a band, marks as dotted lines, the line, its
/// end as a dot, and hatching where nothing was sampled. Nothing is allocated for it but what is painted.
void paintSparkline(QPainter& painter, const QRect& rect, const items::SignalCell& cell,
                    const QList<double>& marks, const theme::Theme& theme);

} // namespace signalbox::widgets
