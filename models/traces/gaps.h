// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/timeline.h"

#include <QString>

#include <optional>
#include <utility>

namespace signalbox::traces {

/// Time inside a span that no child of it and no own log explains. Spans without children are what they are
/// and have none.
struct Gap
{
    std::uint32_t span = 0;
    Stretch when;
    std::int64_t before =
        -1; ///< position of the child that ended there; -1: the span began, or a log was written
    std::int64_t after = -1; ///< of the child that began then; -1: the span ended, or a log was written
    bool operator==(const Gap&) const = default;
};

/// A moment of a span that something is known about: a line of a log.
struct Moment
{
    std::uint32_t span = 0;
    Offset at = 0;
    bool operator==(const Moment&) const = default;
};

struct GapRules
{
    double share = 0.02;         ///< of the trace; shorter ones are no news
    Offset shortest = 1'000'000; ///< 1 ms
    std::size_t atMost = 200;    ///< the longest ones
};

/// By span, then by time. The events of the spans are logs of theirs.
[[nodiscard]] std::vector<Gap> findGaps(const Trace& trace, const Timeline& times,
                                        std::vector<Moment> moments = {}, const GapRules& rules = {});

/// "auth.verify to POST /charge"; "before POST /charge"; "after auth.verify".
[[nodiscard]] QString placeOf(const Gap& gap, const Trace& trace);
/// "421 ms that no span and no log explains: queue or network?"
[[nodiscard]] QString sentenceOf(const Gap& gap, const Trace& trace);

} // namespace signalbox::traces
