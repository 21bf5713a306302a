// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/rows.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace signalbox::traces {

namespace {

/// A gap or a line that belongs among the children of a span.
struct Extra
{
    std::uint32_t span = 0;
    Offset at = 0;
    RowKind kind = RowKind::Gap;
    std::uint32_t index = 0;
};

class Layout
{
public:
    Layout(const Reading& reading, const RowChoice& choice)
        : m_reading(reading)
        , m_choice(choice)
    {
    }

    std::vector<Row> run()
    {
        collectExtras();
        collectShown();
        const Trace& trace = *m_reading.trace;
        m_rows.reserve(std::min<std::size_t>(trace.size() + m_extras.size(), 400'000));
        const std::vector<std::uint32_t>& order = m_reading.order;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const std::uint32_t span = order[i];
            const std::uint32_t depth = trace.depthOf(span);
            if (!m_shown.empty() && !m_shown[span]) {
                hide(span, depth);
                continue;
            }
            flushTo(depth, m_reading.times.spans[span].begin);
            const bool closed = m_choice.isClosed(span) && hasBelow(span);
            const std::uint32_t held = closed ? m_reading.descendants[span] : 0;
            m_rows.push_back({RowKind::Span, !closed, depth, span, held});
            if (closed)
                i += held; // the whole subtree lies behind it in the order
            else
                push(span, depth);
        }
        flushTo(0, std::numeric_limits<Offset>::max());
        while (!m_open.empty())
            pop();
        endHidden();
        addLanes();
        return std::move(m_rows);
    }

private:
    struct OpenSpan
    {
        std::uint32_t depth = 0;
        std::size_t next = 0; ///< among the extras
        std::size_t end = 0;
    };

    [[nodiscard]] bool hasBelow(std::uint32_t span) const
    {
        if (m_reading.descendants[span] > 0)
            return true;
        const auto [from, to] = extrasOf(span);
        return from != to;
    }

    void collectExtras()
    {
        if (m_choice.gaps)
            for (std::uint32_t i = 0; i < m_reading.gaps.size(); ++i)
                m_extras.push_back({m_reading.gaps[i].span, m_reading.gaps[i].when.begin, RowKind::Gap, i});
        if (m_choice.logs) {
            const std::vector<TraceLine>& lines = m_reading.logs.lines;
            for (std::uint32_t i = 0; i < lines.size(); ++i)
                if (lines[i].place != TraceLine::Place::Lane)
                    m_extras.push_back({lines[i].span, lines[i].at, RowKind::Log, i});
        }
        std::stable_sort(m_extras.begin(), m_extras.end(), [](const Extra& a, const Extra& b) {
            // A gap that begins with a line comes after it.
            return std::tuple(a.span, a.at, a.kind == RowKind::Gap) <
                   std::tuple(b.span, b.at, b.kind == RowKind::Gap);
        });
    }

    void collectShown()
    {
        if (m_choice.kept.empty())
            return;
        const Trace& trace = *m_reading.trace;
        m_shown.assign(trace.size(), false);
        const std::vector<std::uint32_t>& order = trace.preorder();
        for (auto it = order.rbegin(); it != order.rend(); ++it) {
            const bool wanted =
                m_choice.kept[*it] || (*it < m_choice.revealed.size() && m_choice.revealed[*it]);
            if (!wanted && !m_shown[*it])
                continue;
            m_shown[*it] = true;
            if (const std::int32_t parent = trace.at(*it).parent; parent >= 0)
                m_shown[static_cast<std::size_t>(parent)] = true;
        }
    }

    [[nodiscard]] std::pair<std::size_t, std::size_t> extrasOf(std::uint32_t span) const
    {
        const auto first = std::lower_bound(m_extras.begin(), m_extras.end(), span,
                                            [](const Extra& e, std::uint32_t s) { return e.span < s; });
        auto last = first;
        while (last != m_extras.end() && last->span == span)
            ++last;
        return {static_cast<std::size_t>(first - m_extras.begin()),
                static_cast<std::size_t>(last - m_extras.begin())};
    }

    void push(std::uint32_t span, std::uint32_t depth)
    {
        if (m_extras.empty())
            return;
        const auto [from, to] = extrasOf(span);
        if (from != to)
            m_open.push_back({depth, from, to});
    }

    void emitExtras(OpenSpan& open, Offset before)
    {
        for (; open.next < open.end && m_extras[open.next].at < before; ++open.next)
            m_rows.push_back({m_extras[open.next].kind, false, open.depth + 1, m_extras[open.next].index, 0});
    }

    void pop()
    {
        emitExtras(m_open.back(), std::numeric_limits<Offset>::max());
        m_open.pop_back();
    }

    /// What is due before a span of that depth that begins then.
    void flushTo(std::uint32_t depth, Offset begin)
    {
        endHidden();
        while (!m_open.empty() && m_open.back().depth >= depth)
            pop();
        if (!m_open.empty() && m_open.back().depth + 1 == depth)
            emitExtras(m_open.back(), begin);
    }

    void hide(std::uint32_t span, std::uint32_t depth)
    {
        if (m_hidden.count == 0)
            m_hidden = {RowKind::Hidden, false, depth, span, 0};
        m_hidden.depth = std::min(m_hidden.depth, depth);
        ++m_hidden.count;
    }

    void endHidden()
    {
        if (m_hidden.count > 0)
            m_rows.push_back(m_hidden);
        m_hidden.count = 0;
    }

    void addLanes()
    {
        if (!m_choice.logs || m_reading.logs.unmatched == 0)
            return;
        const std::vector<TraceLine>& lines = m_reading.logs.lines;
        QHash<QString, std::size_t> known;
        std::vector<std::vector<std::uint32_t>> lanes;
        for (std::uint32_t i = 0; i < lines.size(); ++i) {
            if (lines[i].place != TraceLine::Place::Lane)
                continue;
            const auto at = known.constFind(lines[i].service);
            const std::size_t lane = at == known.constEnd() ? lanes.size() : *at;
            if (lane == lanes.size()) {
                known.insert(lines[i].service, lane);
                lanes.emplace_back();
            }
            lanes[lane].push_back(i);
        }
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            const bool open = lane < m_choice.openLanes.size() && m_choice.openLanes[lane];
            m_rows.push_back({RowKind::Lane, open, 0, lanes[lane].front(),
                              static_cast<std::uint32_t>(lanes[lane].size())});
            if (open)
                for (const std::uint32_t line : lanes[lane])
                    m_rows.push_back({RowKind::Log, false, 1, line, 0});
        }
    }

    const Reading& m_reading;
    const RowChoice& m_choice;
    std::vector<Extra> m_extras;
    std::vector<bool> m_shown;
    std::vector<OpenSpan> m_open;
    Row m_hidden;
    std::vector<Row> m_rows;
};

} // namespace

std::vector<Row> layOut(const Reading& reading, const RowChoice& choice)
{
    return Layout(reading, choice).run();
}

void closeAll(RowChoice& choice, const Reading& reading, bool closed)
{
    choice.closed.assign(reading.trace->size(), closed);
}

void closeFromDepth(RowChoice& choice, const Reading& reading, std::uint32_t depth)
{
    choice.closed.assign(reading.trace->size(), false);
    for (std::uint32_t span = 0; span < reading.trace->size(); ++span)
        choice.closed[span] = reading.trace->depthOf(span) + 1 >= depth;
}

void closeService(RowChoice& choice, const Reading& reading, const QString& service, bool closed)
{
    choice.closed.resize(reading.trace->size(), false);
    for (std::uint32_t span = 0; span < reading.trace->size(); ++span)
        if (reading.trace->serviceOf(reading.trace->at(span)) == service)
            choice.closed[span] = closed;
}

std::uint32_t openDepth(const std::vector<Row>& rows)
{
    std::uint32_t depth = 0;
    for (const Row& row : rows)
        if (row.kind == RowKind::Span)
            depth = std::max(depth, row.depth);
    return depth;
}

void showSpan(RowChoice& choice, const Reading& reading, std::uint32_t span)
{
    if (!choice.kept.empty()) {
        choice.revealed.resize(reading.trace->size(), false);
        choice.revealed[span] = true;
    }
    for (std::int32_t above = reading.trace->at(span).parent; above >= 0;
         above = reading.trace->at(static_cast<std::size_t>(above)).parent)
        if (static_cast<std::size_t>(above) < choice.closed.size())
            choice.closed[static_cast<std::size_t>(above)] = false;
}

} // namespace signalbox::traces
