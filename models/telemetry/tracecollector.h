// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/tracecontext.h"
#include "models/telemetry/tracename.h"
#include "models/telemetry/tracevalue.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace signalbox {

/// Gathers what the fields of one place (a line, its metadata, a paste) say about a trace and makes one
/// context of it: the surest trace id, and the span and the sampling that belong to it.
class TraceCollector
{
public:
    enum class Form
    {
        Structured, ///< JSON, metadata, a label: the value is the value
        Text        ///< found by looking for "name: value" in text, so a short value may be a word
    };

    void take(std::string_view name, std::string_view value, Form form, int depth = 1);
    /// What was recognised by its shape alone.
    void take(const TraceValue& value, bool weak, std::string_view source = {});
    /// A span whose name only the place explains, as "uiFind" in Jaeger's URLs.
    void takeSpan(SpanId span) { m_span = m_span.value_or(span); }

    [[nodiscard]] bool isSure() const { return m_best && !m_best->weak; }
    [[nodiscard]] std::optional<TraceContext> finish() const;

private:
    void offer(const TraceValue& value, std::string_view source, bool weak, int rank, bool datadog = false);
    void offerId(std::string_view name, std::string_view value, Form form, int depth);
    void offerDatadog(std::string_view name, std::string_view value, int depth);

    std::optional<TraceContext> m_best;
    int m_rank = 0;
    bool m_datadog = false;
    std::optional<std::uint64_t> m_high;
    std::optional<SpanId> m_span;
    std::optional<SpanId> m_datadogSpan;
    std::optional<bool> m_sampled;
};

} // namespace signalbox
