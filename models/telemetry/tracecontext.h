// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/traceid.h"
#include "models/telemetry/labelset.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <string_view>

namespace signalbox {

/// A trace id that somebody wrote somewhere, with what was written beside it. `trace` is never null.
struct TraceContext
{
    TraceId trace;
    std::optional<SpanId> span;
    QString traceText; ///< the id as found
    QString source;    ///< the field, label or header that held it, as written; empty for a bare word
    /// Only a hint: a naked word of 32 hex digits, or a value that fits its name badly. Offer it, but do not
    /// act on it unasked.
    bool weak = false;
    std::optional<bool> sampled;

    bool operator==(const TraceContext&) const = default;

    /// Out of a log line: its structured metadata, then the line (JSON, logfmt, text), then its labels. Only
    /// what is named as a trace id counts, apart from the naked word. Reads a bounded prefix of the line.
    [[nodiscard]] static std::optional<TraceContext>
    fromFields(const LabelSet& labels, const LabelSet& metadata, std::string_view line);

    /// Out of anything a person may paste: an id, a header or several, the URL of a trace in Jaeger, Tempo,
    /// Zipkin or Grafana, a line of a log. An id alone is taken when it has 13 to 32 hex digits.
    [[nodiscard]] static std::optional<TraceContext> fromPasted(QStringView text);
};

} // namespace signalbox
