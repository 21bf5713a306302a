// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/functiontable.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace signalbox::simulator::promql {

/// The samples of one series inside one window, never empty.
struct Window
{
    std::span<const std::int64_t> times;
    std::span<const double> values;
    /// Places i at which values[i] < values[i-1] in the whole series, and where this window begins in it: a
    /// counter's resets are looked up, not searched for again in each of many overlapping windows.
    std::span<const std::size_t> resets;
    std::size_t first = 0;
    std::int64_t start = 0; ///< both ends of the window belong to it
    std::int64_t end = 0;
    std::int64_t now = 0; ///< the step, which an offset has moved the window away from
    double parameter = 0;
};

/// Nothing when the function has no value there: a rate needs two samples.
using RangeFunction = std::optional<double> (*)(const Window&);

[[nodiscard]] RangeFunction rangeFunction(Fn fn);
/// False when its cost does not grow with the samples in the window.
[[nodiscard]] bool walksWindow(Fn fn);
[[nodiscard]] bool usesResets(Fn fn);

} // namespace signalbox::simulator::promql
