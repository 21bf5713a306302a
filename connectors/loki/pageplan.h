// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/client.h"

#include <optional>
#include <variant>
#include <vector>

namespace signalbox::loki {

struct PageRequest
{
    QString query;
    Range range;
    Direction direction = Direction::Backward;
    std::int64_t limit = 0; ///< lines wanted in all; 0: all
    int pageSize = 1000;
    http::Priority priority = http::Priority::Interactive;
};

/// More lines share one nanosecond than the server gives in one answer.
struct Gap
{
    Instant at;
    int got = 0; ///< so many of them came
    bool operator==(const Gap&) const = default;
};

/// What to ask next.
struct Ask
{
    Range range;
    int limit = 0;
    bool operator==(const Ask&) const = default;
};

/// What one answer meant.
struct PageOutcome
{
    LogBatchPtr lines;        ///< new ones only, in order
    std::optional<Gap> gap;   ///< met on this page
    std::optional<Ask> next;  ///< nullopt: the run is over
    bool complete = false;    ///< over because the range is exhausted
    std::int64_t clipped = 0; ///< left out as they lie outside of the range
};

/// Decides what to ask and which lines of an answer are new. A value: state in, decision out; no I/O.
/// The lines of the border nanosecond are compared by time, full labels, text and metadata.
class PagePlan
{
public:
    explicit PagePlan(PageRequest request);

    [[nodiscard]] Ask first() const;
    /// What was asked last, or is to be asked now.
    [[nodiscard]] Ask current() const { return m_ask; }
    [[nodiscard]] PageOutcome take(const LogBatchPtr& answer);
    /// The server gives no more than `most` lines in one answer. nullopt: we asked for no more than that,
    /// so asking again is of no use.
    [[nodiscard]] std::optional<Ask> lowered(int most);

private:
    [[nodiscard]] bool isBackward() const { return m_request.direction == Direction::Backward; }

    PageRequest m_request;
    Ask m_ask;
    int m_most = 0;           ///< the server's maximum, once known
    std::int64_t m_taken = 0; ///< lines given out
    LogBatchPtr m_border;     ///< lines given out that carry the border's time
};

} // namespace signalbox::loki
