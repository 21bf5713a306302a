// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/redaction.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_redaction {

using namespace signalbox::logtext;

namespace {

QByteArray masked(const QByteArray& text)
{
    return redacted({text.constData(), static_cast<std::size_t>(text.size())}).text;
}

} // namespace

class TestRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreMasked_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("safe");
        const auto row = [](const char* name, const char* text, const char* safe) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(safe);
        };
        row("logfmt", "user=bob password=hunter2 ok=1", "user=bob password=[masked] ok=1");
        row("logfmt in quotes", "pwd=\"a b c\" x=1", "pwd=\"[masked]\" x=1");
        row("JSON", "{\"apiKey\":\"abc123\",\"n\":1}", "{\"apiKey\":\"[masked]\",\"n\":1}");
        row("JSON with blanks", "{\"token\" : \"abc\"}", "{\"token\" : \"[masked]\"}");
        row("JSON with an escaped quote", "{\"secret\":\"a\\\"b\",\"c\":1}",
            "{\"secret\":\"[masked]\",\"c\":1}");
        row("JSON within JSON", "{\"body\":\"{\\\"password\\\":\\\"x\\\"}\"}",
            "{\"body\":\"{\\\"password\\\":\\\"[masked]\\\"}\"}");
        row("camel case", "dbPassword=x", "dbPassword=[masked]");
        row("snake case", "aws_secret_access_key: wJalr", "aws_secret_access_key: [masked]");
        row("URL query", "GET /x?access_token=abc&page=2", "GET /x?access_token=[masked]&page=2");
        row("URL user", "postgres://app:s3cret@db:5432/x", "postgres://app:[masked]@db:5432/x");
        row("bearer", "Authorization: Bearer eyJabc.def", "Authorization: [masked]");
        row("bearer alone", "sent bearer abcdef0123456789 to it", "sent bearer [masked] to it");
        row("basic", "proxy basic dXNlcjpwYXNz=", "proxy basic [masked]");
        row("cookie", "Set-Cookie: sid=1; Path=/; x", "Set-Cookie: [masked]");
        row("header in JSON", "{\"authorization\":\"Basic abc\"}", "{\"authorization\":\"[masked]\"}");
        row("AWS key", "key AKIAIOSFODNN7EXAMPLE used", "key [masked] used");
        row("GitHub", "ghp_abcdefghijklmnopqrstuvwxyz012345", "[masked]");
        row("JWT", "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def_ghi end", "got [masked] end");
        row("private key", "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nz",
            "a\n[masked]\nz");
        row("half a private key", "-----BEGIN PRIVATE KEY-----\nMIIB", "[masked]");
        row("card", "paid with 4111 1111 1111 1111.", "paid with [masked].");
        row("card in one", "card=5555555555554444,", "card=[masked],");
        row("two", "password=a token=b", "password=[masked] token=[masked]");
    }

    void secretsAreMasked()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, safe);
        const QByteArray once = masked(text);
        QCOMPARE(once, safe);
        QCOMPARE(masked(once), once);
        QVERIFY(redacted(text.toStdString()).count > 0);
    }

    void whatIsNoSecretStays_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"trace_id=7d2f4be09a6c1f3380d5a9e2b7c4c41e", "commit=0123456789abcdef0123456789abcdef01234567",
              "id=123e4567-e89b-12d3-a456-426614174000", "tokens=5 used", "password reset requested",
              "basic auth failed", "the bearer of bad news", "token_count=12", "card 4111 1111 1111 1112",
              "ts=1700000000000 n=4111111111111", "http://host:8080/a@b", "password=", "token=null",
              "{\"token\":{\"a\":1}}", "secretary=bob", "", "eyJ", "AKIA"})
            QTest::newRow(text) << QByteArray(text);
    }

    void whatIsNoSecretStays()
    {
        QFETCH(QByteArray, text);
        const Redacted result = redacted(text.toStdString());
        QCOMPARE(result.text, text);
        QCOMPARE(result.count, 0);
    }

    void hugeTextsAreReadOnce()
    {
        // Each of these would take hours if every place looked ahead to the end.
        QVERIFY(masked(QByteArray("://a:").repeated(400'000)).size() > 0);
        QVERIFY(masked(QByteArray("password=\"").repeated(200'000)).size() > 0);
        QVERIFY(masked(QByteArray("1 ").repeated(1'000'000)).size() > 0);
        QVERIFY(masked(QByteArray("-----BEGIN ").repeated(200'000)).size() > 0);
        QVERIFY(masked(QByteArray(5'000'000, 'a')).size() == 5'000'000);
    }
};

} // namespace tst_redaction

SIGNALBOX_GUILESS_TEST(tst_redaction, TestRedaction)
#include "tst_redaction.moc"
