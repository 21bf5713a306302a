// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/mergedtree.h"

namespace signalbox::traces {

/// One place in the structure of two traces, with what each has there.
struct DiffNode
{
    enum class Change
    {
        Same,
        OnlyBefore, ///< the first trace alone has it
        OnlyAfter,
        Slower, ///< the second took longer there
        Faster,
        More, ///< more calls, in no more time than changes anything
        Fewer
    };
    QString service;
    QString operation;
    std::int32_t parent = -1;
    std::uint32_t depth = 0;
    std::int64_t countBefore = 0;
    std::int64_t countAfter = 0;
    Offset totalBefore = 0;
    Offset totalAfter = 0;
    Offset ownBefore = 0;
    Offset ownAfter = 0;
    std::int64_t errorsBefore = 0;
    std::int64_t errorsAfter = 0;
    Change change = Change::Same;
    bool operator==(const DiffNode&) const = default;
    /// How much of the difference in time is its own.
    [[nodiscard]] Offset ownDifference() const { return ownAfter - ownBefore; }
};

/// Aligned by the way from the root: services and operations. Roots of different names are taken for each
/// other when there is one on each side. Parents before children; the second trace's order, then what only
/// the first has. A difference counts when it is a twentieth of the longer trace.
[[nodiscard]] std::vector<DiffNode> compareTraces(const Reading& before, const Reading& after);

/// Positions in the comparison, most additional own time first: where the second trace lost its time.
[[nodiscard]] std::vector<std::uint32_t> largestChanges(const std::vector<DiffNode>& nodes,
                                                        std::size_t atMost);

} // namespace signalbox::traces
