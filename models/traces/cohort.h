// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/timeline.h"

#include <QString>

#include <vector>

namespace signalbox::traces {

/// Something that a trace has or has not.
struct Trait
{
    enum class Kind : std::uint8_t
    {
        Service,
        Operation,
        Tag,      ///< a tag of any of its spans, or of a process
        FailedIn, ///< a span of that operation failed
        SlowIn    ///< a span of that operation took longer itself than in nearly all normal traces
    };
    Kind kind = Kind::Tag;
    QString service; ///< of an operation
    QString name;    ///< the service, the operation, or "key=value"
    std::int64_t inOdd = 0;
    std::int64_t inNormal = 0;
    /// Probability that chance alone deals it out so unevenly (Fisher, one-sided).
    double chance = 1;
    bool operator==(const Trait&) const = default;
};

struct CohortReport
{
    std::int64_t odd = 0; ///< how many traces of each kind were looked at
    std::int64_t normal = 0;
    std::vector<Trait> traits; ///< over-represented ones, the surest first
    std::int64_t looked = 0;   ///< how many traits were weighed
};

/// What the odd traces (slow ones, failed ones) have more often than normal ones. Quiet rather than wrong:
/// a trait counts when chance would bring it about in one of a hundred such reports at most. Values that are
/// different in each trace, as ids are, never get there.
[[nodiscard]] CohortReport compareCohorts(const std::vector<TracePtr>& odd,
                                          const std::vector<TracePtr>& normal, std::size_t atMost = 30);

/// P(at least so many of the drawn are marked), drawing `odd` of `odd + normal` of which `inOdd + inNormal`
/// are marked.
[[nodiscard]] double fisherChance(std::int64_t inOdd, std::int64_t odd, std::int64_t inNormal,
                                  std::int64_t normal);

} // namespace signalbox::traces
