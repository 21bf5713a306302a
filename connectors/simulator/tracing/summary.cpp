// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/summary.h"

#include "connectors/simulator/tracing/jsontext.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace signalbox::simulator::tracing {

namespace {

struct Count
{
    std::int64_t spans = 0;
    std::int64_t errors = 0;
};

void appendCount(std::string& out, const char* name, std::int64_t count)
{
    if (count == 0)
        return;
    out += ",\"";
    out += name;
    out += "\":";
    appendNumber(out, count);
}

/// The earliest span without a parent; when there is none, the earliest whose parent is missing.
const ShownSpan* rootOf(const ShownTrace& shown, const std::unordered_set<std::uint64_t>& ids)
{
    const ShownSpan* root = nullptr;
    for (const ShownSpan& span : shown.spans) {
        if (!span.parent.isNull() && ids.contains(span.parent.value))
            continue;
        const bool better =
            !root || (span.parent.isNull() && !root->parent.isNull()) ||
            (span.parent.isNull() == root->parent.isNull() && span.span->startNs < root->span->startNs);
        if (better)
            root = &span;
    }
    return root;
}

} // namespace

void appendSummary(std::string& out, const ShownTrace& shown)
{
    std::unordered_set<std::uint64_t> ids;
    for (const ShownSpan& span : shown.spans)
        ids.insert(span.id.value);
    Count all;
    std::int64_t orphans = 0;
    std::int64_t firstNs = shown.spans.front().span->startNs;
    std::int64_t lastNs = shown.spans.front().endNs;
    std::map<std::string, Count> services;
    for (const ShownSpan& span : shown.spans) {
        const std::int64_t error = span.span->status == StatusCode::Error ? 1 : 0;
        Count& service = services[span.span->resource->serviceName()];
        ++service.spans;
        service.errors += error;
        ++all.spans;
        all.errors += error;
        orphans += !span.parent.isNull() && !ids.contains(span.parent.value) ? 1 : 0;
        firstNs = std::min(firstNs, span.span->startNs);
        lastNs = std::max(lastNs, span.endNs);
    }

    out += "{\"traceId\":\"";
    appendId(out, shown.trace->id);
    out += '"';
    if (const ShownSpan* root = rootOf(shown, ids)) {
        out += ",\"rootServiceName\":";
        appendJson(out, root->span->resource->serviceName());
        out += ",\"rootOperationName\":";
        appendJson(out, root->span->name);
    }
    out += ",\"minStartTimeUnixNano\":\"";
    appendNumber(out, firstNs);
    out += "\",\"maxEndTimeUnixNano\":\"";
    appendNumber(out, lastNs);
    out += '"';
    appendCount(out, "spanCount", all.spans);
    appendCount(out, "errorSpanCount", all.errors);
    appendCount(out, "orphanSpanCount", orphans);
    out += ",\"services\":[";
    for (const auto& [name, count] : services) {
        out += "{\"name\":";
        appendJson(out, name);
        appendCount(out, "spanCount", count.spans);
        appendCount(out, "errorSpanCount", count.errors);
        out += "},";
    }
    out.back() = ']';
    out += '}';
}

} // namespace signalbox::simulator::tracing
