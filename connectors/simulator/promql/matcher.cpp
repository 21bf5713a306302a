// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/matcher.h"

#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/regexsyntax.h"

#include <algorithm>

namespace signalbox::simulator::promql {

Matcher::Made Matcher::make(MatchKind kind, const QString& name, const QString& value)
{
    Made out;
    out.matcher.m_kind = kind;
    out.matcher.m_name = name;
    out.matcher.m_value = value;
    if (kind == MatchKind::Regex || kind == MatchKind::NotRegex) {
        out.error = anchoredComplaint(value);
        if (out.error.isEmpty())
            out.matcher.m_regex = anchored(value);
    }
    return out;
}

bool Matcher::matches(const QString& value) const
{
    switch (m_kind) {
    case MatchKind::Equal:
        return value == m_value;
    case MatchKind::NotEqual:
        return value != m_value;
    case MatchKind::Regex:
        return m_regex.match(value).hasMatch();
    case MatchKind::NotRegex:
        return !m_regex.match(value).hasMatch();
    }
    return false;
}

QString Matcher::toString() const
{
    static constexpr const char* signs[] = {"=", "!=", "=~", "!~"};
    return m_name + QLatin1String(signs[static_cast<int>(m_kind)]) + goQuoted(m_value);
}

bool matchesAll(const Matchers& matchers, const LabelSet& labels)
{
    return std::ranges::all_of(matchers, [&](const Matcher& m) { return m.matches(labels); });
}

QRegularExpression anchored(const QString& pattern)
{
    return QRegularExpression(QLatin1String("\\A(?:") + pattern + QLatin1String(")\\z"));
}

QString anchoredComplaint(const QString& pattern)
{
    return regexComplaint(QLatin1String("^(?:") + pattern + QLatin1String(")$"));
}

} // namespace signalbox::simulator::promql
