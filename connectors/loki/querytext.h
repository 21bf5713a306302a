// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/result.h"
#include "models/base/traceid.h"
#include "models/telemetry/matcher.h"

#include <QString>
#include <QStringList>

#include <vector>

// Text of LogQL. Everything that comes from a person is quoted or refused here.
namespace signalbox::loki {

/// `{a="x",b!~"y"}`. Invalid when a label name is none, when a regular expression does not compile (the
/// server would answer with an empty success), or when every matcher would also match a stream without the
/// label: that would read everything and is refused by the server.
[[nodiscard]] Result<QString> selector(const std::vector<Matcher>& matchers);

/// [a-zA-Z_][a-zA-Z0-9_]*
[[nodiscard]] bool isLabelName(QStringView name);

enum class LineMatch
{
    Contains,
    ContainsNot,
    Regex, ///< RE2, not anchored
    RegexNot
};

/// ` |= "text"`, to be put behind a selector. The text is quoted here; a broken regular expression is
/// Invalid.
[[nodiscard]] Result<QString> lineFilter(LineMatch match, const QString& text);
/// ` |~ "(?i)text"` with everything in the text taken literally.
[[nodiscard]] QString lineFilterIgnoringCase(const QString& text);
/// Text as a regular expression of RE2 that matches just this text.
[[nodiscard]] QString regexLiteral(QStringView text);

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
