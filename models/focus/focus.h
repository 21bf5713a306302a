// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/base/traceid.h"
#include "models/telemetry/level.h"
#include "models/telemetry/matcher.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::focus {

/// What the commander looks at. Every pane shows this and nothing else.
struct Focus
{
    QString profile;
    QStringList services; ///< none: all of them
    TimeRange range;
    std::vector<Matcher> filters;
    std::optional<Level> minLevel;
    std::optional<TraceId> trace;
    std::optional<SpanId> span;
    bool operator==(const Focus&) const = default;
};

/// "checkout +2 · now-1h..now": one line for the Trail and for tooltips.
[[nodiscard]] QString summary(const Focus& focus);

/// Half, twice: the range around its middle. Shift moves by a share of the length. A relative range becomes
/// absolute unless only its length changes and it still ends now.
[[nodiscard]] TimeRange zoomedOut(const TimeRange& range, Instant now);
[[nodiscard]] TimeRange zoomedIn(const TimeRange& range, Instant now);
[[nodiscard]] TimeRange shifted(const TimeRange& range, double share, Instant now);
/// The same length, ending now and moving with it.
[[nodiscard]] TimeRange lockedToNow(const TimeRange& range, Instant now);

} // namespace signalbox::focus
