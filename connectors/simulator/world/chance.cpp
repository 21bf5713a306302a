// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/chance.h"

#include <cmath>
#include <numbers>

namespace signalbox::simulator::world {

namespace {

constexpr std::uint64_t firstFactor = 0xff51afd7ed558ccdULL;
constexpr std::uint64_t secondFactor = 0xc4ceb9fe1a85ec53ULL;

/// The number that undoes a multiplication by an odd one, by Newton's iteration modulo 2^64.
constexpr std::uint64_t inverse(std::uint64_t odd)
{
    std::uint64_t x = odd;
    for (int i = 0; i < 6; ++i)
        x *= 2 - odd * x;
    return x;
}

} // namespace

std::uint64_t scrambled(std::uint64_t value, std::uint64_t key)
{
    value ^= key;
    value *= firstFactor;
    value ^= value >> 32;
    value *= secondFactor;
    value ^= value >> 29;
    return value;
}

std::uint64_t unscrambled(std::uint64_t value, std::uint64_t key)
{
    value ^= (value >> 29) ^ (value >> 58);
    value *= inverse(secondFactor);
    value ^= value >> 32;
    value *= inverse(firstFactor);
    return value ^ key;
}

Latency Latency::between(double p50Ms, double p99Ms)
{
    constexpr double zOf99 = 2.3263478740408408;
    return {.medianMs = p50Ms, .sigma = std::log(p99Ms / p50Ms) / zOf99};
}

int Dice::between(int low, int high)
{
    return low + static_cast<int>(bits() % static_cast<std::uint64_t>(high - low + 1));
}

std::int64_t Dice::nanoseconds(const Latency& latency)
{
    const double radius = std::sqrt(-2 * std::log(1 - fraction()));
    const double z = radius * std::cos(2 * std::numbers::pi * fraction());
    return static_cast<std::int64_t>(latency.medianMs * 1e6 * std::exp(latency.sigma * z));
}

} // namespace signalbox::simulator::world
