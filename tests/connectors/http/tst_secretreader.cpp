// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/secretreader.h"

#include "connectors/http/credentials.h"
#include "connectors/http/scrubber.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_secretreader {

using namespace signalbox;
using namespace signalbox::http;

namespace {

/// Keys to values, answered from the event loop as a keychain does.
class FakeKeychain : public SecretReader
{
public:
    int reads = 0;

protected:
    QFuture<Result<QByteArray>> readKeychain(const QString& key) override
    {
        ++reads;
        const Pending<QByteArray> pending;
        QMetaObject::invokeMethod(
            this, [pending, key] { pending.finish("value of " + key.toUtf8()); }, Qt::QueuedConnection);
        return pending.future();
    }
};

} // namespace

class TestSecretReader : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString write(const char* name, const QByteArray& content)
    {
        QFile file(m_dir.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return file.fileName();
    }

private Q_SLOTS:
    void references_data()
    {
        QTest::addColumn<QString>("ref");
        QTest::addColumn<QByteArray>("value"); // empty: refused
        QTest::addColumn<QString>("says");
        qputenv("SIGNALBOX_TEST_SECRET", "from the environment");
        qunsetenv("SIGNALBOX_TEST_UNSET");
        const auto file = [&](const char* name, const QByteArray& content) {
            return QLatin1String("file:") + write(name, content);
        };
        QTest::newRow("environment") << QStringLiteral("env:SIGNALBOX_TEST_SECRET")
                                     << QByteArray("from the environment") << QString();
        QTest::newRow("not set") << QStringLiteral("env:SIGNALBOX_TEST_UNSET") << QByteArray()
                                 << QStringLiteral("SIGNALBOX_TEST_UNSET is not set");
        QTest::newRow("file") << file("plain", "s3cret") << QByteArray("s3cret") << QString();
        QTest::newRow("one newline goes") << file("nl", "s3cret\n") << QByteArray("s3cret") << QString();
        QTest::newRow("only one goes") << file("nl2", "s3cret\n\n") << QByteArray("s3cret\n") << QString();
        QTest::newRow("as on Windows") << file("crlf", "s3cret\r\n") << QByteArray("s3cret") << QString();
        QTest::newRow("spaces stay") << file("space", " s 3 ") << QByteArray(" s 3 ") << QString();
        QTest::newRow("just fits") << file("cap", QByteArray(64 * 1024, 'x')) << QByteArray(64 * 1024, 'x')
                                   << QString();
        QTest::newRow("too long") << file("long", QByteArray(64 * 1024 + 1, 'x')) << QByteArray()
                                  << QStringLiteral("larger than 64 KiB");
        QTest::newRow("empty file") << file("empty", "") << QByteArray() << QStringLiteral("is empty");
        QTest::newRow("no such file")
            << QStringLiteral("file:/nowhere/at/all") << QByteArray() << QStringLiteral("cannot be read");
        QTest::newRow("a folder") << (QLatin1String("file:") + m_dir.path()) << QByteArray()
                                  << QStringLiteral("cannot be read");
        QTest::newRow("keychain") << QStringLiteral("keychain:prom") << QByteArray("value of prom")
                                  << QString();
        for (const char* bad : {"vault:x", "hunter2", "", "env:", "file:", "ENV:X"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << QByteArray()
                               << QStringLiteral("env:NAME, file:PATH or keychain:KEY");
    }
    void references()
    {
        QFETCH(QString, ref);
        QFETCH(QByteArray, value);
        QFETCH(QString, says);
        FakeKeychain reader;
        std::optional<Result<QByteArray>> got;
        whenReady(reader.read({ref}), this, [&](Result<QByteArray> r) { got = std::move(r); });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->has_value(), !value.isEmpty());
        if (*got) {
            QCOMPARE(**got, value);
            return;
        }
        QVERIFY(got->error().kind == ErrorKind::Invalid);
        QVERIFY2(got->error().what.contains(says), qPrintable(got->error().what));
    }

    void aMachineWithoutKeychainIsTold()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all");
        SecretReader reader;
        std::optional<Result<QByteArray>> got;
        whenReady(reader.read({QStringLiteral("keychain:signalbox-test-no-such-key")}), this,
                  [&](Result<QByteArray> r) { got = std::move(r); });
        QTRY_VERIFY(got.has_value());
        QVERIFY(!got->has_value());
        QVERIFY(got->error().kind == ErrorKind::Invalid);
        QVERIFY2(got->error().what.contains(QLatin1String("signalbox-test-no-such-key")),
                 qPrintable(got->error().what));
        QVERIFY(got->error().what.contains(QLatin1String("env:NAME or file:PATH")));
    }

    void aMistakenReferenceIsNotRepeated()
    {
        SecretReader reader;
        const auto future = reader.read({QStringLiteral("hunter2-pasted-here")});
        QVERIFY(future.isFinished());
        QVERIFY(!outcomeOf(future).error().what.contains(QLatin1String("hunter2")));
    }

    void credentialsAreReadAtEachUse()
    {
        FakeKeychain reader;
        profile::Backend backend;
        backend.name = QStringLiteral("loki");
        backend.url = QUrl(QStringLiteral("http://h"));
        backend.tenant = QStringLiteral("team-a");
        backend.auth = {.kind = profile::Auth::Kind::Basic,
                        .user = QStringLiteral("j\u00fcrgen"),
                        .secret = {QStringLiteral("keychain:pw")}};
        backend.headers = {
            {.name = QStringLiteral("X-Plain"), .value = QStringLiteral("v"), .secret = {}},
            {.name = QStringLiteral("X-Key"), .value = {}, .secret = {QStringLiteral("keychain:key")}}};
        for (int round = 1; round <= 2; ++round) {
            std::optional<Result<Credentials>> got;
            whenReady(gatherCredentials(backend, &reader, this, {}), this,
                      [&](Result<Credentials> r) { got = std::move(r); });
            QTRY_VERIFY(got.has_value());
            QVERIFY(got->has_value());
            QCOMPARE(reader.reads, 2 * round);
            const std::vector<std::pair<QByteArray, QByteArray>> expected{
                {"Authorization", "Basic " + QByteArray("j\u00fcrgen:value of pw").toBase64()},
                {"X-Scope-OrgID", "team-a"},
                {"X-Plain", "v"},
                {"X-Key", "value of key"}};
            QVERIFY((*got)->headers == expected);
        }
    }

    void aLineBreakIsNoHeader()
    {
        SecretReader reader;
        profile::Backend backend;
        backend.name = QStringLiteral("loki");
        backend.url = QUrl(QStringLiteral("http://h"));
        backend.auth = {.kind = profile::Auth::Kind::Bearer,
                        .user = {},
                        .secret = {QLatin1String("file:") + write("two", "first\nX-Evil: 1\n")}};
        const auto future = gatherCredentials(backend, &reader, this, {});
        QVERIFY(future.isFinished());
        const auto got = outcomeOf(future);
        QVERIFY(!got);
        QVERIFY(got.error().kind == ErrorKind::Invalid);
        QVERIFY(got.error().what.contains(QLatin1String("Authorization")));
        QVERIFY(!got.error().what.contains(QLatin1String("X-Evil")));
    }

    void everyFormOfASecretIsScrubbed_data()
    {
        QTest::addColumn<QByteArray>("echo");
        const QByteArray secret = "p\"a/s+s<w>o&rd?";
        QTest::newRow("plain") << secret;
        QTest::newRow("base64") << secret.toBase64();
        QTest::newRow("base64 for URLs")
            << secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        QTest::newRow("percent") << secret.toPercentEncoding();
        QTest::newRow("percent, lower case") << QByteArray("p%22a%2fs%2bs%3cw%3eo%26rd%3f");
        QTest::newRow("JSON") << QByteArray("p\\\"a/s+s<w>o&rd?");
        QTest::newRow("JSON of Go") << QByteArray("p\\\"a/s+s\\u003cw\\u003eo\\u0026rd?");
        QTest::newRow("HTML") << QByteArray("p&quot;a/s+s&lt;w&gt;o&amp;rd?");
    }
    void everyFormOfASecretIsScrubbed()
    {
        QFETCH(QByteArray, echo);
        Scrubber scrubber;
        scrubber.add("p\"a/s+s<w>o&rd?");
        scrubber.add("");
        QCOMPARE(scrubber.scrubbed("you sent " + echo + ", sorry"), QByteArray("you sent [secret], sorry"));
    }
};

} // namespace tst_secretreader

SIGNALBOX_GUILESS_TEST(tst_secretreader, TestSecretReader)
#include "tst_secretreader.moc"
