// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/requestparser.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_simrequestparser {

using namespace signalbox::simulator;

namespace {

using Params = std::vector<std::pair<QString, QString>>;

RequestLimits smallLimits()
{
    return {.requestLine = 200, .headers = 300, .headerCount = 5, .body = 100};
}

QString joined(const Params& params)
{
    QString out;
    for (const auto& [key, value] : params)
        out += key + QLatin1Char('=') + value + QLatin1Char(';');
    return out;
}

} // namespace

class TestSimRequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("params");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("keepAlive");

        const QByteArray form = "Content-Type: application/x-www-form-urlencoded\r\n";
        QTest::newRow("get") << QByteArray("GET /a?x=1&y=b%20c HTTP/1.1\r\nHost: h\r\n\r\n") << "/a"
                             << "x=1;y=b c;" << QByteArray() << true;
        QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: h\n\n") << "/"
                                         << "" << QByteArray() << true;
        QTest::newRow("plus is a space") << QByteArray("GET /?q=a+b%2Bc HTTP/1.1\r\n\r\n") << "/"
                                         << "q=a b+c;" << QByteArray() << true;
        QTest::newRow("plus in a path stays") << QByteArray("GET /a+b HTTP/1.1\r\n\r\n") << "/a+b"
                                              << "" << QByteArray() << true;
        QTest::newRow("a pair with a broken escape is dropped")
            << QByteArray("GET /?a=%zz&b=2 HTTP/1.1\r\n\r\n") << "/"
            << "b=2;" << QByteArray() << true;
        QTest::newRow("form first, then the query")
            << "POST /q?x=query HTTP/1.1\r\n" + form + "Content-Length: 6\r\n\r\nx=form"
            << "/q"
            << "x=form;x=query;" << QByteArray("x=form") << true;
        QTest::newRow("other bodies are no parameters")
            << QByteArray(
                   "POST /q HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\na=b")
            << "/q"
            << "" << QByteArray("a=b") << true;
        QTest::newRow("chunks")
            << "POST /q HTTP/1.1\r\n" + form +
                   "Transfer-Encoding: chunked\r\n\r\n4\r\nab=c\r\n2;note=x\r\nde\r\n0\r\nTrailer: 1\r\n\r\n"
            << "/q"
            << "ab=cde;" << QByteArray("ab=cde") << true;
        QTest::newRow("HTTP/1.0 closes") << QByteArray("GET / HTTP/1.0\r\n\r\n") << "/"
                                         << "" << QByteArray() << false;
        QTest::newRow("asked to close")
            << QByteArray("GET / HTTP/1.1\r\nConnection: foo, Close\r\n\r\n") << "/"
            << "" << QByteArray() << false;
        QTest::newRow("absolute form") << QByteArray("GET http://h:1/p?a=1 HTTP/1.1\r\n\r\n") << "/p"
                                       << "a=1;" << QByteArray() << true;
        QTest::newRow("UTF-8 and slashes in a path") << QByteArray("GET /x%2Fy%C3%A4 HTTP/1.1\r\n\r\n")
                                                     << QStringLiteral("/x/yä") << "" << QByteArray() << true;
    }

    void readsRequests()
    {
        QFETCH(QByteArray, bytes);
        RequestParser whole;
        whole.feed(bytes);
        QCOMPARE(whole.advance(), RequestParser::State::Ready);
        check(whole.take(), whole.keepAlive());

        RequestParser slow; // one byte at a time
        for (qsizetype i = 0; i + 1 < bytes.size(); ++i) {
            slow.feed(QByteArrayView(bytes).sliced(i, 1));
            QCOMPARE(slow.advance(), RequestParser::State::NeedMore);
        }
        slow.feed(QByteArrayView(bytes).last(1));
        QCOMPARE(slow.advance(), RequestParser::State::Ready);
        check(slow.take(), slow.keepAlive());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray start = "GET / HTTP/1.1\r\n";
        const QByteArray post = "POST / HTTP/1.1\r\n";
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\n\x00\x01", 9) << 400;
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\n") << 505;
        QTest::newRow("endless request line") << QByteArray("GET /" + QByteArray(300, 'a')) << 414;
        QTest::newRow("endless header") << start + "A: " + QByteArray(400, 'a') << 431;
        QTest::newRow("too many headers") << start + QByteArray("A: b\r\n").repeated(6) + "\r\n" << 431;
        QTest::newRow("many small headers over the limit in all")
            << start + ("A: " + QByteArray(90, 'x') + "\r\n").repeated(4) << 431;
        QTest::newRow("header without a colon") << start + "nonsense\r\n\r\n" << 400;
        QTest::newRow("header with a control character") << start + "A: b\x01\r\n\r\n" << 400;
        QTest::newRow("body over the limit") << post + "Content-Length: 101\r\n\r\n" << 413;
        QTest::newRow("length that is no number") << post + "Content-Length: +1\r\n\r\n" << 400;
        QTest::newRow("negative length") << post + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("two lengths") << post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n" << 400;
        QTest::newRow("length and chunks") << post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                           << 400;
        QTest::newRow("other coding") << post + "Transfer-Encoding: gzip, chunked\r\n\r\n" << 501;
        QTest::newRow("chunk over the limit") << post + "Transfer-Encoding: chunked\r\n\r\n65\r\n" << 413;
        QTest::newRow("chunk size overflows")
            << post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"
            << 400;
        QTest::newRow("chunk size is no number") << post + "Transfer-Encoding: chunked\r\n\r\nx\r\n" << 400;
        QTest::newRow("chunk longer than said") << post + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"
                                                << 400;
        QTest::newRow("other expectation") << post + "Content-Length: 1\r\nExpect: tea\r\n\r\n" << 417;
        QTest::newRow("broken escape in the path") << QByteArray("GET /%z HTTP/1.1\r\n\r\n") << 400;
    }

    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        RequestParser parser(smallLimits());
        parser.feed(bytes);
        QCOMPARE(parser.advance(), RequestParser::State::Failed);
        QCOMPARE(parser.failureStatus(), status);
        parser.feed("GET / HTTP/1.1\r\n\r\n"); // beyond repair
        QCOMPARE(parser.advance(), RequestParser::State::Failed);
    }

    void takesPipelinedRequestsOneByOne()
    {
        RequestParser parser;
        parser.feed(
            "GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\n\r\n");
        QStringList paths;
        while (parser.advance() == RequestParser::State::Ready)
            paths += parser.take().path;
        QCOMPARE(paths, QStringList({QStringLiteral("/1"), QStringLiteral("/2"), QStringLiteral("/3")}));
    }

    void saysOnceThatTheSenderWaits()
    {
        RequestParser parser;
        parser.feed("POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n");
        QCOMPARE(parser.advance(), RequestParser::State::NeedMore);
        QVERIFY(parser.takeExpectation());
        QVERIFY(!parser.takeExpectation());
        parser.feed("ab");
        QCOMPARE(parser.advance(), RequestParser::State::Ready);
    }

    void keepsWhatComesBehindAnUpgrade()
    {
        RequestParser parser;
        parser.feed("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n\x81\x80");
        QCOMPARE(parser.advance(), RequestParser::State::Ready);
        QCOMPARE(parser.take().header("upgrade"), QByteArray("websocket"));
        QCOMPARE(parser.takeRest(), QByteArray("\x81\x80"));
    }

private:
    static void check(const Request& request, bool isKeptAlive)
    {
        QFETCH(QString, path);
        QFETCH(QString, params);
        QFETCH(QByteArray, body);
        QFETCH(bool, keepAlive);
        QCOMPARE(request.path, path);
        QCOMPARE(joined(request.params), params);
        QCOMPARE(request.body, body);
        QCOMPARE(isKeptAlive, keepAlive);
    }
};

} // namespace tst_simrequestparser

SIGNALBOX_GUILESS_TEST(tst_simrequestparser, TestSimRequestParser)
#include "tst_simrequestparser.moc"
