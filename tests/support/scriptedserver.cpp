// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedserver.h"

#include "tests/support/serverconnection.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <algorithm>
#include <deque>

namespace signalbox::test {

namespace {

/// Hands out raw descriptors: the kind of socket is ours to choose.
class Listener : public QTcpServer
{
public:
    std::function<void(qintptr)> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted(descriptor); }
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

QSslConfiguration serverConfiguration(const ServerTls& tls)
{
    QSslConfiguration config = QSslConfiguration::defaultConfiguration();
    config.setLocalCertificateChain(QSslCertificate::fromData(contentOf(tls.certFile)));
    config.setPrivateKey(QSslKey(contentOf(tls.keyFile), QSsl::Rsa));
    config.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (!tls.clientCaFile.isEmpty()) {
        config.setCaCertificates(QSslCertificate::fromData(contentOf(tls.clientCaFile)));
        config.setPeerVerifyMode(QSslSocket::VerifyPeer);
    }
    config.setAllowedNextProtocols(tls.protocols);
    return config;
}

} // namespace

QByteArray Received::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.mid(mark + 1);
}

QByteArray Received::header(const char* name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray Received::param(const char* name) const
{
    const bool isForm = header("Content-Type").startsWith("application/x-www-form-urlencoded");
    for (const QByteArray& source : {query(), isForm ? body : QByteArray()}) {
        for (const QByteArray& pair : source.split('&')) {
            const qsizetype mark = pair.indexOf('=');
            if (mark < 0 || QByteArray::fromPercentEncoding(pair.left(mark)) != name)
                continue;
            // As every Go server does: a plus is a space.
            return QByteArray::fromPercentEncoding(pair.mid(mark + 1).replace('+', ' '));
        }
    }
    return {};
}

Reply Reply::json(QByteArray body, int status)
{
    Reply reply;
    reply.body = std::move(body);
    reply.status = status;
    return reply;
}

Reply Reply::text(QByteArray body, int status)
{
    Reply reply = json(std::move(body), status);
    reply.contentType = QByteArrayLiteral("text/plain; charset=utf-8");
    return reply;
}

Reply Reply::html(QByteArray body, int status)
{
    Reply reply = json(std::move(body), status);
    reply.contentType = QByteArrayLiteral("text/html; charset=utf-8");
    return reply;
}

Reply Reply::redirect(QByteArray location, int status)
{
    Reply reply = html(QByteArrayLiteral("<a href=\"elsewhere\">Found</a>"), status);
    reply.headers.emplace_back(QByteArrayLiteral("Location"), std::move(location));
    return reply;
}

Reply Reply::faulty(Fault fault, QByteArray body)
{
    Reply reply = json(std::move(body));
    reply.fault = fault;
    return reply;
}

class ScriptedServer::Private
{
public:
    explicit Private(ScriptedServer* owner)
        : q(owner)
    {
        listener.accepted = [this](qintptr descriptor) { accept(descriptor); };
    }

    void listen()
    {
        if (!listener.listen(QHostAddress::LocalHost, port))
            qFatal("cannot listen: %s", qPrintable(listener.errorString()));
        port = listener.serverPort();
    }

    void accept(qintptr descriptor)
    {
        const int number = ++accepted;
        auto* socket = tls ? new QSslSocket : new QTcpSocket;
        auto* connection = new ServerConnection(socket, number, q);
        socket->setSocketDescriptor(descriptor);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connections.push_back(connection);
        connection->answer = [this](const Received& received) { return answer(received); };
        connection->firstBytesSeen = [this](const QByteArray& bytes) { firstBytes = bytes; };
        QObject::connect(connection, &ServerConnection::closed, q, [this, connection] {
            std::erase(connections, connection);
            connection->deleteLater();
            Q_EMIT q->disconnected();
        });
        if (tls)
            beginTls(qobject_cast<QSslSocket*>(socket));
        connection->start();
    }

    void beginTls(QSslSocket* socket)
    {
        socket->setSslConfiguration(serverConfiguration(*tls));
        QObject::connect(socket, &QSslSocket::encrypted, q, [this, socket] {
            negotiated = socket->sslConfiguration().nextNegotiatedProtocol();
        });
        if (tls->handshakeDelay.count() == 0) {
            socket->startServerEncryption();
            return;
        }
        QTimer::singleShot(tls->handshakeDelay, socket, [socket] {
            if (socket->state() == QAbstractSocket::ConnectedState)
                socket->startServerEncryption();
        });
    }

    Reply answer(const Received& received)
    {
        requests.push_back(received);
        // Announced from the loop: a test may stop the server in its slot.
        QMetaObject::invokeMethod(q, &ScriptedServer::requestReceived, Qt::QueuedConnection);
        if (!queue.empty()) {
            Reply reply = std::move(queue.front());
            queue.pop_front();
            return reply;
        }
        if (const auto found = routes.constFind(received.path()); found != routes.constEnd())
            return (*found)(received);
        if (fallback)
            return fallback(received);
        return Reply::text(QByteArrayLiteral("404 page not found\n"), 404);
    }

    ScriptedServer* q;
    Listener listener;
    quint16 port = 0;
    std::optional<ServerTls> tls;
    std::deque<Reply> queue;
    QHash<QByteArray, Handler> routes;
    Handler fallback;
    std::vector<Received> requests;
    std::vector<ServerConnection*> connections;
    int accepted = 0;
    QByteArray negotiated;
    QByteArray firstBytes;
};

ScriptedServer::ScriptedServer(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    d->listen();
}

ScriptedServer::~ScriptedServer()
{
    stop();
}

void ScriptedServer::useTls(ServerTls tls)
{
    d->tls = std::move(tls);
}

QUrl ScriptedServer::url(const QString& prefix) const
{
    QUrl url;
    url.setScheme(d->tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(d->tls ? QStringLiteral("localhost") : QStringLiteral("127.0.0.1"));
    url.setPort(d->port);
    url.setPath(prefix);
    return url;
}

quint16 ScriptedServer::port() const
{
    return d->port;
}

void ScriptedServer::enqueue(Reply reply)
{
    d->queue.push_back(std::move(reply));
}

void ScriptedServer::route(const QByteArray& path, Reply reply)
{
    d->routes.insert(path, [reply = std::move(reply)](const Received&) { return reply; });
}

void ScriptedServer::route(const QByteArray& path, Handler handler)
{
    d->routes.insert(path, std::move(handler));
}

void ScriptedServer::otherwise(Handler handler)
{
    d->fallback = std::move(handler);
}

const std::vector<Received>& ScriptedServer::requests() const
{
    return d->requests;
}

const Received& ScriptedServer::last() const
{
    if (d->requests.empty())
        qFatal("no request has come");
    return d->requests.back();
}

int ScriptedServer::count(const QByteArray& path) const
{
    return static_cast<int>(
        std::ranges::count_if(d->requests, [&](const Received& r) { return r.path() == path; }));
}

int ScriptedServer::openConnections() const
{
    return static_cast<int>(d->connections.size());
}

int ScriptedServer::acceptedConnections() const
{
    return d->accepted;
}

QByteArray ScriptedServer::negotiatedProtocol() const
{
    return d->negotiated;
}

QByteArray ScriptedServer::firstBytes() const
{
    return d->firstBytes;
}

void ScriptedServer::stop()
{
    d->listener.close();
    for (ServerConnection* connection : std::exchange(d->connections, {}))
        delete connection;
}

void ScriptedServer::restart()
{
    d->listen();
}

} // namespace signalbox::test
