// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/attempt.h"

#include "connectors/http/httpdate.h"

#include <QSslError>

#include <algorithm>

namespace signalbox::http {

namespace {

bool isSuccess(int status)
{
    return status >= 200 && status <= 299;
}

} // namespace

Attempt::Attempt(QNetworkReply* reply, Terms terms, std::function<void(Outcome)> done, QObject* parent)
    : QObject(parent)
    , m_reply(reply)
    , m_terms(std::move(terms))
    , m_done(std::move(done))
    , m_begun(m_terms.clock->steady())
{
    // Qt has no limit for the way to a usable connection (name, TCP, TLS) alone. The request is sent when
    // all three are done; on a connection that is kept alive that is at once.
    m_connectTimer.setSingleShot(true);
    m_connectTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_connectTimer, &QTimer::timeout, this, &Attempt::connectionIsLate);
    if (m_terms.connectTimeout.count() > 0)
        m_connectTimer.start(m_terms.connectTimeout);
    connect(reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_isConnecting = true; });
    connect(reply, &QNetworkReply::requestSent, this, &Attempt::connected);
    connect(reply, &QNetworkReply::encrypted, this, [this] {
        m_wasEncrypted = true;
        connected();
    });
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const QSslError& error : errors)
            m_tlsErrors.push_back(error.errorString());
    });
    connect(reply, &QNetworkReply::metaDataChanged, this, &Attempt::headersCame);
    connect(reply, &QNetworkReply::readyRead, this, &Attempt::bytesCame);
    connect(reply, &QNetworkReply::finished, this, &Attempt::replyEnded);
}

Attempt::~Attempt()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    // The end of a reply that is under way closes its socket. abort() would as well, but Qt warns of it
    // when an error status has come before.
    m_reply->deleteLater();
    if (m_isConnecting && m_terms.leftConnecting)
        m_terms.leftConnecting();
}

void Attempt::connected()
{
    m_isConnecting = false;
    m_connectTimer.stop();
}

bool Attempt::headersCame()
{
    if (m_headersCame)
        return true;
    m_outcome.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_outcome.status < 200)
        return true;
    m_headersCame = true;
    connected();
    m_outcome.receivedAt = m_terms.clock->now();
    m_outcome.headerLatency = m_terms.clock->steady() - m_begun;
    m_outcome.serverDate = parsedHttpDate(m_reply->rawHeader("Date"));
    m_outcome.retryAfter = parsedRetryAfter(m_reply->rawHeader("Retry-After"),
                                            m_outcome.serverDate.value_or(m_outcome.receivedAt));
    const bool isPlain = m_reply->rawHeader("Content-Encoding").isEmpty();
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (!isPlain || length <= 0 || !isSuccess(m_outcome.status))
        return true;
    if (length > m_terms.bodyCap) {
        finish(failure(m_terms.wording.tooLarge(m_outcome.status, m_terms.bodyCap)), true);
        return false;
    }
    // The length is a claim. What it may cost before a byte has come is bounded.
    static constexpr qint64 trusted = 128LL * 1024 * 1024;
    reserveFor(std::min(length, trusted));
    return true;
}

std::int64_t Attempt::cap() const
{
    return isSuccess(m_outcome.status) && !m_isPage ? m_terms.bodyCap
                                                    : std::min(errorBodyCap, m_terms.bodyCap);
}

void Attempt::reserveFor(qsizetype size)
{
    if (m_body.capacity() < size + bodyPadding)
        m_body.reserve(std::max(size + bodyPadding, std::min<qsizetype>(m_body.capacity() * 2, cap())));
}

void Attempt::bytesCame()
{
    static constexpr qsizetype step = 256 * 1024;
    if (!headersCame())
        return;
    while (true) {
        // One byte over the cap is enough to know.
        const qsizetype room = std::max<qsizetype>(cap() + 1 - m_body.size(), 0);
        if (room == 0) {
            if (isSuccess(m_outcome.status) && !m_isPage) {
                finish(failure(m_terms.wording.tooLarge(m_outcome.status, m_terms.bodyCap)), true);
                return;
            }
            m_body.chop(1);
            finish(verdict(), true);
            return;
        }
        const qsizetype had = m_body.size();
        const qsizetype wanted = std::min(room, std::clamp<qsizetype>(m_reply->bytesAvailable(), 4096, step));
        reserveFor(had + wanted);
        m_body.resize(had + wanted);
        const qint64 got = m_reply->read(m_body.data() + had, wanted);
        m_body.resize(had + std::max<qint64>(got, 0));
        if (got <= 0)
            return;
        if (!m_isPage && m_terms.expect == Expect::Json && isSuccess(m_outcome.status))
            m_isPage = had < 4096 && looksLikePage(m_body.left(4096));
    }
}

void Attempt::replyEnded()
{
    m_isConnecting = false;
    // What is left is read first. That may be the end of us.
    const QPointer<Attempt> alive(this);
    if (!headersCame())
        return;
    if (m_headersCame)
        bytesCame();
    if (!alive || !m_done)
        return;
    const bool complete =
        m_reply->error() == QNetworkReply::NoError || (m_headersCame && !isSuccess(m_outcome.status));
    if (m_headersCame && complete)
        finish(verdict(), true);
    else
        finish(failure(failureOfTransport()), false);
}

void Attempt::connectionIsLate()
{
    finish(failure(m_terms.wording.noConnection(m_terms.connectTimeout)), false);
}

Error Attempt::failureOfTransport() const
{
    const QString reason = m_terms.scrubber.scrubbed(m_reply->errorString());
    if (m_headersCame)
        return m_terms.wording.cutOff(m_outcome.status, m_body.size(), reason);
    if (m_reply->error() == QNetworkReply::ContentReSendError)
        return m_terms.wording.unanswered();
    // A server that demands a client certificate says so in an alert after the handshake, which arrives as
    // a plain read error with OpenSSL's words in it.
    const bool alert = reason.contains(QLatin1String("alert"), Qt::CaseInsensitive) &&
                       reason.contains(QLatin1String("ssl"), Qt::CaseInsensitive);
    if (m_reply->error() == QNetworkReply::SslHandshakeFailedError || !m_tlsErrors.isEmpty() || alert) {
        const QString told = m_tlsErrors.isEmpty() ? reason : m_tlsErrors.join(QLatin1String(" "));
        return m_terms.wording.tls(told, m_terms.hasClientCertificate);
    }
    return m_terms.wording.unreachable(reason, m_wasEncrypted && !m_terms.hasClientCertificate);
}

Result<Response> Attempt::verdict()
{
    const int status = m_outcome.status;
    if (isSuccess(status) && !m_isPage) {
        reserveFor(m_body.size());
        return Response{.status = status,
                        .body = std::move(m_body),
                        .contentType = m_reply->rawHeader("Content-Type"),
                        .serverDate = m_outcome.serverDate,
                        .receivedAt = m_outcome.receivedAt,
                        .latency = m_terms.clock->steady() - m_begun};
    }
    // At the cap the tail may be the first half of a secret, which no scrubber would know.
    if (m_body.size() >= cap())
        m_body.chop(m_terms.scrubber.longest());
    const QByteArray body = m_terms.scrubber.scrubbed(m_body);
    if (m_isPage)
        return failure(m_terms.wording.page(status, body));
    const QByteArray location = m_reply->rawHeader("Location");
    if (status >= 300 && status < 400 && !location.isEmpty())
        m_outcome.redirect = m_reply->url().resolved(QUrl::fromEncoded(location));
    return failure(m_terms.wording.status(status, m_terms.scrubber.scrubbed(m_reply->url().path()), body,
                                          m_outcome.retryAfter));
}

void Attempt::finish(Result<Response> result, bool answered)
{
    if (!m_done)
        return;
    m_connectTimer.stop();
    m_outcome.answered = answered;
    m_outcome.latency = m_terms.clock->steady() - m_begun;
    m_outcome.result = std::move(result);
    const auto done = std::exchange(m_done, {});
    done(std::move(m_outcome)); // may destroy us
}

} // namespace signalbox::http
