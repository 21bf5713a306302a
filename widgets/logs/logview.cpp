// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logview.h"

#include "models/items/logmodel.h"
#include "widgets/common/markedscrollbar.h"

#include <QApplication>
#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

namespace signalbox::widgets {

using items::LogModel;
using theme::Color;

namespace {

constexpr int headerHeight = 28;
constexpr int nearEnd = 60; ///< rows before the end at which more is asked for

} // namespace

LogView::LogView(LogModel* model, const theme::Theme* theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_theme(theme)
    , m_header(new QHeaderView(Qt::Horizontal, this))
    , m_bar(new MarkedScrollBar(theme, this))
    , m_jump(new QPushButton(viewport()))
    , m_painter(theme)
    , m_heights(2'000)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBar(m_bar);
    setViewportMargins(0, headerHeight, 0, 0);
    setAccessibleName(tr("Log lines"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    m_header->setModel(model);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setHighlightSections(false);
    m_header->setMinimumSectionSize(48);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_jump->hide();
    m_jump->setFocusPolicy(Qt::NoFocus);
    rebuildColumns();

    connect(model, &QAbstractItemModel::modelReset, this, &LogView::modelReset);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { rowsInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { rowsRemoved(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this, [this] {
        forgetHeights();
        viewport()->update();
    });
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        forgetHeights();
        rebuildColumns();
    });
    connect(m_header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& place) {
        const int column = m_header->logicalIndexAt(place);
        if (column >= LogModel::FirstFieldColumn && column < m_model->messageColumn())
            Q_EMIT columnRemovalRequested(column - LogModel::FirstFieldColumn);
    });
    connect(m_bar, &QScrollBar::valueChanged, this, &LogView::scrolled);
    connect(m_jump, &QPushButton::clicked, this, &LogView::goToLiveEnd);
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

LogView::~LogView() = default;

void LogView::forgetHeights()
{
    m_heights.clear();
}

void LogView::rebuildColumns()
{
    static constexpr std::array<int, 3> widths{128, 80, 128};
    const int message = m_model->messageColumn();
    if (m_header->count() != message + 1)
        return;
    {
        const QSignalBlocker blocker(m_header);
        for (int column = 0; column <= message; ++column)
            m_header->setSectionResizeMode(column, column == message ? QHeaderView::Stretch
                                                                     : QHeaderView::Interactive);
        if (!m_header->property("sized").toBool() || m_header->property("sized").toInt() != message + 1) {
            for (int column = 0; column < 3; ++column)
                if (m_header->property("sized").toInt() == 0)
                    m_header->resizeSection(column, widths[static_cast<std::size_t>(column)]);
            for (int column = LogModel::FirstFieldColumn; column < message; ++column)
                m_header->resizeSection(column, 120);
            m_header->setProperty("sized", message + 1);
        }
    }
    std::vector<QRect> columns;
    for (int column = 0; column <= message; ++column)
        columns.emplace_back(m_header->sectionViewportPosition(column), 0, m_header->sectionSize(column), 0);
    m_painter.setColumns(std::move(columns));
    updateRange();
    viewport()->update();
}

int LogView::rowOfNumber(std::optional<std::int64_t> number) const
{
    const auto row = number ? m_model->store().rowOf(*number) : std::nullopt;
    return row ? static_cast<int>(*row) : -1;
}

int LogView::currentRow() const
{
    return rowOfNumber(m_current);
}

int LogView::openRow() const
{
    return rowOfNumber(m_open);
}

int LogView::heightOf(int row) const
{
    if (!m_wrap)
        return LogPainter::rowHeight;
    const std::int64_t number = m_model->store().numberOf(static_cast<std::size_t>(row));
    if (const int* known = m_heights.object(number))
        return *known;
    const int height = m_painter.heightOf(m_model->row(row));
    m_heights.insert(number, new int(height));
    return height;
}

int LogView::fullHeightOf(int row) const
{
    return heightOf(row) + (row == openRow() ? m_detailHeight : 0);
}

// Without wrapping the scroll bar counts pixels, exactly. With it the height of a million rows is not known:
// there it counts rows, LogPainter::rowHeight units each, and a row passes by in as many units as any other.
int LogView::topRow() const
{
    const int value = m_bar->value();
    const int open = openRow();
    if (m_wrap || open < 0)
        return value / LogPainter::rowHeight;
    const int openTop = open * LogPainter::rowHeight;
    if (value < openTop + LogPainter::rowHeight)
        return value / LogPainter::rowHeight;
    if (value < openTop + LogPainter::rowHeight + m_detailHeight)
        return open;
    return (value - m_detailHeight) / LogPainter::rowHeight;
}

std::vector<LogView::Placed> LogView::placed() const
{
    std::vector<Placed> rows;
    const int count = m_model->rowCount();
    if (count == 0)
        return rows;
    int row = std::clamp(topRow(), 0, count - 1);
    int top = 0;
    if (m_wrap) {
        top = -(m_bar->value() % LogPainter::rowHeight) * fullHeightOf(row) / LogPainter::rowHeight;
    } else {
        const int open = openRow();
        top = row * LogPainter::rowHeight + (open >= 0 && row > open ? m_detailHeight : 0) - m_bar->value();
    }
    for (const int bottom = viewport()->height(); row < count && top < bottom; ++row) {
        const int height = fullHeightOf(row);
        rows.push_back({row, top, height});
        top += height;
    }
    return rows;
}

void LogView::updateRange()
{
    const int count = m_model->rowCount();
    const int view = viewport()->height();
    const int open = openRow();
    int most = 0;
    if (m_wrap) {
        // The last row that can stand on top, so that the end is seen whole.
        int row = count;
        int height = 0;
        while (row > 0 && height < view)
            height += fullHeightOf(--row);
        most = height <= view ? 0
                              : row * LogPainter::rowHeight +
                                    (height - view) * LogPainter::rowHeight / std::max(1, fullHeightOf(row));
    } else {
        most = std::max(0, count * LogPainter::rowHeight + (open >= 0 ? m_detailHeight : 0) - view);
    }
    m_bar->setPageStep(std::max(LogPainter::rowHeight, view - LogPainter::rowHeight));
    m_bar->setSingleStep(LogPainter::rowHeight);
    m_bar->setRange(0, most);
}

void LogView::modelReset()
{
    m_current.reset();
    m_anchor.reset();
    forgetHeights();
    if (m_open)
        closeDetail();
    m_hits.clear();
    m_unread = 0;
    m_hovered = -1;
    rebuildColumns();
    {
        const QScopedValueRollback moving(m_moving, true);
        m_bar->setValue(m_liveEnd == LiveEnd::Bottom ? m_bar->maximum() : 0);
    }
    m_following = m_liveEnd != LiveEnd::None;
    rebuildTicks();
    showUnread();
    Q_EMIT currentChanged(-1);
}

void LogView::rowsInserted(int first, int last)
{
    const int count = last - first + 1;
    const int before = m_model->rowCount() - count;
    const bool above = before > 0 && first == 0 && (m_bar->value() > 0 || (m_open && !isFollowing()));
    const QScopedValueRollback moving(m_moving, true);
    const int value = m_bar->value();
    updateRange();
    const bool atLive = (m_liveEnd == LiveEnd::Top && first == 0) ||
                        (m_liveEnd == LiveEnd::Bottom && last == m_model->rowCount() - 1);
    if (atLive && m_following)
        m_bar->setValue(m_liveEnd == LiveEnd::Top ? 0 : m_bar->maximum());
    else if (above)
        m_bar->setValue(value + count * LogPainter::rowHeight);
    if (atLive && !m_following)
        m_unread += count;
    rebuildTicks();
    placeDetail();
    showUnread();
    viewport()->update();
}

void LogView::rowsRemoved(int first, int last)
{
    const QScopedValueRollback moving(m_moving, true);
    const int count = last - first + 1;
    const int value = m_bar->value();
    forgetHeights(); // numbers of rows that left are given anew
    if (m_open && openRow() < 0)
        closeDetail();
    updateRange();
    if (first == 0)
        m_bar->setValue(std::max(0, value - count * LogPainter::rowHeight));
    m_hovered = -1;
    rebuildTicks();
    placeDetail();
    viewport()->update();
    if (m_current && currentRow() < 0) {
        m_current.reset();
        Q_EMIT currentChanged(-1);
    }
}

void LogView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void LogView::scrolled()
{
    placeDetail();
    viewport()->update();
    if (m_moving)
        return;
    if (m_liveEnd != LiveEnd::None) {
        const bool atEnd =
            m_liveEnd == LiveEnd::Top ? m_bar->value() == 0 : m_bar->value() == m_bar->maximum();
        if (atEnd != m_following) {
            m_following = atEnd;
            if (atEnd)
                m_unread = 0;
            showUnread();
            Q_EMIT followingChanged(atEnd);
        }
    }
    if (m_model->rowCount() > 0 && m_bar->maximum() - m_bar->value() < nearEnd * LogPainter::rowHeight)
        Q_EMIT endNear();
}

bool LogView::isFollowing() const
{
    return m_liveEnd != LiveEnd::None && m_following;
}

void LogView::setLiveEnd(LiveEnd end)
{
    m_liveEnd = end;
    m_following = end != LiveEnd::None;
    m_unread = 0;
    if (m_following)
        goToLiveEnd();
    showUnread();
}

void LogView::goToLiveEnd()
{
    const QScopedValueRollback moving(m_moving, true);
    m_bar->setValue(m_liveEnd == LiveEnd::Bottom ? m_bar->maximum() : 0);
    m_unread = 0;
    const bool before = std::exchange(m_following, m_liveEnd != LiveEnd::None);
    showUnread();
    if (before != m_following)
        Q_EMIT followingChanged(m_following);
}

void LogView::showUnread()
{
    m_jump->setVisible(m_liveEnd != LiveEnd::None && !m_following);
    if (!m_jump->isVisibleTo(viewport()))
        return;
    m_jump->setText(m_unread > 0 ? tr("%n new", nullptr, m_unread) : tr("Paused: back to the newest"));
    m_jump->setIcon(m_theme->icon(QStringLiteral("play"), Color::AccentText));
    m_jump->adjustSize();
    const int y = m_liveEnd == LiveEnd::Top ? 8 : viewport()->height() - m_jump->height() - 8;
    m_jump->move((viewport()->width() - m_jump->width()) / 2, y);
    m_jump->raise();
}

void LogView::setCurrentRow(int row, bool select)
{
    if (row < 0 || row >= m_model->rowCount()) {
        if (m_current) {
            m_current.reset();
            m_anchor.reset();
            viewport()->update();
            Q_EMIT currentChanged(-1);
        }
        return;
    }
    const std::int64_t number = m_model->store().numberOf(static_cast<std::size_t>(row));
    if (!select || !m_anchor)
        m_anchor = number;
    const bool same = m_current == number;
    m_current = number;
    reveal(row);
    viewport()->update();
    if (!same) {
        setAccessibleDescription(m_model->isBreak(row)
                                     ? m_model->row(row).gap->text
                                     : QStringLiteral("%1 %2 %3 %4")
                                           .arg(m_model->row(row).time, m_model->row(row).levelWord,
                                                m_model->row(row).service, m_model->row(row).message));
        Q_EMIT currentChanged(row);
    }
}

std::vector<int> LogView::selectedRows() const
{
    const int current = currentRow();
    if (current < 0)
        return {};
    const int anchor = rowOfNumber(m_anchor);
    const auto [first, last] = std::minmax(current, anchor < 0 ? current : anchor);
    std::vector<int> rows;
    for (int row = first; row <= last; ++row)
        if (!m_model->isBreak(row))
            rows.push_back(row);
    return rows;
}

void LogView::setDetail(QWidget* detail)
{
    m_detail = detail;
    m_detail->setParent(viewport());
    m_detail->hide();
}

void LogView::openDetail(int row)
{
    if (!m_detail || row < 0 || row >= m_model->rowCount() || m_model->isBreak(row))
        return;
    m_open = m_model->store().numberOf(static_cast<std::size_t>(row));
    {
        const QScopedValueRollback moving(m_moving, true);
        updateRange();
    }
    setCurrentRow(row);
    Q_EMIT opened(row);
    reveal(row);
    placeDetail();
    viewport()->update();
}

void LogView::closeDetail()
{
    if (!m_open)
        return;
    const bool hadFocus = m_detail && m_detail->isAncestorOf(QApplication::focusWidget());
    m_open.reset();
    if (m_detail)
        m_detail->hide();
    {
        const QScopedValueRollback moving(m_moving, true);
        updateRange();
    }
    if (hadFocus)
        setFocus();
    viewport()->update();
    Q_EMIT closed();
}

void LogView::setDetailHeight(int height)
{
    m_detailHeight = height;
    updateRange();
    placeDetail();
    viewport()->update();
}

void LogView::placeDetail()
{
    if (!m_detail || !m_open)
        return;
    const int open = openRow();
    for (const Placed& place : placed()) {
        if (place.row != open)
            continue;
        const int row = heightOf(open);
        m_detail->setGeometry(0, place.top + row, viewport()->width(), m_detailHeight);
        m_detail->show();
        return;
    }
    // Out of sight, but it keeps the keyboard if it has it: hidden widgets lose it.
    m_detail->move(0, -2 * m_detailHeight);
}

void LogView::setWrap(bool wrap)
{
    if (wrap == m_wrap)
        return;
    const int top = topRow();
    m_wrap = wrap;
    m_painter.setWrap(wrap);
    forgetHeights();
    updateRange();
    const int open = openRow();
    m_bar->setValue(top * LogPainter::rowHeight + (!wrap && open >= 0 && top > open ? m_detailHeight : 0));
    placeDetail();
    viewport()->update();
}

void LogView::setSearch(std::optional<logs::Searcher> searcher)
{
    m_searcher = std::move(searcher);
    m_painter.setSearch(m_searcher ? &*m_searcher : nullptr);
    if (!m_searcher)
        setHits({});
    viewport()->update();
}

void LogView::setHits(std::vector<std::int64_t> hits)
{
    m_hits = std::move(hits);
    rebuildTicks();
}

void LogView::rebuildTicks()
{
    std::vector<MarkedScrollBar::Tick> ticks;
    const double rows = std::max(1, m_model->rowCount());
    // More ticks than pixels say nothing more.
    const int slots = std::max(1, m_bar->height());
    int lastSlot = -1;
    for (const std::int64_t hit : m_hits) {
        const auto row = m_model->store().rowOf(hit);
        if (!row)
            continue;
        const double at = static_cast<double>(*row) / rows;
        const int slot = static_cast<int>(at * slots);
        if (slot == lastSlot)
            continue;
        lastSlot = slot;
        ticks.push_back({.at = at});
    }
    m_bar->setTicks(std::move(ticks));
}

void LogView::reveal(int row, bool middle)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    const int view = viewport()->height();
    const int height = std::min(fullHeightOf(row), view);
    if (!m_wrap) {
        const int open = openRow();
        const int top = row * LogPainter::rowHeight + (open >= 0 && row > open ? m_detailHeight : 0);
        if (middle)
            m_bar->setValue(top - (view - height) / 2);
        else if (top < m_bar->value())
            m_bar->setValue(top);
        else if (top + height > m_bar->value() + view)
            m_bar->setValue(top + height - view);
        return;
    }
    const QRect rect = rectOf(row);
    if (!rect.isNull() && rect.top() >= 0 && rect.bottom() < view)
        return;
    if (row <= topRow() && !middle) {
        m_bar->setValue(row * LogPainter::rowHeight);
        return;
    }
    int first = row;
    for (int used = height; first > 0; --first) {
        used += fullHeightOf(first - 1);
        if (used > (middle ? view / 2 : view))
            break;
    }
    m_bar->setValue(first * LogPainter::rowHeight);
}

std::pair<int, int> LogView::visibleRows() const
{
    const std::vector<Placed> rows = placed();
    return rows.empty() ? std::pair(-1, -1) : std::pair(rows.front().row, rows.back().row);
}

QRect LogView::rectOf(int row) const
{
    for (const Placed& place : placed())
        if (place.row == row)
            return {0, place.top, viewport()->width(), heightOf(row)};
    return {};
}

int LogView::rowAt(const QPoint& place) const
{
    for (const Placed& row : placed())
        if (place.y() >= row.top && place.y() < row.top + heightOf(row.row))
            return row.row;
    return -1;
}

void LogView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme->color(Color::SurfacePane));
    const int current = currentRow();
    const int anchor = rowOfNumber(m_anchor);
    const auto [first, last] = std::minmax(current, anchor < 0 ? current : anchor);
    const int open = openRow();
    const bool active = hasFocus() || (m_detail && m_detail->isAncestorOf(QApplication::focusWidget()));
    for (const Placed& place : placed()) {
        const QRect rect(0, place.top, viewport()->width(), heightOf(place.row));
        if (!rect.intersects(event->rect()))
            continue;
        m_painter.paint(painter, rect, m_model->row(place.row),
                        {.current = place.row == current,
                         .selected = current >= 0 && place.row >= first && place.row <= last,
                         .active = active,
                         .hovered = place.row == m_hovered,
                         .open = place.row == open});
    }
}

void LogView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_header->setGeometry(0, 0, viewport()->width(), headerHeight);
    forgetHeights();
    rebuildColumns();
    rebuildTicks();
    placeDetail();
    showUnread();
}

} // namespace signalbox::widgets
