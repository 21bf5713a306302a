// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace signalbox::http {

class HttpClient::Private
{
public:
    profile::Backend backend;
    Environment environment;
    QNetworkAccessManager network;
};

HttpClient::HttpClient(profile::Backend backend, Environment environment, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->backend = std::move(backend);
    d->environment = std::move(environment);
}

HttpClient::~HttpClient() = default;

const profile::Backend& HttpClient::backend() const
{
    return d->backend;
}

const Environment& HttpClient::environment() const
{
    return d->environment;
}

QFuture<Result<Response>> HttpClient::send(Request request)
{
    Pending<Response> pending;
    QByteArray base = d->backend.url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery |
                                               QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    while (base.endsWith('/'))
        base.chop(1);
    base += request.path.toUtf8();
    const QByteArray form = encodedParams(request.params);
    if (request.method != Method::PostForm && !form.isEmpty())
        base += '?' + form;
    QNetworkRequest outgoing(QUrl::fromEncoded(base));
    for (const auto& [name, value] : request.headers)
        outgoing.setRawHeader(name, value);
    if (!d->backend.tenant.isEmpty())
        outgoing.setRawHeader("X-Scope-OrgID", d->backend.tenant.toUtf8());
    QNetworkReply* reply = nullptr;
    switch (request.method) {
    case Method::Get:
        reply = d->network.get(outgoing);
        break;
    case Method::Delete:
        reply = d->network.deleteResource(outgoing);
        break;
    case Method::PostForm:
        outgoing.setHeader(QNetworkRequest::ContentTypeHeader,
                           QByteArrayLiteral("application/x-www-form-urlencoded"));
        reply = d->network.post(outgoing, form);
        break;
    case Method::PostJson:
        outgoing.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        reply = d->network.post(outgoing, request.body);
        break;
    }
    pending.onCancel(reply, [reply] { reply->abort(); });
    connect(reply, &QNetworkReply::finished, this, [this, reply, pending] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        QByteArray body = reply->readAll();
        if (status < 200 || status > 299) {
            pending.finish(failure({.kind = status == 0 ? ErrorKind::Network : ErrorKind::Http,
                                    .what = QStringLiteral("%1 answered %2: %3")
                                                .arg(d->backend.name, QString::number(status),
                                                     status == 0 ? reply->errorString() : cleaned(body)),
                                    .detail = cleaned(body, 4096),
                                    .httpStatus = status}));
            return;
        }
        body.reserve(body.size() + bodyPadding);
        pending.finish(Response{.status = status,
                                .body = body,
                                .contentType = reply->rawHeader("Content-Type"),
                                .serverDate = {},
                                .receivedAt = d->environment.clock->now()});
    });
    return pending.future();
}

Health HttpClient::health() const
{
    return {};
}

void HttpClient::resetBreaker()
{
}

} // namespace signalbox::http
