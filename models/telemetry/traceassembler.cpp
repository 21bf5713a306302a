// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/traceassembler.h"

#include <algorithm>
#include <limits>

namespace signalbox {

namespace {

// Backends cut start and duration to whole microseconds, each for itself.
constexpr Duration rounding = std::chrono::microseconds(1);

std::int64_t startKey(const Span& span)
{
    return span.has(SpanMark::NoStart) ? std::numeric_limits<std::int64_t>::max() : span.start.ns;
}

} // namespace

std::shared_ptr<const Trace> TraceAssembler::assemble(TraceBuilder::Group& group)
{
    m_trace = std::shared_ptr<Trace>(new Trace);
    m_trace->m_store = m_store;
    m_trace->m_id = group.id;
    m_trace->m_idText = group.idText;
    m_trace->m_spans = std::move(group.spans);
    m_trace->m_badEntries = group.badEntries;
    resolveProcesses();
    m_copies = m_index.build(m_trace->m_spans);
    resolveParents(group.rule);
    joinSharedIds();
    cutCycles();
    orderChildren();
    walk();
    markTimes();
    count();
    describe(group);
    return std::exchange(m_trace, nullptr);
}

void TraceAssembler::resolveProcesses()
{
    for (Span& span : m_trace->m_spans) {
        span.service = static_cast<NameId>(KnownName::UnknownService);
        if (span.process >= 0)
            span.service = m_store->processes[static_cast<std::size_t>(span.process)].service;
        if (span.service == static_cast<NameId>(KnownName::UnknownService))
            span.marks |= SpanMark::NoService;
        if (span.start.ns <= 0)
            span.marks |= SpanMark::NoStart;
        if (span.duration < Duration::zero()) {
            span.duration = Duration::zero();
            span.marks |= SpanMark::NegativeDuration;
        }
    }
}

void TraceAssembler::resolveParents(ParentRule rule)
{
    std::vector<Span>& spans = m_trace->m_spans;
    for (std::uint32_t i = 0; i < spans.size(); ++i) {
        if (rule == ParentRule::References)
            adoptReference(i);
        else if (!spans[i].parentId.isNull())
            setParent(i, m_index.parentFor(spans, spans[i].parentId, i));
    }
}

// The first reference to an existing span of this trace becomes the parent; when there is none, the first to
// a missing one makes the span an orphan. Either leaves the links.
void TraceAssembler::adoptReference(std::uint32_t position)
{
    Span& span = m_trace->m_spans[position];
    SpanLink* const links = m_store->links.data() + span.links.first;
    std::int64_t chosen = -1;
    std::int64_t parent = SpanIndex::none;
    for (std::uint32_t i = 0; i < span.links.count && parent == SpanIndex::none; ++i) {
        if (links[i].span.isNull() ||
            !(links[i].trace.isNull() || links[i].trace.weaklyEquals(m_trace->m_id)))
            continue;
        parent = m_index.parentFor(m_trace->m_spans, links[i].span, position);
        if (chosen < 0 || parent != SpanIndex::none)
            chosen = i;
    }
    if (chosen < 0)
        return;
    span.parentId = links[chosen].span;
    if (links[chosen].followsFrom)
        span.marks |= SpanMark::FollowsFrom;
    std::rotate(links, links + chosen, links + chosen + 1);
    ++span.links.first;
    --span.links.count;
    setParent(position, parent);
}

void TraceAssembler::setParent(std::uint32_t position, std::int64_t parent)
{
    Span& span = m_trace->m_spans[position];
    span.parent = static_cast<std::int32_t>(parent);
    if (parent == SpanIndex::none)
        span.marks |= span.parentId == span.id ? SpanMark::Promoted : SpanMark::Orphan;
}

// Zipkin's way: client and server of one call share an id and a parent. The server belongs below the client.
void TraceAssembler::joinSharedIds()
{
    std::vector<Span>& spans = m_trace->m_spans;
    const std::vector<std::uint32_t>& shared = m_index.shared();
    for (std::size_t first = 0; first < shared.size();) {
        std::size_t end = first;
        std::int64_t client = -1;
        for (; end < shared.size() && spans[shared[end]].id == spans[shared[first]].id; ++end) {
            const std::uint32_t i = shared[end];
            spans[i].marks |= SpanMark::DuplicateId;
            if (spans[i].kind == SpanKind::Client &&
                (client < 0 || earlier(i, static_cast<std::uint32_t>(client))))
                client = i;
        }
        for (; client >= 0 && first < end; ++first) {
            Span& span = spans[shared[first]];
            if (span.kind != SpanKind::Server ||
                span.parentId != spans[static_cast<std::size_t>(client)].parentId)
                continue;
            span.parent = static_cast<std::int32_t>(client);
            span.marks.setFlag(SpanMark::Orphan, false);
        }
        first = end;
    }
}

// Every span has one parent at most, so a part without a root holds exactly one circle. It is cut at its
// earliest span, which comes to root level and makes all the others reachable.
void TraceAssembler::cutCycles()
{
    enum : std::uint8_t
    {
        Unseen,
        OnPath,
        Done
    };
    std::vector<Span>& spans = m_trace->m_spans;
    std::vector<std::uint8_t> state(spans.size(), Unseen);
    std::vector<std::uint32_t> path;
    for (std::uint32_t i = 0; i < spans.size(); ++i) {
        std::int64_t at = i;
        path.clear();
        while (at >= 0 && state[static_cast<std::size_t>(at)] == Unseen) {
            state[static_cast<std::size_t>(at)] = OnPath;
            path.push_back(static_cast<std::uint32_t>(at));
            at = spans[static_cast<std::size_t>(at)].parent;
        }
        if (at >= 0 && state[static_cast<std::size_t>(at)] == OnPath) {
            const auto circle = std::find(path.begin(), path.end(), static_cast<std::uint32_t>(at));
            const std::uint32_t first = *std::min_element(
                circle, path.end(), [this](std::uint32_t a, std::uint32_t b) { return earlier(a, b); });
            spans[first].parent = -1;
            spans[first].marks |= SpanMark::Promoted;
        }
        for (const std::uint32_t passed : path)
            state[passed] = Done;
    }
}

bool TraceAssembler::earlier(std::uint32_t a, std::uint32_t b) const
{
    const std::int64_t startOfA = startKey(m_trace->m_spans[a]);
    const std::int64_t startOfB = startKey(m_trace->m_spans[b]);
    return startOfA != startOfB ? startOfA < startOfB : a < b;
}

void TraceAssembler::orderChildren()
{
    const std::vector<Span>& spans = m_trace->m_spans;
    const std::size_t n = spans.size();
    std::vector<std::uint32_t> byStart(n);
    bool sorted = true;
    for (std::uint32_t i = 0; i < n; ++i) {
        byStart[i] = i;
        sorted = sorted && (i == 0 || startKey(spans[i - 1]) <= startKey(spans[i]));
    }
    if (!sorted)
        std::sort(byStart.begin(), byStart.end(),
                  [this](std::uint32_t a, std::uint32_t b) { return earlier(a, b); });
    // Counting sort by parent: place 0 is the root level, place i + 1 the children of span i.
    std::vector<std::uint32_t>& first = m_trace->m_firstChild;
    first.assign(n + 2, 0);
    for (const Span& span : spans)
        ++first[static_cast<std::size_t>(span.parent + 2)];
    for (std::size_t i = 1; i < first.size(); ++i)
        first[i] += first[i - 1];
    m_trace->m_order.resize(n);
    for (const std::uint32_t i : byStart)
        m_trace->m_order[first[static_cast<std::size_t>(spans[i].parent + 1)]++] = i;
    first.pop_back();
}

void TraceAssembler::walk()
{
    const std::size_t n = m_trace->m_spans.size();
    m_trace->m_depths.assign(n, 0);
    m_trace->m_preorder.clear();
    m_trace->m_preorder.reserve(n);
    const auto roots = m_trace->roots();
    std::vector<std::uint32_t> open(roots.rbegin(), roots.rend());
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        m_trace->m_preorder.push_back(at);
        const std::uint32_t depth = m_trace->m_depths[at] + 1;
        m_trace->m_depth = std::max(m_trace->m_depth, depth);
        const auto children = m_trace->children(at);
        for (auto child = children.rbegin(); child != children.rend(); ++child) {
            m_trace->m_depths[*child] = depth;
            open.push_back(*child);
        }
    }
}

void TraceAssembler::markTimes()
{
    std::vector<Span>& spans = m_trace->m_spans;
    Instant first{std::numeric_limits<std::int64_t>::max()};
    Instant last{std::numeric_limits<std::int64_t>::min()};
    for (Span& span : spans) {
        if (span.has(SpanMark::NoStart))
            continue;
        first = std::min(first, span.start);
        last = std::max(last, span.end());
        if (span.parent < 0)
            continue;
        const Span& parent = spans[static_cast<std::size_t>(span.parent)];
        if (parent.has(SpanMark::NoStart))
            continue;
        if (span.start + rounding < parent.start)
            span.marks |= SpanMark::StartsBeforeParent;
        if (span.end() > parent.end() + rounding && !span.has(SpanMark::FollowsFrom))
            span.marks |= SpanMark::EndsAfterParent;
    }
    if (last >= first) {
        m_trace->m_start = first;
        m_trace->m_duration = last - first;
    }
}

void TraceAssembler::count()
{
    m_serviceSlot.resize(m_store->names.size());
    std::vector<NameId> seen;
    std::vector<ServiceCount>& services = m_trace->m_services;
    for (const Span& span : m_trace->m_spans) {
        std::uint32_t& slot = m_serviceSlot[span.service];
        if (slot == 0) {
            services.push_back({.name = m_store->names[span.service], .spans = 0, .errors = 0});
            seen.push_back(span.service);
            slot = static_cast<std::uint32_t>(services.size());
        }
        ServiceCount& service = services[slot - 1];
        ++service.spans;
        service.errors = *service.errors + (span.error ? 1 : 0);
        m_trace->m_errors += span.error ? 1 : 0;
        m_trace->m_orphans += span.has(SpanMark::Orphan) ? 1 : 0;
    }
    for (const NameId service : seen)
        m_serviceSlot[service] = 0;
    std::sort(services.begin(), services.end(), [](const ServiceCount& a, const ServiceCount& b) {
        return a.spans != b.spans ? a.spans > b.spans : a.name < b.name;
    });

    const auto roots = m_trace->roots();
    const auto isTrue = [this](std::uint32_t i) {
        const Span& span = m_trace->m_spans[i];
        return !span.has(SpanMark::Orphan) && !span.has(SpanMark::Promoted);
    };
    const auto found = std::find_if(roots.begin(), roots.end(), isTrue);
    m_trace->m_root = found != roots.end() ? *found : roots.front();
}

void TraceAssembler::describe(const TraceBuilder::Group& group)
{
    qint64 roots = 0;
    QHash<unsigned, qint64> marked;
    for (const Span& span : m_trace->m_spans) {
        if (span.parent < 0 && !span.has(SpanMark::Orphan) && !span.has(SpanMark::Promoted))
            ++roots;
        for (unsigned bits = span.marks.toInt(); bits != 0; bits &= bits - 1)
            ++marked[bits & (~bits + 1)];
    }
    QStringList& out = m_trace->m_warnings;
    out = group.warnings;
    const auto add = [&out](qint64 n, const QString& one, const QString& many) {
        if (n > 0)
            out.append(n == 1 ? one : many.arg(n));
    };
    const auto of = [&marked](SpanMark mark) { return marked.value(static_cast<unsigned>(mark)); };
    if (roots > 1)
        out.append(QStringLiteral("The trace has %1 roots.").arg(roots));
    add(of(SpanMark::Orphan),
        QStringLiteral("The parent of 1 span is not in the trace; the span is shown at root level."),
        QStringLiteral("The parents of %1 spans are not in the trace; the spans are shown at root level."));
    add(of(SpanMark::Promoted),
        QStringLiteral("Parents led in a circle, which was cut at its earliest span."),
        QStringLiteral("Parents led in %1 circles, each of which was cut at its earliest span."));
    add(of(SpanMark::DuplicateId), QString(), QStringLiteral("%1 spans share their id with another one."));
    add(m_copies, QStringLiteral("1 exact copy of a span was left out."),
        QStringLiteral("%1 exact copies of spans were left out."));
    add(of(SpanMark::StartsBeforeParent),
        QStringLiteral("1 span starts before its parent: the clocks differ."),
        QStringLiteral("%1 spans start before their parents: the clocks differ."));
    add(of(SpanMark::NegativeDuration),
        QStringLiteral("1 span ended before it began; it is shown with duration 0."),
        QStringLiteral("%1 spans ended before they began; they are shown with duration 0."));
    add(of(SpanMark::NoStart), QStringLiteral("1 span has no start time; it is left out of the time axis."),
        QStringLiteral("%1 spans have no start time; they are left out of the time axis."));
    add(of(SpanMark::NoService), QStringLiteral("1 span does not say which service it is from."),
        QStringLiteral("%1 spans do not say which service they are from."));
    add(group.badEntries, QStringLiteral("1 entry could not be read and was left out."),
        QStringLiteral("%1 entries could not be read and were left out."));
}

} // namespace signalbox
