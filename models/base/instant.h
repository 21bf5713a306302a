// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <compare>
#include <cstdint>

namespace signalbox {

using Duration = std::chrono::nanoseconds;

/// A point in time: nanoseconds since the epoch, UTC. The only unit inside the program; each backend's
/// own unit (s, ms, µs, ns) is converted by a named function here and nowhere else.
struct Instant
{
    std::int64_t ns = 0;

    auto operator<=>(const Instant&) const = default;

    [[nodiscard]] static constexpr Instant fromNanoseconds(std::int64_t v) { return {v}; }
    /// The next three saturate instead of overflowing: a hostile number must not wrap into the present.
    [[nodiscard]] static Instant fromMicroseconds(std::int64_t v);
    [[nodiscard]] static Instant fromMilliseconds(std::int64_t v);
    [[nodiscard]] static Instant fromSeconds(std::int64_t v);
    /// Prometheus' float seconds, rounded to the millisecond that it means.
    [[nodiscard]] static Instant fromFloatSeconds(double v);
    [[nodiscard]] static Instant fromDateTime(const QDateTime& v);

    /// Rounded towards the past.
    [[nodiscard]] std::int64_t microseconds() const;
    [[nodiscard]] std::int64_t milliseconds() const;
    [[nodiscard]] std::int64_t seconds() const;
    [[nodiscard]] QDateTime toDateTime() const; ///< UTC, milliseconds
    /// "2026-11-21T09:00:00.123456789Z"; the fraction has 0, 3, 6 or 9 digits, as few as are exact.
    [[nodiscard]] QString toRfc3339() const;
};

/// Saturating sums, so that "a year before 1677" has an answer.
[[nodiscard]] Instant operator+(Instant t, Duration d);
[[nodiscard]] Instant operator-(Instant t, Duration d);
[[nodiscard]] Duration operator-(Instant a, Instant b);

} // namespace signalbox

Q_DECLARE_METATYPE(signalbox::Instant)
