// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/waterfallview.h"

#include "widgets/common/markedscrollbar.h"

#include <QHash>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;
using traces::Row;
using traces::RowKind;
using traces::Stretch;

namespace {

constexpr int narrowestTree = 140;
constexpr int narrowestTime = 160;
constexpr int timeInset = 12;

/// Where each span stands in an order.
std::vector<std::uint32_t> placesOf(const std::vector<std::uint32_t>& order)
{
    std::vector<std::uint32_t> places(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        places[order[i]] = i;
    return places;
}

} // namespace

WaterfallView::WaterfallView(const theme::Theme* theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_painter(theme)
    , m_ruler(new TraceRuler(this, theme))
    , m_bar(new MarkedScrollBar(theme, this))
{
    setVerticalScrollBar(m_bar);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setViewportMargins(0, TraceRuler::height, 0, 0);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Waterfall of the trace"));
    m_bar->setSingleStep(WaterfallPainter::rowHeight);
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(theme, &theme::Theme::changed, m_ruler, qOverload<>(&QWidget::update));
}

void WaterfallView::setReading(traces::ReadingPtr reading)
{
    const traces::ReadingPtr before = std::exchange(m_reading, std::move(reading));
    const bool isSame = before && m_reading && before->trace->id() == m_reading->trace->id();
    if (!isSame) {
        m_choice = {.logs = m_choice.logs, .gaps = true};
        m_rows.clear();
        m_current = -1;
        m_hits.clear();
        m_bottleneck = -1;
        m_bar->setValue(0);
        m_view = {0, m_reading ? m_reading->times.length : 1};
    } else if (before->trace != m_reading->trace) {
        carryOver(*before);
    }
    if (isSame) {
        const bool wasWhole = m_view.begin == 0 && m_view.end == before->times.length;
        m_view =
            wasWhole ? Stretch{0, m_reading->times.length} : traces::fitted(m_view, m_reading->times.length);
    }
    sortHits();
    relayout();
    if (m_current < 0 && !m_rows.empty())
        setCurrentRow(0);
    Q_EMIT viewChanged();
}

// The trace came again, and spans have other positions now: what was closed stays closed, and so on.
void WaterfallView::carryOver(const traces::Reading& before)
{
    QHash<SpanId, std::uint32_t> now;
    now.reserve(static_cast<qsizetype>(m_reading->trace->size()));
    for (std::uint32_t i = 0; i < m_reading->trace->size(); ++i)
        now.insert(m_reading->trace->at(i).id, i);
    const auto move = [&](const std::vector<bool>& old) {
        std::vector<bool> moved;
        if (old.empty())
            return moved;
        moved.assign(m_reading->trace->size(), false);
        for (std::size_t i = 0; i < old.size(); ++i)
            if (old[i])
                if (const auto at = now.constFind(before.trace->at(i).id); at != now.constEnd())
                    moved[*at] = true;
        return moved;
    };
    m_choice.closed = move(m_choice.closed);
    m_choice.revealed = move(m_choice.revealed);
    m_choice.kept.clear();
    m_hits.clear();
    m_bottleneck = -1;
    // The rows are of the old positions: translate them, so that the chosen one is found again.
    for (Row& row : m_rows)
        if (row.kind == RowKind::Span && row.index < before.trace->size()) {
            const auto at = now.constFind(before.trace->at(row.index).id);
            row.index = at == now.constEnd() ? ~std::uint32_t{0} : *at;
        }
}

void WaterfallView::relayout()
{
    const int topRow = m_bar->value() / WaterfallPainter::rowHeight;
    const int within = m_bar->value() % WaterfallPainter::rowHeight;
    const auto take = [this](int row) {
        return row >= 0 && row < static_cast<int>(m_rows.size())
                   ? std::optional(m_rows[static_cast<std::size_t>(row)])
                   : std::nullopt;
    };
    const std::optional<Row> current = take(m_current);
    const std::optional<Row> top = take(topRow);
    m_rows = m_reading ? traces::layOut(*m_reading, m_choice) : std::vector<Row>();
    m_hovered = -1;
    m_current = current ? rowOf(*current) : -1;
    updateBars();
    if (const int row = top ? rowOf(*top) : -1; row >= 0)
        m_bar->setValue(row * WaterfallPainter::rowHeight + within);
    markHits();
    viewport()->update();
    m_ruler->update();
    Q_EMIT rowsChanged();
    Q_EMIT currentChanged();
}

// The same row; a span that went into a closed one is found as that one.
int WaterfallView::rowOf(const Row& like) const
{
    if (like.kind != RowKind::Span) {
        const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&like](const Row& row) {
            return row.kind == like.kind && row.index == like.index;
        });
        return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
    }
    if (!m_reading || like.index >= m_reading->trace->size())
        return -1;
    std::vector<int> rowOfSpan(m_reading->trace->size(), -1);
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].kind == RowKind::Span)
            rowOfSpan[m_rows[i].index] = static_cast<int>(i);
    for (std::int64_t span = like.index; span >= 0;
         span = m_reading->trace->at(static_cast<std::size_t>(span)).parent)
        if (const int row = rowOfSpan[static_cast<std::size_t>(span)]; row >= 0)
            return row;
    return m_rows.empty() ? -1 : 0;
}

void WaterfallView::setZone(Zone zone)
{
    m_zone = zone;
    m_ruler->update();
}

void WaterfallView::setKept(std::vector<bool> kept)
{
    m_choice.kept = std::move(kept);
    m_choice.revealed.clear();
    relayout();
    if (m_current >= 0)
        reveal(m_current, false);
}

void WaterfallView::setHits(std::vector<std::uint32_t> hits)
{
    m_hits = std::move(hits);
    sortHits();
    markHits();
    viewport()->update();
}

// As the rows are, which clocks that are corrected may change.
void WaterfallView::sortHits()
{
    if (!m_reading || m_hits.empty())
        return;
    const std::vector<std::uint32_t> places = placesOf(m_reading->order);
    std::erase_if(m_hits, [&places](std::uint32_t hit) { return hit >= places.size(); });
    std::sort(m_hits.begin(), m_hits.end(),
              [&places](std::uint32_t a, std::uint32_t b) { return places[a] < places[b]; });
}

void WaterfallView::markHits()
{
    m_isHit.assign(m_reading && !m_hits.empty() ? m_reading->trace->size() : 0, false);
    std::vector<MarkedScrollBar::Tick> ticks;
    for (const std::uint32_t hit : m_hits)
        if (hit < m_isHit.size())
            m_isHit[hit] = true;
    if (!m_hits.empty() && m_rows.size() > 1)
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            if (m_rows[i].kind == RowKind::Span && m_rows[i].index < m_isHit.size() &&
                m_isHit[m_rows[i].index])
                ticks.push_back({static_cast<double>(i) / static_cast<double>(m_rows.size() - 1)});
    m_bar->setTicks(std::move(ticks));
}

int WaterfallView::stepHit(int step)
{
    if (m_hits.empty() || !m_reading)
        return -1;
    // The order of the hits is that of the rows: the place of the current span in it decides.
    const std::int64_t current = currentSpan();
    const std::vector<std::uint32_t> placeOf = placesOf(m_reading->order);
    const std::int64_t here = current < 0 ? (step > 0 ? -1 : static_cast<std::int64_t>(placeOf.size()))
                                          : std::int64_t{placeOf[static_cast<std::size_t>(current)]};
    const auto count = static_cast<int>(m_hits.size());
    int next = step > 0 ? 0 : count - 1;
    for (int i = 0; i < count; ++i) {
        const int hit = step > 0 ? i : count - 1 - i;
        const std::int64_t place = placeOf[m_hits[static_cast<std::size_t>(hit)]];
        if (step > 0 ? place > here : place < here) {
            next = hit;
            break;
        }
    }
    showSpan(m_hits[static_cast<std::size_t>(next)]);
    return next;
}

void WaterfallView::setLogsShown(bool shown)
{
    m_choice.logs = shown;
    relayout();
}

void WaterfallView::setBottleneck(std::int64_t span, double share)
{
    m_bottleneck = span;
    m_bottleneckShare = share;
    viewport()->update();
}

std::int64_t WaterfallView::currentSpan() const
{
    if (m_current < 0 || m_current >= static_cast<int>(m_rows.size()))
        return -1;
    const Row& row = m_rows[static_cast<std::size_t>(m_current)];
    switch (row.kind) {
    case RowKind::Span:
        return row.index;
    case RowKind::Gap:
        return m_reading->gaps[row.index].span;
    case RowKind::Log: {
        const traces::TraceLine& line = m_reading->logs.lines[row.index];
        return line.place == traces::TraceLine::Place::Lane ? -1 : std::int64_t{line.span};
    }
    case RowKind::Hidden:
    case RowKind::Lane:
        break;
    }
    return -1;
}

void WaterfallView::setCurrentRow(int row)
{
    const int wanted = std::clamp(row, -1, static_cast<int>(m_rows.size()) - 1);
    if (wanted == m_current)
        return;
    m_current = wanted;
    viewport()->update();
    Q_EMIT currentChanged();
}

void WaterfallView::showSpan(std::uint32_t span)
{
    if (!m_reading || span >= m_reading->trace->size())
        return;
    traces::showSpan(m_choice, *m_reading, span);
    relayout();
    const Row like{.kind = RowKind::Span, .index = span};
    setCurrentRow(rowOf(like));
    reveal(m_current, true);
    const Stretch& when = m_reading->times.spans[span];
    if (when.end < m_view.begin || when.begin > m_view.end)
        setView({when.begin - m_view.length() / 2, when.begin + m_view.length() / 2});
}

traces::TimeScale WaterfallView::scale() const
{
    return {m_view, std::max(1.0, static_cast<double>(viewport()->width() - m_treeWidth - 2 * timeInset))};
}

void WaterfallView::setView(const Stretch& view)
{
    if (!m_reading)
        return;
    const Stretch fit = traces::fitted(view, m_reading->times.length);
    if (fit == m_view)
        return;
    m_view = fit;
    viewport()->update();
    m_ruler->update();
    Q_EMIT viewChanged();
}

void WaterfallView::zoomToSpan(std::uint32_t span)
{
    if (!m_reading)
        return;
    const Stretch& when = m_reading->times.spans[span];
    const traces::Offset room = std::max<traces::Offset>(when.length() / 20, 500);
    setView({when.begin - room, when.end + room});
}

void WaterfallView::zoom(double factor)
{
    if (!m_reading)
        return;
    traces::Offset around = m_view.begin + m_view.length() / 2;
    if (const std::int64_t span = currentSpan(); span >= 0) { // what is looked at stays in sight
        const Stretch& when = m_reading->times.spans[static_cast<std::size_t>(span)];
        const Stretch seen{std::max(when.begin, m_view.begin), std::min(when.end, m_view.end)};
        if (seen.length() >= 0)
            around = seen.begin + seen.length() / 2;
    }
    setView(traces::zoomed(m_view, m_reading->times.length, factor, around));
}

void WaterfallView::pan(double share)
{
    if (m_reading)
        setView(traces::panned(m_view, m_reading->times.length, share));
}

void WaterfallView::showAll()
{
    if (m_reading)
        setView({0, m_reading->times.length});
}

void WaterfallView::toggleRow(int number)
{
    if (!m_reading || number < 0 || number >= static_cast<int>(m_rows.size()))
        return;
    const Row row = m_rows[static_cast<std::size_t>(number)];
    switch (row.kind) {
    case RowKind::Span:
        m_choice.closed.resize(m_reading->trace->size(), false);
        m_choice.closed[row.index] = row.open;
        break;
    case RowKind::Hidden: { // the run of hidden spans from the first one
        m_choice.revealed.resize(m_reading->trace->size(), false);
        const std::vector<std::uint32_t>& order = m_reading->order;
        const auto first = std::find(order.begin(), order.end(), row.index);
        for (auto it = first; it != order.end() && it - first < static_cast<std::ptrdiff_t>(row.count); ++it)
            m_choice.revealed[*it] = true;
        break;
    }
    case RowKind::Lane: {
        std::size_t lane = 0;
        for (int i = 0; i < number; ++i)
            lane += m_rows[static_cast<std::size_t>(i)].kind == RowKind::Lane ? 1 : 0;
        if (m_choice.openLanes.size() <= lane)
            m_choice.openLanes.resize(lane + 1, false);
        m_choice.openLanes[lane] = !row.open;
        break;
    }
    case RowKind::Gap:
    case RowKind::Log:
        return;
    }
    relayout();
}

void WaterfallView::closeAll(bool closed)
{
    if (!m_reading)
        return;
    traces::closeAll(m_choice, *m_reading, closed);
    relayout();
}

void WaterfallView::closeLevel()
{
    if (!m_reading)
        return;
    if (const std::uint32_t depth = traces::openDepth(m_rows); depth > 0)
        traces::closeFromDepth(m_choice, *m_reading, depth);
    relayout();
}

void WaterfallView::openLevel()
{
    if (!m_reading)
        return;
    traces::closeFromDepth(m_choice, *m_reading, traces::openDepth(m_rows) + 2);
    relayout();
}

void WaterfallView::closeService(const QString& service, bool closed)
{
    if (!m_reading)
        return;
    traces::closeService(m_choice, *m_reading, service, closed);
    relayout();
}

int WaterfallView::rowAt(const QPoint& place) const
{
    const int row = (m_bar->value() + place.y()) / WaterfallPainter::rowHeight;
    return place.y() < 0 || row >= static_cast<int>(m_rows.size()) ? -1 : row;
}

QRect WaterfallView::rectOf(int row) const
{
    return {0, row * WaterfallPainter::rowHeight - m_bar->value(), viewport()->width(),
            WaterfallPainter::rowHeight};
}

QRectF WaterfallView::barOf(int row) const
{
    return m_painter.barRect(scene(), m_rows[static_cast<std::size_t>(row)], rectOf(row).top());
}

QRect WaterfallView::disclosureOf(int row) const
{
    return m_painter.disclosureRect(scene(), m_rows[static_cast<std::size_t>(row)], rectOf(row).top());
}

void WaterfallView::setTreeWidth(int width)
{
    m_treeWanted = width;
    m_treeWidth =
        std::clamp(width, narrowestTree, std::max(narrowestTree, viewport()->width() - narrowestTime));
    viewport()->update();
    m_ruler->update();
}

WaterfallPainter::Scene WaterfallView::scene() const
{
    return {.reading = m_reading.get(),
            .rows = &m_rows,
            .scale = scale(),
            .treeWidth = m_treeWidth,
            .width = viewport()->width(),
            .current = m_current,
            .hovered = m_hovered,
            .active = hasFocus(),
            .hits = m_isHit.empty() ? nullptr : &m_isHit,
            .currentHit = currentSpan(),
            .bottleneck = m_bottleneck,
            .bottleneckShare = m_bottleneckShare};
}

void WaterfallView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme->color(Color::SurfacePane));
    const WaterfallPainter::Scene what = scene();
    painter.setPen(m_theme->color(Color::ChartGrid));
    for (const traces::OffsetTick& tick : traces::offsetTicks(what.scale, 110)) {
        const int x = m_treeWidth + timeInset + static_cast<int>(what.scale.x(tick.at));
        if (x > m_treeWidth)
            painter.drawLine(x, 0, x, viewport()->height());
    }
    if (m_reading) {
        const int first = m_bar->value() / WaterfallPainter::rowHeight;
        for (int row = first; row < static_cast<int>(m_rows.size()); ++row) {
            const int top = row * WaterfallPainter::rowHeight - m_bar->value();
            if (top >= viewport()->height())
                break;
            if (top + WaterfallPainter::rowHeight > event->rect().top() && top <= event->rect().bottom())
                m_painter.paintRow(painter, what, row, top);
        }
    }
    painter.setPen(m_theme->color(Color::LineNormal));
    painter.drawLine(m_treeWidth, 0, m_treeWidth, viewport()->height());
}

void WaterfallView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_ruler->setGeometry(0, 0, viewport()->width(), TraceRuler::height);
    m_treeWidth =
        std::clamp(m_treeWanted, narrowestTree, std::max(narrowestTree, viewport()->width() * 45 / 100));
    updateBars();
}

void WaterfallView::updateBars()
{
    const int whole = static_cast<int>(m_rows.size()) * WaterfallPainter::rowHeight;
    m_bar->setRange(0, std::max(0, whole - viewport()->height()));
    m_bar->setPageStep(viewport()->height());
}

void WaterfallView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    viewport()->update();
}

void WaterfallView::reveal(int row, bool middle)
{
    if (row < 0)
        return;
    const int top = row * WaterfallPainter::rowHeight;
    const int height = viewport()->height();
    if (top >= m_bar->value() && top + WaterfallPainter::rowHeight <= m_bar->value() + height)
        return;
    if (middle)
        m_bar->setValue(top - height / 2);
    else
        m_bar->setValue(top < m_bar->value() ? top : top + WaterfallPainter::rowHeight - height);
}

void WaterfallView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void WaterfallView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace signalbox::widgets
