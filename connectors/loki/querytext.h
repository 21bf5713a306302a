// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/result.h"
#include "models/base/traceid.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::loki {

enum class Match
{
    Equal,
    NotEqual,
    Regex, ///< RE2, anchored at both ends
    NotRegex
};

struct Matcher
{
    QString label;
    Match match = Match::Equal;
    QString value;
    bool operator==(const Matcher&) const = default;
};

/// `{a="x",b!~"y"}`. Invalid when a label name is none, or when every matcher would also match a stream
/// without the label: the server refuses such a selector, for it would read everything.
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

/// ` |= "text"`, to be put behind a selector. The text is quoted here.
[[nodiscard]] QString lineFilter(LineMatch match, const QString& text);
/// ` |~ "(?i)text"` with everything in the text taken literally.
[[nodiscard]] QString lineFilterIgnoringCase(const QString& text);
/// Text as a regular expression of RE2 that matches just this text.
[[nodiscard]] QString regexLiteral(QStringView text);

/// 19 digits of nanoseconds: the one form of time that Loki cannot take for another unit.
[[nodiscard]] QString timeParam(Instant t);
/// "15" or "0.5": seconds.
[[nodiscard]] QString stepParam(Duration step);

/// The two questions that together find a trace's lines: neither alone finds ids of the other place.
struct TraceQueries
{
    QString byMetadata; ///< {…} | trace_id=~"(?i)…" or traceID=~… or traceid=~…
    QString byText;     ///< {…} |~ "(?i)…|…"
};
/// `selector` is a stream selector in braces. Variants: 32 digits, without leading zeros, 16 digits when
/// the high half is zero, with the dashes of a UUID.
[[nodiscard]] TraceQueries traceQueries(const QString& selector, const TraceId& id);
[[nodiscard]] QStringList traceIdVariants(const TraceId& id);

} // namespace signalbox::loki
