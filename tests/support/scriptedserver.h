// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QTcpSocket;

namespace signalbox::test {

/// One request as it came over the wire.
struct Received
{
    QByteArray method;
    QByteArray target; ///< still encoded: "/api/v1/query?query=up"
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; ///< 1 for the first accepted socket: equal numbers mean keep-alive

    [[nodiscard]] QByteArray path() const { return target.split('?').front(); }
    [[nodiscard]] QByteArray query() const;
    [[nodiscard]] QByteArray header(const char* name) const; ///< case-insensitive; empty when absent
    /// The decoded value of a parameter of the query or the form; the first when there are several.
    [[nodiscard]] QByteArray param(const char* name) const;
};

/// What to answer, and how badly.
struct Reply
{
    enum class Fault
    {
        None,
        CloseBeforeReply, ///< the request is read, then the connection closed without a byte
        ResetMidBody,     ///< headers and half of the body, then a TCP reset
        CutOff,           ///< headers that promise the whole body, half of it, then an orderly close
        CutOffChunked,    ///< as CutOff, with chunks and no last one
        Hang,             ///< never a byte
        HangMidBody,      ///< headers and half of the body, then silence
        Drip,             ///< the body one byte each `dripEvery`
    };

    int status = 200;
    QByteArray body = {};
    QByteArray contentType = QByteArrayLiteral("application/json");
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    Fault fault = Fault::None;
    std::chrono::milliseconds delay{0}; ///< before the first byte
    std::chrono::milliseconds dripEvery{1000};
    bool gzip = false;
    /// Sent instead of the true length.
    std::optional<qsizetype> contentLength = {};

    [[nodiscard]] static Reply json(QByteArray body, int status = 200);
    [[nodiscard]] static Reply text(QByteArray body, int status);
    [[nodiscard]] static Reply html(QByteArray body, int status = 200);
    [[nodiscard]] static Reply redirect(QByteArray location, int status = 302);
    [[nodiscard]] static Reply faulty(Fault fault, QByteArray body = QByteArrayLiteral("{\"data\":[]}"));
};

/// How the server does TLS; file names are absolute.
struct ServerTls
{
    QString certFile = {};
    QString keyFile = {};
    QString clientCaFile = {};                   ///< not empty: a client certificate of this CA is demanded
    QList<QByteArray> protocols = {};            ///< offered by ALPN
    std::chrono::milliseconds handshakeDelay{0}; ///< before our side of the handshake begins
};

/// A real HTTP/1.1 server on loopback that does as it is told, in the thread of the test. Replies come from
/// the queue first, then from the route of the path, then 404. Must not be used outside tests.
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<Reply(const Received&)>;

    explicit ScriptedServer(QObject* parent = nullptr);
    ~ScriptedServer() override;

    /// From now on TLS is spoken; call it before the first connection.
    void useTls(ServerTls tls);

    /// "http://127.0.0.1:PORT" + prefix; https://localhost:PORT with TLS.
    [[nodiscard]] QUrl url(const QString& prefix = {}) const;
    [[nodiscard]] quint16 port() const;

    /// The next request of any path gets this.
    void enqueue(Reply reply);
    /// Every request of this path (without the query) gets this.
    void route(const QByteArray& path, Reply reply);
    void route(const QByteArray& path, Handler handler);
    /// Every request that no queue and no route answers.
    void otherwise(Handler handler);

    [[nodiscard]] const std::vector<Received>& requests() const;
    [[nodiscard]] const Received& last() const; ///< there must be one
    [[nodiscard]] int count(const QByteArray& path) const;
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int acceptedConnections() const;
    /// What the ALPN of the latest handshake settled on; empty when nothing.
    [[nodiscard]] QByteArray negotiatedProtocol() const;
    /// The first bytes of the latest connection, whatever they were.
    [[nodiscard]] QByteArray firstBytes() const;

    /// Connections are refused from now on; those open are closed.
    void stop();
    /// Listens again on the same port.
    void restart();

Q_SIGNALS:
    void requestReceived();
    void disconnected();

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// `data` as a gzip member, made without zlib's headers.
[[nodiscard]] QByteArray gzipped(const QByteArray& data);

} // namespace signalbox::test
