// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/httpserver.h"

#include "rawclient.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QWebSocket>

namespace tst_simwebsocket {

using namespace signalbox;
using namespace signalbox::simulator;
namespace ws = signalbox::simulator::websocket;

namespace {

/// A frame as a client sends it: masked.
QByteArray masked(quint8 first, const QByteArray& payload)
{
    QByteArray out;
    out.append(static_cast<char>(first));
    if (payload.size() < 126) {
        out.append(static_cast<char>(0x80 | payload.size()));
    } else {
        out.append(static_cast<char>(0x80 | 126));
        out.append(static_cast<char>(payload.size() >> 8));
        out.append(static_cast<char>(payload.size() & 0xFF));
    }
    const QByteArray key = "\x11\x22\x33\x44";
    out += key;
    for (qsizetype i = 0; i < payload.size(); ++i)
        out.append(static_cast<char>(payload[i] ^ key[i % 4]));
    return out;
}

} // namespace

class TestSimWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server =
            std::make_unique<HttpServer>(ServerOptions{.name = QStringLiteral("test")}, [](const Request&) {
                Reply reply;
                reply.body = "plain";
                return reply;
            });
        m_server->setWebSocketHandler([this](const Request& request) -> UpgradeAnswer {
            if (request.path == QLatin1String("/no")) {
                Reply refusal;
                refusal.status = 400;
                refusal.body = "no such query";
                return {.refusal = refusal, .accepted = {}};
            }
            if (request.path != QLatin1String("/ws"))
                return {};
            return {.refusal = {}, .accepted = [this](WebSocket* socket) {
                        m_socket = socket;
                        connect(socket, &WebSocket::textReceived, socket, &WebSocket::sendText); // an echo
                        connect(socket, &WebSocket::closed, this, [this] { m_socket = nullptr; });
                    }};
        });
        QVERIFY(m_server->listen());
    }
    void cleanup()
    {
        m_server.reset();
        m_socket = nullptr;
    }

    void knowsTheHandshake() // the example of RFC 6455
    {
        QCOMPARE(ws::acceptFor("dGhlIHNhbXBsZSBub25jZQ=="), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    void encodesLengths_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("short") << 125 << QByteArray("\x81\x7d");
        QTest::newRow("two bytes") << 126 << QByteArray("\x81\x7e\x00\x7e", 4);
        QTest::newRow("two bytes, most") << 65535 << QByteArray("\x81\x7e\xff\xff", 4);
        QTest::newRow("eight bytes") << 65536 << QByteArray("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10);
    }

    void encodesLengths()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, head);
        QCOMPARE(ws::encoded(ws::Opcode::Text, QByteArray(size, 'a')), head + QByteArray(size, 'a'));
    }

    void cutsAReasonBetweenCharacters()
    {
        const QByteArray payload = ws::closePayload(1011, QByteArray("\xC3\xA4").repeated(100)); // ä
        QVERIFY(payload.size() <= 125);
        QCOMPARE(payload.left(2), QByteArray("\x03\xf3"));
        QVERIFY(!QString::fromUtf8(payload.sliced(2)).contains(QChar::ReplacementCharacter));
    }

    void refusesFrames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("unmasked") << QByteArray("\x81\x01x") << 1002;
        QTest::newRow("reserved bit") << masked(0xC1, "x") << 1002;
        QTest::newRow("unknown opcode") << masked(0x83, "x") << 1002;
        QTest::newRow("long ping") << masked(0x89, QByteArray(126, 'x')) << 1002;
        QTest::newRow("ping in parts") << masked(0x09, "x") << 1002;
        QTest::newRow("over the limit")
            << QByteArray("\x81\xff\x00\x00\x00\x00\x7f\xff\xff\xff", 10) + "mask" << 1009;
    }

    void refusesFrames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        ws::FrameReader reader;
        reader.feed(bytes);
        ws::Frame frame;
        QCOMPARE(reader.next(frame), ws::FrameReader::State::Failed);
        QCOMPARE(reader.closeCode(), code);
    }

    void talksToQtsClient()
    {
        QWebSocket client;
        QStringList got;
        int pings = 0;
        connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString& text) { got += text; });
        open(client, QStringLiteral("/ws"));
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        const QString large(70'000, QLatin1Char('a'));
        client.sendTextMessage(QStringLiteral("grüße"));
        client.sendTextMessage(large);
        QTRY_COMPARE(got, QStringList({QStringLiteral("grüße"), large}));

        connect(&client, &QWebSocket::pong, this, [&] { ++pings; });
        client.ping("hi");
        QTRY_COMPARE(pings, 1);

        QVERIFY(m_socket);
        m_socket->close(1011, "only log selector is supported");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(static_cast<int>(client.closeCode()), 1011);
        QCOMPARE(client.closeReason(), QStringLiteral("only log selector is supported"));
        QTRY_VERIFY(!m_socket);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void noticesThatTheClientLeft()
    {
        QWebSocket client;
        open(client, QStringLiteral("/ws"));
        QTRY_VERIFY(m_socket);
        client.close();
        QTRY_VERIFY(!m_socket);
    }

    void endsWithoutAWord()
    {
        QWebSocket client;
        open(client, QStringLiteral("/ws"));
        QTRY_VERIFY(m_socket);
        m_socket->abort();
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QTRY_VERIFY(!m_socket);
    }

    void pingsEverySecondAndTakesParts()
    {
        RawClient client(m_server->port());
        client.send("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                    "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n" +
                    masked(0x01, "one ") + masked(0x80, "two")); // behind the handshake, in two parts
        QTRY_VERIFY(client.body().contains("one two"));
        QVERIFY(client.received.startsWith("HTTP/1.1 101 Switching Protocols\r\n"));
        QCOMPARE(client.header("Sec-WebSocket-Accept"), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        QTRY_VERIFY(client.body().endsWith(QByteArray("\x89\x00", 2)));
        client.send("\x81\x01x"); // unmasked
        QTRY_VERIFY(client.isClosed());
    }

    void refusesBeforeTheUpgrade()
    {
        RawClient client(m_server->port());
        client.send("GET /no HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: abc\r\n\r\n");
        QTRY_VERIFY(client.isComplete());
        QVERIFY(client.received.startsWith("HTTP/1.1 400"));
        QCOMPARE(client.body(), QByteArray("no such query"));
    }

    void leavesOtherPathsToTheHandler()
    {
        RawClient client(m_server->port());
        client.send("GET /other HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: abc\r\n\r\n");
        QTRY_VERIFY(client.isComplete());
        QCOMPARE(client.body(), QByteArray("plain"));
    }

private:
    void open(QWebSocket& client, const QString& path) const
    {
        client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(m_server->port()).arg(path)));
    }

    std::unique_ptr<HttpServer> m_server;
    WebSocket* m_socket = nullptr;
};

} // namespace tst_simwebsocket

SIGNALBOX_GUILESS_TEST(tst_simwebsocket, TestSimWebSocket)
#include "tst_simwebsocket.moc"
