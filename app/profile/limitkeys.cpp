// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/limitkeys.h"

#include <array>

namespace signalbox::app {

namespace {

using profile::Limits;

template <auto Member>
std::int64_t readNumber(const Limits& limits)
{
    return static_cast<std::int64_t>(limits.*Member);
}

template <auto Member>
void writeNumber(Limits& limits, std::int64_t value)
{
    limits.*Member = static_cast<std::remove_reference_t<decltype(limits.*Member)>>(value);
}

template <auto Member>
std::int64_t readMilliseconds(const Limits& limits)
{
    return (limits.*Member).count();
}

template <auto Member>
void writeMilliseconds(Limits& limits, std::int64_t value)
{
    limits.*Member = std::chrono::milliseconds(value);
}

template <auto Member>
constexpr LimitKey number(const char* key, std::int64_t least, std::int64_t most)
{
    return {
        .key = key, .least = least, .most = most, .read = &readNumber<Member>, .write = &writeNumber<Member>};
}

template <auto Member>
constexpr LimitKey milliseconds(const char* key, std::int64_t least, std::int64_t most)
{
    return {.key = key,
            .least = least,
            .most = most,
            .read = &readMilliseconds<Member>,
            .write = &writeMilliseconds<Member>};
}

constexpr std::int64_t mebibyte = 1024LL * 1024;

constexpr std::array keys{
    // Six is what Qt opens to one host; more would only wait out of our sight.
    number<&Limits::inFlight>("in_flight", 1, 6),
    number<&Limits::queue>("queue", 0, 10'000),
    number<&Limits::breakerFailures>("breaker_failures", 1, 1'000),
    milliseconds<&Limits::breakerOpen>("breaker_open_ms", 100, 3'600'000),
    number<&Limits::breakerSuccesses>("breaker_successes", 1, 1'000),
    number<&Limits::attempts>("attempts", 1, 10),
    milliseconds<&Limits::connectTimeout>("connect_timeout_ms", 50, 600'000),
    milliseconds<&Limits::deadline>("deadline_ms", 100, 3'600'000),
    number<&Limits::bodyCap>("body_cap_bytes", 1'024, 2'048 * mebibyte),
};

} // namespace

std::span<const LimitKey> limitKeys()
{
    return keys;
}

} // namespace signalbox::app
