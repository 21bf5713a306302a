// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/tracebuilder.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::test {

/// A span in a few words; times in ms after the start of the test's own era.
struct SpanRow
{
    std::uint64_t id = 1;
    std::uint64_t parent = 0;
    std::string service = "web";
    std::string operation = "op";
    std::int64_t start = 0;
    std::int64_t length = 0;
    SpanKind kind = SpanKind::Internal;
    bool error = false;
    bool followsFrom = false;
    std::vector<std::pair<std::string, std::string>> tags = {};
    std::vector<std::int64_t> events = {}; ///< ms
};

inline constexpr std::int64_t traceEra = 1'700'000'000'000; ///< ms

inline std::shared_ptr<const Trace> makeTrace(const std::vector<SpanRow>& rows, std::uint64_t id = 0xabc)
{
    TraceBuilder builder{QByteArray()};
    const TraceId trace{0, id};
    builder.selectTrace(trace, {}, ParentRule::References);
    for (const SpanRow& row : rows) {
        Span span;
        span.id = {row.id};
        span.parentId = {row.parent};
        span.start = Instant::fromMilliseconds(traceEra + row.start);
        span.duration = std::chrono::milliseconds(row.length);
        span.service = builder.intern(row.service);
        span.operation = builder.intern(row.operation);
        span.kind = row.kind;
        span.error = row.error;
        span.idText = builder.keep(SpanId{row.id}.toHex().toStdString());
        span.links.first = static_cast<std::uint32_t>(builder.links().size());
        if (row.parent != 0) {
            builder.links().push_back({trace, {row.parent}, row.followsFrom, {}});
            span.links.count = 1;
        }
        span.tags.first = static_cast<std::uint32_t>(builder.tags().size());
        for (const auto& [key, value] : row.tags)
            builder.tags().push_back({builder.intern(key), builder.keep(value), TagKind::String});
        span.tags.count = static_cast<std::uint32_t>(row.tags.size());
        span.events.first = static_cast<std::uint32_t>(builder.events().size());
        for (const std::int64_t at : row.events)
            builder.events().push_back({Instant::fromMilliseconds(traceEra + at), builder.keep("event"), {}});
        span.events.count = static_cast<std::uint32_t>(row.events.size());
        // A process for each service, as a reader makes them.
        std::int32_t process = -1;
        for (std::size_t i = 0; i < builder.processes().size(); ++i)
            if (builder.processes()[i].service == span.service)
                process = static_cast<std::int32_t>(i);
        if (process < 0) {
            builder.processes().push_back({span.service, {}});
            process = static_cast<std::int32_t>(builder.processes().size()) - 1;
        }
        span.process = process;
        builder.addSpan(span, row.error ? 2 : 0);
    }
    const auto made = builder.finish();
    return made.empty() ? nullptr : made.front();
}

} // namespace signalbox::test
