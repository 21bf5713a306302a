// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/errors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::alertmanager {

namespace {

/// "text", {"code","message"} or {"status":"error","error"}; empty for anything else.
QString wordsIn(const QString& body)
{
    // A bare string is no document for the reader; in brackets it is.
    const QByteArray bracketed = '[' + body.toUtf8() + ']';
    const QJsonValue value = QJsonDocument::fromJson(bracketed).array().at(0);
    if (value.isString())
        return value.toString();
    const QJsonObject object = value.toObject();
    const QString message = object.value(QLatin1String("message")).toString();
    return message.isEmpty() ? object.value(QLatin1String("error")).toString() : message;
}

QString wayOut(int status)
{
    switch (status) {
    case 400:
    case 422:
        return QStringLiteral("Correct what was sent.");
    case 404:
        return QStringLiteral("It is not there, or not any more.");
    case 410:
        return QStringLiteral("Check the URL: API v2 is needed.");
    default:
        return QStringLiteral("Try again, or look into the server's log.");
    }
}

} // namespace

Error unreadable(const QString& backend, const QByteArray& body, const QString& problem)
{
    const bool isPage = body.left(1024).trimmed().startsWith('<');
    const QString what =
        isPage
            ? QStringLiteral("%1 answered with a web page instead of JSON: %2. Is it a login page? Check the "
                             "URL, the path prefix and the credentials.")
                  .arg(backend, cleaned(body))
            : QStringLiteral("%1 answered with %2: %3. Check that the URL is that of an Alertmanager.")
                  .arg(backend, problem, cleaned(body));
    return {.kind = ErrorKind::Parse, .what = what, .detail = cleaned(body, 4096)};
}

Error inServersWords(Error error, const QString& backend)
{
    if (error.kind != ErrorKind::Http)
        return error;
    const QString words = wordsIn(error.detail);
    if (words.isEmpty())
        return error;
    QString shown = cleaned(words);
    while (shown.endsWith(QLatin1Char('.')))
        shown.chop(1);
    error.what = QStringLiteral("%1 refused: %2. %3").arg(backend, shown, wayOut(error.httpStatus));
    error.detail = cleaned(words, 4096);
    return error;
}

} // namespace signalbox::alertmanager
