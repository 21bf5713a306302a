// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/pageplan.h"

#include <algorithm>

namespace signalbox::loki {

namespace {

constexpr int raiseFactor = 5;

bool isIn(Range range, Instant t)
{
    return t >= range.start && t < range.end;
}

} // namespace

PagePlan::PagePlan(PageRequest request)
    : m_request(std::move(request))
{
    m_ask.range = m_request.range;
    m_ask.limit = usualLimit();
}

int PagePlan::usualLimit() const
{
    std::int64_t limit = std::max(1, m_request.pageSize);
    // The border's lines come again, so they must fit in on top of those still wanted.
    if (m_request.limit > 0)
        limit = std::min(limit, m_request.limit - m_taken + static_cast<std::int64_t>(m_border.size()));
    if (m_most > 0)
        limit = std::min<std::int64_t>(limit, m_most);
    return static_cast<int>(std::max<std::int64_t>(1, limit));
}

/// Each remembered line answers for one line of the new page.
bool PagePlan::isSeen(const LogBatch& batch, std::uint32_t row, std::vector<bool>& used)
{
    const std::size_t hash = hashOfLine(batch, row);
    // m_hashes is sorted along with m_border.
    auto it = std::lower_bound(m_hashes.begin(), m_hashes.end(), hash);
    for (; it != m_hashes.end() && *it == hash; ++it) {
        const auto at = static_cast<std::size_t>(it - m_hashes.begin());
        if (!used[at] && isSameLine(*m_border[at].batch, m_border[at].row, batch, row)) {
            used[at] = true;
            return true;
        }
    }
    if (auto known = m_known.take(batch, row)) {
        m_answered.push_back(std::move(*known));
        return true;
    }
    return false;
}

void PagePlan::remember(const std::vector<LogBatchPtr>& known)
{
    m_known.add(known);
}

void PagePlan::keepBorder(const LogBatchPtr& lines, Instant border)
{
    if (!m_border.empty() && m_border.front().batch->time(m_border.front().row) != border)
        m_border.clear();
    for (std::size_t i = lines->size(); i-- > 0 && lines->time(i) == border;)
        m_border.push_back({lines, static_cast<std::uint32_t>(i)});
    for (const SeenLine& answered : m_answered)
        if (answered.batch->time(answered.row) == border)
            m_border.push_back(answered);
    std::vector<std::pair<std::size_t, SeenLine>> sorted;
    sorted.reserve(m_border.size());
    for (SeenLine& seen : m_border) {
        const std::size_t hash = hashOfLine(*seen.batch, seen.row);
        sorted.emplace_back(hash, std::move(seen));
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    m_border.clear();
    m_hashes.clear();
    for (auto& [hash, seen] : sorted) {
        m_hashes.push_back(hash);
        m_border.push_back(std::move(seen));
    }
}

/// Sets the next question to what lies beyond the border, with the border itself or without.
void PagePlan::continueFrom(Instant border, bool inclusive, PageOutcome& outcome)
{
    const Duration step(1);
    if (isBackward())
        m_ask.range.end = inclusive ? border + step : border;
    else
        m_ask.range.start = inclusive ? border : border + step;
    if (m_ask.range.start >= m_ask.range.end) {
        outcome.complete = true;
        return;
    }
    outcome.next = m_ask;
}

PageOutcome PagePlan::take(const LogBatchPtr& answer, std::int64_t unreadable)
{
    PageOutcome outcome;
    const LogBatchPtr sorted = answer->inOrder(isBackward() ? LogOrder::NewestFirst : LogOrder::OldestFirst);
    m_answered.clear();
    std::vector<std::uint32_t> fresh;
    std::vector<bool> used(m_border.size(), false);
    std::optional<Instant> first;
    std::optional<Instant> last;
    std::int64_t atLast = 0;
    bool isCut = false;
    for (std::uint32_t row = 0; row < sorted->size(); ++row) {
        const Instant t = sorted->time(row);
        if (!isIn(m_ask.range, t)) {
            ++outcome.clipped;
            continue;
        }
        first = first.value_or(t);
        atLast = last == t ? atLast + 1 : 1;
        last = t;
        if (isSeen(*sorted, row, used))
            continue;
        if (m_request.limit > 0 && m_taken + static_cast<std::int64_t>(fresh.size()) >= m_request.limit) {
            isCut = true;
            break;
        }
        fresh.push_back(row);
    }
    outcome.lines = fresh.size() == sorted->size() ? sorted : sorted->select(fresh);
    m_taken += static_cast<std::int64_t>(fresh.size());

    const bool isFull = static_cast<std::int64_t>(answer->size()) + unreadable >= m_ask.limit;
    const bool hasAll = m_request.limit > 0 && m_taken >= m_request.limit;
    if (isFull && !last)
        return outcome; // a page of which we can use nothing
    if (isCut || (hasAll && isFull)) {
        // Over, with more to come: extend() goes on from the last line that was given.
        if (!fresh.empty()) {
            const Instant border = sorted->time(fresh.back());
            keepBorder(outcome.lines, border);
            PageOutcome later;
            continueFrom(border, true, later);
        }
        return outcome;
    }
    if (!isFull) {
        outcome.complete = true;
        return outcome;
    }

    keepBorder(outcome.lines, *last);
    const int asked = m_ask.limit;
    m_ask.limit = usualLimit();
    m_burst.reset();
    if (*first != *last) {
        continueFrom(*last, true, outcome);
        return outcome;
    }
    // The whole page is one nanosecond: asked in the same way it would come again, for ever.
    const int most = m_most > 0 ? std::min(m_most, highestLimit) : highestLimit;
    if (asked >= most) {
        outcome.gap = Gap{.at = *last, .got = static_cast<int>(atLast)};
        m_border.clear();
        m_hashes.clear();
        m_ask.limit = usualLimit();
        continueFrom(*last, false, outcome);
        return outcome;
    }
    m_burst = Burst{.at = *last, .limit = asked};
    m_ask.limit = static_cast<int>(std::min<std::int64_t>(most, std::int64_t{asked} * raiseFactor));
    continueFrom(*last, true, outcome);
    return outcome;
}

void PagePlan::extend(std::int64_t lines)
{
    if (m_request.limit > 0)
        m_request.limit += lines;
    m_ask.limit = usualLimit();
}

std::optional<PageOutcome> PagePlan::lowered(int most)
{
    if (most <= 0 || m_ask.limit <= most)
        return std::nullopt;
    m_most = most;
    PageOutcome outcome;
    if (m_burst && m_burst->limit >= most) {
        outcome.gap = Gap{.at = m_burst->at, .got = static_cast<int>(m_border.size())};
        const Instant at = m_burst->at;
        m_burst.reset();
        m_border.clear();
        m_hashes.clear();
        m_ask.limit = usualLimit();
        continueFrom(at, false, outcome);
        return outcome;
    }
    m_ask.limit = most;
    outcome.next = m_ask;
    return outcome;
}

} // namespace signalbox::loki
