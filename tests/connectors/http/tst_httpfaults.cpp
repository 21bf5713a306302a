// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/connectors/http/httpfixture.h"

#include "tests/support/testmain.h"

#include <QLocale>

namespace tst_httpfaults {

using namespace signalbox;
using namespace signalbox::http;
using namespace signalbox::http::test;
using namespace std::chrono_literals;

namespace {

QString tlsFile(const char* name)
{
    return QStringLiteral(SIGNALBOX_FIXTURES "/tls/") + QString::fromLatin1(name);
}

ServerTls serverTls(const char* name = "server")
{
    return {.certFile = tlsFile(name) + QStringLiteral(".pem"),
            .keyFile = tlsFile(name) + QStringLiteral(".key")};
}

/// A busy machine may be late; a request that forgets its deadline is later still.
constexpr qint64 graceMs = 2500;

} // namespace

class TestHttpFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// One fault that stays, against two attempts: a deadline of 600 ms where it is what ends the request,
    /// and one that leaves a busy machine time for both attempts where it is not.
    void faults_data()
    {
        using Fault = Reply::Fault;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("requests"); // seen by the server; 0: not checked
        QTest::addColumn<QString>("says");
        QTest::newRow("closes without a byte")
            << Fault::CloseBeforeReply << ErrorKind::Network << 0
            << QStringLiteral("prom-eu cannot be reached at http://127.0.0.1");
        QTest::newRow("reset in mid-body")
            << Fault::ResetMidBody << ErrorKind::Network << 2
            << QStringLiteral("prom-eu answered 200, but the connection broke after");
        QTest::newRow("body cut off")
            << Fault::CutOff << ErrorKind::Network << 2 << QStringLiteral("broke after 5 bytes");
        QTest::newRow("chunks cut off")
            << Fault::CutOffChunked << ErrorKind::Network << 2 << QStringLiteral("broke after 5 bytes");
        QTest::newRow("hangs") << Fault::Hang << ErrorKind::Timeout << 1
                               << QStringLiteral("prom-eu did not answer within 600 ms");
        QTest::newRow("hangs in mid-body") << Fault::HangMidBody << ErrorKind::Timeout << 1
                                           << QStringLiteral("did not answer within 600 ms");
        QTest::newRow("drips a byte a second")
            << Fault::Drip << ErrorKind::Timeout << 1 << QStringLiteral("did not answer within 600 ms");
    }
    void faults()
    {
        QFETCH(Reply::Fault, fault);
        QFETCH(ErrorKind, kind);
        QFETCH(int, requests);
        QFETCH(QString, says);
        ScriptedServer server;
        server.route("/x", Reply::faulty(fault, "0123456789"));
        profile::Backend backend = backendAt(server.url());
        const std::chrono::milliseconds deadline = kind == ErrorKind::Timeout ? 600ms : 4s;
        backend.limits.deadline = deadline;
        backend.limits.attempts = 2;
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.tookMs < deadline.count() + graceMs);
        QCOMPARE(toString(taken.error().kind), toString(kind));
        QVERIFY2(taken.error().what.contains(says), qPrintable(taken.error().what));
        if (requests > 0)
            QCOMPARE(server.count("/x"), requests);
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(bench.client.health().failuresInARow > 0);
        QVERIFY(bench.client.health().lastError);
    }

    /// The same faults, once each: the second attempt brings the answer.
    void aFaultThatPasses_data()
    {
        using Fault = Reply::Fault;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("status");
        QTest::newRow("closes without a byte") << Fault::CloseBeforeReply << 200;
        QTest::newRow("reset in mid-body") << Fault::ResetMidBody << 200;
        QTest::newRow("body cut off") << Fault::CutOff << 200;
        QTest::newRow("500") << Fault::None << 500;
        QTest::newRow("502") << Fault::None << 502;
        QTest::newRow("503") << Fault::None << 503;
        QTest::newRow("504") << Fault::None << 504;
        QTest::newRow("429") << Fault::None << 429;
    }
    void aFaultThatPasses()
    {
        QFETCH(Reply::Fault, fault);
        QFETCH(int, status);
        ScriptedServer server;
        Reply bad = Reply::faulty(fault);
        bad.status = status;
        server.enqueue(bad);
        server.route("/x", Reply::json("{\"ok\":1}"));
        Bench bench(backendAt(server.url()));
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        QCOMPARE(taken.response().body, QByteArray("{\"ok\":1}"));
        QCOMPARE(server.count("/x"), 2);
    }

    void aWriteIsSentOnce_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<int>("status");
        for (const int status : {429, 500, 503, 0}) {
            QTest::addRow("post, %d", status) << Method::PostJson << status;
            QTest::addRow("delete, %d", status) << Method::Delete << status;
            QTest::addRow("form that writes, %d", status) << Method::PostForm << status;
        }
    }
    void aWriteIsSentOnce()
    {
        QFETCH(Method, method);
        QFETCH(int, status);
        ScriptedServer server;
        Reply bad = Reply::text("no", status);
        if (status == 0)
            bad = Reply::faulty(Reply::Fault::CloseBeforeReply);
        server.route("/x", bad);
        Bench bench(backendAt(server.url()));
        Request request = get(QStringLiteral("/x"));
        request.method = method;
        request.idempotent = method != Method::PostForm; // the others write whatever they say
        Taken taken(bench.client.send(request));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(!taken.isOk());
        QVERIFY2(status != 0 || taken.error().what.contains(QLatin1String("is not known: look first")),
                 qPrintable(taken.error().what));
        QCOMPARE(server.count("/x"), 1);
    }

    void refused()
    {
        ScriptedServer server;
        server.stop();
        profile::Backend backend = backendAt(server.url());
        backend.limits.breakerFailures = 100;
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().kind == ErrorKind::Network);
        QVERIFY2(taken.error().what.contains(QLatin1String("Connection refused")),
                 qPrintable(taken.error().what));
        QCOMPARE(bench.client.health().failuresInARow, 3);
        QVERIFY(!bench.client.health().reached);

        // It comes back while the next request waits between two attempts.
        profile::Backend patient = backend;
        patient.limits.attempts = 20;
        Bench second(patient);
        Taken waits(second.client.send(get(QStringLiteral("/x"))));
        server.route("/x", Reply::json("{}"));
        QTRY_VERIFY(second.client.health().failuresInARow >= 1);
        server.restart();
        QTRY_VERIFY(waits.isDone());
        QVERIFY2(waits.isOk(), qPrintable(waits.error().what));
    }

    void retryAfterIsObeyed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("429, seconds") << 429 << QByteArray("1");
        QTest::newRow("503, seconds") << 503 << QByteArray("1");
        QTest::newRow("503, date") << 503 << QByteArray("Sun, 06 Nov 1994 08:49:38 GMT");
    }
    void retryAfterIsObeyed()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, after);
        ScriptedServer server;
        Reply bad = Reply::text("slow down", status);
        bad.headers = {{"Retry-After", after}, {"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}};
        server.enqueue(bad);
        server.route("/x", Reply::json("{}"));
        Bench bench(backendAt(server.url()));
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        QVERIFY2(taken.tookMs >= 1000, qPrintable(QString::number(taken.tookMs)));
    }

    void aRetryAfterBeyondTheDeadlineEndsAtOnce()
    {
        ScriptedServer server;
        Reply bad = Reply::text("slow down", 429);
        bad.headers = {{"Retry-After", "30"}};
        server.route("/x", bad);
        Bench bench(backendAt(server.url()));
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.tookMs < 3000);
        QCOMPARE(taken.error().httpStatus, 429);
        QVERIFY2(taken.error().what.contains(QLatin1String("It asks to wait 30 s.")),
                 qPrintable(taken.error().what));
        QCOMPARE(server.count("/x"), 1);
        QCOMPARE(bench.client.health().failuresInARow, 0);
    }

    void backoffHoldsNoPlace()
    {
        ScriptedServer server;
        Reply bad = Reply::text("slow down", 429);
        bad.headers = {{"Retry-After", "60"}};
        server.route("/busy", bad);
        server.route("/x", Reply::json("{}"));
        profile::Backend backend = backendAt(server.url());
        backend.limits.inFlight = 1;
        backend.limits.deadline = 2min;
        Bench bench(backend);
        Taken waits(bench.client.send(get(QStringLiteral("/busy"))));
        Taken passes(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(passes.isOk());
        QCOMPARE(server.count("/busy"), 1);
        QVERIFY(!waits.isDone());
    }

    void theDeadlineCoversQueueAndBackoff()
    {
        ScriptedServer server;
        server.route("/hang", Reply::faulty(Reply::Fault::Hang));
        server.route("/503", Reply::text("no", 503));
        profile::Backend backend = backendAt(server.url());
        backend.limits.inFlight = 1;
        backend.limits.attempts = 1000;
        backend.limits.breakerFailures = 1000;
        Bench bench(backend);
        Request hang = get(QStringLiteral("/hang"));
        hang.deadline = 300ms;
        Request queued = get(QStringLiteral("/x"));
        queued.deadline = 200ms;
        Taken first(bench.client.send(hang));
        Taken second(bench.client.send(queued));
        QTRY_VERIFY(first.isDone() && second.isDone());
        QVERIFY(first.error().kind == ErrorKind::Timeout);
        QVERIFY(second.error().kind == ErrorKind::Timeout);
        QVERIFY(second.tookMs < 200 + graceMs);
        QCOMPARE(server.count("/x"), 0);
        QCOMPARE(bench.client.health().failuresInARow, 1); // the one who hung, not the one who queued

        Request again = get(QStringLiteral("/503"));
        again.deadline = 2000ms;
        Taken retries(bench.client.send(again));
        QTRY_VERIFY(retries.isDone());
        QVERIFY(retries.tookMs < 2000 + graceMs);
        QVERIFY2(retries.error().what.contains(QLatin1String("answered 503")),
                 qPrintable(retries.error().what));
        QVERIFY(server.count("/503") > 1);
    }

    void slowTls()
    {
        ScriptedServer server;
        ServerTls tls = serverTls();
        tls.handshakeDelay = 1h;
        server.useTls(tls);
        profile::Backend backend = backendAt(server.url());
        backend.tls.caFile = tlsFile("ca.pem");
        backend.limits.connectTimeout = 200ms;
        backend.limits.attempts = 2;
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().kind == ErrorKind::Timeout);
        QVERIFY2(taken.error().what.contains(QLatin1String("made no connection within 200 ms")),
                 qPrintable(taken.error().what));
        QVERIFY(taken.tookMs < 500 + graceMs);
        QCOMPARE(server.acceptedConnections(), 2);
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void aCancelInTheHandshakeClosesTheSocket()
    {
        ScriptedServer server;
        ServerTls tls = serverTls();
        tls.handshakeDelay = 1h;
        server.useTls(tls);
        profile::Backend backend = backendAt(server.url());
        backend.tls.caFile = tlsFile("ca.pem");
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_COMPARE(server.openConnections(), 1);
        taken.cancel();
        QTRY_COMPARE(server.openConnections(), 0);
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().isCancelled());
        QCOMPARE(bench.client.health().failuresInARow, 0);
    }

    void theConnectTimeoutEndsWithTheConnection_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("plain") << false;
        QTest::newRow("tls") << true;
    }
    void theConnectTimeoutEndsWithTheConnection()
    {
        QFETCH(bool, tls);
        ScriptedServer server;
        if (tls)
            server.useTls(serverTls());
        Reply slow = Reply::json("{}");
        slow.delay = 1100ms;
        server.route("/x", slow);
        profile::Backend backend = backendAt(server.url());
        backend.tls.caFile = tlsFile("ca.pem");
        backend.limits.connectTimeout = 700ms;
        Bench bench(backend);
        for (int i = 0; i < 2; ++i) { // the second one on the kept connection
            Taken taken(bench.client.send(get(QStringLiteral("/x"))));
            QTRY_VERIFY(taken.isDone());
            QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        }
        QCOMPARE(server.count("/x"), 2);
    }

    void certificates_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QString>("ca");
        QTest::addColumn<QString>("says"); // empty: it works
        QTest::newRow("own authority") << QByteArray("server") << tlsFile("ca.pem") << QString();
        QTest::newRow("unknown authority") << QByteArray("server") << QString() << QStringLiteral("CA file");
        QTest::newRow("self-signed") << QByteArray("selfsigned") << tlsFile("ca.pem")
                                     << QStringLiteral("self-signed");
        QTest::newRow("another host's")
            << QByteArray("otherhost") << tlsFile("ca.pem") << QStringLiteral("host name");
    }
    void certificates()
    {
        QFETCH(QByteArray, server);
        QFETCH(QString, ca);
        QFETCH(QString, says);
        ScriptedServer scripted;
        scripted.useTls(serverTls(server.constData()));
        scripted.route("/x", Reply::json("{}"));
        profile::Backend backend = backendAt(scripted.url());
        backend.tls.caFile = ca;
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk() == says.isEmpty(), qPrintable(taken.error().what));
        if (says.isEmpty())
            return;
        QCOMPARE(toString(taken.error().kind), QStringLiteral("tls"));
        QVERIFY2(taken.error().what.contains(says), qPrintable(taken.error().what));
        QCOMPARE(scripted.count("/x"), 0);
        QCOMPARE(bench.client.health().failuresInARow, 1); // not tried twice
    }

    void clientCertificates_data()
    {
        QTest::addColumn<QString>("cert");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<ErrorKind>("kind"); // Cancelled: it works
        const QString cert = tlsFile("client.pem");
        QTest::newRow("shown") << cert << tlsFile("client.key") << QByteArray() << ErrorKind::Cancelled;
        QTest::newRow("with passphrase") << cert << tlsFile("client-encrypted.key")
                                         << QByteArray("test-passphrase") << ErrorKind::Cancelled;
        QTest::newRow("wrong passphrase")
            << cert << tlsFile("client-encrypted.key") << QByteArray("guess") << ErrorKind::Invalid;
        QTest::newRow("no such file")
            << QStringLiteral("/nowhere.pem") << QString() << QByteArray() << ErrorKind::Invalid;
        QTest::newRow("no key in it") << cert << QString() << QByteArray() << ErrorKind::Invalid;
        QTest::newRow("not shown") << QString() << QString() << QByteArray() << ErrorKind::Network;
    }
    void clientCertificates()
    {
        QFETCH(QString, cert);
        QFETCH(QString, key);
        QFETCH(QByteArray, passphrase);
        QFETCH(ErrorKind, kind);
        ScriptedServer server;
        ServerTls tls = serverTls();
        tls.clientCaFile = tlsFile("ca.pem");
        server.useTls(tls);
        server.route("/x", Reply::json("{}"));
        qputenv("SIGNALBOX_TEST_PASSPHRASE", passphrase);
        profile::Backend backend = backendAt(server.url());
        backend.tls = {
            .caFile = tlsFile("ca.pem"), .clientCertFile = cert, .clientKeyFile = key, .keyPassphrase = {}};
        if (!passphrase.isEmpty())
            backend.tls.keyPassphrase.text = QStringLiteral("env:SIGNALBOX_TEST_PASSPHRASE");
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk() == (kind == ErrorKind::Cancelled), qPrintable(taken.error().what));
        if (taken.isOk())
            return;
        QVERIFY2(taken.error().kind == kind, qPrintable(taken.error().what));
        if (cert.isEmpty())
            QVERIFY2(taken.error().what.contains(QLatin1String("client certificate")),
                     qPrintable(taken.error().what));
        QVERIFY2(!taken.error().what.contains(QLatin1String("guess")), qPrintable(taken.error().what));
        QCOMPARE(server.count("/x"), 0);
    }

    void theBreakerOpensHalfOpensAndCloses()
    {
        ScriptedServer server;
        server.stop();
        ManualClock clock;
        profile::Backend backend = backendAt(server.url());
        backend.limits.attempts = 1;
        Bench bench(backend, &clock);
        const auto ask = [&] {
            return std::make_unique<Taken>(bench.client.send(get(QStringLiteral("/x"))));
        };
        for (int i = 0; i < 5; ++i) {
            QVERIFY(bench.client.health().breaker == Health::Breaker::Closed);
            const auto taken = ask();
            QTRY_VERIFY(taken->isDone());
            QVERIFY(taken->error().kind == ErrorKind::Network);
        }
        QVERIFY(bench.client.health().breaker == Health::Breaker::Open);
        QVERIFY(bench.client.health().untilNextTry == 30s);

        server.restart();
        Reply slow = Reply::json("{}");
        slow.delay = 50ms;
        server.route("/x", slow);
        server.route("/y", slow);
        const auto shut = ask();
        QTRY_VERIFY(shut->isDone());
        QVERIFY(shut->error().kind == ErrorKind::CircuitOpen);
        QVERIFY2(shut->error().what.contains(QLatin1String("another 30 s")), qPrintable(shut->error().what));
        QVERIFY2(shut->error().what.contains(QLatin1String("refused")), qPrintable(shut->error().what));
        QCOMPARE(server.acceptedConnections(), 0);

        clock.advance(30s);
        QVERIFY(bench.client.health().breaker == Health::Breaker::HalfOpen);
        for (int i = 0; i < 3; ++i) {
            const auto probe = ask();
            Taken other(bench.client.send(get(QStringLiteral("/y"))));
            QTRY_VERIFY(probe->isDone() && other.isDone());
            QVERIFY2(probe->isOk(), qPrintable(probe->error().what));
            QVERIFY(other.error().kind == ErrorKind::CircuitOpen); // one probe at a time
        }
        QVERIFY(bench.client.health().breaker == Health::Breaker::Closed);
        QCOMPARE(server.count("/y"), 0);
        QCOMPARE(server.count("/x"), 3);
    }

    void whoWaitsDoesNotKnockOnADeadDoor()
    {
        ScriptedServer server;
        Reply bad = Reply::text("no", 500);
        bad.delay = 30ms;
        server.otherwise([bad](const Received&) { return bad; });
        profile::Backend backend = backendAt(server.url());
        backend.limits.attempts = 1;
        backend.limits.inFlight = 1;
        backend.limits.breakerFailures = 2;
        Bench bench(backend);
        std::vector<std::unique_ptr<Taken>> all;
        for (int i = 0; i < 6; ++i)
            all.push_back(std::make_unique<Taken>(bench.client.send(get(QStringLiteral("/%1").arg(i)))));
        QTRY_VERIFY(std::ranges::all_of(all, [](const auto& taken) { return taken->isDone(); }));
        QCOMPARE(server.requests().size(), std::size_t(2));
        QCOMPARE(std::ranges::count_if(
                     all, [](const auto& t) { return t->error().kind == ErrorKind::CircuitOpen; }),
                 4);

        bench.client.resetBreaker();
        QVERIFY(bench.client.health().breaker == Health::Breaker::Closed);
        Taken again(bench.client.send(get(QStringLiteral("/again"))));
        QTRY_VERIFY(again.isDone());
        QCOMPARE(again.error().httpStatus, 500);
    }

    void manyPatientClientErrorsDoNotTrip()
    {
        ScriptedServer server;
        server.route("/x", Reply::text("no", 429));
        profile::Backend backend = backendAt(server.url());
        backend.limits.attempts = 1;
        Bench bench(backend);
        for (int i = 0; i < 8; ++i) {
            Taken taken(bench.client.send(get(QStringLiteral("/x"))));
            QTRY_VERIFY(taken.isDone());
            QCOMPARE(taken.error().httpStatus, 429);
        }
        QVERIFY(bench.client.health().breaker == Health::Breaker::Closed);
    }

    void aWrongLengthIsWhatTheServerSays()
    {
        ScriptedServer server;
        Reply shorter = Reply::json("{\"data\":[1,2,3]}");
        shorter.contentLength = 8;
        server.route("/short", shorter);
        Reply longer = Reply::json("{}");
        longer.contentLength = 100;
        server.route("/long", longer);
        profile::Backend backend = backendAt(server.url());
        backend.limits.deadline = 400ms;
        Bench bench(backend);
        Taken cut(bench.client.send(get(QStringLiteral("/short"))));
        Taken waits(bench.client.send(get(QStringLiteral("/long"))));
        QTRY_VERIFY(cut.isDone() && waits.isDone());
        QVERIFY(cut.isOk());
        QCOMPARE(cut.response().body, QByteArray("{\"data\":"));
        QVERIFY(waits.error().kind == ErrorKind::Timeout);
    }

    void brokenGzip()
    {
        ScriptedServer server;
        Reply reply = Reply::json(QByteArray::fromHex("1f8b0800000000000000") + QByteArray(500, '\xff'));
        reply.headers = {{"Content-Encoding", "gzip"}};
        server.route("/x", reply);
        profile::Backend backend = backendAt(server.url());
        backend.limits.attempts = 1;
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(!taken.isOk());
        QVERIFY(taken.error().kind == ErrorKind::Network);
    }
};

} // namespace tst_httpfaults

SIGNALBOX_GUILESS_TEST(tst_httpfaults, TestHttpFaults)
#include "tst_httpfaults.moc"
