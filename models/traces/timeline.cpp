// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/timeline.h"

#include <algorithm>

namespace signalbox::traces {

Offset added(Offset a, Offset b)
{
    return std::clamp(std::clamp(a, -farthest, farthest) + std::clamp(b, -farthest, farthest), -farthest,
                      farthest);
}

Offset offsetOf(const Trace& trace, Instant at)
{
    return std::clamp((at - trace.start()).count(), -farthest, farthest);
}

namespace {

/// Everything after the first: what no span covers is not shown.
void settle(Timeline& times)
{
    Offset first = 0;
    for (const Stretch& span : times.spans)
        first = std::min(first, span.begin);
    times.length = 1;
    for (Stretch& span : times.spans) {
        span.begin = added(span.begin, -first);
        span.end = added(span.end, -first);
        times.length = std::max(times.length, span.end);
    }
    if (first != 0 && !times.shifts.empty())
        for (Offset& shift : times.shifts)
            shift = added(shift, -first);
}

/// How far a child is to be moved to lie within its parent.
Offset skewOf(const Stretch& child, const Stretch& parent, bool detached)
{
    if (child.begin >= parent.begin && (child.end <= parent.end || detached))
        return 0;
    if (child.length() > parent.length() || detached)
        return child.begin >= parent.begin ? 0 : parent.begin - child.begin;
    return parent.begin + (parent.length() - child.length()) / 2 - child.begin;
}

} // namespace

Timeline asSent(const Trace& trace)
{
    Timeline times;
    times.spans.resize(trace.size());
    for (const std::uint32_t position : trace.preorder()) {
        const Span& span = trace.at(position);
        Offset begin = 0;
        if (!span.has(SpanMark::NoStart))
            begin = offsetOf(trace, span.start);
        else if (span.parent >= 0)
            begin = times.spans[static_cast<std::size_t>(span.parent)].begin;
        times.spans[position] = {begin, added(begin, span.duration.count())};
    }
    settle(times);
    return times;
}

bool isDetached(const Trace& trace, const Timeline& times, std::uint32_t child)
{
    const Span& span = trace.at(child);
    if (span.has(SpanMark::FollowsFrom))
        return true;
    return span.kind == SpanKind::Consumer && span.parent >= 0 &&
           times.spans[child].end > times.spans[static_cast<std::size_t>(span.parent)].end;
}

Timeline skewCorrected(const Trace& trace)
{
    Timeline times = asSent(trace);
    times.shifts.assign(trace.size(), 0);
    for (const std::uint32_t position : trace.preorder()) {
        const Span& span = trace.at(position);
        if (span.parent < 0)
            continue;
        const auto parent = static_cast<std::size_t>(span.parent);
        Stretch& own = times.spans[position];
        Offset shift = 0;
        if (trace.at(parent).service == span.service && !span.has(SpanMark::NoService))
            shift = times.shifts[parent]; // one clock
        else
            shift = skewOf(own, times.spans[parent],
                           span.has(SpanMark::FollowsFrom) || span.kind == SpanKind::Consumer);
        if (span.has(SpanMark::NoStart) || shift == 0)
            continue;
        times.shifts[position] = shift;
        own = {added(own.begin, shift), added(own.end, shift)};
        ++times.moved;
    }
    if (times.moved == 0)
        times.shifts.clear();
    settle(times);
    return times;
}

namespace {

/// Calls f(stretch) for the time of a span in which none of its children ran. `covered` is room to work in.
template <typename F>
void forEachOwn(const Trace& trace, const Timeline& times, std::uint32_t position,
                std::vector<Stretch>& covered, F&& f)
{
    const Stretch& span = times.spans[position];
    covered.clear();
    for (const std::uint32_t child : trace.children(position))
        covered.push_back(times.spans[child]);
    const auto earlier = [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; };
    if (!std::is_sorted(covered.begin(), covered.end(), earlier))
        std::sort(covered.begin(), covered.end(), earlier);
    Offset until = span.begin;
    for (const Stretch& child : covered) {
        if (child.begin >= span.end)
            break;
        if (child.begin > until)
            f(Stretch{until, child.begin});
        until = std::max(until, child.end);
    }
    if (span.end > until)
        f(Stretch{until, span.end});
}

} // namespace

std::vector<Offset> ownTimes(const Trace& trace, const Timeline& times)
{
    std::vector<Offset> own(trace.size(), 0);
    std::vector<Stretch> room;
    for (std::uint32_t position = 0; position < trace.size(); ++position)
        forEachOwn(trace, times, position, room,
                   [&own, position](const Stretch& stretch) { own[position] += stretch.length(); });
    return own;
}

std::vector<Stretch> ownStretches(const Trace& trace, const Timeline& times, std::uint32_t span,
                                  Offset atLeast)
{
    std::vector<Stretch> stretches;
    std::vector<Stretch> room;
    forEachOwn(trace, times, span, room, [&stretches, atLeast](const Stretch& stretch) {
        if (stretch.length() >= atLeast)
            stretches.push_back(stretch);
    });
    return stretches;
}

std::vector<std::uint32_t> descendantCounts(const Trace& trace)
{
    std::vector<std::uint32_t> counts(trace.size(), 0);
    const std::vector<std::uint32_t>& order = trace.preorder();
    for (auto it = order.rbegin(); it != order.rend(); ++it)
        if (const std::int32_t parent = trace.at(*it).parent; parent >= 0)
            counts[static_cast<std::size_t>(parent)] += counts[*it] + 1;
    return counts;
}

std::vector<std::uint32_t> orderedBy(const Trace& trace, const Timeline& times)
{
    if (times.moved == 0) // the trace itself is in the order of what was sent
        return trace.preorder();
    std::vector<std::uint32_t> order;
    order.reserve(trace.size());
    std::vector<std::uint32_t> waiting;
    // The earliest last, since it is a stack.
    const auto push = [&](std::span<const std::uint32_t> siblings) {
        const auto from = static_cast<std::ptrdiff_t>(waiting.size());
        waiting.insert(waiting.end(), siblings.rbegin(), siblings.rend());
        std::stable_sort(waiting.begin() + from, waiting.end(), [&times](std::uint32_t a, std::uint32_t b) {
            return times.spans[a].begin > times.spans[b].begin;
        });
    };
    push(trace.roots());
    while (!waiting.empty()) {
        const std::uint32_t span = waiting.back();
        waiting.pop_back();
        order.push_back(span);
        push(trace.children(span));
    }
    return order;
}

} // namespace signalbox::traces
