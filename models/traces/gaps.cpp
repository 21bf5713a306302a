// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/gaps.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox::traces {

namespace {

QString gapText(const char* sentence)
{
    return QCoreApplication::translate("Gap", sentence);
}

class Finder
{
public:
    Finder(const Trace& trace, const Timeline& times, const std::vector<Moment>& moments, Offset shortest)
        : m_trace(trace)
        , m_times(times)
        , m_moments(moments)
        , m_shortest(shortest)
    {
    }

    std::vector<Gap> run()
    {
        for (std::uint32_t span = 0; span < m_trace.size(); ++span)
            if (!m_trace.children(span).empty() && m_times.spans[span].length() >= m_shortest)
                look(span);
        return std::move(m_gaps);
    }

private:
    void look(std::uint32_t span)
    {
        const Stretch& whole = m_times.spans[span];
        m_children.clear();
        for (const std::uint32_t child : m_trace.children(span))
            m_children.push_back(child);
        const auto earlier = [this](std::uint32_t a, std::uint32_t b) {
            return m_times.spans[a].begin < m_times.spans[b].begin;
        };
        if (!std::is_sorted(m_children.begin(), m_children.end(), earlier))
            std::sort(m_children.begin(), m_children.end(), earlier);
        Offset until = whole.begin;
        std::int64_t last = -1;
        for (const std::uint32_t child : m_children) {
            const Stretch& when = m_times.spans[child];
            if (when.begin >= whole.end)
                break;
            if (when.begin - until >= m_shortest)
                split({span, {until, when.begin}, last, child});
            if (when.end > until) {
                until = when.end;
                last = child;
            }
        }
        if (whole.end - until >= m_shortest)
            split({span, {until, whole.end}, last, -1});
    }

    /// Cuts it where the span itself says something.
    void split(Gap gap)
    {
        m_known.clear();
        for (const SpanEvent& event : m_trace.eventsOf(m_trace.at(gap.span)))
            m_known.push_back(added(offsetOf(m_trace, event.time), m_times.shiftOf(gap.span)));
        const auto from = std::lower_bound(m_moments.begin(), m_moments.end(), gap.span,
                                           [](const Moment& m, std::uint32_t span) { return m.span < span; });
        for (auto it = from; it != m_moments.end() && it->span == gap.span; ++it)
            m_known.push_back(it->at);
        std::sort(m_known.begin(), m_known.end());
        for (const Offset at : m_known) {
            if (at <= gap.when.begin || at >= gap.when.end)
                continue;
            if (at - gap.when.begin >= m_shortest)
                m_gaps.push_back({gap.span, {gap.when.begin, at}, gap.before, -1});
            gap.when.begin = at;
            gap.before = -1;
        }
        if (gap.when.length() >= m_shortest)
            m_gaps.push_back(gap);
    }

    const Trace& m_trace;
    const Timeline& m_times;
    const std::vector<Moment>& m_moments;
    Offset m_shortest;
    std::vector<std::uint32_t> m_children;
    std::vector<Offset> m_known;
    std::vector<Gap> m_gaps;
};

} // namespace

std::vector<Gap> findGaps(const Trace& trace, const Timeline& times, std::vector<Moment> moments,
                          const GapRules& rules)
{
    std::sort(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) {
        return std::pair(a.span, a.at) < std::pair(b.span, b.at);
    });
    const auto share = static_cast<Offset>(rules.share * static_cast<double>(times.length));
    std::vector<Gap> gaps = Finder(trace, times, moments, std::max(rules.shortest, share)).run();
    if (gaps.size() > rules.atMost) {
        const auto cut = gaps.begin() + static_cast<std::ptrdiff_t>(rules.atMost);
        std::nth_element(gaps.begin(), cut, gaps.end(),
                         [](const Gap& a, const Gap& b) { return a.when.length() > b.when.length(); });
        gaps.erase(cut, gaps.end());
        std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
            return std::pair(a.span, a.when.begin) < std::pair(b.span, b.when.begin);
        });
    }
    return gaps;
}

QString placeOf(const Gap& gap, const Trace& trace)
{
    const auto name = [&trace](std::int64_t span) {
        return cleaned(QStringView(trace.operationOf(trace.at(static_cast<std::size_t>(span)))), 60);
    };
    if (gap.before >= 0 && gap.after >= 0)
        return gapText("%1 to %2").arg(name(gap.before), name(gap.after));
    if (gap.after >= 0)
        return gapText("before %1").arg(name(gap.after));
    if (gap.before >= 0)
        return gapText("after %1").arg(name(gap.before));
    return gapText("in %1").arg(name(gap.span));
}

QString sentenceOf(const Gap& gap, const Trace& trace)
{
    const QString length = humanText(Duration(gap.when.length()));
    const auto leaves = [&](std::int64_t child) {
        return child >= 0 && trace.at(static_cast<std::size_t>(child)).service != trace.at(gap.span).service;
    };
    return (leaves(gap.before) || leaves(gap.after)
                ? gapText("%1 that no span and no log explains: queue or network?")
                : gapText("%1 that no span and no log explains: own work, lock or queue?"))
        .arg(length);
}

} // namespace signalbox::traces
