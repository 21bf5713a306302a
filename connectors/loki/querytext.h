// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/traceid.h"

#include <QString>
#include <QStringList>

// Text of LogQL that only Loki's calls need; what a person's words go into is in models/logql.
namespace signalbox::loki {

/// 19 digits of nanoseconds: the one form of time that Loki cannot take for another unit. Instants outside
/// of what has 19 digits (2001 to 2262) are moved to the nearer end.
[[nodiscard]] QString timeParam(Instant t);
/// "15" or "0.5": seconds, at least a millisecond.
[[nodiscard]] QString stepParam(Duration step);

/// The two questions that together find a trace's lines: neither alone finds ids of the other place.
struct TraceQueries
{
    QString byMetadata; ///< {…} | trace_id=~"(?i)…" or traceID=~… or traceid=~… or traceId=~…
    QString byText;     ///< {…} |~ "(?i)…"
};
/// `streams` is a stream selector in braces.
[[nodiscard]] TraceQueries traceQueries(const QString& streams, const TraceId& id);

/// As it may stand in a line, longest first, lower case: with a UUID's dashes, 32 digits, 16 digits when the
/// high half is zero, and without leading zeros unless little is left then.
[[nodiscard]] QStringList traceIdVariants(const TraceId& id);

} // namespace signalbox::loki
