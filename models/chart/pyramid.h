// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/series.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace signalbox::chart {

/// Lowest and highest of 64 points, of 64 times 64 and so on: what makes zooming into a million points as
/// cheap as into a thousand. Owns no points; use it with the series it was made from.
class Pyramid
{
public:
    static constexpr std::size_t fanOut = 64;

    struct Block
    {
        double low = 0;
        double high = 0;
        bool broken = false; ///< a gap or a value that is not finite lies in it, or a gap right behind it
    };

    Pyramid() = default;
    Pyramid(const Series& series, Duration step);

    [[nodiscard]] std::size_t levelCount() const { return m_levels.size(); }
    /// Level 0 has a block for each 64 points; the last one may have fewer.
    [[nodiscard]] const std::vector<Block>& level(std::size_t index) const { return m_levels[index]; }
    /// How many points a block of that level stands for.
    [[nodiscard]] static std::size_t pointsOf(std::size_t level);

private:
    std::vector<std::vector<Block>> m_levels;
};

} // namespace signalbox::chart
