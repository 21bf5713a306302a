// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/tracing/json.h"
#include "models/telemetry/tracebuilder.h"

#include <vector>

namespace signalbox::tracing {

/// Reads traces in Jaeger's own JSON model (the elements of "data") into a TraceBuilder. An entry of the
/// wrong shape is counted and skipped; only damaged JSON ends the reading. Times are microseconds there.
class LegacyParser
{
public:
    explicit LegacyParser(TraceBuilder& builder)
        : m_builder(builder)
    {
    }

    /// `data`: the array of traces.
    [[nodiscard]] simdjson::error_code read(json::od::value& data);

private:
    [[nodiscard]] simdjson::error_code readTrace(json::od::value& value);
    [[nodiscard]] simdjson::error_code readSpan(json::od::value& value);
    [[nodiscard]] simdjson::error_code readSpanField(Span& span, const char* key, json::od::value& value);
    [[nodiscard]] simdjson::error_code readReferences(Span& span, json::od::value& value);
    [[nodiscard]] simdjson::error_code readTags(json::od::value& value, IndexRange& range);
    [[nodiscard]] simdjson::error_code readTag(json::od::value& value);
    [[nodiscard]] simdjson::error_code readLogs(Span& span, json::od::value& value);
    [[nodiscard]] simdjson::error_code readWarnings(Span& span, json::od::value& value);
    [[nodiscard]] simdjson::error_code readProcesses(json::od::value& value);
    [[nodiscard]] simdjson::error_code readProcess(NameId id, json::od::value& value);
    [[nodiscard]] std::int64_t wholeNumber(json::od::value& value);
    [[nodiscard]] TraceId traceIdOf(std::string_view text);
    void linkProcesses();

    TraceBuilder& m_builder;
    std::string_view m_traceText; ///< the last trace id seen, as text
    TraceId m_traceId;
    bool m_good = true;                    ///< whether what was read of the span at hand makes sense
    std::vector<std::int32_t> m_processOf; ///< by name id: index of the process plus one
    std::vector<NameId> m_processNames;    ///< those that are set, of the current trace
};

} // namespace signalbox::tracing
