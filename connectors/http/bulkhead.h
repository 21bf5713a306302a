// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

namespace signalbox::http {

/// Who may be on the way to a backend now, and who waits: so many places, and a bounded queue in which
/// Interactive goes before Background, first come first served within each. A pure value over ids; must not
/// start or end anything itself.
class Bulkhead
{
public:
    using Id = std::uint64_t;

    struct Entry
    {
        Id id = 0;
        Priority priority = Priority::Interactive;
        QString key; ///< of supersession; empty for none
    };
    enum class Verdict
    {
        Start,
        Queued,
        Full
    };
    struct Entered
    {
        Verdict verdict = Verdict::Full;
        std::vector<Id> superseded; ///< these were queued under the same key and have left
        bool operator==(const Entered&) const = default;
    };

    Bulkhead(int places, int queueLength);

    [[nodiscard]] Entered enter(Entry entry);
    /// One place is given back; the one who takes it, if any waits.
    [[nodiscard]] std::optional<Id> leave();
    /// Out of the queue; false when it is not there.
    bool withdraw(Id id);
    /// Another taker wants what `id` will bring: it waits with the more urgent of both priorities, and is
    /// superseded only by what would supersede both.
    void share(Id id, Priority priority, const QString& key);

    [[nodiscard]] int inFlight() const { return m_inFlight; }
    [[nodiscard]] int queued() const;

private:
    [[nodiscard]] std::deque<Entry>& queueOf(Priority priority);

    int m_places;
    int m_queueLength;
    int m_inFlight = 0;
    std::array<std::deque<Entry>, 2> m_queues;
};

} // namespace signalbox::http
