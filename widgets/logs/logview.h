// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/search.h"
#include "widgets/logs/logpainter.h"
#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>
#include <QCache>

#include <functional>
#include <optional>
#include <vector>

class QHeaderView;
class QPushButton;

namespace signalbox::items {
class LogModel;
}

namespace signalbox::widgets {

class MarkedScrollBar;

/// The table of log lines: a million scroll like ten, since only what is seen is laid out. One row may be
/// open, with a widget of its own below it. Rows that come or go above do not move what is read; at the live
/// end of a tail the view follows. Emits intent; must not fetch.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class LiveEnd
    {
        None,
        Top,
        Bottom
    };

    LogView(items::LogModel* model, const theme::Theme* theme, QWidget* parent = nullptr);
    ~LogView() override;

    [[nodiscard]] items::LogModel* model() const { return m_model; }
    /// -1 when no row is chosen.
    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row, bool select = false);
    /// Ascending; what Shift selected, or the current row.
    [[nodiscard]] std::vector<int> selectedRows() const;
    /// Shown below the row that is open. The view takes it over.
    void setDetail(QWidget* detail);
    void openDetail(int row);
    void closeDetail();
    [[nodiscard]] int openRow() const;
    void setDetailHeight(int height);

    void setWrap(bool wrap);
    [[nodiscard]] bool wrap() const { return m_wrap; }
    /// What is marked in the rows; the hits are marked in the scroll bar. Nothing: no search.
    void setSearch(std::optional<logs::Searcher> searcher);
    void setHits(std::vector<std::int64_t> hits);
    void setLiveEnd(LiveEnd end);
    /// Whether Enter leads from that row to its trace instead of opening it.
    void setLeadsOn(std::function<bool(int row)> leadsOn) { m_leadsOn = std::move(leadsOn); }
    [[nodiscard]] bool isFollowing() const;
    void goToLiveEnd();
    void reveal(int row, bool middle = false);

    /// First and last row that are seen, at least in part; -1 when there is none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;
    [[nodiscard]] QRect rectOf(int row) const;
    [[nodiscard]] int rowAt(const QPoint& place) const;
    [[nodiscard]] QHeaderView* header() const { return m_header; }
    [[nodiscard]] MarkedScrollBar* bar() const { return m_bar; }
    [[nodiscard]] int unreadCount() const { return m_unread; }

Q_SIGNALS:
    void currentChanged(int row);
    /// Its detail is to be shown: the view has made room below the row.
    void opened(int row);
    void closed();
    /// The end that is loaded so far is near.
    void endNear();
    void breakActivated(int row);
    void traceRequested(int row);
    void starRequested(int row);
    void menuRequested(int row, const QPoint& global);
    void followingChanged(bool following);
    void columnRemovalRequested(int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Placed
    {
        int row = 0;
        int top = 0;
        int height = 0; ///< with its detail
    };
    [[nodiscard]] std::vector<Placed> placed() const;
    [[nodiscard]] int heightOf(int row) const;
    [[nodiscard]] int fullHeightOf(int row) const;
    [[nodiscard]] int topRow() const;
    [[nodiscard]] int rowOfNumber(std::optional<std::int64_t> number) const;
    void modelReset();
    void rowsInserted(int first, int last);
    void rowsRemoved(int first, int last);
    void rebuildColumns();
    void updateRange();
    void placeDetail();
    void scrolled();
    void step(int rows, bool select);
    void toggleDetail(int row);
    void activate(int row);
    void rebuildTicks();
    void showUnread();
    void forgetHeights();

    items::LogModel* m_model;
    const theme::Theme* m_theme;
    QHeaderView* m_header;
    MarkedScrollBar* m_bar;
    QPushButton* m_jump; ///< "128 new"
    LogPainter m_painter;
    QWidget* m_detail = nullptr;
    std::optional<std::int64_t> m_current; ///< numbers, which rows keep while others come and go
    std::optional<std::int64_t> m_anchor;
    std::optional<std::int64_t> m_open;
    std::optional<logs::Searcher> m_searcher;
    std::vector<std::int64_t> m_hits;
    mutable QCache<std::int64_t, int> m_heights; ///< of wrapped rows
    LiveEnd m_liveEnd = LiveEnd::None;
    int m_detailHeight = 280;
    std::function<bool(int row)> m_leadsOn;
    int m_unread = 0;
    int m_hovered = -1;
    bool m_wrap = false;
    bool m_following = false;
    bool m_moving = false; ///< the scroll bar moves by our own doing
};

} // namespace signalbox::widgets
