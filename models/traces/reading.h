// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/traces/criticalpath.h"
#include "models/traces/gaps.h"
#include "models/traces/timescale.h"
#include "models/traces/tracelogs.h"

#include <QString>

#include <span>

namespace signalbox::traces {

/// What the critical path was made of: one service and operation, a gap, or the rest.
struct PathShare
{
    enum class Kind : std::uint8_t
    {
        Work,
        Gap,
        Rest
    };
    Kind kind = Kind::Work;
    QString service;
    QString operation;      ///< for a gap: where it is
    std::int64_t span = -1; ///< the one with the most of it
    Offset time = 0;
    double share = 0;       ///< of the path
    std::int64_t count = 0; ///< spans, or gaps
};

/// A trace read for people: where its spans lie, what they did themselves, what everything waited for, what
/// nobody explains, and the lines of the logs. Immutable, made on a worker.
struct Reading
{
    TracePtr trace;
    Timeline times;
    std::vector<Offset> own;
    /// All spans, each before those below it, siblings by their begin as it is shown.
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> descendants;
    std::vector<PathPart> path;
    std::vector<PathPart> pathBySpan; ///< the same parts by span, then by time
    std::vector<Offset> onPath;       ///< by span: how long it is the path itself
    std::vector<bool> isOnPath;       ///< it, or a span below it, is on the path
    std::vector<Gap> gaps;
    std::vector<PathShare> shares;     ///< the first four and the rest
    std::vector<OverviewBar> overview; ///< for the minimap
    TraceLogs logs;
    bool corrected = false; ///< skewed clocks are
    bool isSkewed = false;  ///< could they be corrected?
};
/// Lines of the minimap, and spans in each of them.
inline constexpr int overviewLines = 21;
inline constexpr std::size_t overviewPerLine = 100;

using ReadingPtr = std::shared_ptr<const Reading>;

/// The parts of the critical path that are that span itself.
[[nodiscard]] std::span<const PathPart> pathPartsOf(const Reading& reading, std::uint32_t span);

/// Of a span and all below it the one that the critical path spent most time in; the span itself when the
/// path does not pass.
[[nodiscard]] std::uint32_t slowestWithin(const Reading& reading, std::uint32_t span);

[[nodiscard]] ReadingPtr readTrace(TracePtr trace, bool correctSkew,
                                   const LogBatchPtr& logs = LogBatch::empty(),
                                   const NameOfStream& nameOf = {});

/// Most first, the rest last. Shares add up to 1. Empty when the path has no length.
[[nodiscard]] std::vector<PathShare> pathShares(const Reading& reading, std::size_t atMost = 4);

} // namespace signalbox::traces
