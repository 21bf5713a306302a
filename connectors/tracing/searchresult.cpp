// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/searchresult.h"

#include <algorithm>

namespace signalbox::tracing {

namespace {

bool anyTag(const Trace& trace, std::span<const Tag> tags, const TagFilter& filter)
{
    return std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) {
        return trace.keyOf(tag) == filter.key && trace.valueText(tag) == filter.value;
    });
}

bool carriesOne(const Trace& trace, const Span& span, const TagFilter& filter)
{
    if (filter.key == QLatin1String("error"))
        return filter.value == (span.error ? QLatin1String("true") : QLatin1String("false"));
    if (filter.key == QLatin1String("span.kind") && filter.value == toString(span.kind))
        return true;
    if (filter.key == QLatin1String("otel.status_code") && filter.value == QLatin1String("ERROR"))
        return span.error;
    if (anyTag(trace, trace.tagsOf(span), filter) || anyTag(trace, trace.processTagsOf(span), filter))
        return true;
    const auto events = trace.eventsOf(span);
    return std::any_of(events.begin(), events.end(),
                       [&](const SpanEvent& event) { return anyTag(trace, trace.tags(event.tags), filter); });
}

} // namespace

bool carries(const Trace& trace, const std::vector<TagFilter>& tags)
{
    const auto& spans = trace.spans();
    return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
        return std::all_of(tags.begin(), tags.end(),
                           [&](const TagFilter& filter) { return carriesOne(trace, span, filter); });
    });
}

SearchResult summarised(const ParsedTraces& found, int limit, const std::vector<TagFilter>& tags)
{
    SearchResult result;
    result.badEntries = found.badEntries;
    result.notes = found.notes;
    for (const auto& trace : found.traces) {
        if (tags.empty() || carries(*trace, tags))
            result.traces.push_back(trace->summary());
    }
    const qsizetype left = static_cast<qsizetype>(found.traces.size() - result.traces.size());
    if (left > 0)
        result.notes.append(
            QStringLiteral(
                "The server did not filter by tags; %1 of its %2 traces were left out here. Others "
                "that carry the tags may exist beyond its limit.")
                .arg(left)
                .arg(found.traces.size()));
    finishSearch(result, static_cast<qsizetype>(found.traces.size()), limit);
    return result;
}

bool isDerived(const TagFilter& tag)
{
    return tag.key == QLatin1String("error") || tag.key == QLatin1String("span.kind") ||
           tag.key == QLatin1String("otel.status_code");
}

void sortServices(TraceSummary& summary)
{
    std::sort(summary.services.begin(), summary.services.end(),
              [](const ServiceCount& a, const ServiceCount& b) {
                  return a.spans != b.spans ? a.spans > b.spans : a.name < b.name;
              });
}

void finishSearch(SearchResult& result, qsizetype found, int limit)
{
    std::sort(result.traces.begin(), result.traces.end(), [](const TraceSummary& a, const TraceSummary& b) {
        return a.start != b.start ? a.start > b.start : a.id < b.id;
    });
    result.limitReached = found >= limit;
    if (result.limitReached)
        result.notes.append(QStringLiteral("%1 or more: the server stopped at the limit, and not surely with "
                                           "the newest. Narrow the time or raise the limit.")
                                .arg(found));
    if (result.badEntries > 0)
        result.notes.append(
            QStringLiteral("%1 entries could not be read and were left out.").arg(result.badEntries));
}

} // namespace signalbox::tracing
