// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/reading.h"

#include <QString>

#include <vector>

namespace signalbox::traces {

/// Spans that were reached by the same way: the same services and operations from the root down.
struct MergedNode
{
    QString service;
    QString operation;
    std::int32_t parent = -1; ///< a node; -1 at the top
    std::uint32_t depth = 0;
    std::int64_t count = 0;
    std::int64_t errors = 0;
    Offset total = 0; ///< sum of the durations
    Offset own = 0;
    std::uint32_t example = 0; ///< position of the longest of them
    bool operator==(const MergedNode&) const = default;
};

/// Parents before their children. A trace of 100,000 equal calls is a handful of nodes.
[[nodiscard]] std::vector<MergedNode> mergeSpans(const Reading& reading);

/// A box of a flame graph, in parts of its width. Boxes below are inside their parent; what is left of it is
/// its own time.
struct FlameBox
{
    std::uint32_t node = 0;
    double left = 0;
    double width = 0;
};
/// Siblings with the most time first, from the left. Where children took more than their parent (they ran
/// side by side) all are scaled to fit into it.
[[nodiscard]] std::vector<FlameBox> flameBoxes(const std::vector<MergedNode>& nodes);

} // namespace signalbox::traces
