// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/pyramid.h"

#include "models/chart/gaprule.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace signalbox::chart {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

} // namespace

std::size_t Pyramid::pointsOf(std::size_t level)
{
    std::size_t points = fanOut;
    for (std::size_t i = 0; i < level; ++i)
        points *= fanOut;
    return points;
}

Pyramid::Pyramid(const Series& series, Duration step)
{
    const std::size_t count = series.times.size();
    const GapRule gaps(step);
    std::vector<Block> blocks;
    blocks.reserve(count / fanOut + 1);
    for (std::size_t from = 0; from < count; from += fanOut) {
        const std::size_t to = std::min(from + fanOut, count);
        Block block{infinite, -infinite, false};
        for (std::size_t i = from; i < to; ++i) {
            const double value = series.values[i];
            const bool gap = i + 1 < count && gaps.isGap(series.times[i], series.times[i + 1]);
            block.broken = block.broken || gap || !std::isfinite(value);
            block.low = value < block.low ? value : block.low;
            block.high = value > block.high ? value : block.high;
        }
        blocks.push_back(block);
    }
    while (!blocks.empty()) {
        m_levels.push_back(std::move(blocks));
        blocks = {};
        const std::vector<Block>& below = m_levels.back();
        if (below.size() <= 1)
            break;
        for (std::size_t from = 0; from < below.size(); from += fanOut) {
            Block block{infinite, -infinite, false};
            for (std::size_t i = from; i < std::min(from + fanOut, below.size()); ++i) {
                block.low = std::min(block.low, below[i].low);
                block.high = std::max(block.high, below[i].high);
                block.broken = block.broken || below[i].broken;
            }
            blocks.push_back(block);
        }
    }
}

} // namespace signalbox::chart
