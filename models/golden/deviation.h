// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/baseline.h"
#include "models/chart/unit.h"
#include "models/golden/signal.h"

#include <optional>

namespace signalbox::golden {

/// How a signal, or a service, stands. The worst last but one; NoData and Failed are our own blindness and
/// never read as health.
enum class State
{
    Missing, ///< nothing measures it
    Ok,
    Unknown, ///< too little is known of what is normal
    Failed,  ///< the query failed
    NoData,  ///< it was measured, and is no more
    Warn,
    Bad
};

/// One signal of one service against its normal.
struct Deviation
{
    State state = State::Missing;
    double now = 0;        ///< the median of the newest points; NaN when there are none
    double normal = 0;     ///< the baseline's median there; NaN when unknown
    double score = 0;      ///< how many robust deviations on the side that hurts; 0 at rest
    Duration silentFor{0}; ///< NoData: since when
    bool operator==(const Deviation&) const = default;
};

/// What is compared. `series` null: the server answered without this service.
struct DeviationInput
{
    Signal signal = Signal::Latency;
    chart::Unit unit = chart::Unit::None;
    const Series* series = nullptr;
    const chart::Baseline* baseline = nullptr;
    Instant now;
    Duration step{0};
};

/// The rule, by signal. A robust score alone would call 0.02 % errors over a constant 0 a catastrophe, so
/// each has a guard in figures that people feel:
/// latency   Warn above 1.5 x normal and 10 ms more, Bad above 3 x normal and 100 ms more
/// traffic   Warn below 0.5 x or above 2 x normal; never Bad: too much or too little is a hint, not harm
/// errors    Warn above 1 % (and twice normal), Bad above 5 % (and five times normal)
/// saturation Warn above 85 % or 25 points above normal, Bad above 95 %; figures that are no share are only
///           held against their normal
/// In all but the absolute ones the score has to be above 4 as well.
[[nodiscard]] Deviation deviationOf(const DeviationInput& input);

/// A service by its four signals.
struct ServiceState
{
    State state = State::Unknown;
    double score = 0;
    QString reason; ///< "errors 180 × normal", "no samples for 4 min", "within normal"
    bool operator==(const ServiceState&) const = default;
};
[[nodiscard]] ServiceState stateOf(const std::array<Deviation, 4>& bySignal);

} // namespace signalbox::golden
