// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/exchange.h"

#include "connectors/http/address.h"
#include "connectors/http/clientstate.h"

#include <QIODevice>

#include <algorithm>

namespace signalbox::http {

namespace {

/// A body that can be read from its beginning only once. When a connection closes before the answer, Qt
/// silently sends the request again; with a body that does not rewind it must give up instead. (No QBuffer:
/// Qt copies what is in those.)
class OneWayBody : public QIODevice
{
public:
    explicit OneWayBody(QByteArray content)
        : m_content(std::move(content))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_content.size(); }
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 n = std::min<qint64>(most, m_content.size() - m_read);
        std::copy_n(m_content.constData() + m_read, n, data);
        m_read += n;
        return n;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_content;
    qint64 m_read = 0;
};

/// For writes: at most one request goes over the wire.
QNetworkReply* sentOnce(QNetworkAccessManager& network, const QNetworkRequest& request,
                        const QByteArray& verb, const QByteArray& content)
{
    auto* body = new OneWayBody(content);
    QNetworkReply* reply = network.sendCustomRequest(request, verb, body);
    body->setParent(reply);
    return reply;
}

/// The request in one line. The form is part of it: without it a query would not be seen.
QString watchable(const Request& request, bool isGet, const QUrl& url)
{
    const QString address = url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    if (isGet)
        return QLatin1String("GET ") + address;
    if (request.method == Method::Delete)
        return QLatin1String("DELETE ") + address;
    const QString form = QString::fromUtf8(encodedParams(request.params));
    return QLatin1String("POST ") + address + (form.isEmpty() ? form : QLatin1Char(' ') + form);
}

} // namespace

Exchange::Exchange(ClientState* state, const Request& request, const Credentials& credentials,
                   std::function<void(Outcome)> done, QObject* parent)
    : QObject(parent)
    , m_state(state)
    , m_request(request)
    , m_credentials(credentials)
    , m_done(std::move(done))
{
    begin(
        requestUrl(state->backend.url, request.path,
                   request.method == Method::PostForm && !usesGet() ? std::vector<Param>() : request.params));
}

Exchange::~Exchange()
{
    // Whoever asked has given up, or the deadline has passed.
    if (m_done)
        report(0, QStringLiteral("given up"));
}

bool Exchange::usesGet() const
{
    return m_request.method == Method::Get ||
           (m_request.method == Method::PostForm && (m_fellBack || m_state->getInsteadOfPost));
}

QNetworkReply* Exchange::sent(const QUrl& url, QNetworkAccessManager& network)
{
    QNetworkRequest out(url);
    // Redirects are followed by hand, so that credentials stay at home.
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    // Cookies would be a second, hidden identity; the cache is ours to decide about, elsewhere.
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // Flat metrics compress far beyond the ratio that Qt takes for a bomb; Attempt counts every byte.
    out.setDecompressedSafetyCheckThreshold(-1);
    out.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("signalbox"));
    if (url.scheme() == QLatin1String("https"))
        out.setSslConfiguration(m_credentials.tls);
    for (const auto& [name, value] : m_request.headers)
        out.setRawHeader(name, value);
    for (const auto& [name, value] : m_credentials.headers)
        out.setRawHeader(name, value);

    if (usesGet())
        return network.get(out);
    switch (m_request.method) {
    case Method::PostJson:
        out.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        return sentOnce(network, out, "POST", m_request.body);
    case Method::Delete:
        return sentOnce(network, out, "DELETE", {});
    case Method::Get:
    case Method::PostForm:
        break;
    }
    out.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/x-www-form-urlencoded"));
    const QByteArray form = encodedParams(m_request.params);
    return m_request.idempotent ? network.post(out, form) : sentOnce(network, out, "POST", form);
}

void Exchange::begin(const QUrl& url)
{
    const profile::Limits& limits = m_state->backend.limits;
    const auto network = m_state->network;
    m_begun = m_state->environment.clock->steady();
    if (m_state->environment.watch)
        m_shown = m_credentials.scrubber.scrubbed(watchable(m_request, usesGet(), url));
    Attempt::Terms terms{.clock = m_state->environment.clock,
                         .wording = m_state->wording,
                         .scrubber = m_credentials.scrubber,
                         .expect = m_request.expect,
                         .bodyCap = m_request.bodyCap.value_or(limits.bodyCap),
                         .connectTimeout = limits.connectTimeout,
                         .hasClientCertificate = !m_state->backend.tls.clientCertFile.isEmpty(),
                         .leftConnecting = [state = m_state, network] {
                             if (state->network == network)
                                 state->abandonConnections();
                         }};
    m_attempt = std::make_unique<Attempt>(
        sent(url, *network), std::move(terms), [this](Outcome outcome) { took(std::move(outcome)); },
        nullptr);
}

bool Exchange::fallsBackToGet(const Outcome& outcome) const
{
    return m_request.method == Method::PostForm && !usesGet() &&
           (outcome.status == 403 || outcome.status == 405);
}

void Exchange::report(int status, const QString& problem) const
{
    if (!m_state->environment.watch)
        return;
    m_state->environment.watch({.backend = m_state->backend.name,
                                .request = m_shown,
                                .status = status,
                                .latency = m_state->environment.clock->steady() - m_begun,
                                .problem = problem});
}

void Exchange::took(Outcome outcome)
{
    report(outcome.status, outcome.result ? QString() : outcome.result.error().what);
    if (fallsBackToGet(outcome)) {
        m_fellBack = true;
        begin(requestUrl(m_state->backend.url, m_request.path, m_request.params));
        return;
    }
    // Only a GET that was let in shows that it was the method that displeased, and not us.
    if (m_fellBack && outcome.answered && outcome.status != 401 && outcome.status != 403 &&
        outcome.status != 405)
        m_state->getInsteadOfPost = true;

    if (!outcome.redirect.isEmpty()) {
        const QUrl target = outcome.redirect;
        const bool home = isSameOrigin(m_state->backend.url, target);
        const bool keepsMethod = usesGet() || (m_request.method == Method::PostForm &&
                                               (outcome.status == 307 || outcome.status == 308));
        if (home && keepsMethod && !looksLikeLogin(target) && m_redirects < mostRedirects) {
            ++m_redirects;
            begin(target);
            return;
        }
        const QString shown = m_credentials.scrubber.scrubbed(home ? target.path() : target.host());
        outcome.result = failure(m_state->wording.redirected(outcome.status, shown, !home));
    }
    const auto done = std::exchange(m_done, {});
    done(std::move(outcome)); // may destroy us
}

} // namespace signalbox::http
