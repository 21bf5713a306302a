// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <cstdint>
#include <limits>

namespace signalbox::chart {

/// From one moment to a later one. Unsigned, since the two may lie at the two ends of time.
[[nodiscard]] inline std::uint64_t nanosecondsBetween(std::int64_t earlier, std::int64_t later)
{
    return static_cast<std::uint64_t>(later) - static_cast<std::uint64_t>(earlier);
}

/// Which neighbours of a line are not joined: the rule of gapsAfter(), for those who look at one pair at a
/// time.
class GapRule
{
public:
    explicit GapRule(Duration step)
        : m_most(step.count() > 0
                     ? static_cast<std::uint64_t>(step.count()) + static_cast<std::uint64_t>(step.count()) / 2
                     : std::numeric_limits<std::uint64_t>::max())
    {
    }

    [[nodiscard]] bool isGap(std::int64_t earlier, std::int64_t later) const
    {
        return nanosecondsBetween(earlier, later) > m_most;
    }

private:
    std::uint64_t m_most;
};

} // namespace signalbox::chart
