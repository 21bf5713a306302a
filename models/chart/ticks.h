// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/chart/unit.h"

#include <QString>
#include <QTimeZone>

#include <functional>
#include <vector>

namespace signalbox::chart {

struct ValueTick
{
    double value = 0;
    QString label;
    bool operator==(const ValueTick&) const = default;
};

/// An axis of values: its ends and its lines. The ends lie on quarters of a step, so that they stand still
/// while the values wander a little.
struct ValueAxis
{
    double low = 0;
    double high = 1;
    std::vector<ValueTick> ticks; ///< ascending, all within [low, high]
    bool operator==(const ValueAxis&) const = default;
};

/// For values from `low` to `high`; low > high means that there are none. Zero is on the axis whenever the
/// values may be read against it. At most five lines. Steps are 1, 2 or 5 times a power of ten; minutes,
/// hours and days for long durations; powers of two for bytes; whole numbers for counts.
[[nodiscard]] ValueAxis valueAxis(double low, double high, Unit unit);

struct TimeTick
{
    Instant at;
    QString label;
    bool newDay = false; ///< the label is a date, or has one
    bool operator==(const TimeTick&) const = default;
};

/// How wide a text is on the screen, in the pixels in which the axis is.
using TextWidth = std::function<double(const QString&)>;

/// Round times of that zone, as many as have room without touching each other. A day begins with its date.
[[nodiscard]] std::vector<TimeTick> timeTicks(const Interval& range, const QTimeZone& zone, double width,
                                              const TextWidth& textWidth);
[[nodiscard]] QTimeZone timeZoneOf(Zone zone);

} // namespace signalbox::chart
