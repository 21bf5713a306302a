// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/httpserver.h"

#include "rawclient.h"
#include "tests/support/testmain.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

namespace tst_simhttpserver {

using namespace signalbox;
using namespace signalbox::simulator;

namespace {

Reply answer(const Request& request)
{
    Reply reply;
    if (request.path == QLatin1String("/big")) {
        reply.body = QByteArray(100 * 1024 * 1024, 'x');
    } else if (request.path == QLatin1String("/text")) {
        reply.body = QByteArray("compressible ").repeated(10'000);
    } else {
        reply.contentType = "text/plain";
        reply.body = request.method + ' ' + request.path.toUtf8() + ' ' + request.body;
    }
    return reply;
}

} // namespace

class TestSimHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<HttpServer>(
            ServerOptions{.name = QStringLiteral("test"), .clock = &m_clock}, answer);
        QVERIFY(m_server->listen());
    }
    void cleanup() { m_server.reset(); }

    void answersWithItsClock()
    {
        RawClient client(m_server->port());
        client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_VERIFY(client.isComplete());
        QVERIFY(client.received.startsWith("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(client.header("Date"), QByteArray("Tue, 14 Nov 2023 22:13:20 GMT"));
        QCOMPARE(client.header("Content-Type"), QByteArray("text/plain"));
        QCOMPARE(client.body(), QByteArray("GET /hello "));
        QVERIFY(!client.isClosed());
    }

    void answersPipelinedRequestsInOrder()
    {
        RawClient client(m_server->port());
        QByteArray many;
        for (int i = 0; i < 200; ++i)
            many += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\n\r\n";
        client.send(many + "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        qsizetype at = 0;
        for (int i = 0; i < 200; ++i) {
            at = client.received.indexOf("GET /" + QByteArray::number(i) + ' ', at);
            QVERIFY2(at > 0, qPrintable(QString::number(i)));
        }
        QVERIFY(client.received.endsWith("GET /last "));
    }

    void continuesWhenAskedTo()
    {
        RawClient client(m_server->port());
        client.send("POST /p HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        QTRY_COMPARE(client.received, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.received.clear();
        client.send("body");
        QTRY_VERIFY(client.isComplete());
        QCOMPARE(client.body(), QByteArray("POST /p body"));
    }

    void closesAfterAMalformedRequest()
    {
        RawClient client(m_server->port());
        client.send("nonsense\r\n\r\nGET / HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received.startsWith("HTTP/1.1 400 Bad Request\r\n"));
        QCOMPARE(client.received.count("HTTP/1.1"), 1);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void headHasNoBody()
    {
        RawClient client(m_server->port());
        client.send("HEAD /h HTTP/1.1\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received.endsWith("\r\n\r\n"));
        QCOMPARE(client.header("Content-Length"), QByteArray("8"));
    }

    void compressesOnlyWhenAsked()
    {
        RawClient plain(m_server->port());
        plain.send("GET /text HTTP/1.1\r\nAccept-Encoding: br, gzip;q=0\r\n\r\n");
        QTRY_VERIFY(plain.isComplete());
        QVERIFY(plain.header("Content-Encoding").isEmpty());
        QCOMPARE(plain.body().size(), 130'000);

        RawClient packed(m_server->port());
        packed.send("GET /text HTTP/1.1\r\nAccept-Encoding: deflate, gzip\r\n\r\n");
        QTRY_VERIFY(packed.isComplete());
        QCOMPARE(packed.header("Content-Encoding"), QByteArray("gzip"));
        QVERIFY(packed.body().size() < 5'000);

        QNetworkAccessManager manager; // asks for gzip and checks its checksum
        const auto reply = std::unique_ptr<QNetworkReply>(
            manager.get(QNetworkRequest(QUrl(m_server->baseUrl() + QStringLiteral("/text")))));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(reply->readAll(), QByteArray("compressible ").repeated(10'000));
    }

    // 100 MB for one who does not read must hold nobody up.
    void aSlowReaderStallsNobody()
    {
        RawClient slow(m_server->port());
        slow.socket.disconnect(&slow.socket); // takes nothing by itself
        slow.socket.setReadBufferSize(64 * 1024);
        slow.send("GET /big HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(slow.socket.bytesAvailable() > 0);

        RawClient quick(m_server->port());
        quick.send("GET /quick HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(quick.isComplete());

        qsizetype total = 0;
        QObject::connect(&slow.socket, &QTcpSocket::readyRead, &slow.socket,
                         [&] { total += slow.socket.readAll().size(); });
        total += slow.socket.readAll().size();
        QTRY_VERIFY_WITH_TIMEOUT(total > 100 * 1024 * 1024, 60'000);
    }

    void closeDropsEveryone()
    {
        RawClient client(m_server->port());
        client.send("GET / HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(client.isComplete());
        const quint16 port = m_server->port();
        m_server->close();
        QTRY_VERIFY(client.isClosed());
        QVERIFY(m_server->baseUrl().isEmpty());
        QCOMPARE(m_server->listen(port).value_or(0), port);
    }

    void saysWhenAPortIsTaken()
    {
        HttpServer second(ServerOptions{.name = QStringLiteral("second"), .clock = &m_clock}, answer);
        const auto port = second.listen(m_server->port());
        QVERIFY(!port);
        QVERIFY(port.error().what.contains(QString::number(m_server->port())));
    }

private:
    ManualClock m_clock;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace tst_simhttpserver

SIGNALBOX_GUILESS_TEST(tst_simhttpserver, TestSimHttpServer)
#include "tst_simhttpserver.moc"
