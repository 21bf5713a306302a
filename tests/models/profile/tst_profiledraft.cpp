// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profile/profiledraft.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_profiledraft {

using namespace signalbox::profile;

namespace {

Backend plainBackend()
{
    Backend backend;
    backend.name = QStringLiteral("prometheus");
    backend.url = QUrl(QStringLiteral("https://host.example/prometheus"));
    return backend;
}

using Change = std::function<void(ProfileDraft&)>;

} // namespace

class TestProfileDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodProfileGoesThereAndBack()
    {
        Backend backend = plainBackend();
        backend.auth = {.kind = Auth::Kind::Basic,
                        .user = QStringLiteral("reader"),
                        .secret = {QStringLiteral("env:PASSWORD")}};
        backend.headers = {
            {.name = QStringLiteral("X-Team"), .value = QStringLiteral("payments"), .secret = {}}};
        const Profile profile{.name = QStringLiteral("shop"), .backends = {backend}};
        QVERIFY(problemsOf(draftOf(profile)).empty());
        QCOMPARE(profileOf(draftOf(profile)), profile);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<DraftField>("field");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, DraftField field, const QString& word, Change change) {
            QTest::newRow(name) << change << field << word;
        };
        const auto first = [](ProfileDraft& draft) -> Backend& { return draft.backends[0].backend; };
        const auto url = [](const QString& text) -> Change {
            return [text](ProfileDraft& draft) { draft.backends[0].url = text; };
        };
        row("no profile name", DraftField::ProfileName, QStringLiteral("needs a name"),
            [](ProfileDraft& d) { d.name = QStringLiteral("  "); });
        row("no name", DraftField::Name, QStringLiteral("needs a name"),
            [first](ProfileDraft& d) { first(d).name.clear(); });
        row("no address", DraftField::Url, QStringLiteral("https://host.example"), url({}));
        row("no scheme", DraftField::Url, QStringLiteral("http://"), url(QStringLiteral("loki.example")));
        row("another scheme", DraftField::Url, QStringLiteral("http://"), url(QStringLiteral("ftp://a")));
        row("no host", DraftField::Url, QStringLiteral("no address"), url(QStringLiteral("http://")));
        row("credentials", DraftField::Url, QStringLiteral("Sign in"), url(QStringLiteral("http://a:b@c")));
        row("query", DraftField::Url, QStringLiteral("headers"), url(QStringLiteral("http://c/?a=b")));
        row("basic without user", DraftField::User, QStringLiteral("user"), [first](ProfileDraft& d) {
            first(d).auth = {.kind = Auth::Kind::Basic, .user = {}, .secret = {QStringLiteral("env:P")}};
        });
        row("user with colon", DraftField::User, QStringLiteral("colon"), [first](ProfileDraft& d) {
            first(d).auth = {.kind = Auth::Kind::Basic,
                             .user = QStringLiteral("a:b"),
                             .secret = {QStringLiteral("env:P")}};
        });
        row("the secret itself", DraftField::Secret, QStringLiteral("env:NAME"), [first](ProfileDraft& d) {
            first(d).auth = {.kind = Auth::Kind::Bearer, .user = {}, .secret = {QStringLiteral("hunter2")}};
        });
        row("key without certificate", DraftField::ClientCert, QStringLiteral("certificate"),
            [first](ProfileDraft& d) { first(d).tls.clientKeyFile = QStringLiteral("/k.pem"); });
        row("certificate without key", DraftField::ClientKey, QStringLiteral("key"),
            [first](ProfileDraft& d) { first(d).tls.clientCertFile = QStringLiteral("/c.pem"); });
        row("passphrase of nothing", DraftField::KeyPassphrase, QStringLiteral("no key"),
            [first](ProfileDraft& d) { first(d).tls.keyPassphrase.text = QStringLiteral("env:P"); });
        row("tenant of two lines", DraftField::Tenant, QStringLiteral("control"),
            [first](ProfileDraft& d) { first(d).tenant = QStringLiteral("a\nb"); });
        row("header name", DraftField::HeaderName, QStringLiteral("X-Team"), [first](ProfileDraft& d) {
            first(d).headers = {
                {.name = QStringLiteral("X Team"), .value = QStringLiteral("a"), .secret = {}}};
        });
        row("secret in a header", DraftField::HeaderValue, QStringLiteral("env:NAME"),
            [first](ProfileDraft& d) {
                first(d).headers = {
                    {.name = QStringLiteral("X-Api-Key"), .value = QStringLiteral("hunter2"), .secret = {}}};
            });
        row("same name twice", DraftField::Name, QStringLiteral("name of its own"),
            [](ProfileDraft& d) { d.backends.push_back(d.backends.front()); });
    }
    void mistakesAreNamed()
    {
        QFETCH(Change, change);
        QFETCH(DraftField, field);
        QFETCH(QString, word);
        ProfileDraft draft = draftOf({.name = QStringLiteral("shop"), .backends = {plainBackend()}});
        change(draft);
        const auto problems = problemsOf(draft);
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].field, field);
        QVERIFY2(problems[0].sentence.contains(word), qPrintable(problems[0].sentence));
        QVERIFY(!problems[0].sentence.contains(QLatin1String("hunter2")));
    }

    void newBackendsHaveFreeNames()
    {
        ProfileDraft draft = draftOf({.name = QStringLiteral("shop"), .backends = {plainBackend()}});
        QCOMPARE(freeBackendName(draft, BackendKind::Loki), QStringLiteral("loki"));
        QCOMPARE(freeBackendName(draft, BackendKind::Prometheus), QStringLiteral("prometheus-2"));
    }
};

} // namespace tst_profiledraft

SIGNALBOX_GUILESS_TEST(tst_profiledraft, TestProfileDraft)
#include "tst_profiledraft.moc"
