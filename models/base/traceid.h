// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace signalbox {

/// A trace id in its canonical form of 128 bits. All-zero means "none". Ids are text outside and are
/// never numbers in JSON, a QVariant or a double.
struct TraceId
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    auto operator<=>(const TraceId&) const = default;
    [[nodiscard]] bool isNull() const { return high == 0 && low == 0; }
    /// 32 lower-case hex digits.
    [[nodiscard]] QString toHex() const;
    /// As 64-bit tracers write it: 16 digits when the high half is zero, else 32.
    [[nodiscard]] QString toShortHex() const;
    /// 64-bit and 128-bit tracers meet: the low halves agree and one of the high halves is zero.
    [[nodiscard]] bool weaklyEquals(const TraceId& other) const
    {
        return low == other.low && (high == other.high || high == 0 || other.high == 0) && !isNull();
    }

    /// 1 to 32 hex digits of either case, left-padded. Anything else, and all zeros, is nullopt.
    [[nodiscard]] static std::optional<TraceId> fromHex(std::string_view hex);
    [[nodiscard]] static std::optional<TraceId> fromHex(QStringView hex);
};

/// A span id: 64 bits, 16 hex digits. All-zero means "none".
struct SpanId
{
    std::uint64_t value = 0;

    auto operator<=>(const SpanId&) const = default;
    [[nodiscard]] bool isNull() const { return value == 0; }
    [[nodiscard]] QString toHex() const;
    [[nodiscard]] static std::optional<SpanId> fromHex(std::string_view hex);
    [[nodiscard]] static std::optional<SpanId> fromHex(QStringView hex);
};

[[nodiscard]] inline size_t qHash(const TraceId& id, size_t seed = 0) noexcept
{
    return qHashMulti(seed, id.high, id.low);
}
[[nodiscard]] inline size_t qHash(const SpanId& id, size_t seed = 0) noexcept
{
    return ::qHash(id.value, seed);
}

} // namespace signalbox
