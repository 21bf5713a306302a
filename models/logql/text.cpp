// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/text.h"

#include "models/promql/selector.h"
#include "models/telemetry/labelset.h"

#include <QRegularExpression>

#include <algorithm>

namespace signalbox::logql {

using promql::isLabelName;
using promql::regexLiteral;

namespace {

Error unusable(const QString& what)
{
    return {.kind = ErrorKind::Invalid, .what = what, .detail = {}};
}

/// What PCRE takes and RE2 does not: looking around, and back-references.
bool isBeyondRe2(const QString& pattern)
{
    for (qsizetype i = 0; i + 1 < pattern.size(); ++i) {
        if (pattern[i] == QLatin1Char('\\')) {
            ++i;
            if (pattern[i] >= QLatin1Char('1') && pattern[i] <= QLatin1Char('9'))
                return true;
        } else if (pattern[i] == QLatin1Char('(')) {
            const QStringView rest = QStringView(pattern).mid(i + 1, 3);
            for (const QLatin1String group : {QLatin1String("?="), QLatin1String("?!"), QLatin1String("?<="),
                                              QLatin1String("?<!"), QLatin1String("?>")}) {
                if (rest.startsWith(group))
                    return true;
            }
        }
    }
    return false;
}

/// As the server sees it: also a stream without this label would match.
bool matchesAbsence(const Matcher& matcher)
{
    switch (matcher.op) {
    case Matcher::Op::Equal:
        return matcher.value.isEmpty();
    case Matcher::Op::NotEqual:
        return !matcher.value.isEmpty();
    case Matcher::Op::Matches:
    case Matcher::Op::NotMatches:
        break;
    }
    const QRegularExpression whole(QRegularExpression::anchoredPattern(matcher.value));
    return whole.match(QString()).hasMatch() == (matcher.op == Matcher::Op::Matches);
}

} // namespace

std::optional<Error> regexError(const QString& pattern)
{
    const QRegularExpression expression(pattern);
    if (expression.isValid() && !isBeyondRe2(pattern))
        return std::nullopt;
    const QString why = expression.isValid()
                            ? QStringLiteral("look-around and back-references are unknown to the server")
                            : QStringLiteral("%1 (at character %2)")
                                  .arg(expression.errorString())
                                  .arg(expression.patternErrorOffset());
    return unusable(
        QStringLiteral("The regular expression %1 is broken: %2. Correct it; Loki would answer with "
                       "nothing and no error.")
            .arg(quoted(cleaned(pattern)), why));
}

Result<QString> selector(const std::vector<Matcher>& matchers)
{
    QStringList parts;
    for (const Matcher& matcher : matchers) {
        if (!isLabelName(matcher.name))
            return failure(
                unusable(QStringLiteral("%1 is not a label name: those are made of letters, digits and _, "
                                        "and do not begin with a digit.")
                             .arg(quoted(cleaned(matcher.name)))));
        if (matcher.isRegex()) {
            if (auto broken = regexError(matcher.value))
                return failure(std::move(*broken));
        }
        parts.append(matcher.name + toString(matcher.op) + quoted(matcher.value));
    }
    if (std::all_of(matchers.begin(), matchers.end(), matchesAbsence))
        return failure(
            unusable(QStringLiteral("This selector would read every stream. Name at least one label with a "
                                    "value, such as service_name=\"checkout\".")));
    return QLatin1Char('{') + parts.join(QLatin1Char(',')) + QLatin1Char('}');
}

Result<QString> lineFilter(LineMatch match, const QString& text)
{
    if (match == LineMatch::Regex || match == LineMatch::RegexNot) {
        if (auto broken = regexError(text))
            return failure(std::move(*broken));
    }
    const auto operation = [match] {
        switch (match) {
        case LineMatch::Contains:
            return QStringLiteral("|=");
        case LineMatch::ContainsNot:
            return QStringLiteral("!=");
        case LineMatch::Regex:
            return QStringLiteral("|~");
        case LineMatch::RegexNot:
            break;
        }
        return QStringLiteral("!~");
    };
    return QLatin1Char(' ') + operation() + QLatin1Char(' ') + quoted(text);
}

QString lineFilterIgnoringCase(const QString& text)
{
    return QStringLiteral(" |~ ") + quoted(QString(QStringLiteral("(?i)") + regexLiteral(text)));
}

} // namespace signalbox::logql
