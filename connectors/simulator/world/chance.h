// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace signalbox::simulator::world {

/// Spreads the bits of a number: neighbours become strangers.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    return mixed(mixed(a) ^ (b * 0x9e3779b97f4a7c15ULL));
}
/// In [0, 1).
[[nodiscard]] constexpr double unit(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

/// A secret one-to-one shuffle of 64 bits: an id made with it looks random and can be read back.
[[nodiscard]] std::uint64_t scrambled(std::uint64_t value, std::uint64_t key);
[[nodiscard]] std::uint64_t unscrambled(std::uint64_t value, std::uint64_t key);

/// How long something takes: log-normal, as latencies are.
struct Latency
{
    double medianMs = 1;
    double sigma = 0.3;

    [[nodiscard]] static Latency between(double p50Ms, double p99Ms);
};

/// A stream of chance that is the same for the same seed on every machine.
class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] std::uint64_t bits() { return mixed(m_state++); }
    [[nodiscard]] double fraction() { return unit(bits()); }
    [[nodiscard]] bool happens(double probability) { return fraction() < probability; }
    [[nodiscard]] int between(int low, int high); ///< both included
    [[nodiscard]] std::int64_t nanoseconds(const Latency& latency);

private:
    std::uint64_t m_state;
};

} // namespace signalbox::simulator::world
