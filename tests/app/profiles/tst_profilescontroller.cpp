// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profiles/profilescontroller.h"

#include "app/profile/profilelocator.h"
#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"
#include "widgets/common/banner.h"
#include "widgets/profiles/connectionpanel.h"
#include "widgets/profiles/keychainprompt.h"
#include "widgets/profiles/profileeditor.h"
#include "widgets/profiles/profilemanager.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tst_profilescontroller {

using namespace signalbox;
using namespace signalbox::app;
using namespace signalbox::test;
using State = widgets::ConnectionResult::State;

namespace {

class FakeStore final : public SecretStore
{
public:
    QFuture<Result<QString>> store(const QString& key, const QString& secret) override
    {
        if (secret == QLatin1String("refuse"))
            return readyResult<QString>(
                failure({.kind = ErrorKind::Storage, .what = QStringLiteral("No keychain."), .detail = {}}));
        kept = secret;
        return readyResult<QString>(key);
    }
    QString kept;
};

profile::Profile shopProfile(const QUrl& url = QUrl(QStringLiteral("http://127.0.0.1:9090")))
{
    profile::Backend backend;
    backend.name = QStringLiteral("prometheus");
    backend.url = url;
    return {.name = QStringLiteral("Shop, production"), .backends = {backend}};
}

const QByteArray plain =
    "{\"version\":1,\"note\":\"kept\",\"backends\":[{\"kind\":\"loki\",\"url\":\"http://127.0.0.1:3100\"}]}";

} // namespace

class TestProfilesController : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    theme::Theme* m_theme = nullptr;
    ManualClock m_clock{*parseInstant(QStringLiteral("2026-11-21T14:41:12Z"))};

    QString file(const QString& name) const { return profileFolder() + QLatin1Char('/') + name; }
    void put(const QString& path, const QByteArray& text) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(text);
    }
    QByteArray textOf(const QString& path) const
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    std::unique_ptr<ProfilesController> controller()
    {
        return std::make_unique<ProfilesController>(profileFolder(), &m_clock, m_theme, nullptr,
                                                    std::make_unique<FakeStore>());
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new theme::Theme; }
    void cleanupTestCase() { delete m_theme; }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_home->path().toLocal8Bit());
    }

    void theFirstProfileIsMade()
    {
        const auto made = controller();
        QVERIFY(made->isFirstStart());
        QSignalSpy names(made.get(), &ProfilesController::namesChanged);
        made->showNew();
        const QString draft = made->manager()->currentId();
        Q_EMIT made->manager()->saveRequested(draft, shopProfile());
        QVERIFY(!made->isFirstStart());
        QCOMPARE(made->names(), QStringList{QStringLiteral("shop-production")});
        QCOMPARE(names.size(), 1);
        QCOMPARE(made->manager()->currentId(), QStringLiteral("shop-production"));
        const auto read = readProfile(file(QStringLiteral("shop-production.json")));
        QVERIFY(read);
        QCOMPARE(read->profile, shopProfile());
    }

    void unknownKeysAreKept()
    {
        put(file(QStringLiteral("shop.json")), plain);
        const auto made = controller();
        auto profile = readProfile(file(QStringLiteral("shop.json")))->profile;
        profile.backends[0].tenant = QStringLiteral("a");
        Q_EMIT made->manager()->saveRequested(QStringLiteral("shop"), profile);
        const QByteArray text = textOf(file(QStringLiteral("shop.json")));
        QVERIFY(text.contains("\"note\": \"kept\""));
        QVERIFY(text.contains("\"tenant\": \"a\""));
    }

    void duplicatesImportsAndExports()
    {
        put(file(QStringLiteral("shop.json")), plain);
        const auto made = controller();
        Q_EMIT made->manager()->duplicateRequested(QStringLiteral("shop"));
        QCOMPARE(made->manager()->currentId(), QStringLiteral("shop-copy"));
        QVERIFY(textOf(file(QStringLiteral("shop-copy.json"))).contains("kept"));

        const QString elsewhere = m_home->filePath(QStringLiteral("out/Team shop.json"));
        put(elsewhere,
            "{\"backends\":[{\"kind\":\"loki\",\"url\":\"http://a\",\"tls\":{\"ca\":\"ca.pem\"}}]}");
        made->importFile(elsewhere);
        QCOMPARE(made->manager()->currentId(), QStringLiteral("team-shop"));
        const auto imported = readProfile(file(QStringLiteral("team-shop.json")));
        QVERIFY(imported);
        QCOMPARE(imported->profile.backends[0].tls.caFile, m_home->filePath(QStringLiteral("out/ca.pem")));

        made->importFile(m_home->filePath(QStringLiteral("nowhere.json")));
        QVERIFY(made->manager()->banner()->text().sentence.contains(QLatin1String("nowhere.json")));

        const QString target = m_home->filePath(QStringLiteral("out/copy"));
        made->exportTo(target, QStringLiteral("team-shop"), imported->profile);
        const auto exported = readProfile(target + QLatin1String(".json"));
        QVERIFY(exported);
        QCOMPARE(exported->profile.backends, imported->profile.backends);
    }

    void deletingKeepsTheFile()
    {
        put(file(QStringLiteral("shop.json")), plain);
        const auto made = controller();
        Q_EMIT made->manager()->deleteRequested(QStringLiteral("shop"));
        QVERIFY(made->names().isEmpty());
        QCOMPARE(textOf(file(QStringLiteral(".removed/shop-20261121-144112.json"))), plain);
    }

    void aBrokenFileIsListedWithItsProblem()
    {
        put(file(QStringLiteral("shop.json")), "{\n\"backends\": [{\"kind\": \"promethus\"}]}");
        const auto made = controller();
        QVERIFY(!made->isFirstStart());
        made->show();
        const auto banners = made->manager()->findChildren<widgets::Banner*>();
        QVERIFY(std::any_of(banners.begin(), banners.end(), [](const widgets::Banner* banner) {
            return banner->text().hint.contains(QLatin1String("shop.json:2: backends[0].kind"));
        }));
        put(file(QStringLiteral("shop.json")), plain); // corrected in a text editor
        QTRY_COMPARE(made->manager()->editor()->draft().backends.size(), std::size_t(1));
    }

    void changesOnDiskAreSeen()
    {
        put(file(QStringLiteral("shop.json")), plain);
        const auto made = controller();
        QSignalSpy changed(made.get(), &ProfilesController::currentChanged);
        QSignalSpy removed(made.get(), &ProfilesController::currentRemoved);
        made->setCurrent(QStringLiteral("shop"));
        QCOMPARE(changed.size(), 0);
        put(file(QStringLiteral("shop.json")), QByteArray(plain).replace("3100", "3101"));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(QFile::remove(file(QStringLiteral("shop.json"))));
        QTRY_COMPARE(removed.size(), 1);
        QVERIFY(made->manager()->isEdited(QStringLiteral("shop"))); // still there, to be saved again
    }

    void aFolderThatCannotBeWrittenLosesNothing()
    {
        put(m_home->filePath(QStringLiteral("signalbox")), "a file where the folder should be");
        const auto made = controller();
        made->showNew();
        const QString draft = made->manager()->currentId();
        Q_EMIT made->manager()->saveRequested(draft, shopProfile());
        const QString sentence = made->manager()->banner()->text().sentence;
        QVERIFY2(sentence.contains(profileFolder()), qPrintable(sentence));
        QVERIFY(sentence.contains(QLatin1String("XDG_CONFIG_HOME")));
        QCOMPARE(made->manager()->currentId(), draft);
        QVERIFY(made->manager()->isEdited(draft));
    }

    void theTestTellsOfEachBackend()
    {
        ScriptedServer server;
        server.route("/prom/api/v1/status/buildinfo",
                     Reply::json("{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\"}}"));
        server.route(
            "/prom/api/v1/query",
            Reply::json(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"1\"]}}"));
        server.otherwise([](const Received&) { return Reply::json("{}", 404); });
        profile::Profile profile = shopProfile(server.url(QStringLiteral("/prom")));
        profile.backends.push_back(profile.backends[0]);
        profile.backends[1].name = QStringLiteral("guarded");
        profile.backends[1].auth = {.kind = profile::Auth::Kind::Bearer,
                                    .user = {},
                                    .secret = {QStringLiteral("env:SIGNALBOX_TEST_NOT_SET")}};
        const auto made = controller();
        Q_EMIT made->manager()->testRequested(QStringLiteral("*1"), profile);
        const auto& results = made->manager()->connections()->results();
        QCOMPARE(results.size(), std::size_t(2));
        QTRY_VERIFY(!made->manager()->connections()->isRunning());
        QCOMPARE(results[0].state, State::Ok);
        QVERIFY(results[0].reached);
        QCOMPARE(results[0].version, QStringLiteral("2.42.0"));
        QVERIFY(results[0].latency.has_value());
        QCOMPARE(results[1].state, State::Failed);
        QVERIFY(results[1].auth.contains(QLatin1String("secret not readable")));
        QVERIFY(results[1].sentence.contains(QLatin1String("SIGNALBOX_TEST_NOT_SET")));
    }

    void aTestCanBeCancelled()
    {
        ScriptedServer server;
        server.otherwise([](const Received&) { return Reply::faulty(Reply::Fault::Hang); });
        const auto made = controller();
        Q_EMIT made->manager()->testRequested(QStringLiteral("*1"), shopProfile(server.url()));
        QTRY_VERIFY(server.openConnections() > 0 && !server.requests().empty());
        Q_EMIT made->manager()->connections()->cancelRequested();
        QCOMPARE(made->manager()->connections()->results()[0].state, State::Cancelled);
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void aSecretIsStoredOrTheRefusalIsSaid()
    {
        FakeStore* store = new FakeStore;
        ProfilesController made(profileFolder(), &m_clock, m_theme, nullptr,
                                std::unique_ptr<SecretStore>(store));
        Q_EMIT made.manager()->storeSecretRequested(QStringLiteral("shop/loki"), QStringLiteral("hunter2"));
        QTRY_COMPARE(store->kept, QStringLiteral("hunter2"));
        Q_EMIT made.manager()->storeSecretRequested(QStringLiteral("shop/loki"), QStringLiteral("refuse"));
        const auto labels = made.manager()->keychainPrompt()->findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text() == QLatin1String("No keychain.");
        }));
        QCOMPARE(store->kept, QStringLiteral("hunter2"));
    }
};

} // namespace tst_profilescontroller

SIGNALBOX_WIDGET_TEST(tst_profilescontroller, TestProfilesController)
#include "tst_profilescontroller.moc"
