// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/bulkhead.h"

#include <algorithm>

namespace signalbox::http {

Bulkhead::Bulkhead(int places, int queueLength)
    : m_places(std::max(1, places))
    , m_queueLength(std::max(0, queueLength))
{
}

Bulkhead::Entered Bulkhead::enter(Entry entry)
{
    Entered result;
    if (!entry.key.isEmpty()) {
        for (auto& queue : m_queues) {
            for (const Entry& waiting : queue) {
                if (waiting.key == entry.key)
                    result.superseded.push_back(waiting.id);
            }
            std::erase_if(queue, [&](const Entry& waiting) { return waiting.key == entry.key; });
        }
    }
    if (m_inFlight < m_places) {
        ++m_inFlight;
        result.verdict = Verdict::Start;
    } else if (queued() < m_queueLength) {
        queueOf(entry.priority).push_back(std::move(entry));
        result.verdict = Verdict::Queued;
    }
    return result;
}

std::optional<Bulkhead::Id> Bulkhead::leave()
{
    for (auto& queue : m_queues) {
        if (queue.empty())
            continue;
        const Id next = queue.front().id;
        queue.pop_front();
        return next; // the place changes hands, the number in flight stays
    }
    m_inFlight = std::max(0, m_inFlight - 1);
    return std::nullopt;
}

bool Bulkhead::withdraw(Id id)
{
    return std::ranges::any_of(m_queues, [id](auto& queue) {
        return std::erase_if(queue, [id](const Entry& waiting) { return waiting.id == id; }) > 0;
    });
}

void Bulkhead::share(Id id, Priority priority, const QString& key)
{
    for (auto& queue : m_queues) {
        const auto found = std::ranges::find(queue, id, &Entry::id);
        if (found == queue.end())
            continue;
        if (found->key != key)
            found->key.clear();
        if (priority == Priority::Interactive && found->priority == Priority::Background) {
            Entry entry = std::move(*found);
            queue.erase(found);
            entry.priority = priority;
            queueOf(priority).push_back(std::move(entry));
        }
        return;
    }
}

int Bulkhead::queued() const
{
    return static_cast<int>(m_queues[0].size() + m_queues[1].size());
}

std::deque<Bulkhead::Entry>& Bulkhead::queueOf(Priority priority)
{
    return m_queues.at(priority == Priority::Interactive ? 0 : 1);
}

} // namespace signalbox::http
