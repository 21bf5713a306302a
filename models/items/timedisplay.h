// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QString>

namespace signalbox::items {

/// "14:32:09.871"
[[nodiscard]] QString clockText(Instant t, Zone zone);
[[nodiscard]] QString dateClockText(Instant t, Zone zone);
/// A value of a metric in few characters: "1 204", "5.31", "0.00021", "NaN", "+Inf".
[[nodiscard]] QString valueText(double value);

/// How many of something: "1 204".
[[nodiscard]] inline QString countText(std::int64_t count)
{
    return valueText(static_cast<double>(count));
}

} // namespace signalbox::items
