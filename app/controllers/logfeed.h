// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/knownlines.h"
#include "connectors/loki/pager.h"
#include "connectors/loki/tail.h"
#include "models/base/timerange.h"
#include "models/items/logmodel.h"
#include "models/telemetry/level.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace signalbox::app {

/// What a feed is asked for.
struct LogQuestion
{
    QString query;
    Interval range;
    bool newestFirst = true;
    /// The server can only guess levels, so it is asked for more; what a line itself says decides here.
    std::optional<Level> minLevel;
    bool operator==(const LogQuestion&) const = default;
};

/// Fills one table of lines: page after page as they are asked for, what is new since the last time, or live.
/// What is loaded stays when something fails, and a break among the rows says what is missing. Must not know
/// a widget. Thread: GUI; lines are sifted on a thread of its own.
class LogFeed : public QObject
{
    Q_OBJECT

public:
    enum class Phase
    {
        Idle,
        First, ///< the first page is on its way; the lines of the run before are still here
        Paging,
        Failed, ///< more() asks again
        Live
    };

    explicit LogFeed(items::LogModel* model, QObject* parent = nullptr);
    ~LogFeed() override;

    /// Lines of another question make way when the first page is here. Ends a live tail.
    void ask(loki::Client* client, const LogQuestion& question);
    /// Lines that came since, when the question is the same but for its range; else ask().
    void refresh(loki::Client* client, const LogQuestion& question);
    /// The next page, or the one that failed once more.
    void more(std::int64_t lines);
    void cancel();
    void follow(loki::Client* client, const LogQuestion& question);
    void stopFollowing();
    /// How many lines the range holds, as far as the server counted.
    void setTotal(std::optional<std::int64_t> total);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isBusy() const { return m_phase == Phase::First || m_phase == Phase::Paging; }
    [[nodiscard]] bool hasMore() const;
    /// All lines of the range are here.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] std::int64_t sifted() const { return m_sifted; }
    [[nodiscard]] const LogQuestion& question() const { return m_question; }
    [[nodiscard]] const loki::TailState& tailState() const { return m_tailState; }
    [[nodiscard]] std::int64_t droppedCount() const { return m_dropped; }
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }
    [[nodiscard]] items::LogModel* model() const { return m_model; }
    /// Of the lines that are here; the epoch when there are none.
    [[nodiscard]] Instant newestTime() const { return newest().value_or(Instant{}); }

    static constexpr std::int64_t firstPage = 1'000;
    static constexpr std::int64_t laterPage = 5'000;
    /// Lines kept while following.
    void setLiveBound(std::size_t lines) { m_liveBound = lines; }

Q_SIGNALS:
    /// Phase, completeness or tail state.
    void changed();
    void linesChanged();
    /// An answer of the server came.
    void answered();
    /// The first page did not come.
    void failed(const signalbox::Error& error);

private:
    void connectPager();
    void pageCame(const LogBatchPtr& lines);
    /// Takes out what is below the level. Of lines that came before `countFrom` it was counted then.
    void sift(const LogBatchPtr& lines, Instant countFrom, std::function<void(const LogBatchPtr&)> then);
    void place(const LogBatchPtr& lines);
    void finished(const loki::PagerReport& report);
    void settle(const loki::PagerReport& report);
    void pageFailed(const Error& error);
    void enter(Phase phase);
    void showMore();
    void newerCame(const LogBatchPtr& lines);
    void flushTail();
    void markHole();
    void startTail();
    void keepBound();
    void placeGaps(const std::function<bool(Instant)>& isHere);
    [[nodiscard]] std::optional<Instant> timeFrom(bool front) const;
    [[nodiscard]] std::optional<Instant> newest() const { return timeFrom(m_question.newestFirst); }
    [[nodiscard]] std::optional<Instant> oldest() const { return timeFrom(!m_question.newestFirst); }
    [[nodiscard]] std::vector<LogBatchPtr> since(Instant from) const;

    items::LogModel* m_model;
    QThreadPool m_sifter; ///< one thread, so pages stay in order
    loki::Client* m_client = nullptr;
    LogQuestion m_question;
    std::unique_ptr<loki::Pager> m_pager;
    std::unique_ptr<loki::Pager> m_newer; ///< asks for what came since
    std::unique_ptr<loki::Tail> m_tail;
    loki::TailState m_tailState;
    std::vector<LogBatchPtr> m_waiting; ///< of the tail, until the next update
    QTimer m_flush;
    std::optional<loki::PagerReport> m_report; ///< waits for pages that are sifted
    std::optional<std::int64_t> m_total;
    QStringList m_warnings;
    std::size_t m_shownGaps = 0;
    loki::KnownLines m_known;        ///< what the beginning of a tail brings once more
    std::optional<Instant> m_seenTo; ///< of the newest line that came, shown or not
    quint64 m_generation = 0;
    int m_sifting = 0;
    std::int64_t m_sifted = 0; ///< lines that were below the level
    std::int64_t m_dropped = 0;
    std::int64_t m_left = 0;
    std::size_t m_liveBound = 100'000;
    Phase m_phase = Phase::Idle;
    bool m_complete = false;
    bool m_placed = false; ///< the rows are answers to the question, and not of the one before
};

} // namespace signalbox::app
