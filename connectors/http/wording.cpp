// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/wording.h"

#include <cmath>

namespace signalbox::http {

namespace {

/// "2.5 s", "300 ms"
QString inWords(std::chrono::nanoseconds duration)
{
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    if (ms < 1000)
        return QStringLiteral("%1 ms").arg(ms);
    return QStringLiteral("%1 s").arg(static_cast<double>(ms) / 1000.0, 0, 'g', 4);
}

/// What a body says in one line: a page says its title.
QString gist(const QByteArray& body)
{
    if (looksLikePage(body)) {
        const QString title = pageTitle(body);
        return title.isEmpty() ? QStringLiteral("an HTML page without a title")
                               : QStringLiteral("a page titled \"%1\"").arg(title);
    }
    const QString text = cleaned(body);
    return text.isEmpty() ? QStringLiteral("an empty body") : text;
}

QString wayOut(int status)
{
    switch (status) {
    case 400:
    case 422:
        return QStringLiteral("Check the query.");
    case 401:
        return QStringLiteral("Check \"auth\" of this backend in the profile.");
    case 403:
        return QStringLiteral("Check \"auth\" and the tenant of this backend in the profile.");
    case 404:
        return QStringLiteral("Check that its URL and path prefix are right and that this server knows it.");
    case 413:
    case 414:
        return QStringLiteral("Shorten the query.");
    case 429:
        return QStringLiteral("Ask less often or for a shorter range, or raise its rate limit.");
    case 501:
        return QStringLiteral("This server has the feature switched off.");
    case 502:
    case 503:
    case 504:
        return QStringLiteral("It or what stands before it is overloaded or starting; try again soon, or "
                              "with a shorter range.");
    default:
        return status >= 500 ? QStringLiteral("Its own log has the reason.")
                             : QStringLiteral("Check the URL of this backend in the profile.");
    }
}

} // namespace

bool looksLikePage(const QByteArray& body)
{
    qsizetype i = body.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    while (i < body.size() && (body.at(i) == ' ' || (body.at(i) >= '\t' && body.at(i) <= '\r')))
        ++i;
    return i < body.size() && body.at(i) == '<';
}

QString pageTitle(const QByteArray& html)
{
    const QByteArray head = html.left(64 * 1024);
    const QByteArray lower = head.toLower();
    const qsizetype open = lower.indexOf("<title");
    const qsizetype from = open < 0 ? -1 : lower.indexOf('>', open) + 1;
    const qsizetype to = from <= 0 ? -1 : lower.indexOf("</title", from);
    if (to < 0)
        return {};
    QString title = QString::fromUtf8(head.mid(from, qMin<qsizetype>(to - from, 1024)));
    title.replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"));
    title.replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&#39;"), QLatin1String("'"));
    title.replace(QLatin1String("&amp;"), QLatin1String("&"));
    return cleaned(QStringView(title), 120);
}

Error Wording::status(int status, const QString& path, const QByteArray& body,
                      std::optional<std::chrono::nanoseconds> retryAfter) const
{
    const bool login = (status == 401 || status == 403) && looksLikePage(body);
    QString what = QStringLiteral("%1 answered %2 to %3: %4.%5 %6")
                       .arg(backend, QString::number(status), cleaned(path, 120), gist(body),
                            login ? QStringLiteral(" Is it a login page?") : QString(), wayOut(status));
    if (retryAfter)
        what += QStringLiteral(" It asks to wait %1.").arg(inWords(*retryAfter));
    return {
        .kind = ErrorKind::Http, .what = what, .detail = cleaned(body, detailChars), .httpStatus = status};
}

Error Wording::page(int status, const QByteArray& body) const
{
    return {.kind = ErrorKind::Http,
            .what =
                QStringLiteral("%1 answered %2 with %3 where data was due: a login page? Check \"auth\", and "
                               "that %4 is the backend itself and not its user interface or a proxy's.")
                    .arg(backend, QString::number(status), gist(body), url),
            .detail = cleaned(body, detailChars),
            .httpStatus = status};
}

Error Wording::redirected(int status, const QString& target, bool otherHost) const
{
    return {.kind = ErrorKind::Http,
            .what = (otherHost
                         ? QStringLiteral("%1 answered %2 and redirected to %3: login page? The credentials "
                                          "were not sent there. Check \"auth\", or put the right URL into "
                                          "the profile.")
                         : QStringLiteral("%1 answered %2 and redirected to %3, which was not followed: "
                                          "login page? Check \"auth\" and the URL in the profile."))
                        .arg(backend, QString::number(status), cleaned(target)),
            .detail = {},
            .httpStatus = status};
}

Error Wording::unreachable(const QString& reason, bool perhapsCertificate) const
{
    QString what =
        QStringLiteral("%1 cannot be reached at %2: %3. Check that it runs, its URL, and the network.")
            .arg(backend, url, cleaned(reason));
    if (perhapsCertificate)
        what += QStringLiteral(" It may demand a client certificate; name one under \"tls\" in the profile.");
    return {.kind = ErrorKind::Network, .what = what, .detail = {}};
}

Error Wording::unanswered() const
{
    return {.kind = ErrorKind::Network,
            .what =
                QStringLiteral("%1 at %2 closed the connection before it answered. Whether it did what was "
                               "asked is not known: look first, then send it again.")
                    .arg(backend, url),
            .detail = {}};
}

Error Wording::cutOff(int status, qint64 received, const QString& reason) const
{
    return {.kind = ErrorKind::Network,
            .what =
                QStringLiteral("%1 answered %2, but the connection broke after %3 bytes of the body: %4. Try "
                               "again; if it stays, look at the log of the server or the proxy before it.")
                    .arg(backend, QString::number(status), QString::number(received), cleaned(reason)),
            .detail = {},
            .httpStatus = status};
}

Error Wording::tls(const QString& reason, bool clientCertificate) const
{
    const QString hint =
        clientCertificate
            ? QStringLiteral("Check the CA file, the client certificate and its key in the profile.")
            : QStringLiteral(
                  "If it has an authority of its own, name its CA file in the profile; it may also "
                  "demand a client certificate.");
    return {.kind = ErrorKind::Tls,
            .what = QStringLiteral("No secure connection to %1 at %2: %3. %4")
                        .arg(backend, url, cleaned(reason), hint),
            .detail = {}};
}

Error Wording::noConnection(std::chrono::milliseconds limit) const
{
    return {.kind = ErrorKind::Timeout,
            .what = QStringLiteral("%1 at %2 made no connection within %3. Check its URL, the network and "
                                   "firewalls on the way.")
                        .arg(backend, url, inWords(limit)),
            .detail = {}};
}

Error Wording::deadline(std::chrono::milliseconds limit, const std::optional<Error>& last,
                        bool perhapsCertificate) const
{
    QString what =
        QStringLiteral("%1 did not answer within %2. Ask for a shorter range or less detail, or raise the "
                       "deadline in the profile.")
            .arg(backend, inWords(limit));
    if (perhapsCertificate)
        what += QStringLiteral(" It never answered yet: it may also demand a client certificate.");
    if (last)
        what += QStringLiteral(" The last attempt failed: %1").arg(last->what);
    return {.kind = ErrorKind::Timeout, .what = what, .detail = last ? last->detail : QString()};
}

Error Wording::tooLarge(int status, qint64 cap) const
{
    return {.kind = ErrorKind::TooLarge,
            .what = QStringLiteral("%1 answers with more than the %2 MiB that are allowed. Ask for a shorter "
                                   "range or fewer series, or raise the cap in the profile.")
                        .arg(backend, QString::number(static_cast<double>(cap) / (1024.0 * 1024.0), 'g', 3)),
            .detail = {},
            .httpStatus = status};
}

Error Wording::circuitOpen(std::chrono::nanoseconds untilNextTry, const std::optional<Error>& last) const
{
    QString what = untilNextTry.count() > 0
                       ? QStringLiteral("%1 failed several times in a row and is left alone for another %2.")
                             .arg(backend, inWords(std::chrono::ceil<std::chrono::seconds>(untilNextTry)))
                       : QStringLiteral("%1 failed several times in a row; one request is probing it now, "
                                        "others wait for its result.")
                             .arg(backend);
    what += QStringLiteral(" Retry now, or wait.");
    if (last)
        what += QStringLiteral(" The last failure: %1").arg(last->what);
    return {.kind = ErrorKind::CircuitOpen, .what = what, .detail = last ? last->detail : QString()};
}

Error Wording::overloaded(int waiting) const
{
    return {.kind = ErrorKind::Overloaded,
            .what =
                QStringLiteral("Too many requests to %1 at once: %2 are waiting already. Close some panes or "
                               "refresh less often; nothing was sent.")
                    .arg(backend, QString::number(waiting)),
            .detail = {}};
}

Error Wording::profile(const QString& problem) const
{
    return {.kind = ErrorKind::Invalid,
            .what = QStringLiteral("The profile's entry for %1 cannot be used: %2").arg(backend, problem),
            .detail = {}};
}

} // namespace signalbox::http
