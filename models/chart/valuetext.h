// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/unit.h"

#include <QString>

namespace signalbox::chart {

/// A figure for people, three digits and its unit: "340 ms", "1.2 k/s", "12.4 %", "3.1 GiB", "1 204". The
/// unit follows a plain space, thousands a thin one, minus is U+2212. NaN is "–", infinity "∞".
[[nodiscard]] QString text(double value, Unit unit);

/// How `now` stands to what is normal: "14 × base", "+38 %", "+43 pt" of ratios; "no base" when there is
/// nothing to compare with, "base 0 %" for a share that was nothing.
[[nodiscard]] QString changeText(double now, double base, Unit unit);

/// What a metric counts, from the unit that the server tells or else from how its name ends.
[[nodiscard]] Unit unitOf(const QString& metric, const QString& told);

} // namespace signalbox::chart
