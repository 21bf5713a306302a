// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logfeed.h"

#include "models/base/pending.h"
#include "models/items/timedisplay.h"

#include <algorithm>
#include <limits>

namespace signalbox::app {

using logs::Break;

namespace {

constexpr int pageSize = 1'000;
constexpr std::int64_t mostNewer = 20'000;             ///< more new lines than that are asked for anew
constexpr Duration lateness = std::chrono::seconds(5); ///< lines come so late, and are looked for again
constexpr int flushMs = 80;
constexpr std::size_t pagedBound = 1'500'000;

constexpr Instant everything{std::numeric_limits<std::int64_t>::min()};

std::int64_t countedFrom(const LogBatch& lines, Instant from)
{
    std::int64_t count = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        count += lines.time(i) >= from ? 1 : 0;
    return count;
}

LogBatchPtr atLeast(const LogBatchPtr& lines, Level least)
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < lines->size(); ++row) {
        const Level level = lines->level(row);
        // A line whose level nobody knows may be the one that matters.
        if (level == Level::Unknown || level >= least)
            rows.push_back(row);
    }
    return rows.size() == lines->size() ? lines : lines->select(rows);
}

} // namespace

LogFeed::LogFeed(items::LogModel* model, QObject* parent)
    : QObject(parent)
    , m_model(model)
{
    m_sifter.setMaxThreadCount(1);
    m_flush.setInterval(flushMs);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &LogFeed::flushTail);
}

LogFeed::~LogFeed()
{
    m_sifter.waitForDone();
}

void LogFeed::enter(Phase phase)
{
    m_phase = phase;
    Q_EMIT changed();
}

void LogFeed::ask(loki::Client* client, const LogQuestion& question)
{
    ++m_generation;
    m_tail.reset();
    m_tailState = {};
    m_newer.reset();
    m_flush.stop();
    m_waiting.clear();
    m_client = client;
    m_question = question;
    m_report.reset();
    m_sifting = 0;
    m_sifted = 0;
    m_left = 0;
    m_shownGaps = 0;
    m_complete = false;
    m_placed = false;
    m_seenTo.reset();
    m_pager = std::make_unique<loki::Pager>(
        client, loki::PageRequest{.query = question.query,
                                  .range = {question.range.start, question.range.end},
                                  .direction = question.newestFirst ? loki::Direction::Backward
                                                                    : loki::Direction::Forward,
                                  .limit = firstPage,
                                  .pageSize = pageSize});
    connectPager();
    enter(Phase::First);
    m_pager->start();
}

void LogFeed::connectPager()
{
    connect(m_pager.get(), &loki::Pager::pageReady, this, &LogFeed::pageCame);
    connect(m_pager.get(), &loki::Pager::finished, this, &LogFeed::finished);
    connect(m_pager.get(), &loki::Pager::failed, this, &LogFeed::pageFailed);
}

void LogFeed::sift(const LogBatchPtr& lines, Instant countFrom, std::function<void(const LogBatchPtr&)> then)
{
    // A batch is in order, so its newest line is at one of its ends.
    if (!lines->isEmpty())
        m_seenTo = std::max({m_seenTo.value_or(everything), lines->time(0), lines->time(lines->size() - 1)});
    if (!m_question.minLevel && m_sifting == 0) {
        then(lines);
        return;
    }
    ++m_sifting;
    const std::optional<Level> least = m_question.minLevel;
    whenReady(
        runOnPool(&m_sifter,
                  [lines, least]() -> Result<LogBatchPtr> { return least ? atLeast(lines, *least) : lines; }),
        this,
        [this, generation = m_generation, asked = countedFrom(*lines, countFrom), countFrom,
         then = std::move(then)](const Result<LogBatchPtr>& kept) {
            if (generation != m_generation || !kept)
                return;
            m_sifted += asked - countedFrom(**kept, countFrom);
            --m_sifting;
            then(*kept);
            if (m_sifting == 0 && m_report)
                settle(*std::exchange(m_report, std::nullopt));
        });
}

void LogFeed::pageCame(const LogBatchPtr& lines)
{
    Q_EMIT answered();
    sift(lines, everything, [this](const LogBatchPtr& kept) { place(kept); });
}

void LogFeed::place(const LogBatchPtr& lines)
{
    // The lines of the run before stay on the screen until the new ones are here.
    if (m_phase == Phase::First) {
        m_model->clear();
        m_placed = true;
        enter(Phase::Paging);
    }
    m_model->removeMoreBreak();
    // A gap stands behind the lines of its nanosecond, which may be those that came before.
    if (!lines->isEmpty())
        placeGaps(
            [&](Instant at) { return m_question.newestFirst ? at > lines->time(0) : at < lines->time(0); });
    m_model->append(lines);
    placeGaps([&](Instant at) {
        const Instant last = lines->isEmpty() ? at : lines->time(lines->size() - 1);
        return m_question.newestFirst ? at >= last : at <= last;
    });
    Q_EMIT linesChanged();
}

void LogFeed::placeGaps(const std::function<bool(Instant)>& isHere)
{
    if (!m_pager)
        return;
    const auto& gaps = m_pager->report().gaps;
    for (; m_shownGaps < gaps.size() && isHere(gaps[m_shownGaps].at); ++m_shownGaps)
        m_model->append(Break{
            .kind = Break::Kind::Gap, .text = loki::describe(gaps[m_shownGaps]), .at = gaps[m_shownGaps].at});
}

void LogFeed::finished(const loki::PagerReport& report)
{
    if (m_sifting > 0)
        m_report = report;
    else
        settle(report);
}

void LogFeed::settle(const loki::PagerReport& report)
{
    if (m_phase == Phase::First)
        m_model->clear();
    m_placed = true;
    m_complete = report.complete;
    m_warnings = report.notes.warnings;
    if (report.notes.badEntries > 0)
        m_warnings.append(tr("%n lines could not be read: %1", nullptr,
                             static_cast<int>(std::min<std::int64_t>(report.notes.badEntries, 1'000'000)))
                              .arg(report.notes.firstBad));
    m_model->removeMoreBreak();
    placeGaps([](Instant) { return true; });
    Q_EMIT answered();
    enter(Phase::Idle);
    showMore();
    Q_EMIT linesChanged();
}

void LogFeed::showMore()
{
    if (m_complete || m_phase != Phase::Idle || m_model->rowCount() == 0 || !m_pager)
        return;
    const auto loaded = static_cast<std::int64_t>(m_model->store().lineCount());
    const bool known = m_total && *m_total > loaded + m_sifted;
    const QString text =
        known ? tr("%1 of about %2 lines").arg(items::countText(loaded), items::countText(*m_total))
              : tr("%1 lines, and there are more").arg(items::countText(loaded));
    if (const Break* last = m_model->store().lastBreak(); last && last->text == text)
        return;
    m_model->removeMoreBreak();
    m_model->append(Break{.kind = Break::Kind::More, .text = text, .action = tr("Load more")});
}

void LogFeed::setTotal(std::optional<std::int64_t> total)
{
    m_total = total;
    const Break* last = m_model->store().lastBreak();
    if (last && last->kind == Break::Kind::More)
        showMore();
}

bool LogFeed::hasMore() const
{
    return m_pager && !m_complete && (m_phase == Phase::Idle || m_phase == Phase::Failed) &&
           m_model->rowCount() > 0;
}

void LogFeed::more(std::int64_t lines)
{
    if (!m_pager || isBusy() || m_tail)
        return;
    const bool again = m_phase == Phase::Failed;
    enter(m_placed ? Phase::Paging : Phase::First);
    if (again)
        m_pager->resume();
    else
        m_pager->extend(lines);
}

void LogFeed::pageFailed(const Error& error)
{
    const bool first = m_phase == Phase::First;
    enter(Phase::Failed);
    if (first) {
        Q_EMIT failed(error);
        return;
    }
    m_model->removeMoreBreak();
    m_model->append(Break{.kind = Break::Kind::Failed,
                          .text = tr("The next page did not come: %1").arg(error.what),
                          .action = tr("Retry")});
    Q_EMIT linesChanged();
}

void LogFeed::cancel()
{
    ++m_generation;
    m_sifting = 0;
    m_report.reset();
    m_newer.reset();
    if (!isBusy())
        return;
    m_pager.reset();
    m_complete = false;
    enter(Phase::Idle);
    if (m_model->rowCount() > 0) {
        m_model->removeMoreBreak();
        m_model->append(Break{.kind = Break::Kind::More,
                              .text = tr("Cancelled here. The range was not read to its end.")});
    }
}

/// The time of the first line from that end on.
std::optional<Instant> LogFeed::timeFrom(bool front) const
{
    const int rows = m_model->rowCount();
    for (int i = 0; i < rows; ++i) {
        const int row = front ? i : rows - 1 - i;
        if (!m_model->isBreak(row))
            return m_model->timeAt(row);
    }
    return std::nullopt;
}

/// The loaded lines from that time on.
std::vector<LogBatchPtr> LogFeed::since(Instant from) const
{
    std::vector<LogBatchPtr> found;
    const logs::Pieces pieces = m_model->store().pieces();
    for (const logs::Piece& piece : pieces) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < piece.batch->size(); ++row)
            if (piece.batch->time(row) >= from)
                rows.push_back(row);
        if (!rows.empty())
            found.push_back(piece.batch->select(rows));
        else if (m_question.newestFirst)
            break; // what follows is older
    }
    return found;
}

void LogFeed::refresh(loki::Client* client, const LogQuestion& question)
{
    LogQuestion same = question;
    same.range = m_question.range;
    const auto last = m_placed && m_seenTo ? m_seenTo : std::nullopt;
    // A page that failed is for the person to ask again; what is new is asked for all the same.
    const bool canJoin = client == m_client && same == m_question && last && !isBusy() &&
                         (question.newestFirst || m_complete) && question.range.end > m_question.range.end &&
                         question.range.start >= m_question.range.start && *last > question.range.start;
    if (m_phase == Phase::Live)
        return;
    if (!canJoin) {
        const bool pagesFailed = m_placed && m_phase == Phase::Failed && same == m_question;
        if ((!isBusy() && !pagesFailed) || !(same == m_question))
            ask(client, question);
        return;
    }
    if (m_newer)
        return;
    Instant from = std::max(question.range.start, *last - lateness);
    // Beyond the lines that are loaded there are older ones, which are not new.
    if (!m_complete)
        if (const auto first = oldest())
            from = std::max(from, *first + Duration(1));
    m_newer =
        std::make_unique<loki::Pager>(client, loki::PageRequest{.query = question.query,
                                                                .range = {from, question.range.end},
                                                                .direction = loki::Direction::Forward,
                                                                .limit = mostNewer,
                                                                .pageSize = static_cast<int>(laterPage)});
    m_newer->remember(since(from));
    connect(m_newer.get(), &loki::Pager::pageReady, this, &LogFeed::newerCame);
    connect(m_newer.get(), &loki::Pager::finished, this,
            [this, client, question](const loki::PagerReport& report) {
                m_newer.release()->deleteLater();
                Q_EMIT answered();
                if (!report.complete) {
                    ask(client, question);
                    return;
                }
                m_question.range.end = question.range.end;
                Q_EMIT linesChanged();
            });
    connect(m_newer.get(), &loki::Pager::failed, this, [this](const Error& error) {
        m_newer.release()->deleteLater();
        Q_EMIT failed(error);
    });
    m_newer->start();
}

void LogFeed::newerCame(const LogBatchPtr& lines)
{
    sift(lines, m_seenTo ? *m_seenTo + Duration(1) : everything, [this](const LogBatchPtr& kept) {
        if (m_question.newestFirst)
            m_model->prepend(kept->inOrder(LogOrder::NewestFirst));
        else
            m_model->append(kept);
        keepBound();
        Q_EMIT linesChanged();
    });
}

void LogFeed::follow(loki::Client* client, const LogQuestion& question)
{
    m_newer.reset();
    m_pager.reset();
    m_client = client;
    LogQuestion same = question;
    same.range = m_question.range;
    if (!(same == m_question) || !m_placed) {
        m_model->clear();
        m_sifted = 0;
        m_seenTo.reset();
    }
    m_placed = true;
    m_question = question;
    m_dropped = 0;
    m_left = 0;
    m_complete = false;
    m_model->removeMoreBreak();
    markHole();
    startTail();
    enter(Phase::Live);
}

/// A tail begins minutes ago. Between older lines and that time lies what nobody asked for.
void LogFeed::markHole()
{
    const auto last = newest();
    if (!last || *last >= m_question.range.start)
        return;
    Break hole{.kind = Break::Kind::Gap,
               .text =
                   tr("Lines between these and %1 are not loaded.").arg(m_question.range.start.toRfc3339()),
               .at = m_question.range.start};
    if (m_question.newestFirst)
        m_model->prepend(std::move(hole));
    else
        m_model->append(std::move(hole));
}

void LogFeed::startTail()
{
    // Lines come late, so it begins a little before the newest; what is here already is told apart.
    const auto last = newest();
    const Instant from =
        last ? std::max(*last - lateness, m_question.range.start)
             : std::max(m_question.range.start, m_question.range.end - std::chrono::minutes(1));
    m_known.clear();
    m_known.add(since(from));
    m_tail =
        std::make_unique<loki::Tail>(m_client, loki::TailOptions{.query = m_question.query, .start = from});
    connect(m_tail.get(), &loki::Tail::lines, this, [this](const LogBatchPtr& batch) {
        m_waiting.push_back(batch);
        if (!m_flush.isActive())
            m_flush.start();
    });
    connect(m_tail.get(), &loki::Tail::dropped, this, [this](qint64 count) {
        flushTail();
        m_dropped += count;
        Break gap{.kind = Break::Kind::Dropped,
                  .text = tr("Loki left %n lines out of the stream here; they are read again by query.",
                             nullptr, static_cast<int>(std::min<qint64>(count, 1'000'000'000)))};
        if (m_question.newestFirst)
            m_model->prepend(std::move(gap));
        else
            m_model->append(std::move(gap));
        Q_EMIT changed();
    });
    connect(m_tail.get(), &loki::Tail::stateChanged, this, [this](const loki::TailState& state) {
        m_tailState = state;
        Q_EMIT changed();
    });
    connect(m_tail.get(), &loki::Tail::warned, this, [this](const QString& what) {
        if (!m_warnings.contains(what) && m_warnings.size() < 20)
            m_warnings.append(what);
        Q_EMIT changed();
    });
    connect(m_tail.get(), &loki::Tail::failed, this, [this](const Error& error) {
        m_tail.release()->deleteLater();
        enter(Phase::Idle);
        Q_EMIT failed(error);
    });
    m_tail->start();
}

void LogFeed::flushTail()
{
    m_flush.stop();
    if (m_waiting.empty())
        return;
    LogBatchPtr all = m_waiting.size() == 1 ? m_waiting.front() : LogBatch::joined(m_waiting);
    m_waiting.clear();
    if (!m_known.isEmpty())
        all = m_known.unknownOf(all);
    Q_EMIT answered();
    if (!all->isEmpty())
        newerCame(all);
}

void LogFeed::keepBound()
{
    // What a person paged for stays much longer than what merely came along.
    const std::size_t bound = m_tail ? m_liveBound : pagedBound;
    if (m_model->store().lineCount() <= bound + bound / 10)
        return;
    // Behind what leaves there is no page to go on with.
    m_pager.reset();
    const bool newestFirst = m_question.newestFirst;
    if (newestFirst)
        m_model->removeLastBreak();
    else
        m_model->removeFirstBreak();
    m_left +=
        static_cast<std::int64_t>(newestFirst ? m_model->shrinkBack(bound) : m_model->shrinkFront(bound));
    Break gap{.kind = Break::Kind::Left,
              .text = tr("%1 older lines left, to keep a bound on memory. They are still in Loki.")
                          .arg(items::countText(m_left))};
    if (newestFirst)
        m_model->append(std::move(gap));
    else
        m_model->prepend(std::move(gap));
}

void LogFeed::stopFollowing()
{
    if (!m_tail)
        return;
    flushTail();
    m_tail->stop();
    m_tail.reset();
    m_tailState = {};
    enter(Phase::Idle);
}

} // namespace signalbox::app
