// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/instant.h"
#include "models/base/result.h"

#include <QString>
#include <QStringView>

namespace signalbox {

/// A stretch of time that is settled: both ends are instants. What a request is made from.
struct Interval
{
    Instant start;
    Instant end;

    bool operator==(const Interval&) const = default;

    [[nodiscard]] Duration length() const { return end - start; }
    [[nodiscard]] bool contains(Instant t) const { return start <= t && t <= end; }
};

/// Where a date without a zone is at home.
enum class Zone
{
    Utc,
    Local
};

/// A moment as a person gives it: an instant, or a distance from now that moves along with it.
struct InstantSpec
{
    enum class Rounding
    {
        None,
        Second,
        Minute,
        Hour,
        Day, ///< of UTC, as all rounding
        Week ///< which begins on Monday
    };

    bool relative = false;
    Instant at;         ///< when absolute
    Duration offset{0}; ///< when relative: added to now, so negative for the past
    Rounding rounding =
        Rounding::None; ///< when relative: back to the beginning of the unit, after the offset

    bool operator==(const InstantSpec&) const = default;

    [[nodiscard]] static InstantSpec absolute(Instant t) { return {.at = t}; }
    [[nodiscard]] static InstantSpec now(Duration offset = Duration{0}, Rounding rounding = Rounding::None)
    {
        return {.relative = true, .at = {}, .offset = offset, .rounding = rounding};
    }
    [[nodiscard]] Instant resolved(Instant now) const;
    /// "now-1h", "now-1d/d" or RFC 3339; parseInstantSpec reads it back to the same value.
    [[nodiscard]] QString toString() const;
};

/// Two moments, each fixed or moving with the clock: what the range picker holds and a link carries.
struct TimeRange
{
    InstantSpec from = InstantSpec::now(-std::chrono::hours(1));
    InstantSpec to = InstantSpec::now();

    bool operator==(const TimeRange&) const = default;

    [[nodiscard]] static TimeRange absolute(const Interval& interval)
    {
        return {.from = InstantSpec::absolute(interval.start), .to = InstantSpec::absolute(interval.end)};
    }
    [[nodiscard]] static TimeRange last(Duration length) { return {.from = InstantSpec::now(-length)}; }

    [[nodiscard]] bool isRelative() const { return from.relative || to.relative; }
    /// Both ends against one and the same now. Error{Invalid} unless the end is after the start.
    [[nodiscard]] Result<Interval> resolved(Instant now) const;
    [[nodiscard]] Result<Interval> resolved(const Clock& clock) const { return resolved(clock.now()); }
    /// "now-1h..now"; parseTimeRange reads it back to the same value.
    [[nodiscard]] QString toString() const;
};

/// One end of a range: "now", "now-1h30m", "now+5m", "now/d", "now-1d/d", "5m ago", "-5m"; RFC 3339 with any
/// offset and up to nine decimals, with a space for the T, without seconds or without a time; unix seconds,
/// ms, µs or ns by their 10, 13, 16 or 19 digits; seconds with a fraction. A failure is Error{Invalid} and
/// says at which character what was expected.
[[nodiscard]] Result<InstantSpec> parseInstantSpec(QStringView text, Zone zone = Zone::Utc);

/// An absolute moment only: parseInstantSpec without the relative forms.
[[nodiscard]] Result<Instant> parseInstant(QStringView text, Zone zone = Zone::Utc);

/// "A..B", "A to B", or a duration alone for "the last ...". Ends that are both absolute are checked for
/// their order here, others when they are resolved.
[[nodiscard]] Result<TimeRange> parseTimeRange(QStringView text, Zone zone = Zone::Utc);

} // namespace signalbox
