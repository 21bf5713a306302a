// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/timeline.h"

namespace signalbox::traces {

/// A stretch of the critical path: during it, that span itself was what everything waited for.
struct PathPart
{
    std::uint32_t span = 0;
    Stretch when;
    bool operator==(const PathPart&) const = default;
};

/// From the end of the main root backwards: what finished last is what was waited for. Children are cut to
/// their parent; those that it did not wait for are left out. What
/// overlaps the next one on the path by a hundredth of itself or less ended when that began: clocks and
/// roundings. The parts are in order of time and fill the root without a hole. No recursion; O(n log n) at
/// worst.
[[nodiscard]] std::vector<PathPart> criticalPath(const Trace& trace, const Timeline& times);

/// The longest span at root level; the path begins there. Not for an empty trace.
[[nodiscard]] std::uint32_t mainRoot(const Trace& trace, const Timeline& times);

} // namespace signalbox::traces
