// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/querytext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace signalbox::alertmanager {

namespace {

/// Its parser knows three escapes and keeps any other backslash as it is.
QString inQuotes(const QString& text)
{
    QString out = QStringLiteral("\"");
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += QLatin1Char('\\');
        if (c == u'\n')
            out += QLatin1String("\\n");
        else
            out += c;
    }
    return out + QLatin1Char('"');
}

bool isPlainName(const QString& name)
{
    const auto isLetter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
    };
    return !name.isEmpty() && isLetter(name.front()) && std::all_of(name.begin(), name.end(), [&](QChar c) {
        return isLetter(c) || (c >= u'0' && c <= u'9');
    });
}

} // namespace

QString filterText(const Matcher& matcher)
{
    const QString name = isPlainName(matcher.name) ? matcher.name : inQuotes(matcher.name);
    return name + toString(matcher.op) + inQuotes(matcher.value);
}

QByteArray silenceBody(const Silence& silence)
{
    QJsonArray matchers;
    for (const Matcher& matcher : silence.matchers) {
        matchers.append(QJsonObject{{QStringLiteral("name"), matcher.name},
                                    {QStringLiteral("value"), matcher.value},
                                    {QStringLiteral("isRegex"), matcher.isRegex()},
                                    {QStringLiteral("isEqual"), !matcher.isNegative()}});
    }
    QJsonObject body{{QStringLiteral("matchers"), matchers},
                     {QStringLiteral("startsAt"), silence.startsAt.toRfc3339()},
                     {QStringLiteral("endsAt"), silence.endsAt.toRfc3339()},
                     {QStringLiteral("createdBy"), silence.createdBy},
                     {QStringLiteral("comment"), silence.comment}};
    if (!silence.id.isEmpty())
        body.insert(QStringLiteral("id"), silence.id);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

bool knowsNegativeMatchers(const QString& version)
{
    static const QRegularExpression numbers(QStringLiteral("^v?(\\d{1,6})\\.(\\d{1,6})"));
    const QRegularExpressionMatch match = numbers.match(version);
    if (!match.hasMatch())
        return true;
    return match.captured(1).toInt() > 0 || match.captured(2).toInt() >= 22;
}

} // namespace signalbox::alertmanager
