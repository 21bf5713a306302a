// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/logquery.h"

#include <algorithm>
#include <map>
#include <queue>

namespace signalbox::simulator::logql {

namespace {

struct Head
{
    const Entry* entry = nullptr;
    std::size_t rank = 0; ///< of the stream among the selected
};

/// Puts the line that comes next on top of a heap.
struct ComesLater
{
    Direction direction;
    bool operator()(const Head& a, const Head& b) const
    {
        if (a.entry->ns != b.entry->ns)
            return direction == Direction::Backward ? a.entry->ns < b.entry->ns : a.entry->ns > b.entry->ns;
        return a.rank > b.rank;
    }
};

class Collector
{
public:
    explicit Collector(Encoding encoding)
        : m_encoding(encoding)
    {
    }

    void add(LineState& state)
    {
        if (m_encoding == Encoding::Categorised)
            m_streams[state.stream()].push_back({.ns = state.ns,
                                                 .line = std::move(state.line),
                                                 .metadata = state.metadata(),
                                                 .parsed = state.parsed()});
        else
            m_streams[state.all()].push_back(
                {.ns = state.ns, .line = std::move(state.line), .metadata = {}, .parsed = {}});
    }

    std::vector<ResultStream> take()
    {
        std::vector<ResultStream> out;
        for (auto& [labels, lines] : m_streams)
            out.push_back({.labels = labels, .lines = std::move(lines)});
        return out;
    }

private:
    Encoding m_encoding;
    std::map<Fields, std::vector<ResultLine>> m_streams;
};

} // namespace

std::vector<std::size_t> selectedStreams(const LogStore& store, const LogSelector& selector)
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < store.streamCount(); ++i) {
        if (selector.selects(store.labels(i)))
            out.push_back(i);
    }
    std::sort(out.begin(), out.end(),
              [&](std::size_t a, std::size_t b) { return store.labels(a) < store.labels(b); });
    return out;
}

LogResult runLogQuery(const LogStore& store, const LogSelector& query, const LogRange& range,
                      Encoding encoding)
{
    const auto streams = selectedStreams(store, query);
    std::vector<std::unique_ptr<Cursor>> cursors;
    std::priority_queue<Head, std::vector<Head>, ComesLater> heads(ComesLater{range.direction});
    for (std::size_t rank = 0; rank < streams.size(); ++rank) {
        cursors.push_back(store.open(streams[rank], range.startNs, range.endNs, range.direction));
        if (const Entry* first = cursors.back()->next())
            heads.push({.entry = first, .rank = rank});
    }
    LogResult result;
    Collector collector(encoding);
    LineState state;
    std::size_t taken = 0;
    while (!heads.empty() && taken < range.limit) {
        const Head head = heads.top();
        heads.pop();
        ++result.linesRead;
        state.reset(store.labels(streams[head.rank]), *head.entry);
        if (applyAll(query.pipeline, state)) {
            collector.add(state);
            ++taken;
        }
        if (const Entry* next = cursors[head.rank]->next())
            heads.push({.entry = next, .rank = head.rank});
    }
    result.streams = collector.take();
    return result;
}

} // namespace signalbox::simulator::logql
