// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/logs/logstore.h"
#include "models/telemetry/level.h"

#include <QString>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace signalbox::patterns {

/// How a shape of lines fares in a range against an equal range before it.
enum class Tag : std::uint8_t
{
    New,    ///< none before
    Up,     ///< clearly more
    Same,   ///< about as many
    Down,   ///< clearly fewer
    Gone,   ///< none now
    Unknown ///< too little is loaded of the time before to say
};

constexpr std::size_t halfBars = 6;

struct Shape
{
    QString text; ///< "pool exhausted: ‹n› waiting"
    QString service;
    QString regex;                ///< finds its lines by text; empty when it has no letters
    Level level = Level::Unknown; ///< of most of its lines
    std::int64_t before = 0;
    std::int64_t during = 0;
    double factor = 0; ///< during against what the time before let expect; 0 when nothing was
    Tag tag = Tag::Unknown;
    std::optional<Instant> firstDuring;
    std::optional<Instant> lastSeen;
    std::optional<std::int64_t> example;           ///< number of a loaded row of the range
    std::array<std::int64_t, 2 * halfBars> bars{}; ///< before, then during
    bool operator==(const Shape&) const = default;
};

/// What is known of a time: lines of it, and how much of it they cover.
struct Loaded
{
    logs::Pieces pieces;
    Interval range;
    /// The part of the range in which all lines are loaded; the same as range when nothing is missing.
    Interval covered;
};

struct Comparison
{
    std::vector<Shape> shapes; ///< new ones first, then by growth
    std::int64_t lines = 0;    ///< that were looked at
    Interval before;
    Interval during;
    double beforeCovered = 0; ///< shares of the ranges, 0 to 1
    double duringCovered = 0;
    std::size_t services = 0;
    bool operator==(const Comparison&) const = default;
};

/// Groups the lines of both by shape and compares.
[[nodiscard]] Comparison compare(const Loaded& before, const Loaded& during,
                                 const std::atomic<bool>& cancelled);

/// The verdict on two counts; `share` is how long the covered time before is against that of the range. Few
/// lines prove little: what chance may do in one range out of a hundred is no change.
[[nodiscard]] Tag tagOf(std::int64_t before, std::int64_t during, double share, double beforeCovered);

/// In the order of the panel.
void sort(std::vector<Shape>& shapes);

} // namespace signalbox::patterns
