// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/connectors/http/httpfixture.h"

#include "tests/support/testmain.h"

#include <QSignalSpy>

namespace tst_httpclient {

using namespace signalbox;
using namespace signalbox::http;
using namespace signalbox::http::test;
using namespace std::chrono_literals;

namespace {

bool isPadded(const QByteArray& body)
{
    return body.capacity() >= body.size() + bodyPadding;
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGetArrivesAsItWasMeant()
    {
        ScriptedServer server;
        server.route("/x/prom/api/v1/label/a%2Fb/values", Reply::json("{\"data\":[]}"));
        profile::Backend backend = backendAt(server.url(QStringLiteral("/x/prom/")));
        backend.tenant = QStringLiteral("team-a");
        Bench bench(backend);
        Request request = get(QStringLiteral("/api/v1/label/") + encodedSegment(QStringLiteral("a/b")) +
                              QStringLiteral("/values"));
        request.params = {{QStringLiteral("match[]"), QStringLiteral("up{x=~\".+\"}")},
                          {QStringLiteral("match[]"), QStringLiteral("b c")}};
        request.headers = {{"X-Extra", "1"}};
        Taken taken(bench.client.send(request));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        QCOMPARE(taken.response().status, 200);
        QCOMPARE(taken.response().body, QByteArray("{\"data\":[]}"));
        QCOMPARE(taken.response().contentType, QByteArray("application/json"));
        QVERIFY(isPadded(taken.response().body));
        QVERIFY(taken.response().latency > Duration{0});
        const Received& seen = server.last();
        QCOMPARE(seen.method, QByteArray("GET"));
        QCOMPARE(
            seen.target,
            QByteArray(
                "/x/prom/api/v1/label/a%2Fb/values?match%5B%5D=up%7Bx%3D~%22.%2B%22%7D&match%5B%5D=b%20c"));
        QCOMPARE(seen.header("X-Extra"), QByteArray("1"));
        QCOMPARE(seen.header("X-Scope-OrgID"), QByteArray("team-a"));
        QVERIFY(seen.header("Accept-Encoding").contains("gzip"));
        QCOMPARE(seen.header("Authorization"), QByteArray());
    }

    void everyMethodHasItsBody_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("contentType");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("form") << Method::PostForm << QByteArray("POST")
                              << QByteArray("application/x-www-form-urlencoded") << QByteArray("q=a%2Bb");
        QTest::newRow("json") << Method::PostJson << QByteArray("POST") << QByteArray("application/json")
                              << QByteArray("{\"id\":1}");
        QTest::newRow("delete") << Method::Delete << QByteArray("DELETE") << QByteArray() << QByteArray();
    }
    void everyMethodHasItsBody()
    {
        QFETCH(Method, method);
        ScriptedServer server;
        server.enqueue(Reply::json("{}"));
        Bench bench(backendAt(server.url()));
        Request request = get(QStringLiteral("/x"));
        request.method = method;
        if (method == Method::PostForm)
            request.params = {{QStringLiteral("q"), QStringLiteral("a+b")}};
        if (method == Method::PostJson)
            request.body = "{\"id\":1}";
        Taken taken(bench.client.send(request));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        QTEST(server.last().method, "verb");
        QTEST(server.last().header("Content-Type"), "contentType");
        QTEST(server.last().body, "body");
        QCOMPARE(server.last().target, QByteArray("/x"));
    }

    void bodiesArePadded_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("gzip");
        QTest::newRow("204") << 204 << qsizetype(0) << false;
        QTest::newRow("empty") << 200 << qsizetype(0) << false;
        QTest::newRow("small") << 200 << qsizetype(10) << false;
        QTest::newRow("large") << 200 << qsizetype(3'000'001) << false;
        QTest::newRow("large, packed") << 200 << qsizetype(30'000'001) << true;
        QTest::newRow("small, packed") << 200 << qsizetype(10) << true;
    }
    void bodiesArePadded()
    {
        QFETCH(int, status);
        QFETCH(qsizetype, size);
        QFETCH(bool, gzip);
        ScriptedServer server;
        Reply reply = Reply::json(QByteArray(size, '7'), status);
        reply.gzip = gzip;
        server.enqueue(reply);
        Bench bench(backendAt(server.url()));
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        QCOMPARE(taken.response().status, status);
        QVERIFY(taken.response().body == reply.body);
        QVERIFY(isPadded(taken.response().body));
    }

    void theCapStops_data()
    {
        using Fault = Reply::Fault;
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("gzip");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("fits");
        QTest::newRow("just fits") << qsizetype(100'000) << false << Fault::None << true;
        QTest::newRow("declared") << qsizetype(100'001) << false << Fault::HangMidBody << false;
        QTest::newRow("undeclared") << qsizetype(400'000) << false << Fault::CutOffChunked << false;
        QTest::newRow("packed, just fits") << qsizetype(100'000) << true << Fault::None << true;
        QTest::newRow("packed") << qsizetype(100'001) << true << Fault::None << false;
        QTest::newRow("bomb") << qsizetype(64) * 1024 * 1024 << true << Fault::HangMidBody << false;
    }
    void theCapStops()
    {
        QFETCH(qsizetype, size);
        QFETCH(bool, gzip);
        QFETCH(Reply::Fault, fault);
        QFETCH(bool, fits);
        ScriptedServer server;
        Reply reply = Reply::faulty(fault, QByteArray(size, '1'));
        reply.gzip = gzip;
        server.route("/x", reply);
        Bench bench(backendAt(server.url()));
        Request request = get(QStringLiteral("/x"));
        request.bodyCap = 100'000;
        Taken taken(bench.client.send(request));
        QTRY_VERIFY(taken.isDone());
        QCOMPARE(taken.isOk(), fits);
        if (fits)
            return;
        QVERIFY(taken.error().kind == ErrorKind::TooLarge);
        QVERIFY(taken.error().what.startsWith(QLatin1String("prom-eu answers with more than")));
        QCOMPARE(server.count("/x"), 1);
        if (fault == Reply::Fault::HangMidBody)
            QTRY_COMPARE(server.openConnections(), 0); // the rest is not waited for
        QVERIFY(bench.client.health().breaker == Health::Breaker::Closed);
    }

    void connectionsAreKept()
    {
        ScriptedServer server;
        server.route("/x", Reply::json("{}"));
        Bench bench(backendAt(server.url()));
        for (int i = 0; i < 3; ++i) {
            Taken taken(bench.client.send(get(QStringLiteral("/x"))));
            QTRY_VERIFY(taken.isOk());
        }
        QCOMPARE(server.acceptedConnections(), 1);
    }

    void http2IsOffered()
    {
        ScriptedServer server;
        const QString tls = QStringLiteral(SIGNALBOX_FIXTURES "/tls/");
        server.useTls({.certFile = tls + QStringLiteral("server.pem"),
                       .keyFile = tls + QStringLiteral("server.key"),
                       .protocols = {"h2"}});
        profile::Backend backend = backendAt(server.url());
        backend.tls.caFile = tls + QStringLiteral("ca.pem");
        backend.limits.deadline = 20s;
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_COMPARE(server.negotiatedProtocol(), QByteArray("h2"));
        QTRY_VERIFY(server.firstBytes().startsWith("PRI * HTTP/2.0"));
    }

    void credentialsAreSentAtOnce_data()
    {
        QTest::addColumn<profile::Auth::Kind>("kind");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("basic") << profile::Auth::Kind::Basic
                               << QByteArray("Basic " + QByteArray("ops:hunter2-xyz").toBase64());
        QTest::newRow("bearer") << profile::Auth::Kind::Bearer << QByteArray("Bearer hunter2-xyz");
    }
    void credentialsAreSentAtOnce()
    {
        QFETCH(profile::Auth::Kind, kind);
        qputenv("SIGNALBOX_TEST_PW", "hunter2-xyz");
        ScriptedServer server;
        server.enqueue(Reply::json("{}"));
        profile::Backend backend = backendAt(server.url());
        backend.auth = {
            .kind = kind, .user = QStringLiteral("ops"), .secret = {QStringLiteral("env:SIGNALBOX_TEST_PW")}};
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isOk());
        QTEST(server.last().header("Authorization"), "header");
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void anEchoedSecretIsNotRepeated_data()
    {
        QTest::addColumn<profile::Auth::Kind>("kind");
        QTest::addColumn<int>("status");
        for (const int status : {200, 400, 401, 403, 500, 302}) {
            QTest::addRow("basic %d", status) << profile::Auth::Kind::Basic << status;
            QTest::addRow("bearer %d", status) << profile::Auth::Kind::Bearer << status;
        }
    }
    void anEchoedSecretIsNotRepeated()
    {
        QFETCH(profile::Auth::Kind, kind);
        QFETCH(int, status);
        qputenv("SIGNALBOX_TEST_PW", "hunter2-xyz");
        ScriptedServer server;
        server.otherwise([status](const Received& r) {
            const QByteArray sent = r.header("Authorization");
            Reply reply =
                Reply::html("<title>no " + sent + "</title>" + sent + " hunter2-xyz " +
                                QByteArray("hunter2-xyz").toBase64() + QByteArray(70'000, ' ') + sent,
                            status);
            if (status == 302)
                reply.headers = {{"Location", "http://hunter2-xyz.example/login?token=hunter2-xyz"}};
            if (status == 401)
                reply.headers = {{"WWW-Authenticate", "Basic realm=\"hunter2-xyz\""}};
            return reply;
        });
        profile::Backend backend = backendAt(server.url());
        backend.auth = {
            .kind = kind, .user = QStringLiteral("ops"), .secret = {QStringLiteral("env:SIGNALBOX_TEST_PW")}};
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(!taken.isOk());
        const Error error = taken.error();
        QVERIFY(error.kind == ErrorKind::Http);
        QCOMPARE(error.httpStatus, status);
        const QString all =
            error.what + error.detail + bench.client.health().lastError.value_or(error).detail;
        QVERIFY2(!all.contains(QLatin1String("hunter2")), qPrintable(all));
        QVERIFY2(!all.contains(QString::fromLatin1(
                     QByteArray("ops:hunter2-xyz").toBase64(QByteArray::OmitTrailingEquals))),
                 qPrintable(all));
        QVERIFY2(!all.contains(
                     QString::fromLatin1(QByteArray("hunter2-xyz").toBase64(QByteArray::OmitTrailingEquals))),
                 qPrintable(all));
        QVERIFY(all.contains(QLatin1String("[secret]")));
    }

    void aMissingSecretIsSaid()
    {
        qunsetenv("SIGNALBOX_TEST_UNSET");
        ScriptedServer server;
        profile::Backend backend = backendAt(server.url());
        backend.auth = {.kind = profile::Auth::Kind::Bearer,
                        .user = {},
                        .secret = {QStringLiteral("env:SIGNALBOX_TEST_UNSET")}};
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().kind == ErrorKind::Invalid);
        QVERIFY(taken.error().what.startsWith(QLatin1String("prom-eu: ")));
        QVERIFY(taken.error().what.contains(QLatin1String("SIGNALBOX_TEST_UNSET")));
        QVERIFY(server.requests().empty());
    }

    void anAddressWithAPasswordIsRefused()
    {
        ScriptedServer server;
        QUrl url = server.url();
        url.setUserInfo(QStringLiteral("ops:hunter2"));
        Bench bench(backendAt(url));
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().kind == ErrorKind::Invalid);
        QVERIFY(!taken.error().what.contains(QLatin1String("hunter2")));
        QVERIFY(bench.client.backend().url.userInfo().isEmpty());
        QVERIFY(server.requests().empty());
        Bench other(backendAt(QUrl(QStringLiteral("ftp://h/"))));
        Taken refused(other.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(refused.isDone());
        QVERIFY(refused.error().kind == ErrorKind::Invalid);
    }

    void equalRequestsAreJoined()
    {
        ScriptedServer server;
        Reply slow = Reply::json("{\"n\":1}");
        slow.delay = 50ms;
        server.route("/x", slow);
        Bench bench(backendAt(server.url()));
        Request other = get(QStringLiteral("/x"));
        other.headers = {{"X-Other", "1"}};
        Request write = get(QStringLiteral("/x"));
        write.idempotent = false;
        Taken a(bench.client.send(get(QStringLiteral("/x"))));
        Taken b(bench.client.send(get(QStringLiteral("/x"))));
        Taken c(bench.client.send(other));
        Taken e(bench.client.send(write));
        QTRY_VERIFY(a.isOk() && b.isOk() && c.isOk() && e.isOk());
        QCOMPARE(server.count("/x"), 3);
        QCOMPARE(b.response().body, QByteArray("{\"n\":1}"));
        QVERIFY(isPadded(b.response().body));
        Taken later(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(later.isOk());
        QCOMPARE(server.count("/x"), 4); // joined, not cached
    }

    void oneTakersCancelLeavesTheOthers()
    {
        ScriptedServer server;
        server.route("/x", Reply::faulty(Reply::Fault::Hang));
        Bench bench(backendAt(server.url()));
        Taken a(bench.client.send(get(QStringLiteral("/x"))));
        Taken b(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_COMPARE(server.count("/x"), 1);
        QCOMPARE(server.openConnections(), 1);
        a.cancel();
        QTRY_VERIFY(a.isDone());
        QVERIFY(a.error().isCancelled());
        QVERIFY(!b.isDone());
        QCOMPARE(server.openConnections(), 1);
        b.cancel();
        QTRY_COMPARE(server.openConnections(), 0);
        QTRY_VERIFY(b.isDone());
        QVERIFY(b.error().isCancelled());
        QCOMPARE(bench.client.health().failuresInARow, 0);
        // The place is free again.
        server.route("/y", Reply::json("{}"));
        Taken c(bench.client.send(get(QStringLiteral("/y"))));
        QTRY_VERIFY(c.isOk());
    }

    void aJoinedTakersDeadlineIsItsOwn()
    {
        ScriptedServer server;
        Reply slow = Reply::json("{}");
        slow.delay = 400ms;
        server.route("/x", slow);
        Bench bench(backendAt(server.url()));
        Request hasty = get(QStringLiteral("/x"));
        hasty.deadline = 100ms;
        Taken a(bench.client.send(hasty));
        Taken b(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(a.isDone() && b.isDone());
        QVERIFY(a.error().kind == ErrorKind::Timeout);
        QVERIFY2(b.isOk(), qPrintable(b.error().what));
        QCOMPARE(server.count("/x"), 1);
    }

    void aDyingClientCancelsAll()
    {
        ScriptedServer server;
        server.route("/x", Reply::faulty(Reply::Fault::Hang));
        auto bench = std::make_unique<Bench>(backendAt(server.url()));
        Taken a(bench->client.send(get(QStringLiteral("/x"))));
        QTRY_COMPARE(server.openConnections(), 1);
        bench.reset();
        QTRY_VERIFY(a.isDone());
        QVERIFY(a.error().isCancelled());
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void theQueueIsBoundedAndOrdered()
    {
        ScriptedServer server;
        Reply slow = Reply::json("{}");
        slow.delay = 30ms;
        server.otherwise([slow](const Received&) { return slow; });
        profile::Backend backend = backendAt(server.url());
        backend.limits.inFlight = 1;
        backend.limits.queue = 3;
        Bench bench(backend);
        Request refresh = get(QStringLiteral("/background"));
        refresh.priority = Priority::Background;
        Request old = get(QStringLiteral("/old"));
        old.supersedeKey = QStringLiteral("pane");
        Request newer = get(QStringLiteral("/newer"));
        newer.supersedeKey = QStringLiteral("pane");
        Taken first(bench.client.send(get(QStringLiteral("/first"))));
        Taken background(bench.client.send(refresh));
        Taken superseded(bench.client.send(old));
        Taken current(bench.client.send(newer));
        Taken third(bench.client.send(get(QStringLiteral("/third"))));
        Taken over(bench.client.send(get(QStringLiteral("/over"))));
        QTRY_VERIFY(first.isOk() && background.isOk() && current.isOk() && third.isOk());
        QVERIFY(superseded.error().isCancelled());
        QVERIFY(over.error().kind == ErrorKind::Overloaded);
        QCOMPARE(bench.client.health().failuresInARow, 0);
        QList<QByteArray> order;
        for (const Received& r : server.requests())
            order.push_back(r.path());
        QCOMPARE(order, (QList<QByteArray>{"/first", "/newer", "/third", "/background"}));
    }

    void aRefusedFormIsAskedByGetFromThenOn_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("403") << 403;
        QTest::newRow("405") << 405;
    }
    void aRefusedFormIsAskedByGetFromThenOn()
    {
        QFETCH(int, status);
        ScriptedServer server;
        server.otherwise([status](const Received& r) {
            return r.method == "POST" ? Reply::text("non allow-listed POSTs not allowed", status)
                                      : Reply::json("{}");
        });
        Bench bench(backendAt(server.url()));
        Request query = get(QStringLiteral("/query"));
        query.method = Method::PostForm;
        query.params = {{QStringLiteral("query"), QStringLiteral("a+b")}};
        for (int i = 0; i < 2; ++i) {
            Taken taken(bench.client.send(query));
            QTRY_VERIFY(taken.isDone());
            QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        }
        QList<QByteArray> methods;
        for (const Received& r : server.requests())
            methods.push_back(r.method);
        QCOMPARE(methods, (QList<QByteArray>{"POST", "GET", "GET"}));
        QCOMPARE(server.last().target, QByteArray("/query?query=a%2Bb"));
    }

    void aForbiddenFormStaysAForm()
    {
        ScriptedServer server;
        server.otherwise([](const Received&) { return Reply::text("no", 403); });
        Bench bench(backendAt(server.url()));
        Request query = get(QStringLiteral("/query"));
        query.method = Method::PostForm;
        for (int i = 0; i < 2; ++i) {
            Taken taken(bench.client.send(query));
            QTRY_VERIFY(taken.isDone());
            QCOMPARE(taken.error().httpStatus, 403);
        }
        QCOMPARE(server.requests().at(2).method, QByteArray("POST")); // nothing was learnt from 403 twice
    }

    void redirectsAtHomeAreFollowed()
    {
        ScriptedServer server;
        server.route("/a", Reply::redirect("/b/?x=1", 301));
        server.route("/b/", Reply::json("{\"b\":1}"));
        profile::Backend backend = backendAt(server.url());
        qputenv("SIGNALBOX_TEST_PW", "hunter2-xyz");
        backend.auth = {.kind = profile::Auth::Kind::Bearer,
                        .user = {},
                        .secret = {QStringLiteral("env:SIGNALBOX_TEST_PW")}};
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/a"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY2(taken.isOk(), qPrintable(taken.error().what));
        QCOMPARE(taken.response().body, QByteArray("{\"b\":1}"));
        QCOMPARE(server.last().header("Authorization"), QByteArray("Bearer hunter2-xyz"));
    }

    void redirectsThatLeadAstray_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("says");
        QTest::newRow("another host")
            << QByteArray("OTHER/x") << 1 << QStringLiteral("redirected to 127.0.0.1: login page?");
        QTest::newRow("a login page at home")
            << QByteArray("/login?next=x") << 1
            << QStringLiteral("redirected to /login, which was not followed: login page?");
        QTest::newRow("in circles") << QByteArray("/a") << 6 << QStringLiteral("was not followed");
        QTest::newRow("another scheme")
            << QByteArray("ftp://127.0.0.1/x") << 1 << QStringLiteral("login page?");
    }
    void redirectsThatLeadAstray()
    {
        QFETCH(QByteArray, location);
        QFETCH(int, requests);
        QFETCH(QString, says);
        ScriptedServer server;
        ScriptedServer other;
        qputenv("SIGNALBOX_TEST_PW", "hunter2-xyz");
        server.route("/a", Reply::redirect(location.replace("OTHER", other.url().toEncoded())));
        profile::Backend backend = backendAt(server.url());
        backend.auth = {.kind = profile::Auth::Kind::Bearer,
                        .user = {},
                        .secret = {QStringLiteral("env:SIGNALBOX_TEST_PW")}};
        Bench bench(backend);
        Taken taken(bench.client.send(get(QStringLiteral("/a"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().kind == ErrorKind::Http);
        QCOMPARE(taken.error().httpStatus, 302);
        QVERIFY2(taken.error().what.contains(says), qPrintable(taken.error().what));
        QCOMPARE(server.count("/a"), requests);
        QCOMPARE(other.acceptedConnections(), 0);
    }

    void aPageIsNoAnswer()
    {
        ScriptedServer server;
        server.route(
            "/x", Reply::html("\n <!DOCTYPE html><html><head><title>Sign in to Corp</title></head></html>"));
        Bench bench(backendAt(server.url()));
        Taken json(bench.client.send(get(QStringLiteral("/x"))));
        Request anything = get(QStringLiteral("/x"));
        anything.expect = Expect::Anything;
        Taken text(bench.client.send(anything));
        QTRY_VERIFY(json.isDone() && text.isDone());
        QVERIFY(json.error().kind == ErrorKind::Http);
        QCOMPARE(json.error().httpStatus, 200);
        QVERIFY2(json.error().what.contains(
                     QLatin1String("a page titled \"Sign in to Corp\" where data was due: a login page?")),
                 qPrintable(json.error().what));
        QVERIFY(text.isOk());
    }

    void whatAnErrorSays_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("detail");
        const QByteArray parse = "{\"status\":\"error\",\"error\":\"parse  error\"}";
        QTest::newRow("400") << 400 << parse
                             << QStringLiteral(
                                    "prom-eu answered 400 to /x: {\"status\":\"error\",\"error\":\"parse "
                                    "error\"}. Check the query.")
                             << QStringLiteral("{\"status\":\"error\",\"error\":\"parse error\"}");
        QTest::newRow("401") << 401 << QByteArray()
                             << QStringLiteral("prom-eu answered 401 to /x: an empty body. Check \"auth\"")
                             << QString();
        QTest::newRow("404 of Jaeger") << 404 << QByteArray("{\"code\":404}")
                                       << QStringLiteral("answered 404") << QStringLiteral("{\"code\":404}");
        QTest::newRow("501") << 501 << QByteArray("off") << QStringLiteral("switched off")
                             << QStringLiteral("off");
        QTest::newRow("hostile") << 400 << QByteArray("a\x1b[31m\0b\xE2\x80\xAE", 11)
                                 << QStringLiteral("to /x: a\u00b7[31m")
                                 << QStringLiteral("a\u00b7[31m\u00b7b\u00b7");
        QTest::newRow("long") << 400 << QByteArray(100'000, 'y')
                              << (QString(200, QLatin1Char('y')) + QChar(0x2026))
                              << (QString(4096, QLatin1Char('y')) + QChar(0x2026));
        QTest::newRow("proxy's page") << 403 << QByteArray("<html><title>Forbidden</title>")
                                      << QStringLiteral("a page titled \"Forbidden\". Is it a login page?")
                                      << QStringLiteral("<html><title>Forbidden</title>");
    }
    void whatAnErrorSays()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        ScriptedServer server;
        server.route("/x", Reply::text(body, status));
        Bench bench(backendAt(server.url()));
        Taken taken(bench.client.send(get(QStringLiteral("/x"))));
        QTRY_VERIFY(taken.isDone());
        QVERIFY(taken.error().kind == ErrorKind::Http);
        QCOMPARE(taken.error().httpStatus, status);
        QVERIFY2(taken.error().what.contains(says), qPrintable(taken.error().what));
        QTEST(taken.error().detail, "detail");
        QCOMPARE(server.count("/x"), 1);
        QCOMPARE(bench.client.health().failuresInARow, 0);
    }

    void healthIsSeen()
    {
        ScriptedServer server;
        Reply reply = Reply::json("{}");
        const QDateTime ahead = QDateTime::currentDateTimeUtc().addSecs(30);
        reply.headers = {
            {"Date",
             QLocale::c().toString(ahead, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss")).toLatin1() + " GMT"}};
        server.route("/good", reply);
        server.route("/bad", Reply::text("broken", 500));
        Bench bench(backendAt(server.url()));
        QSignalSpy changed(&bench.client, &HttpClient::healthChanged);
        QVERIFY(!bench.client.health().reached);
        std::vector<std::unique_ptr<Taken>> all;
        for (int i = 0; i < 10; ++i) {
            all.push_back(std::make_unique<Taken>(bench.client.send(get(QStringLiteral("/good")))));
            QTRY_VERIFY(all.back()->isOk());
        }
        Health health = bench.client.health();
        QVERIFY(health.reached);
        QVERIFY(health.p50 && health.p95 && *health.p50 <= *health.p95);
        QCOMPARE(health.latencies.size(), std::size_t(10));
        QVERIFY(health.lastSuccessAt && !health.lastError);
        QVERIFY(*health.clockSkew > 28s && *health.clockSkew < 31s);
        QVERIFY(all.back()->response().serverDate);
        QTRY_VERIFY(changed.count() >= 1);
        QVERIFY2(changed.count() < 5, "ten answers are merged into few changes");

        Request write = get(QStringLiteral("/bad"));
        write.idempotent = false;
        Taken bad(bench.client.send(write));
        QTRY_VERIFY(bad.isDone());
        health = bench.client.health();
        QCOMPARE(health.failuresInARow, 1);
        QCOMPARE(health.lastError->httpStatus, 500);
        QVERIFY(health.lastErrorAt);
    }

    void aWebSocketFindsItsWay()
    {
        qputenv("SIGNALBOX_TEST_PW", "hunter2-xyz");
        profile::Backend backend = backendAt(QUrl(QStringLiteral("https://h/loki/")));
        backend.auth = {.kind = profile::Auth::Kind::Bearer,
                        .user = {},
                        .secret = {QStringLiteral("env:SIGNALBOX_TEST_PW")}};
        Bench bench(backend);
        const auto future = bench.client.credentials();
        QVERIFY(future.isFinished());
        const auto credentials = outcomeOf(future);
        QVERIFY(credentials);
        QCOMPARE(credentials->headers.front().second, QByteArray("Bearer hunter2-xyz"));
        QVERIFY(credentials->tls.peerVerifyMode() == QSslSocket::VerifyPeer);
        QCOMPARE(bench.client.url(QStringLiteral("/tail"), {{QStringLiteral("q"), QStringLiteral("+")}})
                     .toEncoded(),
                 QByteArray("https://h/loki/tail?q=%2B"));
    }
};

} // namespace tst_httpclient

SIGNALBOX_GUILESS_TEST(tst_httpclient, TestHttpClient)
#include "tst_httpclient.moc"
