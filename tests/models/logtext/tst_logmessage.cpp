// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/message.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_logmessage {

using namespace signalbox::logtext;

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePartForPeopleIsFound_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("human");
        QTest::newRow("plain") << QByteArray("connection refused") << QStringLiteral("connection refused");
        QTest::newRow("JSON msg") << QByteArray(
                                         "{\"level\":\"error\",\"msg\":\"pool exhausted\",\"size\":40}")
                                  << QStringLiteral("pool exhausted");
        QTest::newRow("JSON message") << QByteArray("{\"message\":\"a\",\"time\":1}") << QStringLiteral("a");
        QTest::newRow("msg goes before event")
            << QByteArray("{\"event\":\"e\",\"msg\":\"m\"}") << QStringLiteral("m");
        QTest::newRow("the outer message first")
            << QByteArray("{\"error\":{\"message\":\"inner\"},\"message\":\"outer\"}")
            << QStringLiteral("outer");
        QTest::newRow("an inner one if there is no other")
            << QByteArray("{\"error\":{\"message\":\"inner\"}}") << QStringLiteral("inner");
        QTest::newRow("escapes") << QByteArray("{\"msg\":\"a \\\"b\\\" \\u00fc \\ud83d\\udd25 \\/\"}")
                                 << QString::fromUtf8("a \"b\" ü \xf0\x9f\x94\xa5 /");
        QTest::newRow("lone surrogate")
            << QByteArray("{\"msg\":\"x\\ud83dy\"}") << QStringLiteral("x\ufffdy");
        QTest::newRow("logfmt") << QByteArray("ts=1 level=warn msg=\"slow statement\" rows=1")
                                << QStringLiteral("slow statement");
        QTest::newRow("behind a container's prefix")
            << QByteArray("2026-11-27T14:32:09Z stdout F {\"msg\":\"inner\"}") << QStringLiteral("inner");
        QTest::newRow("RFC 3339 and level") << QByteArray("2026-11-27T14:32:09.871Z ERROR payment failed")
                                            << QStringLiteral("payment failed");
        QTest::newRow("date, time, level in brackets")
            << QByteArray("2026-11-27 14:32:09,871 [WARN] pool is small") << QStringLiteral("pool is small");
        QTest::newRow("nginx error") << QByteArray("2026/11/27 14:32:09 [error] 12#0: connect() failed")
                                     << QStringLiteral("12#0: connect() failed");
        QTest::newRow("a level in prose stays")
            << QByteArray("Error connecting to database") << QStringLiteral("Error connecting to database");
        QTest::newRow("a level with a colon")
            << QByteArray("error: no such file") << QStringLiteral("no such file");
        QTest::newRow("only a time") << QByteArray("2026-11-27T14:32:09Z")
                                     << QStringLiteral("2026-11-27T14:32:09Z");
        QTest::newRow("numbers are no time")
            << QByteArray("1234 items in 5 carts") << QStringLiteral("1234 items in 5 carts");
        QTest::newRow("an address is no time")
            << QByteArray("10.0.0.1 GET /") << QStringLiteral("10.0.0.1 GET /");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("blank") << QByteArray("   ") << QString();
        QTest::newRow("JSON without a message") << QByteArray("{\"a\":1}") << QStringLiteral("{\"a\":1}");
        QTest::newRow("half of JSON") << QByteArray("{\"msg\":\"cut off, and not clo")
                                      << QStringLiteral("{\"msg\":\"cut off, and not clo");
        QTest::newRow("a message with colours")
            << QByteArray("msg=\"\x1b[31mred\x1b[0m\"") << QStringLiteral("red");
    }

    void thePartForPeopleIsFound()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, human);
        QCOMPARE(messageOf(viewOf(line), 400).human.text, human);
        const std::string_view part = humanPart(viewOf(line));
        // A slice of the line itself, whatever it is.
        QVERIFY(part.empty() || (part.data() >= line.constData() &&
                                 part.data() + part.size() <= line.constData() + line.size()));
    }

    void keyFieldsFollowQuietly_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("quiet");
        QTest::newRow("telling ones first, noise left out")
            << QByteArray("{\"time\":\"x\",\"level\":\"error\",\"msg\":\"m\",\"order\":884213,\"caller\":\"a."
                          "go:1\",\"status\":504}")
            << QStringLiteral("status=504 order=884213");
        QTest::newRow("a trace id is short and last")
            << QByteArray("msg=m trace_id=7d2f4be09a6c1f3380d5a9e2b7c4c41e attempt=2")
            << QStringLiteral("attempt=2 trace=7d2f\u2026c41e");
        QTest::newRow("a line without a message says its fields itself")
            << QByteArray("a=1 b=2") << QString();
        QTest::newRow("a bracket of its own stays")
            << QByteArray("msg=m path=/orders/{id}") << QStringLiteral("path=/orders/{id}");
        QTest::newRow("nested names") << QByteArray("{\"msg\":\"m\",\"pool\":{\"name\":\"ledger\"}}")
                                      << QStringLiteral("pool.name=ledger");
    }

    void keyFieldsFollowQuietly()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, quiet);
        QCOMPARE(messageOf(viewOf(line), 400).quiet, quiet);
    }

    void hugeLinesAreBounded()
    {
        const QByteArray huge = "{\"msg\":\"" + QByteArray(5'000'000, 'x') + "\"}";
        QVERIFY(messageOf(viewOf(huge), 400).human.text.size() <= 400);
        QByteArray many = "msg=m";
        for (int i = 0; i < 4'000; ++i)
            many += " f" + QByteArray::number(i) + "=" + QByteArray(200, 'v');
        QVERIFY(messageOf(viewOf(many), 400).quiet.size() < 1'000);
    }
};

} // namespace tst_logmessage

SIGNALBOX_GUILESS_TEST(tst_logmessage, TestMessage)
#include "tst_logmessage.moc"
