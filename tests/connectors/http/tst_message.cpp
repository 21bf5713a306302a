// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/message.h"

#include "connectors/http/address.h"
#include "connectors/http/httpdate.h"
#include "connectors/http/wording.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_message {

using namespace signalbox;
using namespace signalbox::http;

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void segments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("encoded");
        QTest::newRow("plain") << QStringLiteral("job") << QStringLiteral("job");
        QTest::newRow("slash") << QStringLiteral("a/b") << QStringLiteral("a%2Fb");
        QTest::newRow("plus, space, percent") << QStringLiteral("a+b c%") << QStringLiteral("a%2Bb%20c%25");
        QTest::newRow("question mark and hash") << QStringLiteral("?#") << QStringLiteral("%3F%23");
        QTest::newRow("not Latin") << QStringLiteral("\u00fc") << QStringLiteral("%C3%BC");
        QTest::newRow("a step up") << QStringLiteral("..") << QStringLiteral("%2E%2E");
        QTest::newRow("two dots in a name") << QStringLiteral("a..b") << QStringLiteral("a..b");
        QTest::newRow("empty") << QString() << QString();
    }
    void segments()
    {
        QFETCH(QString, text);
        QTEST(encodedSegment(text), "encoded");
    }

    void params()
    {
        QCOMPARE(encodedParams({}), QByteArray());
        QCOMPARE(encodedParams({{QStringLiteral("match[]"), QStringLiteral("up{job=~\".+\"}")},
                                {QStringLiteral("match[]"), QStringLiteral("a&b=c")},
                                {QStringLiteral("time"), QStringLiteral("2026-11-21T10:00:00+02:00")},
                                {QStringLiteral("empty"), QString()}}),
                 QByteArray("match%5B%5D=up%7Bjob%3D~%22.%2B%22%7D&match%5B%5D=a%26b%3Dc&"
                            "time=2026-11-21T10%3A00%3A00%2B02%3A00&empty="));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("address");
        const auto row = [](const char* name, const char* base, const char* path, const char* address) {
            QTest::newRow(name) << QString::fromLatin1(base) << QString::fromLatin1(path)
                                << QString::fromLatin1(address);
        };
        row("bare", "http://h:9090", "/api/v1/query", "http://h:9090/api/v1/query");
        row("slash at the end", "http://h:9090/", "/-/ready", "http://h:9090/-/ready");
        row("prefix", "https://h/x/prom", "/api/v1/query", "https://h/x/prom/api/v1/query");
        row("prefix with slashes", "https://h/x/prom//", "/api/v1/query", "https://h/x/prom/api/v1/query");
        row("encoded slash stays", "http://h/p", "/label/a%2Fb/values", "http://h/p/label/a%2Fb/values");
        row("encoded prefix stays", "http://h/a%2Fb", "/x", "http://h/a%2Fb/x");
        row("path without slash", "http://h/p", "x", "http://h/p/x");
        row("query and user are no part", "http://u:p@h/p?token=1#f", "/x", "http://h/p/x");
    }
    void addresses()
    {
        QFETCH(QString, base);
        QFETCH(QString, path);
        QTEST(QString::fromLatin1(requestUrl(QUrl(base), path, {}).toEncoded()), "address");
    }

    void aPlusSurvivesTheAddress()
    {
        const QUrl url = requestUrl(QUrl(QStringLiteral("http://h/p")), QStringLiteral("/q"),
                                    {{QStringLiteral("query"), QStringLiteral("a+b/c d")}});
        QCOMPARE(url.toEncoded(), QByteArray("http://h/p/q?query=a%2Bb%2Fc%20d"));
    }

    void shownAddresses_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::newRow("user and password")
            << QStringLiteral("https://u:hunter2@h/x") << QStringLiteral("https://h/x");
        QTest::newRow("token") << QStringLiteral("https://h/x?a=1&Access_Token=hunter2&apiKey=z")
                               << QStringLiteral("https://h/x?a=1&Access_Token=...&apiKey=...");
        QTest::newRow("plain") << QStringLiteral("http://h:1/p") << QStringLiteral("http://h:1/p");
    }
    void shownAddresses()
    {
        QFETCH(QString, url);
        QTEST(displayUrl(QUrl(url)), "shown");
    }

    void origins_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* name, const char* a, const char* b, bool same) {
            QTest::newRow(name) << QString::fromLatin1(a) << QString::fromLatin1(b) << same;
        };
        row("path differs", "http://h/a", "http://h/b", true);
        row("default port", "https://h/", "https://h:443/", true);
        row("port", "http://h:1/", "http://h:2/", false);
        row("downgrade", "https://h/", "http://h/", false);
        row("host", "https://h/", "https://h.evil/", false);
        row("user in front", "https://h/", "https://h@evil/", false);
    }
    void origins()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QTEST(isSameOrigin(QUrl(a), QUrl(b)), "same");
    }

    void pages_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("page");
        QTest::addColumn<QString>("title");
        QTest::newRow("json") << QByteArray("{\"a\":\"<title>x</title>\"}") << false << QStringLiteral("x");
        QTest::newRow("html")
            << QByteArray("\xEF\xBB\xBF \r\n<!doctype html><TITLE lang=en>Sign\n in &amp; go</TITLE>") << true
            << QStringLiteral("Sign in & go");
        QTest::newRow("no title") << QByteArray("<html>") << true << QString();
        QTest::newRow("unclosed title") << QByteArray("<title>never") << true << QString();
        QTest::newRow("unclosed tag") << QByteArray("<title") << true << QString();
        QTest::newRow("blank") << QByteArray("  ") << false << QString();
        QTest::newRow("empty") << QByteArray() << false << QString();
    }
    void pages()
    {
        QFETCH(QByteArray, body);
        QTEST(looksLikePage(body), "page");
        QTEST(pageTitle(body), "title");
    }

    void dates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("RFC 7231") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(784111777);
        QTest::newRow("wrong weekday") << QByteArray("Mon, 06 Nov 1994 08:49:37 GMT") << qint64(-1);
        QTest::newRow("no zone") << QByteArray("Sun, 06 Nov 1994 08:49:37") << qint64(-1);
        QTest::newRow("text") << QByteArray("soon GMT") << qint64(-1);
        QTest::newRow("empty") << QByteArray() << qint64(-1);
        QTest::newRow("no such day") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT") << qint64(-1);
        QTest::newRow("no such hour") << QByteArray("Sun, 06 Nov 1994 24:49:37 GMT") << qint64(-1);
        QTest::newRow("names run together") << QByteArray("Sun, 06 anF 1994 08:49:37 GMT") << qint64(-1);
        QTest::newRow("a sign in the year") << QByteArray("Sun, 06 Nov -994 08:49:37 GMT") << qint64(-1);
        QTest::newRow("a leap day") << QByteArray("Thu, 29 Feb 2024 23:59:59 GMT") << qint64(1709251199);
    }
    void dates()
    {
        QFETCH(QByteArray, text);
        const auto date = parsedHttpDate(text);
        QTEST(qint64(date ? date->seconds() : -1), "seconds");
    }

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("seconds") << QByteArray(" 12 ") << qint64(12);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("absurd") << QByteArray("99999999999999999999") << qint64(86400);
        QTest::newRow("negative") << QByteArray("-3") << qint64(-1);
        QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("date ahead") << QByteArray("Sun, 06 Nov 1994 08:49:57 GMT") << qint64(20);
        QTest::newRow("date behind") << QByteArray("Sun, 06 Nov 1994 08:49:17 GMT") << qint64(0);
        QTest::newRow("absent") << QByteArray() << qint64(-1);
    }
    void retryAfter()
    {
        QFETCH(QByteArray, text);
        const auto wait = parsedRetryAfter(text, Instant::fromSeconds(784111777));
        QTEST(qint64(wait ? std::chrono::duration_cast<std::chrono::seconds>(*wait).count() : -1), "seconds");
    }
};

} // namespace tst_message

SIGNALBOX_GUILESS_TEST(tst_message, TestMessage)
#include "tst_message.moc"
