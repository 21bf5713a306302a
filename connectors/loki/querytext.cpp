// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/querytext.h"

#include "models/telemetry/labelset.h"

#include <QRegularExpression>

#include <algorithm>

namespace signalbox::loki {

namespace {

Error invalid(const QString& what)
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
    return invalid(
        QStringLiteral("The regular expression %1 is broken: %2. Correct it; Loki would answer with "
                       "nothing and no error.")
            .arg(quoted(cleaned(pattern)), why));
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

QString withoutZeros(const TraceId& id)
{
    const QString full = id.toHex();
    qsizetype zeros = 0;
    while (zeros < full.size() - 1 && full[zeros] == QLatin1Char('0'))
        ++zeros;
    return full.mid(zeros);
}

bool isNameStart(QChar c)
{
    return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) ||
           (c >= QLatin1Char('A') && c <= QLatin1Char('Z')) || c == QLatin1Char('_');
}

} // namespace

bool isLabelName(QStringView name)
{
    return !name.isEmpty() && isNameStart(name.front()) && std::all_of(name.begin(), name.end(), [](QChar c) {
        return isNameStart(c) || (c >= QLatin1Char('0') && c <= QLatin1Char('9'));
    });
}

Result<QString> selector(const std::vector<Matcher>& matchers)
{
    QStringList parts;
    for (const Matcher& matcher : matchers) {
        if (!isLabelName(matcher.name))
            return failure(
                invalid(QStringLiteral("%1 is not a label name: those are made of letters, digits and _, "
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
            invalid(QStringLiteral("This selector would read every stream. Name at least one label with a "
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

QString regexLiteral(QStringView text)
{
    static const QString special = QStringLiteral("\\.+*?()|[]{}^$");
    QString out;
    out.reserve(text.size() + 8);
    for (const QChar c : text) {
        if (special.contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

QString timeParam(Instant t)
{
    constexpr std::int64_t first = 1'000'000'000'000'000'000;
    return QString::number(std::max(t.ns, first));
}

QString stepParam(Duration step)
{
    const std::int64_t ms = std::max<std::int64_t>(1, step.count() / 1'000'000);
    if (ms % 1000 == 0)
        return QString::number(ms / 1000);
    QString fraction = QStringLiteral("%1").arg(ms % 1000, 3, 10, QLatin1Char('0'));
    while (fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    return QString::number(ms / 1000) + QLatin1Char('.') + fraction;
}

QStringList traceIdVariants(const TraceId& id)
{
    const QString full = id.toHex();
    QString dashed = full;
    for (const int at : {20, 16, 12, 8})
        dashed.insert(at, QLatin1Char('-'));
    QStringList variants{dashed, full};
    // A shorter piece would be found in any line.
    constexpr qsizetype shortest = 8;
    for (const QString& text : {id.high == 0 ? id.toShortHex() : full, withoutZeros(id)}) {
        if (text.size() >= shortest && !variants.contains(text))
            variants.append(text);
    }
    return variants;
}

TraceQueries traceQueries(const QString& streams, const TraceId& id)
{
    // A field's value is matched as a whole; 0* takes any number of leading zeros.
    const QStringList variants = traceIdVariants(id);
    const QString value = quoted(
        QString(QStringLiteral("(?i)0*") + withoutZeros(id) + QLatin1Char('|') + variants.constFirst()));
    QStringList inFields;
    for (const QLatin1String name : {QLatin1String("trace_id"), QLatin1String("traceID"),
                                     QLatin1String("traceid"), QLatin1String("traceId")})
        inFields.append(name + QStringLiteral("=~") + value);
    return {.byMetadata = streams + QStringLiteral(" | ") + inFields.join(QStringLiteral(" or ")),
            .byText = streams + QStringLiteral(" |~ ") +
                      quoted(QString(QStringLiteral("(?i)") + variants.join(QLatin1Char('|'))))};
}

} // namespace signalbox::loki
