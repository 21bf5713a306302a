// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/memorylogstore.h"

#include "connectors/simulator/logql/level.h"

#include <algorithm>

namespace signalbox::simulator::logql {

namespace {

struct ByTime
{
    bool operator()(const Entry& a, std::int64_t ns) const { return a.ns < ns; }
    bool operator()(std::int64_t ns, const Entry& a) const { return ns < a.ns; }
};

class VectorCursor final : public Cursor
{
public:
    VectorCursor(const Entry* first, const Entry* last, Direction direction)
        : m_first(first)
        , m_last(last)
        , m_direction(direction)
    {
    }

    const Entry* next() override
    {
        if (m_first == m_last)
            return nullptr;
        return m_direction == Direction::Forward ? m_first++ : --m_last;
    }

private:
    const Entry* m_first;
    const Entry* m_last;
    Direction m_direction;
};

} // namespace

const Fields& MemoryLogStore::labels(std::size_t stream) const
{
    return m_streams.at(stream).labels;
}

std::unique_ptr<Cursor> MemoryLogStore::open(std::size_t stream, std::int64_t startNs, std::int64_t endNs,
                                             Direction direction) const
{
    const auto& entries = m_streams.at(stream).entries;
    const auto first = std::lower_bound(entries.begin(), entries.end(), startNs, ByTime{});
    const auto last = std::lower_bound(first, entries.end(), std::max(startNs, endNs), ByTime{});
    const Entry* base = entries.data();
    return std::make_unique<VectorCursor>(base + (first - entries.begin()), base + (last - entries.begin()),
                                          direction);
}

std::uint64_t MemoryLogStore::visitArrivals(std::uint64_t since, const Visitor& visit) const
{
    const std::uint64_t from = std::max(since, m_firstArrival) - m_firstArrival;
    for (std::size_t i = from; i < m_arrivals.size(); ++i)
        visit(m_arrivals[i].stream, m_arrivals[i].entry);
    return mark();
}

Result<void> MemoryLogStore::append(const Fields& labels, Entry entry)
{
    const auto [place, isNew] = m_index.try_emplace(labels, m_streams.size());
    if (isNew)
        m_streams.push_back({.labels = labels, .entries = {}});
    auto& entries = m_streams[place->second].entries;
    const auto [same, after] = std::equal_range(entries.begin(), entries.end(), entry.ns, ByTime{});
    if (std::any_of(same, after, [&](const Entry& old) { return old.line == entry.line; }))
        return {};
    if (!entry.metadata.contains("detected_level"))
        entry.metadata.set("detected_level", detectedLevel(labels, entry.metadata, entry.line));
    m_arrivals.push_back({.stream = place->second, .entry = entry});
    if (m_arrivals.size() > arrivalsKept) {
        m_arrivals.pop_front();
        ++m_firstArrival;
    }
    entries.insert(after, std::move(entry));
    return {};
}

} // namespace signalbox::simulator::logql
