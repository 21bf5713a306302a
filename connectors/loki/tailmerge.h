// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logbatch.h"

#include <cstdint>
#include <map>
#include <vector>

namespace signalbox::loki {

/// Brings the lines of several sources together that partly repeat each other: a tail's connections and the
/// reads by query that close the holes between them. Each line is given out once: of one that one source
/// had n times and another m times, max(n, m) are given. Lines are compared by time, stream labels and text;
/// metadata is left aside, for some servers send it with the one source and not with the other.
/// A value; no I/O.
class TailMerge
{
public:
    enum class Source
    {
        Live,
        Query
    };

    TailMerge();

    /// From now on this source begins anew: what it repeats from before is not new.
    void begin(Source source) { ++m_round[indexOf(source)]; }
    /// The lines that are new, oldest first.
    [[nodiscard]] LogBatchPtr take(const LogBatchPtr& batch, Source source);
    /// Lines older than this are not going to be read again: they may be forgotten.
    void forgetBefore(Instant t);

    [[nodiscard]] std::size_t remembered() const { return m_count; }
    /// Time of the newest line ever taken; 0 when none was.
    [[nodiscard]] Instant newest() const { return m_newest; }

    /// More lines than that are not remembered; the oldest leave first.
    static constexpr std::size_t mostRemembered = 500'000;

private:
    struct Tally
    {
        std::uint32_t round = 0;
        std::uint32_t count = 0;
    };
    struct Line
    {
        std::uint64_t hash = 0;
        std::uint64_t check = 0; ///< a second hash: 128 bits stand for the line
        std::uint32_t given = 0;
        Tally tally[2];
    };

    [[nodiscard]] static std::size_t indexOf(Source source) { return source == Source::Live ? 0 : 1; }
    [[nodiscard]] bool accept(const LogBatch& batch, std::uint32_t row, std::size_t source);

    std::map<std::int64_t, std::vector<Line>> m_lines; ///< by time
    std::size_t m_count = 0;
    std::size_t m_seeds[2];
    std::uint32_t m_round[2] = {1, 1};
    Instant m_newest;
};

} // namespace signalbox::loki
