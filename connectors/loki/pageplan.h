// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/loki/knownlines.h"
#include "connectors/loki/logpage.h"

#include <optional>
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

/// One nanosecond holds as many lines as the server gives in one answer, or more.
struct Gap
{
    Instant at;
    int got = 0; ///< so many of them came; the rest cannot be had
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
    LogBatchPtr lines = LogBatch::empty(); ///< new ones only, in order
    std::optional<Gap> gap;                ///< met on this page
    std::optional<Ask> next;               ///< nullopt: the run is over
    bool complete = false;                 ///< over because the range is exhausted
    std::int64_t clipped = 0;              ///< left out as they lie outside of what was asked
};

/// Decides what to ask and which lines of an answer are new. A value: state in, decision out; no I/O.
/// The lines of the border nanosecond are compared by time, full labels, text and metadata; of a line that
/// was seen n times before and m times now, max(n, m) are given.
class PagePlan
{
public:
    explicit PagePlan(PageRequest request);

    [[nodiscard]] const PageRequest& request() const { return m_request; }
    /// What is to be asked now.
    [[nodiscard]] const Ask& current() const { return m_ask; }
    /// `unreadable` entries were in the answer too, and count for its fullness.
    [[nodiscard]] PageOutcome take(const LogBatchPtr& answer, std::int64_t unreadable = 0);
    /// The server refused: it gives no more than `most` lines in one answer. nullopt: we asked for no more
    /// than that, so asking again is of no use.
    [[nodiscard]] std::optional<PageOutcome> lowered(int most);

    /// Lines that are here already: each answers for one equal line of the run, which is then not given.
    void remember(const std::vector<LogBatchPtr>& known);
    /// So many more lines are wanted than before. When the run was over because the limit was reached, it
    /// goes on with current(), and no line of the border is given twice.
    void extend(std::int64_t lines);

    /// The limit is not raised beyond this for a burst, whatever the server would allow.
    static constexpr int highestLimit = 50'000;

private:
    struct Burst
    {
        Instant at;
        int limit = 0; ///< a page of this size was full of it
    };

    [[nodiscard]] bool isBackward() const { return m_request.direction == Direction::Backward; }
    [[nodiscard]] bool isSeen(const LogBatch& batch, std::uint32_t row, std::vector<bool>& used);
    [[nodiscard]] int usualLimit() const;
    void keepBorder(const LogBatchPtr& lines, Instant border);
    void continueFrom(Instant border, bool inclusive, PageOutcome& outcome);

    PageRequest m_request;
    Ask m_ask;
    int m_most = 0;                    ///< the server's maximum, once known
    std::int64_t m_taken = 0;          ///< lines given out
    std::vector<SeenLine> m_border;    ///< lines given out at the border's time
    std::vector<std::size_t> m_hashes; ///< of those
    KnownLines m_known;
    std::vector<SeenLine> m_answered; ///< of those, on the page at hand: the border may hold them once more
    std::optional<Burst> m_burst;
};

} // namespace signalbox::loki
