// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/series.h"

#include <optional>

namespace signalbox::causes {

/// When a series left the level that it had been on.
struct Onset
{
    Instant at;
    Duration sure{0};      ///< give or take
    double confidence = 0; ///< 0.5 to 0.99: how far it stands out of what the series does anyway
    double before = 0;     ///< the level before
    double after = 0;      ///< the level after
    Instant end;           ///< when it came half the way back; the last point when it did not
    bool isOver = false;
    bool operator==(const Onset&) const = default;
    [[nodiscard]] bool isRise() const { return after > before; }
};

struct OnsetQuestion
{
    const Series* series = nullptr;
    Duration step{0};
    Duration window{0};      ///< of the rate: that long a step of the cause is smeared into a slope
    double leastChange = 0;  ///< a smaller one hurts nobody, in the unit of the values
    double leastShare = 0.3; ///< of the level before
    bool onlyRise = false;
};

/// The clearest step of the series, robustly: medians on both sides, held against the noise before and
/// against the largest change that the series had made before by itself. Nothing when there is none: a trend,
/// a wave, a single odd point and a series that always jumps are none. Quiet rather than wrong.
[[nodiscard]] std::optional<Onset> onsetOf(const OnsetQuestion& question);

/// Where it hurt most: the stretch around the highest points, at least so long; for a series without an
/// onset. Nothing without points.
[[nodiscard]] std::optional<Interval> worstWindow(const Series& series, Duration atLeast);

} // namespace signalbox::causes
