// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/json.h"
#include "models/telemetry/tracebuilder.h"

namespace signalbox::tracing {

/// Reads OTLP JSON into a TraceBuilder: the standard's dialect (hex ids, enums as integers) and that of the
/// older protobuf libraries (base64 ids, enums as names). Spans of many traces may be mixed. An entry of the
/// wrong shape is counted and skipped; only damaged JSON ends the reading.
class OtlpParser
{
public:
    explicit OtlpParser(TraceBuilder& builder)
        : m_builder(builder)
    {
    }

    /// One field of an object that may hold spans: "resourceSpans" and "batches" are read, "result" and
    /// "trace" are looked into. Returns whether the key was one of these.
    [[nodiscard]] simdjson::error_code readWrapped(const char* key, json::od::value& value, bool& known);
    /// An element of a list of such objects.
    [[nodiscard]] simdjson::error_code readElement(json::od::value& value, bool& known);

private:
    [[nodiscard]] simdjson::error_code readWrapped(const char* key, json::od::value& value, bool& known,
                                                   int depth);
    [[nodiscard]] simdjson::error_code readResourceSpans(json::od::value& value);
    [[nodiscard]] simdjson::error_code readResource(json::od::value& value, std::size_t process);
    [[nodiscard]] simdjson::error_code readScopeSpans(json::od::value& value);
    [[nodiscard]] simdjson::error_code readScope(json::od::value& value);
    [[nodiscard]] simdjson::error_code readSpan(json::od::value& value);
    [[nodiscard]] simdjson::error_code readSpanField(Span& span, const char* key, json::od::value& value);
    [[nodiscard]] simdjson::error_code readAttributes(json::od::value& value, IndexRange& range,
                                                      IndexRange* warnings = nullptr);
    [[nodiscard]] simdjson::error_code readAttribute(json::od::value& value, IndexRange* warnings);
    [[nodiscard]] simdjson::error_code readValue(json::od::value& value, Tag& tag);
    [[nodiscard]] simdjson::error_code readWarnings(json::od::value& value, IndexRange& range);
    [[nodiscard]] simdjson::error_code readEvents(Span& span, json::od::value& value);
    [[nodiscard]] simdjson::error_code readLinks(Span& span, json::od::value& value);
    [[nodiscard]] simdjson::error_code readStatus(Span& span, json::od::value& value);
    void addExtraTags(Span& span);
    void finishSpan(Span& span, const TraceBuilder::Position& before);

    TraceBuilder& m_builder;
    std::int32_t m_process = -1;
    TextSlice m_scopeName;
    TextSlice m_scopeVersion;

    // Of the span at hand.
    TraceId m_traceId;
    TextSlice m_traceText;
    TextSlice m_traceState;
    Instant m_end;
    int m_status = 0;
    bool m_good = true;
};

} // namespace signalbox::tracing
