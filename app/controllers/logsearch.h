// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/search.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace signalbox::widgets {
class LogView;
class SearchBar;
} // namespace signalbox::widgets

namespace signalbox::app {

/// Finds a text among the loaded lines while it is typed. Pieces of the lines are searched on the pool, side
/// by side; another text stops the search before. What narrows the last text looks at its hits only, and
/// lines that come are searched alone.
class LogSearch : public QObject
{
    Q_OBJECT

public:
    LogSearch(widgets::SearchBar* bar, widgets::LogView* view, QThreadPool* pool, QObject* parent = nullptr);
    ~LogSearch() override;

    /// The numbers of the rows that match, ascending.
    [[nodiscard]] const std::vector<std::int64_t>& hits() const { return m_hits; }
    [[nodiscard]] bool isRunning() const { return m_running > 0; }

Q_SIGNALS:
    /// All that is loaded was looked at.
    void finished();

private:
    void start();
    void stop();
    void searchPieces(logs::Pieces pieces);
    void linesCame();
    void take(const std::vector<std::int64_t>& hits);
    void step(int direction);
    void show();

    widgets::SearchBar* m_bar;
    widgets::LogView* m_view;
    QThreadPool* m_pool;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::optional<logs::Searcher> m_searcher;
    logs::SearchText m_text; ///< that the hits belong to
    std::vector<std::int64_t> m_hits;
    std::pair<std::int64_t, std::int64_t> m_searched{0, 0}; ///< numbers of rows, the end not included
    quint64 m_generation = 0;
    int m_running = 0;
    bool m_complete = false; ///< the hits are all there are of m_text
    bool m_jump = false;     ///< go to the nearest hit when there is one
};

} // namespace signalbox::app
