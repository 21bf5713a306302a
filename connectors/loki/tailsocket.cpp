// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/tailsocket.h"

#include "connectors/http/address.h"
#include "connectors/http/credentials.h"
#include "connectors/http/httpclient.h"
#include "connectors/loki/querytext.h"

#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QTimer>
#include <QWebSocket>

namespace signalbox::loki {

namespace {

/// The backlog comes by query; this much of it is taken along for nothing.
constexpr int backlog = 100;
constexpr quint64 largestMessage = 64ULL * 1024 * 1024;
constexpr int beatsPerSilence = 3;

QUrl tailUrl(const QUrl& base, const TailSocket::Question& question)
{
    QUrl url = http::requestUrl(base, QStringLiteral("/loki/api/v1/tail"),
                                {{QStringLiteral("query"), question.query},
                                 {QStringLiteral("start"), timeParam(question.start)},
                                 {QStringLiteral("limit"), QString::number(backlog)},
                                 {QStringLiteral("delay_for"), QString::number(question.delayFor)}});
    url.setScheme(base.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    return url;
}

} // namespace

class TailSocket::Private
{
public:
    http::HttpClient* http = nullptr;
    std::chrono::milliseconds silence{0};
    QWebSocket* socket = nullptr; ///< child of the TailSocket
    http::Scrubber scrubber;
    QTimer heart;
    QElapsedTimer sinceAlive;
    bool isOpen = false;
    bool hasEnded = false;
};

TailSocket::TailSocket(http::HttpClient* http, std::chrono::milliseconds silence, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->http = http;
    d->silence = silence;
    connect(&d->heart, &QTimer::timeout, this, &TailSocket::beat);
}

TailSocket::~TailSocket()
{
    d->hasEnded = true;
    if (d->socket) {
        d->socket->disconnect(this);
        d->socket->abort();
    }
}

bool TailSocket::isOpen() const
{
    return d->isOpen;
}

void TailSocket::open(const Question& question)
{
    const auto gathered =
        http::gatherCredentials(d->http->backend(), d->http->environment().secrets, this, std::nullopt);
    whenReady(gathered, this, [this, question](Result<http::Credentials> credentials) {
        if (!credentials) {
            end(credentials.error().what);
            return;
        }
        d->scrubber = credentials->scrubber;
        QNetworkRequest request(tailUrl(d->http->backend().url, question));
        for (const auto& [name, value] : credentials->headers)
            request.setRawHeader(name, value);
        request.setRawHeader("X-Loki-Response-Encoding-Flags", "categorize-labels");
        connectSocket();
        d->socket->setSslConfiguration(credentials->tls);
        d->socket->open(request);
    });
}

void TailSocket::connectSocket()
{
    d->socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    d->socket->setMaxAllowedIncomingFrameSize(largestMessage);
    d->socket->setMaxAllowedIncomingMessageSize(largestMessage);
    const auto isAlive = [this] {
        d->sinceAlive.restart();
        Q_EMIT alive();
    };
    connect(d->socket, &QWebSocket::connected, this, [this] {
        d->isOpen = true;
        d->sinceAlive.restart();
        d->heart.start(d->silence / beatsPerSilence);
        Q_EMIT opened();
    });
    connect(d->socket, &QWebSocket::textMessageReceived, this, [this, isAlive](const QString& text) {
        isAlive();
        Q_EMIT message(text);
    });
    connect(d->socket, &QWebSocket::pong, this, isAlive);
    connect(d->socket, &QWebSocket::disconnected, this, [this] {
        const QString reason = d->socket->closeReason();
        end(!reason.isEmpty() ? reason
                              : QStringLiteral("the connection was closed (code %1)")
                                    .arg(static_cast<int>(d->socket->closeCode())));
    });
    connect(d->socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this, [this] {
        // An open socket says disconnected() next, with the server's reason.
        if (!d->isOpen)
            end(d->socket->errorString());
    });
    const auto patience = d->http->backend().limits.connectTimeout;
    QTimer::singleShot(patience, d->socket, [this] {
        if (!d->isOpen)
            end(QStringLiteral("the server did not complete the handshake in time"));
    });
}

void TailSocket::beat()
{
    if (std::chrono::milliseconds(d->sinceAlive.elapsed()) > d->silence) {
        end(QStringLiteral("the server has been silent for too long"));
        return;
    }
    d->socket->ping();
}

void TailSocket::end(const QString& reason)
{
    if (std::exchange(d->hasEnded, true))
        return;
    d->isOpen = false;
    d->heart.stop();
    if (d->socket) {
        d->socket->disconnect(this);
        d->socket->abort();
    }
    Q_EMIT closed(cleaned(d->scrubber.scrubbed(reason), 300));
}

} // namespace signalbox::loki
