// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/reading.h"

#include <QHash>

#include <algorithm>

namespace signalbox::traces {

ReadingPtr readTrace(TracePtr trace, bool correctSkew, const LogBatchPtr& logs, const NameOfStream& nameOf)
{
    auto reading = std::make_shared<Reading>();
    Reading& r = *reading;
    r.trace = std::move(trace);
    r.times = correctSkew ? skewCorrected(*r.trace) : asSent(*r.trace);
    r.corrected = correctSkew;
    const SpanMarks outside = SpanMarks(SpanMark::StartsBeforeParent) | SpanMark::EndsAfterParent;
    for (const Span& span : r.trace->spans())
        r.isSkewed = r.isSkewed || (span.marks & outside);
    r.order = orderedBy(*r.trace, r.times);
    r.own = ownTimes(*r.trace, r.times);
    r.descendants = descendantCounts(*r.trace);
    r.path = criticalPath(*r.trace, r.times);
    r.pathBySpan = r.path;
    std::stable_sort(r.pathBySpan.begin(), r.pathBySpan.end(),
                     [](const PathPart& a, const PathPart& b) { return a.span < b.span; });
    r.onPath.assign(r.trace->size(), 0);
    r.isOnPath.assign(r.trace->size(), false);
    for (const PathPart& part : r.path) {
        r.onPath[part.span] += part.when.length();
        r.isOnPath[part.span] = true;
    }
    const std::vector<std::uint32_t>& order = r.trace->preorder();
    for (auto it = order.rbegin(); it != order.rend(); ++it)
        if (const std::int32_t parent = r.trace->at(*it).parent; parent >= 0 && r.isOnPath[*it])
            r.isOnPath[static_cast<std::size_t>(parent)] = true;
    if (!logs->isEmpty())
        r.logs = placeLogs(*r.trace, r.times, logs, nameOf);
    r.gaps = findGaps(*r.trace, r.times, r.logs.moments());
    r.shares = pathShares(r);
    r.overview = overviewBars(*r.trace, r.times, overviewLines, overviewPerLine);
    return reading;
}

std::uint32_t slowestWithin(const Reading& reading, std::uint32_t span)
{
    std::uint32_t slowest = span;
    Offset longest = 0;
    for (const PathPart& part : reading.path) {
        if (reading.onPath[part.span] <= longest)
            continue;
        std::int64_t above = part.span;
        while (above >= 0 && above != span)
            above = reading.trace->at(static_cast<std::size_t>(above)).parent;
        if (above != span)
            continue;
        longest = reading.onPath[part.span];
        slowest = part.span;
    }
    return slowest;
}

std::span<const PathPart> pathPartsOf(const Reading& reading, std::uint32_t span)
{
    const auto [from, to] =
        std::equal_range(reading.pathBySpan.begin(), reading.pathBySpan.end(), PathPart{.span = span},
                         [](const PathPart& a, const PathPart& b) { return a.span < b.span; });
    return {from, to};
}

namespace {

/// How much of the part lies in gaps of its span, and in which one most of it.
std::pair<Offset, const Gap*> inGaps(const std::vector<Gap>& gaps, const PathPart& part)
{
    const auto from = std::lower_bound(gaps.begin(), gaps.end(), part.span,
                                       [](const Gap& gap, std::uint32_t span) { return gap.span < span; });
    Offset sum = 0;
    Offset most = 0;
    const Gap* longest = nullptr;
    for (auto it = from; it != gaps.end() && it->span == part.span; ++it) {
        const Offset common =
            std::min(it->when.end, part.when.end) - std::max(it->when.begin, part.when.begin);
        if (common <= 0)
            continue;
        sum += common;
        if (common > most) {
            most = common;
            longest = &*it;
        }
    }
    return {sum, longest};
}

} // namespace

std::vector<PathShare> pathShares(const Reading& reading, std::size_t atMost)
{
    const Trace& trace = *reading.trace;
    QHash<quint64, std::size_t> known;
    std::vector<PathShare> shares;
    std::vector<Offset> best;
    Offset whole = 0;
    const auto add = [&](PathShare share, quint64 key, Offset time) {
        const auto at = known.constFind(key);
        if (at == known.constEnd()) {
            known.insert(key, shares.size());
            share.time = time;
            share.count = 1;
            shares.push_back(std::move(share));
            best.push_back(time);
            return;
        }
        PathShare& old = shares[*at];
        old.time += time;
        ++old.count;
        if (time > best[*at]) {
            best[*at] = time;
            old.span = share.span;
        }
    };
    constexpr quint64 gapBit = quint64{1} << 63;
    for (const PathPart& part : reading.path) {
        whole += part.when.length();
        const Span& span = trace.at(part.span);
        const auto [gapTime, gap] = inGaps(reading.gaps, part);
        if (gap)
            add({.kind = PathShare::Kind::Gap,
                 .service = trace.serviceOf(span),
                 .operation = placeOf(*gap, trace),
                 .span = part.span},
                gapBit | static_cast<quint64>(gap - reading.gaps.data()), gapTime);
        if (const Offset rest = part.when.length() - gapTime; rest > 0)
            add({.service = trace.serviceOf(span), .operation = trace.operationOf(span), .span = part.span},
                (quint64{span.service} << 32) | span.operation, rest);
    }
    if (whole <= 0)
        return {};
    std::stable_sort(shares.begin(), shares.end(),
                     [](const PathShare& a, const PathShare& b) { return a.time > b.time; });
    // What is less than a hundredth is no news by itself.
    std::size_t named = 0;
    while (named < std::min(atMost, shares.size()) && (named == 0 || shares[named].time >= whole / 100))
        ++named;
    if (shares.size() > named) {
        PathShare rest{.kind = PathShare::Kind::Rest};
        for (std::size_t i = named; i < shares.size(); ++i) {
            rest.time += shares[i].time;
            rest.count += shares[i].count;
        }
        shares.resize(named);
        shares.push_back(std::move(rest));
    }
    for (PathShare& share : shares)
        share.share = static_cast<double>(share.time) / static_cast<double>(whole);
    return shares;
}

} // namespace signalbox::traces
