// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/trace.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace signalbox::traces {

using TracePtr = std::shared_ptr<const Trace>;

/// Nanoseconds after the start of the trace.
using Offset = std::int64_t;

struct Stretch
{
    Offset begin = 0;
    Offset end = 0;
    bool operator==(const Stretch&) const = default;
    [[nodiscard]] Offset length() const { return end - begin; }
};

/// Where the spans of a trace lie in time, by position. Either as the backend sent it, or with skewed clocks
/// corrected: then each moved span says by how much. Must not change the trace.
struct Timeline
{
    std::vector<Stretch> spans;
    std::vector<Offset> shifts; ///< empty when nothing was moved
    Offset length = 0;          ///< of all that is shown; at least 1
    std::int64_t moved = 0;     ///< how many spans have a shift

    [[nodiscard]] Offset shiftOf(std::size_t position) const { return shifts.empty() ? 0 : shifts[position]; }
};

/// No offset is farther away than 73 years, so that differences of two need no care.
inline constexpr Offset farthest = Offset{1} << 61;
/// Sums that stop there.
[[nodiscard]] Offset added(Offset a, Offset b);
[[nodiscard]] Offset offsetOf(const Trace& trace, Instant at);

/// As sent. A span without a start lies where its parent begins.
[[nodiscard]] Timeline asSent(const Trace& trace);

/// Children of another service that lie outside their parent are moved into its middle (to its begin when
/// they are longer), and their own spans of that service with them. What does not wait for its parent, as a
/// consumer, is moved only when it would begin before it.
[[nodiscard]] Timeline skewCorrected(const Trace& trace);

/// The time of each span in which no child of it ran.
[[nodiscard]] std::vector<Offset> ownTimes(const Trace& trace, const Timeline& times);

/// The stretches of it in which no child ran, those that are at least so long, in order of time.
[[nodiscard]] std::vector<Stretch> ownStretches(const Trace& trace, const Timeline& times, std::uint32_t span,
                                                Offset atLeast);

/// How many spans lie below each one, itself not counted.
[[nodiscard]] std::vector<std::uint32_t> descendantCounts(const Trace& trace);

/// All spans, each before those below it, siblings by their begin.
[[nodiscard]] std::vector<std::uint32_t> orderedBy(const Trace& trace, const Timeline& times);

/// Did the parent go on without it: FOLLOWS_FROM, or a consumer that outlives its producer?
[[nodiscard]] bool isDetached(const Trace& trace, const Timeline& times, std::uint32_t child);

} // namespace signalbox::traces
