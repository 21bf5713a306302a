// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/answer.h"

#include <QRegularExpression>

namespace signalbox::loki {

namespace {

/// How an error about numbers is told from others.
QString metricMark()
{
    return QStringLiteral("a metric query");
}

} // namespace

void Notes::merge(const Notes& other)
{
    for (const QString& warning : other.warnings) {
        if (!warnings.contains(warning))
            warnings.append(warning);
    }
    badEntries += other.badEntries;
    badFields += other.badFields;
    if (firstBad.isEmpty())
        firstBad = other.firstBad;
    sanitised = sanitised || other.sanitised;
}

Error unreadable(const QString& backend, const QByteArray& body, const QString& why)
{
    const QString seen = body.trimmed().isEmpty() ? QStringLiteral("nothing")
                                                  : QStringLiteral("\"%1\"").arg(cleaned(body.left(800)));
    return {.kind = ErrorKind::Parse,
            .what =
                QStringLiteral("%1 did not answer as a Loki does: %2. It sent %3. Check that its URL is that "
                               "of a Loki and that no proxy answers in its place.")
                    .arg(backend, why, seen),
            .detail = cleaned(body.left(4096), 1000)};
}

Error refused(const QString& backend, const QString& text)
{
    return {.kind = ErrorKind::Http,
            .what =
                QStringLiteral("%1 answered with an error: %2. Change the query or the range, or try again.")
                    .arg(backend, cleaned(text)),
            .detail = cleaned(text, 1000),
            .httpStatus = 200};
}

std::optional<Error> notJson(const QByteArray& body, const QString& backend)
{
    qsizetype first = 0;
    while (first < body.size() &&
           (body[first] == ' ' || body[first] == '\t' || body[first] == '\r' || body[first] == '\n'))
        ++first;
    if (first == body.size())
        return unreadable(backend, body, QStringLiteral("the answer is empty"));
    if (body[first] == '<')
        return unreadable(backend, body, QStringLiteral("the answer is a web page, perhaps a login page"));
    if (body[first] != '{' && body[first] != '[')
        return unreadable(backend, body, QStringLiteral("the answer is plain text"));
    return std::nullopt;
}

std::optional<QueryPosition> queryPosition(const Error& error)
{
    static const QRegularExpression place(QStringLiteral("parse error at line (\\d{1,6}), col (\\d{1,6})"));
    for (const QString& text : {error.detail, error.what}) {
        const QRegularExpressionMatch match = place.match(text);
        if (match.hasMatch())
            return QueryPosition{match.capturedView(1).toInt(), match.capturedView(2).toInt()};
    }
    return std::nullopt;
}

std::optional<int> entriesLimit(const Error& error)
{
    static const QRegularExpression refusal(
        QStringLiteral("max entries limit per query exceeded.*\\(\\d{1,9} > (\\d{1,9})\\)"));
    for (const QString& text : {error.detail, error.what}) {
        const QRegularExpressionMatch match = refusal.match(text);
        const int most = match.hasMatch() ? match.capturedView(1).toInt() : 0;
        if (most > 0)
            return most;
    }
    return std::nullopt;
}

bool isBadPattern(const Error& error)
{
    return error.httpStatus == 400 && (error.detail + error.what).contains(QLatin1String("parsing regexp"));
}

Error numbersForLines(const QString& backend, const QString& resultType)
{
    return {.kind = ErrorKind::Invalid,
            .what =
                QStringLiteral("%1 answered with numbers (%2), not with lines: this is a metric query. Ask "
                               "it as one, or leave the function around the selector away.")
                    .arg(backend, cleaned(resultType, 40)),
            .detail = metricMark()};
}

bool isNumbersForLines(const Error& error)
{
    return error.kind == ErrorKind::Invalid && error.detail == metricMark();
}

} // namespace signalbox::loki
