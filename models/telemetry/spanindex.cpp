// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/spanindex.h"

#include <QHashFunctions>

#include <algorithm>
#include <bit>
#include <tuple>

namespace signalbox {

namespace {

// A full mix of a seeded id: ids come from outside and must not be able to pile up in one place.
std::size_t spread(SpanId id, std::uint64_t seed)
{
    std::uint64_t x = id.value ^ seed;
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdULL;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
}

} // namespace

std::size_t SpanIndex::placeOf(SpanId id) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = spread(id, m_seed) & mask;
    while (m_slots[at].position != 0 && m_slots[at].id != id)
        at = (at + 1) & mask;
    return at;
}

std::uint32_t SpanIndex::build(std::vector<Span>& spans)
{
    m_seed = QHashSeed::globalSeed();
    fill(spans);
    if (m_shared.empty())
        return 0;
    const std::uint32_t copies = dropCopies(spans);
    if (copies > 0)
        fill(spans);
    sortShared(spans);
    return copies;
}

// Afterwards m_shared holds all positions whose id is not unique, in no order.
void SpanIndex::fill(const std::vector<Span>& spans)
{
    m_shared.clear();
    m_runs.clear();
    m_slots.assign(std::bit_ceil(spans.size() * 2 + 2), {});
    for (std::uint32_t i = 0; i < spans.size(); ++i) {
        Slot& slot = m_slots[placeOf(spans[i].id)];
        if (slot.position == 0) {
            slot = {spans[i].id, i + 1, 0};
            continue;
        }
        if (slot.run == 0) {
            slot.run = 1;
            m_shared.push_back(slot.position - 1);
        }
        m_shared.push_back(i);
    }
}

std::uint32_t SpanIndex::dropCopies(std::vector<Span>& spans)
{
    const auto content = [&](std::uint32_t i) {
        return std::tuple(spans[i].id, spans[i].kind, spans[i].start, spans[i].operation);
    };
    std::sort(m_shared.begin(), m_shared.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(content(a), a) < std::tuple(content(b), b);
    });
    std::vector<bool> drop(spans.size());
    std::uint32_t copies = 0;
    for (std::size_t i = 1; i < m_shared.size(); ++i) {
        if (content(m_shared[i - 1]) == content(m_shared[i])) {
            drop[m_shared[i]] = true;
            ++copies;
        }
    }
    if (copies > 0) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (!drop[i])
                spans[kept++] = spans[i];
        }
        spans.resize(kept);
    }
    return copies;
}

void SpanIndex::sortShared(const std::vector<Span>& spans)
{
    const auto isServer = [&](std::uint32_t i) { return spans[i].kind == SpanKind::Server; };
    std::sort(m_shared.begin(), m_shared.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(spans[a].id, spans[a].service, !isServer(a), a) <
               std::tuple(spans[b].id, spans[b].service, !isServer(b), b);
    });
    for (std::uint32_t first = 0; first < m_shared.size();) {
        const SpanId id = spans[m_shared[first]].id;
        std::uint32_t end = first;
        while (end < m_shared.size() && spans[m_shared[end]].id == id)
            ++end;
        std::vector<std::uint32_t> two(std::min<std::size_t>(2, end - first));
        std::partial_sort_copy(m_shared.begin() + first, m_shared.begin() + end, two.begin(), two.end(),
                               [&](std::uint32_t a, std::uint32_t b) {
                                   return std::tuple(!isServer(a), a) < std::tuple(!isServer(b), b);
                               });
        m_runs.push_back({first, end - first, two.front(), two.back()});
        m_slots[placeOf(id)].run = static_cast<std::uint32_t>(m_runs.size());
        first = end;
    }
}

std::int64_t SpanIndex::parentFor(const std::vector<Span>& spans, SpanId id, std::uint32_t child) const
{
    const Slot& slot = slotOf(id);
    if (slot.position == 0)
        return none;
    if (slot.run == 0)
        return slot.position - 1 == child ? none : static_cast<std::int64_t>(slot.position - 1);
    const Run& run = m_runs[slot.run - 1];
    const auto begin = m_shared.begin() + run.first;
    const auto end = begin + run.count;
    auto same = std::lower_bound(begin, end, spans[child].service,
                                 [&](std::uint32_t i, NameId service) { return spans[i].service < service; });
    if (same != end && *same == child)
        ++same;
    if (same != end && spans[*same].service == spans[child].service)
        return *same;
    return run.best == child ? run.second : run.best;
}

} // namespace signalbox
