// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/span.h"

#include <cstdint>
#include <vector>

namespace signalbox {

/// Finds spans by id. Most ids are unique and cost one look into a hash table; those that are shared are
/// kept sorted, so that a trace in which all ids are equal is no slower than n log n.
class SpanIndex
{
public:
    static constexpr std::int64_t none = -1;

    /// Drops exact copies (id, kind, start and operation agree) from `spans`; returns how many.
    std::uint32_t build(std::vector<Span>& spans);

    /// The span that a child means by this id: of several one of the child's service, else a server,
    /// else the first. Never the child itself.
    [[nodiscard]] std::int64_t parentFor(const std::vector<Span>& spans, SpanId id,
                                         std::uint32_t child) const;

    /// Positions of the spans that share an id, sorted by id, service, servers first, then position.
    [[nodiscard]] const std::vector<std::uint32_t>& shared() const { return m_shared; }

private:
    struct Slot
    {
        SpanId id;
        std::uint32_t position = 0; ///< plus one; 0 is free
        std::uint32_t run = 0;      ///< index of its Run, plus one; 0 when the id is unique
    };
    struct Run
    {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        std::uint32_t best = 0;   ///< position of the preferred holder
        std::uint32_t second = 0; ///< the one to take when that is the child itself
    };
    void fill(const std::vector<Span>& spans);
    [[nodiscard]] std::size_t placeOf(SpanId id) const;
    [[nodiscard]] const Slot& slotOf(SpanId id) const { return m_slots[placeOf(id)]; }
    std::uint32_t dropCopies(std::vector<Span>& spans);
    void sortShared(const std::vector<Span>& spans);

    std::uint64_t m_seed = 0;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_shared; ///< in runs of equal ids
    std::vector<Run> m_runs;
};

} // namespace signalbox
