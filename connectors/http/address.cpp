// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/address.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace signalbox::http {

namespace {

bool isSecretName(const QString& name)
{
    static constexpr std::array words{"token", "secret",  "passw", "key", "auth",
                                      "sig",   "session", "code",  "jwt"};
    return std::ranges::any_of(
        words, [&](const char* word) { return name.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

int portOf(const QUrl& url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

} // namespace

QUrl requestUrl(const QUrl& base, const QString& path, const std::vector<Param>& params)
{
    QByteArray out = base.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (out.endsWith('/'))
        out.chop(1);
    if (!path.startsWith(QLatin1Char('/')) && !path.isEmpty())
        out += '/';
    out += path.toUtf8();
    if (!params.empty())
        out += '?' + encodedParams(params);
    return QUrl::fromEncoded(out);
}

QString displayUrl(const QUrl& url)
{
    QUrl shown = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    QStringList pairs = shown.query(QUrl::FullyEncoded).split(QLatin1Char('&'), Qt::SkipEmptyParts);
    for (QString& pair : pairs) {
        const qsizetype mark = pair.indexOf(QLatin1Char('='));
        if (mark >= 0 && isSecretName(pair.left(mark)))
            pair = pair.left(mark) + QLatin1String("=...");
    }
    shown.setQuery(pairs.isEmpty() ? QString() : pairs.join(QLatin1Char('&')));
    return shown.toString(QUrl::FullyEncoded);
}

bool isSameOrigin(const QUrl& a, const QUrl& b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

bool looksLikeLogin(const QUrl& url)
{
    static constexpr std::array words{"login", "signin", "sign_in", "sign-in",
                                      "oauth", "saml",   "sso",     "auth"};
    const QStringList segments = url.path().toLower().split(QLatin1Char('/'), Qt::SkipEmptyParts);
    return std::ranges::any_of(segments, [](const QString& segment) {
        return std::ranges::any_of(words, [&](const char* word) {
            return segment == QLatin1String(word) ||
                   segment.startsWith(QLatin1String(word) + QLatin1Char('.'));
        });
    });
}

} // namespace signalbox::http
