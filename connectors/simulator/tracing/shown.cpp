// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/shown.h"

#include "connectors/simulator/tracing/gotext.h"
#include "connectors/simulator/tracing/jsontext.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace signalbox::simulator::tracing {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// Which spans carry an id: positions, ordered by id and then as they stand in the trace.
class Index
{
public:
    explicit Index(const std::vector<ShownSpan>& spans)
        : m_order(spans.size())
        , m_spans(&spans)
    {
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::ranges::stable_sort(m_order, {}, [&](std::size_t i) { return spans[i].id.value; });
    }
    /// The first span with this id.
    [[nodiscard]] std::size_t first(SpanId id) const
    {
        const auto it =
            std::ranges::lower_bound(m_order, id.value, {}, [&](std::size_t i) { return idAt(i); });
        return it == m_order.end() || idAt(*it) != id.value ? none : *it;
    }
    /// Calls f with the positions of every group of two or more spans that share an id.
    template <typename F>
    void forEachShared(F f) const
    {
        for (std::size_t i = 0; i < m_order.size();) {
            std::size_t end = i + 1;
            while (end < m_order.size() && idAt(m_order[end]) == idAt(m_order[i]))
                ++end;
            if (end - i > 1)
                f(std::vector<std::size_t>(m_order.begin() + static_cast<std::ptrdiff_t>(i),
                                           m_order.begin() + static_cast<std::ptrdiff_t>(end)));
            i = end;
        }
    }

private:
    [[nodiscard]] std::uint64_t idAt(std::size_t i) const { return (*m_spans)[i].id.value; }
    std::vector<std::size_t> m_order;
    const std::vector<ShownSpan>* m_spans;
};

bool isCopy(const Span& a, const Span& b)
{
    const auto sameScope = [&] { return a.scope == b.scope || (a.scope && b.scope && *a.scope == *b.scope); };
    return a.parent == b.parent && a.name == b.name && a.kind == b.kind && a.startNs == b.startNs &&
           a.endNs == b.endNs && a.status == b.status && a.statusMessage == b.statusMessage &&
           a.traceState == b.traceState && a.attributes == b.attributes && a.events == b.events &&
           a.links == b.links && sameScope() && (a.resource == b.resource || *a.resource == *b.resource);
}

void dropCopies(std::vector<ShownSpan>& spans)
{
    std::vector<std::size_t> copies;
    Index(spans).forEachShared([&](const std::vector<std::size_t>& group) {
        for (std::size_t i = 1; i < group.size(); ++i) {
            const bool copy = std::any_of(
                group.begin(), group.begin() + static_cast<std::ptrdiff_t>(i),
                [&](std::size_t earlier) { return isCopy(*spans[earlier].span, *spans[group[i]].span); });
            if (copy)
                copies.push_back(group[i]);
        }
    });
    std::ranges::sort(copies, std::ranges::greater{});
    for (const std::size_t i : copies)
        spans.erase(spans.begin() + static_cast<std::ptrdiff_t>(i));
}

/// Zipkin's client and server share one id: the server gets a new one and becomes the client's child.
void splitSharedIds(std::vector<ShownSpan>& spans)
{
    const Index index(spans);
    std::unordered_map<std::uint64_t, std::uint64_t> renamed;
    std::uint64_t next = 1;
    std::vector<std::pair<std::size_t, SpanId>> changes;
    index.forEachShared([&](const std::vector<std::size_t>& group) {
        const auto isKind = [&](SpanKind kind) {
            return [&spans, kind](std::size_t i) { return spans[i].span->kind == kind; };
        };
        if (std::ranges::none_of(group, isKind(SpanKind::Client)))
            return;
        for (const std::size_t i : group) {
            if (!isKind(SpanKind::Server)(i))
                continue;
            while (index.first({next}) != none)
                ++next;
            renamed[spans[i].id.value] = next;
            changes.emplace_back(i, SpanId{next++});
        }
    });
    for (const auto& [i, id] : changes) {
        spans[i].parent = spans[i].id;
        spans[i].id = id;
    }
    if (renamed.empty())
        return;
    for (ShownSpan& span : spans) {
        const auto it = renamed.find(span.parent.value);
        if (it != renamed.end() && it->second != span.id.value)
            span.parent = {it->second};
    }
}

/// What tells hosts apart: spans of one host have one clock.
std::string hostKey(const Resource& resource, bool version1)
{
    if (version1) {
        const Value* ip = find(resource.attributes, "ip");
        return ip ? textOf(*ip) : std::string();
    }
    for (const char* name : {"host.id", "host.ip", "host.name"}) {
        const Value* value = find(resource.attributes, name);
        if (!value)
            continue;
        const auto* list = std::get_if<Value::List>(&value->v);
        if (!list)
            return textOf(*value);
        if (!list->empty())
            return textOf(list->front());
    }
    return {};
}

/// By how much a child's clock seems to be off against its parent's.
std::int64_t skewOf(const ShownSpan& child, const ShownSpan& parent)
{
    const std::int64_t childStart = child.span->startNs;
    const std::int64_t parentStart = parent.span->startNs;
    const std::int64_t childDuration = child.endNs - childStart;
    const std::int64_t parentDuration = parent.endNs - parentStart;
    if (childDuration > parentDuration)
        return std::max<std::int64_t>(parentStart - childStart, 0);
    if (childStart >= parentStart && child.endNs <= parent.endNs)
        return 0;
    return parentStart + (parentDuration - childDuration) / 2 - childStart;
}

std::string missingParent(SpanId parent, Wording wording)
{
    const std::string id = parent.toHex().toStdString();
    return wording == Wording::V2
               ? "parent span ID=" + id + " is not in the trace; skipping clock skew adjustment"
               : "invalid parent span IDs=" + id + "; skipping clock skew adjustment";
}

class SkewCheck
{
public:
    SkewCheck(std::vector<ShownSpan>& spans, Wording wording, bool version1)
        : m_spans(spans)
        , m_wording(wording)
        , m_version1(version1)
    {
    }

    void run()
    {
        buildTree();
        while (!m_todo.empty()) { // roots first, then children: no recursion, traces may be deep
            const Step step = m_todo.back();
            m_todo.pop_back();
            if (step.delta != 0)
                m_spans[step.span].warnings.push_back(
                    "clock skew adjustment disabled; not applying calculated delta of " +
                    formatGoDuration(step.delta));
            for (std::size_t child = m_firstChild[step.span]; child != none; child = m_nextSibling[child]) {
                const std::string& host = hostOf(child);
                const bool sameClock = !host.empty() && host == hostOf(step.span);
                m_todo.push_back(
                    {.span = child,
                     .delta = sameClock ? step.delta : skewOf(m_spans[child], m_spans[step.span])});
            }
        }
    }

private:
    struct Step
    {
        std::size_t span = 0;
        std::int64_t delta = 0;
    };

    void buildTree()
    {
        const Index index(m_spans);
        std::vector<bool> repeated(m_spans.size());
        index.forEachShared([&](const std::vector<std::size_t>& group) {
            for (std::size_t i = 1; i < group.size(); ++i) {
                repeated[group[i]] = true;
                m_spans[group[i]].warnings.emplace_back("duplicate span IDs; skipping clock skew adjustment");
            }
        });
        m_firstChild.assign(m_spans.size(), none);
        m_nextSibling.assign(m_spans.size(), none);
        for (std::size_t i = 0; i < m_spans.size(); ++i) {
            if (repeated[i])
                continue;
            ShownSpan& span = m_spans[i];
            const std::size_t parent = span.parent.isNull() ? none : index.first(span.parent);
            if (parent == none) {
                if (!span.parent.isNull())
                    span.warnings.push_back(missingParent(span.parent, m_wording));
                m_todo.push_back({.span = i, .delta = 0});
                continue;
            }
            m_nextSibling[i] = m_firstChild[parent];
            m_firstChild[parent] = i;
        }
    }

    const std::string& hostOf(std::size_t i)
    {
        const Resource* resource = m_spans[i].span->resource.get();
        const auto [it, isNew] = m_hosts.try_emplace(resource);
        if (isNew)
            it->second = hostKey(*resource, m_version1);
        return it->second;
    }

    std::vector<ShownSpan>& m_spans;
    Wording m_wording;
    bool m_version1;
    std::vector<std::size_t> m_firstChild;
    std::vector<std::size_t> m_nextSibling;
    std::vector<Step> m_todo;
    std::unordered_map<const Resource*, std::string> m_hosts;
};

} // namespace

ShownTrace shownRaw(TracePtr trace)
{
    ShownTrace shown;
    shown.spans.reserve(trace->spans.size());
    for (const Span& span : trace->spans) {
        ShownSpan& out = shown.spans.emplace_back();
        out.span = &span;
        out.id = span.id;
        out.parent = span.parent;
        out.endNs = span.endNs;
        if (span.endNs > span.startNs)
            continue;
        out.endNs = span.startNs + 1;
        out.warnings.push_back("Negative duration detected, sanitizing end timestamp. Original end "
                               "timestamp: " +
                               formatGoTime(span.endNs) + ", adjusted to: " + formatGoTime(out.endNs));
    }
    shown.trace = std::move(trace);
    return shown;
}

ShownTrace shownAdjusted(TracePtr trace, Wording wording, bool version1)
{
    ShownTrace shown = shownRaw(std::move(trace));
    dropCopies(shown.spans);
    splitSharedIds(shown.spans);
    SkewCheck(shown.spans, wording, version1).run();
    shown.sorted = true;
    return shown;
}

} // namespace signalbox::simulator::tracing
