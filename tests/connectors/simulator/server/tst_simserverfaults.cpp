// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/faults.h"
#include "connectors/simulator/server/httpserver.h"

#include "rawclient.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_simserverfaults {

using namespace signalbox;
using namespace signalbox::simulator;

namespace {

const QByteArray json = R"({"status":"success","data":["one","two","three"]})";

} // namespace

/// One test per fault, on the bytes that a client sees.
class TestSimServerFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_asked = 0;
        m_board.set(QStringLiteral("loki"), {});
        m_server = std::make_unique<HttpServer>(
            ServerOptions{.name = QStringLiteral("loki"), .clock = &m_clock, .faults = &m_board, .seed = 7},
            [this](const Request&) {
                ++m_asked;
                Reply reply;
                reply.body = json;
                return reply;
            });
        QVERIFY(m_server->listen());
    }
    void cleanup() { m_server.reset(); }

    void wholeAnswers_data()
    {
        QTest::addColumn<QString>("faults");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body"); // its start
        QTest::addColumn<int>("size");        // -1: any
        QTest::addColumn<int>("asked");
        const int whole = static_cast<int>(json.size());
        QTest::newRow("healthy") << "none" << QByteArray("200 OK") << json << whole << 1;
        QTest::newRow("500") << "500" << QByteArray("500 Internal Server Error") << QByteArray("internal")
                             << -1 << 0;
        QTest::newRow("503") << "503" << QByteArray("503 Service Unavailable") << QByteArray("service") << -1
                             << 0;
        QTest::newRow("429") << "429" << QByteArray("429 Too Many Requests") << QByteArray("too many") << -1
                             << 0;
        QTest::newRow("cut off") << "cutoff" << QByteArray("200 OK") << json.left(whole / 2) << whole / 2
                                 << 1;
        QTest::newRow("login") << "login" << QByteArray("200 OK") << QByteArray("<!DOCTYPE html>") << -1 << 0;
        QTest::newRow("empty") << "empty" << QByteArray("200 OK") << QByteArray() << 0 << 0;
        QTest::newRow("garbage") << "garbage" << QByteArray("200 OK") << QByteArray("\xfe") << 300 << 0;
    }

    void wholeAnswers()
    {
        QFETCH(QString, faults);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, body);
        QFETCH(int, size);
        set(faults);
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.isComplete());
        QVERIFY2(client.received.startsWith("HTTP/1.1 " + status + "\r\n"), client.received.constData());
        QVERIFY(client.body().startsWith(body));
        if (size >= 0)
            QCOMPARE(client.body().size(), size);
        QTEST(m_asked, "asked");
    }

    void saysWhenToComeBack()
    {
        set(QStringLiteral("503,retry-after=7s"));
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.isComplete());
        QCOMPARE(client.header("Retry-After"), QByteArray("7"));
        set(QStringLiteral("429"));
        client.received.clear();
        client.send(m_request);
        QTRY_VERIFY(client.isComplete());
        QCOMPARE(client.header("Retry-After"), QByteArray("5"));
    }

    void theLoginPageIsHtml()
    {
        set(QStringLiteral("login"));
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.isComplete());
        QVERIFY(client.header("Content-Type").startsWith("text/html"));
    }

    void theClockIsWrong_data()
    {
        QTest::addColumn<QString>("faults");
        QTest::addColumn<QByteArray>("date");
        QTest::newRow("behind") << "clock=-90s" << QByteArray("Tue, 14 Nov 2023 22:11:50 GMT");
        QTest::newRow("ahead") << "clock=2h" << QByteArray("Wed, 15 Nov 2023 00:13:20 GMT");
    }

    void theClockIsWrong()
    {
        QFETCH(QString, faults);
        set(faults);
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.isComplete());
        QTEST(client.header("Date"), "date");
        QCOMPARE(client.body(), json);
    }

    void latencyDelaysTheAnswer()
    {
        set(QStringLiteral("latency=150ms,jitter=50ms"));
        QElapsedTimer timer;
        timer.start();
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.isComplete());
        QVERIFY2(timer.elapsed() >= 145, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(client.body(), json);
    }

    void aHangNeverAnswersAndHoldsNobodyUp()
    {
        set(QStringLiteral("hang"));
        RawClient hung(m_server->port());
        hung.send(m_request);
        QTRY_COMPARE(m_server->connectionCount(), 1);
        QTRY_COMPARE(hung.socket.bytesToWrite(), 0);
        set(QStringLiteral("none"));
        RawClient other(m_server->port());
        other.send(m_request);
        QTRY_VERIFY(other.isComplete());
        // The hung request arrived before the other, which is answered: it stays without an answer.
        QVERIFY(hung.received.isEmpty());
        QCOMPARE(m_asked, 1);
        hung.socket.abort();
        QTRY_COMPARE(m_server->connectionCount(), 1);
    }

    void dripsAByteASecond()
    {
        set(QStringLiteral("drip"));
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.received.contains("\r\n\r\n"));
        QVERIFY(client.body().size() <= 1);
        QElapsedTimer timer;
        timer.start();
        const qsizetype before = client.body().size();
        QTRY_COMPARE(client.body().size(), before + 2);
        QVERIFY(timer.elapsed() >= 950);
        QCOMPARE(client.body(), json.left(before + 2));
        QVERIFY(!client.isClosed());
    }

    void resetsInTheMiddleOfTheBody()
    {
        set(QStringLiteral("reset"));
        RawClient client(m_server->port());
        client.send(m_request);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.socket.error(), QAbstractSocket::RemoteHostClosedError);
        QVERIFY(!client.isComplete());
        QVERIFY(client.body().size() <= json.size() / 2);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void handshakesSufferToo_data()
    {
        QTest::addColumn<QString>("faults");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("healthy") << "none" << QByteArray("101");
        QTest::newRow("late") << "latency=10ms,clock=5s" << QByteArray("101");
        QTest::newRow("503") << "503" << QByteArray("503");
        QTest::newRow("login") << "login" << QByteArray("200");
    }

    void handshakesSufferToo()
    {
        QFETCH(QString, faults);
        QFETCH(QByteArray, status);
        m_server->setWebSocketHandler(
            [](const Request&) -> UpgradeAnswer { return {.refusal = {}, .accepted = [](WebSocket*) {}}; });
        set(faults);
        RawClient client(m_server->port());
        client.send("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: abc\r\n\r\n");
        QTRY_VERIFY(client.received.contains("\r\n\r\n"));
        QCOMPARE(client.received.mid(9, 3), status);
    }

    // The same seed gives the same sick requests, so that a failure can be replayed.
    void chanceIsRepeatable()
    {
        set(QStringLiteral("500,chance=0.5"));
        const QByteArray first = outcomes();
        cleanup();
        init();
        set(QStringLiteral("500,chance=0.5"));
        QCOMPARE(outcomes(), first);
        QVERIFY2(first.contains('2') && first.contains('5'), first.constData());
    }

private:
    void set(const QString& faults) { m_board.set(QStringLiteral("loki"), parseFaults(faults).value()); }

    QByteArray outcomes()
    {
        QByteArray out;
        for (int i = 0; i < 20; ++i) {
            RawClient client(m_server->port());
            client.send(m_request);
            [&] { QTRY_VERIFY(client.isComplete()); }();
            out += client.received.mid(9, 1);
        }
        return out;
    }

    const QByteArray m_request = "GET /loki/api/v1/labels HTTP/1.1\r\nHost: x\r\n\r\n";
    ManualClock m_clock;
    FaultBoard m_board;
    std::unique_ptr<HttpServer> m_server;
    int m_asked = 0;
};

} // namespace tst_simserverfaults

SIGNALBOX_GUILESS_TEST(tst_simserverfaults, TestSimServerFaults)
#include "tst_simserverfaults.moc"
