// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logsearch.h"

#include "models/base/pending.h"
#include "models/items/logmodel.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/searchbar.h"

#include <algorithm>

namespace signalbox::app {

namespace {

// So many lines are one task: the pool's threads end at about the same time, and hits appear as they are
// found.
constexpr std::size_t linesOfTask = 50'000;

/// The numbers of the lines from the first to behind the last.
std::pair<std::int64_t, std::int64_t> spanOf(const logs::Pieces& pieces)
{
    if (pieces.empty())
        return {0, 0};
    return {pieces.front().first,
            pieces.back().first + static_cast<std::int64_t>(pieces.back().batch->size())};
}

} // namespace

LogSearch::LogSearch(widgets::SearchBar* bar, widgets::LogView* view, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_bar(bar)
    , m_view(view)
    , m_pool(pool)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    connect(bar, &widgets::SearchBar::searchChanged, this, &LogSearch::start);
    connect(bar, &widgets::SearchBar::stepRequested, this, &LogSearch::step);
    connect(bar, &widgets::SearchBar::closed, this, [this] {
        stop();
        m_hits.clear();
        m_searcher.reset();
        m_text = {};
        m_view->setSearch(std::nullopt);
        m_view->setFocus();
    });
    const items::LogModel* model = view->model();
    connect(model, &QAbstractItemModel::modelReset, this, &LogSearch::start);
    connect(model, &QAbstractItemModel::rowsInserted, this, &LogSearch::linesCame);
    connect(view, &widgets::LogView::currentChanged, this, &LogSearch::show);
}

LogSearch::~LogSearch()
{
    *m_cancelled = true;
}

void LogSearch::stop()
{
    *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    ++m_generation;
    m_running = 0;
}

void LogSearch::start()
{
    if (!m_bar->isVisibleTo(m_bar->parentWidget()))
        return;
    const logs::SearchText text = m_bar->search();
    const bool sameRows = sender() == m_bar;
    const bool narrows = sameRows && m_complete && m_text.narrowsTo(text);
    stop();
    m_jump = sameRows;
    if (text.text.isEmpty()) {
        m_text = text;
        m_hits.clear();
        m_searcher.reset();
        m_view->setSearch(std::nullopt);
        m_bar->setStatus({});
        return;
    }
    Result<logs::Searcher> searcher = logs::Searcher::make(text);
    if (!searcher) {
        m_bar->setStatus(searcher.error().what, true);
        return;
    }
    m_searcher = *searcher;
    m_view->setSearch(*searcher);
    m_text = text;
    logs::Pieces pieces = m_view->model()->store().pieces();
    m_searched = spanOf(pieces);
    if (!narrows) {
        m_hits.clear();
        searchPieces(std::move(pieces));
        return;
    }
    // What matched the shorter text is all that can match.
    ++m_running;
    m_complete = false;
    whenReady(runOnPool(m_pool,
                        [pieces = std::move(pieces), rows = std::exchange(m_hits, {}), searcher = *searcher,
                         cancelled = m_cancelled]() -> Result<std::vector<std::int64_t>> {
                            return logs::searchAmong(pieces, rows, searcher, *cancelled);
                        }),
              this, [this, generation = m_generation](const Result<std::vector<std::int64_t>>& hits) {
                  if (generation == m_generation && hits)
                      take(*hits);
              });
    show();
}

void LogSearch::searchPieces(logs::Pieces pieces)
{
    m_complete = false;
    logs::Pieces task;
    std::size_t lines = 0;
    const auto run = [&] {
        if (task.empty())
            return;
        ++m_running;
        whenReady(runOnPool(m_pool,
                            [pieces = std::exchange(task, {}), searcher = *m_searcher,
                             cancelled = m_cancelled]() -> Result<std::vector<std::int64_t>> {
                                return logs::searchIn(pieces, searcher, *cancelled);
                            }),
                  this, [this, generation = m_generation](const Result<std::vector<std::int64_t>>& hits) {
                      if (generation == m_generation && hits)
                          take(*hits);
                  });
        lines = 0;
    };
    for (logs::Piece& piece : pieces) {
        lines += piece.batch->size();
        task.push_back(std::move(piece));
        if (lines >= linesOfTask)
            run();
    }
    run();
    if (m_running == 0)
        take({});
    show();
}

void LogSearch::linesCame()
{
    if (!m_searcher)
        return;
    // Only what was not there yet, at either end. Breaks do not count: a line may take the number of one.
    logs::Pieces pieces = m_view->model()->store().pieces();
    const auto [first, end] = spanOf(pieces);
    // What left is found no more.
    m_hits.erase(std::lower_bound(m_hits.begin(), m_hits.end(), end), m_hits.end());
    m_hits.erase(m_hits.begin(), std::lower_bound(m_hits.begin(), m_hits.end(), first));
    m_searched = {std::max(m_searched.first, first), std::min(m_searched.second, end)};
    logs::Pieces fresh;
    for (logs::Piece& piece : pieces) {
        const auto size = static_cast<std::int64_t>(piece.batch->size());
        if (piece.first >= m_searched.second || piece.first + size <= m_searched.first) {
            fresh.push_back(std::move(piece));
        } else if (piece.first < m_searched.first || piece.first + size > m_searched.second) {
            // Joined with lines that were searched: those of it that are new.
            std::vector<std::uint32_t> rows;
            std::optional<std::int64_t> from; // numbers may be negative
            for (std::int64_t row = 0; row < size; ++row) {
                const std::int64_t number = piece.first + row;
                if (number >= m_searched.first && number < m_searched.second)
                    continue;
                from = from.value_or(number);
                rows.push_back(static_cast<std::uint32_t>(row));
            }
            fresh.push_back({piece.batch->select(rows), from.value_or(piece.first)});
        }
    }
    m_searched = {first, end};
    if (!fresh.empty())
        searchPieces(std::move(fresh));
}

void LogSearch::take(const std::vector<std::int64_t>& hits)
{
    if (m_running > 0)
        --m_running;
    const auto middle = static_cast<std::ptrdiff_t>(m_hits.size());
    m_hits.insert(m_hits.end(), hits.begin(), hits.end());
    std::inplace_merge(m_hits.begin(), m_hits.begin() + middle, m_hits.end());
    m_complete = m_running == 0;
    m_view->setHits(m_hits);
    if (m_jump && m_complete && !m_hits.empty()) {
        m_jump = false;
        // The hit that is nearest below what is read, else the first.
        const int top =
            std::max(0, m_view->currentRow() >= 0 ? m_view->currentRow() : m_view->visibleRows().first);
        const std::int64_t from = m_view->model()->store().numberOf(static_cast<std::size_t>(top));
        const auto hit = std::lower_bound(m_hits.begin(), m_hits.end(), from);
        const auto row = m_view->model()->store().rowOf(hit == m_hits.end() ? m_hits.front() : *hit);
        if (row)
            m_view->setCurrentRow(static_cast<int>(*row));
    }
    show();
    if (m_complete)
        Q_EMIT finished();
}

void LogSearch::step(int direction)
{
    if (m_hits.empty())
        return;
    const logs::LogStore& store = m_view->model()->store();
    const int current = m_view->currentRow();
    const std::int64_t at =
        current < 0 ? store.numberOf(0) - 1 : store.numberOf(static_cast<std::size_t>(current));
    std::int64_t wanted = 0;
    if (direction > 0) {
        const auto next = std::upper_bound(m_hits.begin(), m_hits.end(), at);
        wanted = next == m_hits.end() ? m_hits.front() : *next;
    } else {
        const auto before = std::lower_bound(m_hits.begin(), m_hits.end(), at);
        wanted = before == m_hits.begin() ? m_hits.back() : *std::prev(before);
    }
    if (const auto row = store.rowOf(wanted)) {
        m_view->setCurrentRow(static_cast<int>(*row));
        m_view->reveal(static_cast<int>(*row), m_view->rectOf(static_cast<int>(*row)).isNull());
    }
}

void LogSearch::show()
{
    if (!m_searcher)
        return;
    if (m_running > 0) {
        m_bar->setStatus(tr("%n so far\u2026", nullptr, static_cast<int>(m_hits.size())));
        return;
    }
    if (m_hits.empty()) {
        m_bar->setStatus(tr("not found"), true);
        return;
    }
    const int current = m_view->currentRow();
    const std::int64_t at =
        current < 0 ? 0 : m_view->model()->store().numberOf(static_cast<std::size_t>(current));
    const auto hit = std::lower_bound(m_hits.begin(), m_hits.end(), at);
    if (current >= 0 && hit != m_hits.end() && *hit == at)
        m_bar->setStatus(tr("%1 of %2").arg(hit - m_hits.begin() + 1).arg(m_hits.size()));
    else
        m_bar->setStatus(tr("%n lines", nullptr, static_cast<int>(m_hits.size())));
}

} // namespace signalbox::app
