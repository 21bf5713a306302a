// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logstore.h"

#include <deque>
#include <map>

namespace signalbox::simulator::logql {

/// Lines as they were pushed, in memory. Of equal lines of one stream at one nanosecond the first stays,
/// as in Loki. A line without a level gets the level that Loki would guess.
class MemoryLogStore final : public LogStore
{
public:
    [[nodiscard]] std::size_t streamCount() const override { return m_streams.size(); }
    [[nodiscard]] const Fields& labels(std::size_t stream) const override;
    [[nodiscard]] std::unique_ptr<Cursor> open(std::size_t stream, std::int64_t startNs, std::int64_t endNs,
                                               Direction direction) const override;
    [[nodiscard]] std::uint64_t mark() const override { return m_firstArrival + m_arrivals.size(); }
    std::uint64_t visitArrivals(std::uint64_t mark, const Visitor& visit) const override;
    Result<void> append(const Fields& labels, Entry entry) override;

    /// What a tail can still be told; older arrivals are forgotten.
    static constexpr std::size_t arrivalsKept = 20'000;

private:
    struct Stream
    {
        Fields labels;
        std::vector<Entry> entries; ///< by time, then by arrival
    };
    struct Arrival
    {
        std::size_t stream = 0;
        Entry entry;
    };
    std::deque<Stream> m_streams; ///< a deque: labels() hands out references
    std::map<Fields, std::size_t> m_index;
    std::deque<Arrival> m_arrivals;
    std::uint64_t m_firstArrival = 0;
};

/// Feeds the body of a push (Loki's JSON form) to the store. Returns the number of lines read.
Result<std::size_t> pushJson(LogStore& store, std::string_view json);

} // namespace signalbox::simulator::logql
