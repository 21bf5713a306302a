// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/errors.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace signalbox::prometheus {

namespace {

QString titleOf(const QByteArray& page)
{
    static const QRegularExpression title(QStringLiteral("<title[^>]*>([^<]*)"),
                                          QRegularExpression::CaseInsensitiveOption);
    return cleaned(title.match(QString::fromUtf8(page.left(64 * 1024))).captured(1), 80);
}

/// What a person can do about it. Texts are only looked at where the status leaves two ways open.
QString wayOut(const QString& errorType, const QString& text, int status)
{
    if (text.contains(QLatin1String("exceeded maximum resolution")) ||
        text.contains(QLatin1String("too many points for the given start=")))
        return QStringLiteral("Ask for a wider step or a shorter range.");
    if (errorType == QLatin1String("timeout") || errorType == QLatin1String("canceled") || status == 503 ||
        status == 504)
        return QStringLiteral("Ask for a shorter range or a cheaper expression, or try again later.");
    if (errorType == QLatin1String("execution") || status == 422)
        return QStringLiteral("Change the expression or narrow the range.");
    if (errorType == QLatin1String("bad_data") || status == 400)
        return QStringLiteral("Correct the query.");
    if (errorType == QLatin1String("not_found") || status == 404)
        return QStringLiteral("Check that this server offers the call.");
    return QStringLiteral("Look into the server's log.");
}

QString sentence(QString text)
{
    while (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

} // namespace

std::optional<QueryPosition> positionIn(const Error& error)
{
    static const QRegularExpression place(QStringLiteral("\\b(\\d{1,9}):(\\d{1,9}): parse error"));
    const QRegularExpressionMatch match = place.match(error.detail);
    if (!match.hasMatch())
        return std::nullopt;
    return QueryPosition{.line = match.captured(1).toInt(), .column = match.captured(2).toInt()};
}

Error unreadable(const QString& backend, const QByteArray& body, const QString& problem)
{
    const QByteArray start = body.left(1024).trimmed();
    if (start.startsWith('<')) {
        const QString title = titleOf(body);
        return {.kind = ErrorKind::Parse,
                .what =
                    QStringLiteral("%1 answered with a web page%2 instead of JSON. Is it a login page? Check "
                                   "the URL, the path prefix and the credentials.")
                        .arg(backend, title.isEmpty() ? QString() : QStringLiteral(" (“%1”)").arg(title)),
                .detail = cleaned(body, 4096)};
    }
    const QString shown = start.isEmpty() ? QString() : QStringLiteral(": %1").arg(cleaned(body));
    return {.kind = ErrorKind::Parse,
            .what =
                QStringLiteral("%1 answered with %2%3. Check that the URL is that of a Prometheus API, and "
                               "what stands between it and this machine.")
                    .arg(backend, problem, shown),
            .detail = cleaned(body, 4096)};
}

Error refused(const QString& backend, const QString& errorType, const QString& text, int httpStatus)
{
    const QString shown = text.isEmpty() ? QStringLiteral("no reason given") : sentence(cleaned(text));
    bool isNumber = false;
    const int code = errorType.toInt(&isNumber);
    return {.kind = ErrorKind::Http,
            .what = QStringLiteral("%1 refused: %2. %3")
                        .arg(backend, shown, wayOut(errorType, text, isNumber ? code : httpStatus)),
            .detail = QStringLiteral("%1: %2").arg(cleaned(errorType, 40), cleaned(text, 4096)),
            .httpStatus = httpStatus};
}

Error inServersWords(Error error, const QString& backend)
{
    if (error.kind != ErrorKind::Http)
        return error;
    const qsizetype brace = error.detail.indexOf(QLatin1Char('{'));
    if (brace < 0)
        return error;
    const QJsonObject answer = QJsonDocument::fromJson(error.detail.sliced(brace).toUtf8()).object();
    if (answer.value(QLatin1String("status")).toString() != QLatin1String("error"))
        return error;
    return refused(backend, answer.value(QLatin1String("errorType")).toString(),
                   answer.value(QLatin1String("error")).toString(), error.httpStatus);
}

} // namespace signalbox::prometheus
