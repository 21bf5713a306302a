// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/mapping/mapping.h"
#include "models/telemetry/tracecontext.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace signalbox::pivots {

/// What a pasted or typed text is, as far as it says so itself.
struct Recognised
{
    enum class Kind
    {
        Link,    ///< signalbox://
        Trace,   ///< a trace id, however it was dressed
        Search,  ///< the page of a search for traces
        Metrics, ///< an expression of PromQL, out of a URL
        Lines,   ///< a query of LogQL
        Alert,   ///< an alert as JSON
        Service,
        Range, ///< a stretch of time
        Text   ///< words of an error, to be looked for in the logs
    };

    Kind kind = Kind::Text;
    QString what;   ///< "Trace 7d2f…c41e": what it said it is
    QString detail; ///< where it was found, what will happen
    QString text;   ///< the link, the expression, the query or the words
    std::optional<TraceContext> trace;
    QStringList services;
    std::optional<TimeRange> range;
    QString operation; ///< Search
    std::vector<std::pair<QString, QString>> tags;
    std::optional<Duration> minDuration;
    std::optional<LabelSet> labels; ///< Alert
    std::optional<Instant> at;      ///< Alert: since when
    bool isSure = false;            ///< may be acted on without asking
};

/// Everything that the text may be, the surest first; empty for an empty text. Untrusted: bounded, and what
/// is shown of it is cleaned.
[[nodiscard]] std::vector<Recognised> recognise(const QString& text, const QStringList& services);

/// What the best of them leads to is meant beyond doubt: act on it unasked.
[[nodiscard]] bool isSure(const std::vector<Recognised>& found);

} // namespace signalbox::pivots
