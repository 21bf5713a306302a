// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/limitkeys.h"
#include "app/profile/profilefile.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace tst_profilefile {

using namespace signalbox;
using namespace signalbox::app;
using profile::Auth;
using profile::BackendKind;

namespace {

const QString path = QStringLiteral("/etc/shop.json");

/// One backend with this more in it.
QByteArray withBackend(const QByteArray& more)
{
    return "{\n \"backends\": [\n  {\"kind\": \"loki\",\n   \"url\": \"http://h:1\",\n   " + more +
           "\n  }\n ]\n}\n";
}

QByteArray profileData(const char* name)
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/data/profiles/%1.json").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

nlohmann::ordered_json json(const QByteArray& text)
{
    return nlohmann::ordered_json::parse(text.cbegin(), text.cend());
}

} // namespace

class TestProfileFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryField()
    {
        const auto read = parseProfile(profileData("full"), path);
        QVERIFY2(read, read ? "" : qPrintable(read.error().what));
        QCOMPARE(read->warnings, QStringList());
        QCOMPARE(read->profile.name, QStringLiteral("shop-prod"));
        QCOMPARE(read->profile.backends.size(), std::size_t(2));
        const profile::Backend expected{
            .name = QStringLiteral("metrics"),
            .kind = BackendKind::Prometheus,
            .url = QUrl(QStringLiteral("https://h.example:9443/prefix/x")),
            .auth = {.kind = Auth::Kind::Bearer, .user = {}, .secret = {QStringLiteral("env:PROM_TOKEN")}},
            .tenant = QStringLiteral("team-a"),
            .headers = {{.name = QStringLiteral("X-A"), .value = QStringLiteral("b"), .secret = {}},
                        {.name = QStringLiteral("X-Key"),
                         .value = {},
                         .secret = {QStringLiteral("file:/run/secret")}}},
            .tls = {.caFile = QStringLiteral("/ca.pem"),
                    .clientCertFile = QStringLiteral("/cert.pem"),
                    .clientKeyFile = QStringLiteral("/key.pem"),
                    .keyPassphrase = {QStringLiteral("keychain:x")}},
            .limits = {.inFlight = 6,
                       .queue = 0,
                       .breakerFailures = 2,
                       .breakerOpen = std::chrono::seconds(1),
                       .breakerSuccesses = 1,
                       .attempts = 1,
                       .connectTimeout = std::chrono::milliseconds(500),
                       .deadline = std::chrono::seconds(9),
                       .bodyCap = 4096}};
        QCOMPARE(read->profile.backends[0], expected);
        QCOMPARE(read->profile.backends[1].name, QStringLiteral("alertmanager"));
        QCOMPARE(read->profile.backends[1].auth.user, QStringLiteral("ann"));
        // Beside the profile, wherever the program was started.
        QCOMPARE(read->profile.backends[1].auth.secret.text, QStringLiteral("file:/etc/pw"));
    }

    void threeAddressesAreAProfile()
    {
        const auto read = parseProfile(profileData("minimal"), path);
        QVERIFY(read);
        QCOMPARE(read->warnings, QStringList());
        QCOMPARE(read->profile.name, QStringLiteral("shop"));
        QCOMPARE(read->profile.backends.size(), std::size_t(3));
        QCOMPARE(read->profile.backends[1].name, QStringLiteral("loki"));
        QCOMPARE(read->profile.backends[1].limits, profile::Limits{});
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place"); ///< the message begins with it
        QTest::addColumn<QString>("words"); ///< and has this in it

        const auto row = [](const char* name, const QByteArray& text, const char* place, const char* words) {
            QTest::newRow(name) << text << QString::fromUtf8(place) << QString::fromUtf8(words);
        };
        row("empty file", "", "/etc/shop.json:1: expected", "a value");
        row("a list", "\n[]", "/etc/shop.json:2: expected", "an object in braces");
        row("cut off", "{\n\"backends\": [\n{\"kind\": \"loki\"",
            "/etc/shop.json:3: backends[0].kind: ", "a comma or }");
        row("key without value", "{\n \"version\":\n}", "/etc/shop.json:3: version: ", "a value");
        row("no colon", "{\n \"version\" 1}", "/etc/shop.json:2: version: ", "a colon after the key");
        row("comma at the end", "{\n \"version\": 1,\n}", "/etc/shop.json:3: ", "a string in double quotes");
        row("comment", "{\n // mine\n}", "/etc/shop.json:2: ", "no comments");
        row("two texts", "{}\n{}", "/etc/shop.json:2: ", "nothing after the closing brace");
        row("key twice", "{\n\"name\": \"a\",\n\"name\": \"b\"}", "/etc/shop.json:3: name: ", "twice");
        row("deep", QByteArray("{\"x\": ") + QByteArray(100'000, '['), "/etc/shop.json:1: x", "less nesting");
        row("newer format", "{\"version\": 2}", "/etc/shop.json:1: version: ", "a newer Signalbox");
        row("version as text", "{\"version\": \"1\"}", "/etc/shop.json:1: version: ", "expected 1");
        row("no backends", "{\n}", "/etc/shop.json:1: backends: ", "missing");
        row("backends is an object", "{\n\"backends\": {}}", "/etc/shop.json:2: backends: ",
            "a list of backends, such as [{\"kind\": \"loki\", \"url\": \"http://127.0.0.1:3100\"}]; found "
            "an object");
        row("backend is text", "{\"backends\": [\n\n\"x\"]}",
            "/etc/shop.json:3: backends[0]: ", "an object with \"kind\" and \"url\"");
        row("name is a number", "{\n\"name\": 3,\n\"backends\": []}",
            "/etc/shop.json:2: name: ", "found a number");
        row("name is blank", "{\n\"name\": \" \",\n\"backends\": []}", "/etc/shop.json:2: name: ", "empty");
        row("control in a name", "{\n\"name\": \"a\\u001b[2J\",\n\"backends\": []}",
            "/etc/shop.json:2: name: ", "without control characters");
        row("no kind", "{\"backends\": [\n{\"url\": \"http://h\"}]}", "/etc/shop.json:2: backends[0].kind: ",
            "one of prometheus, alertmanager, loki, jaeger; it is missing");
        row("unknown kind", "{\"backends\": [\n{\"kind\": \"zipkin\",\n\"url\": \"http://h\"}]}",
            "/etc/shop.json:2: backends[0].kind: ", "found \"zipkin\"");
        row("no address", "{\"backends\": [\n{\"kind\": \"loki\"}]}",
            "/etc/shop.json:2: backends[0].url: ", "missing");
        const auto url = [&row](const char* name, const char* address, const char* words) {
            row(name, QByteArray("{\"backends\": [{\"kind\": \"loki\",\n\"url\": \"") + address + "\"}]}",
                "/etc/shop.json:2: backends[0].url: ", words);
        };
        url("address without scheme", "localhost:3100", "an http:// or https:// address");
        url("address of another scheme", "ftp://h", "an http:// or https:// address");
        url("address without host", "http://", "an http:// or https:// address");
        url("address with a space", "http://h h", "an http:// or https:// address");
        url("address with a bad port", "http://h:99999", "an http:// or https:// address");
        url("address with a query", "http://h/?a=b", "without \"?\" and \"#\"");
        url("address with a fragment", "http://h/#x", "without \"?\" and \"#\"");
        url("address with credentials", "http://ann:planted-secret@h",
            "put them below \"auth\" as a reference to a secret");
        url("address with a user", "http://ann@h", "without user or password");
        const auto more = [&row](const char* name, const QByteArray& text, const char* place,
                                 const char* words) { row(name, withBackend(text), place, words); };
        more("auth is text", "\"auth\": \"planted-secret\"",
             "/etc/shop.json:5: backends[0].auth: ", "an object in braces; found a text");
        more("auth without kind", "\"auth\": {\"token\": \"env:A\"}",
             "/etc/shop.json:5: backends[0].auth.kind: ", "one of none, basic, bearer; it is missing");
        more("auth of unknown kind", "\"auth\": {\"kind\": \"digest\"}",
             "/etc/shop.json:5: backends[0].auth.kind: ", "one of none, basic, bearer");
        more("bearer without token", "\"auth\": {\"kind\": \"bearer\"}",
             "/etc/shop.json:5: backends[0].auth.token: ", "env:NAME, file:PATH or keychain:KEY");
        more("literal token", "\"auth\": {\"kind\": \"bearer\",\n\"token\": \"planted-secret\"}",
             "/etc/shop.json:6: backends[0].auth.token: ", "never the secret itself");
        more("literal password",
             "\"auth\": {\"kind\": \"basic\", \"user\": \"a\",\n\"password\": \"planted-secret\"}",
             "/etc/shop.json:6: backends[0].auth.password: ", "never the secret itself");
        more("reference without a name", "\"auth\": {\"kind\": \"bearer\", \"token\": \"env:\"}",
             "/etc/shop.json:5: backends[0].auth.token: ", "env:NAME");
        more("reference with an odd name",
             "\"auth\": {\"kind\": \"bearer\", \"token\": \"env:planted-secret\"}",
             "/etc/shop.json:5: backends[0].auth.token: ", "env:NAME");
        more("basic without user", "\"auth\": {\"kind\": \"basic\", \"password\": \"env:A\"}",
             "/etc/shop.json:5: backends[0].auth.user: ", "missing");
        more("basic with a colon",
             "\"auth\": {\"kind\": \"basic\", \"user\": \"a:b\", \"password\": \"env:A\"}",
             "/etc/shop.json:5: backends[0].auth.user: ", "without a colon");
        more(
            "basic with token",
            "\"auth\": {\"kind\": \"basic\", \"user\": \"a\", \"password\": \"env:A\", \"token\": \"env:B\"}",
            "/etc/shop.json:5: backends[0].auth.token: ", "no token with kind \"basic\"");
        more("none with token", "\"auth\": {\"kind\": \"none\", \"token\": \"env:B\"}",
             "/etc/shop.json:5: backends[0].auth.token: ", "nothing else");
        more("misplaced password", "\"password\": \"planted-secret\"",
             "/etc/shop.json:5: backends[0].password: ", "no secret here");
        more("header without name", "\"headers\": [{\"value\": \"x\"}]",
             "/etc/shop.json:5: backends[0].headers[0].name: ", "missing");
        more("header with a bad name", "\"headers\": [{\"name\": \"X A\", \"value\": \"x\"}]",
             "/etc/shop.json:5: backends[0].headers[0].name: ", "a header name");
        more("header without value", "\"headers\": [{\"name\": \"X-A\"}]",
             "/etc/shop.json:5: backends[0].headers[0].value: ", "\"value\" or \"secret\"");
        more("header with both",
             "\"headers\": [{\"name\": \"X-A\", \"value\": \"x\",\n\"secret\": \"env:B\"}]",
             "/etc/shop.json:6: backends[0].headers[0].secret: ", "not both");
        more("header with two lines", "\"headers\": [{\"name\": \"X-A\", \"value\": \"x\\r\\nY: z\"}]",
             "/etc/shop.json:5: backends[0].headers[0].value: ", "without control characters");
        more("literal secret in a header",
             "\"headers\": [{\"name\": \"Authorization\",\n\"value\": \"Bearer planted-secret\"}]",
             "/etc/shop.json:6: backends[0].headers[0].value: ", "instead of \"value\"");
        more("certificate without key", "\"tls\": {\"cert\": \"/c.pem\"}",
             "/etc/shop.json:5: backends[0].tls.key: ", "missing");
        more("key without certificate", "\"tls\": {\"key\": \"/c.pem\"}",
             "/etc/shop.json:5: backends[0].tls.cert: ", "missing");
        more("literal passphrase",
             "\"tls\": {\"cert\": \"/c\", \"key\": \"/k\", \"passphrase\": \"planted-secret\"}",
             "/etc/shop.json:5: backends[0].tls.passphrase: ", "never the secret itself");
        more("limits is a list", "\"limits\": []", "/etc/shop.json:5: backends[0].limits: ", "an object");
        more("limit as text", "\"limits\": {\"in_flight\": \"4\"}",
             "/etc/shop.json:5: backends[0].limits.in_flight: ", "a whole number from 1 to 6; found a text");
        more("limit with a fraction", "\"limits\": {\n\"in_flight\": 1.5}",
             "/etc/shop.json:6: backends[0].limits.in_flight: ", "a whole number");
        more("limit far over", "\"limits\": {\"deadline_ms\": 18446744073709551615}",
             "/etc/shop.json:5: backends[0].limits.deadline_ms: ", "a whole number from 100 to 3600000");
        row("two of one name",
            "{\"backends\": [{\"kind\": \"loki\", \"url\": \"http://a\"},\n{\"kind\": \"loki\", \"url\": "
            "\"http://b\"}]}",
            "/etc/shop.json:2: backends[1].name: ", "\"loki\" is taken by an earlier one");
        row("two of one given name",
            "{\"backends\": [{\"name\": \"x\", \"kind\": \"loki\", \"url\": \"http://a\"},\n{\"kind\": "
            "\"jaeger\",\n"
            "\"name\": \"x\", \"url\": \"http://b\"}]}",
            "/etc/shop.json:3: backends[1].name: ", "\"x\" is taken by an earlier one");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        QFETCH(QString, words);
        const auto read = parseProfile(text, path);
        QVERIFY(!read);
        const QString what = read.error().what;
        QVERIFY(read.error().kind == ErrorKind::Invalid);
        QVERIFY2(what.startsWith(place), qPrintable(what));
        QVERIFY2(what.contains(words), qPrintable(what));
        QVERIFY2(!(what + read.error().detail).contains(QStringLiteral("planted-secret")), qPrintable(what));
    }

    void limitsHaveTheirRangesAndTheSchemaSaysTheSame()
    {
        QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/profile.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto schema = json(file.readAll());
        const auto& properties = schema["$defs"]["limits"]["properties"];
        QCOMPARE(properties.size(), limitKeys().size());
        const profile::Limits defaults;
        for (const LimitKey& limit : limitKeys()) {
            QVERIFY2(properties.contains(limit.key), limit.key);
            const auto& property = properties[limit.key];
            QCOMPARE(property["minimum"].get<std::int64_t>(), limit.least);
            QCOMPARE(property["maximum"].get<std::int64_t>(), limit.most);
            QCOMPARE(property["default"].get<std::int64_t>(), limit.read(defaults));
            const auto parsed = [&limit](std::int64_t value) {
                return parseProfile(withBackend("\"limits\": {\"" + QByteArray(limit.key) +
                                                "\": " + QByteArray::number(qint64(value)) + "}"),
                                    path);
            };
            QVERIFY2(!parsed(limit.least - 1), limit.key);
            QVERIFY2(!parsed(limit.most + 1), limit.key);
            const auto least = parsed(limit.least);
            const auto most = parsed(limit.most);
            QVERIFY(least && most);
            QCOMPARE(limit.read(least->profile.backends[0].limits), limit.least);
            QCOMPARE(limit.read(most->profile.backends[0].limits), limit.most);
        }
    }

    void theSchemaKnowsTheSameKeys()
    {
        QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/profile.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto schema = json(file.readAll());
        const auto full = json(profileData("full"));
        const auto hasAll = [](const nlohmann::ordered_json& properties,
                               const nlohmann::ordered_json& object) {
            for (const auto& [key, value] : object.items()) {
                if (!properties.contains(key))
                    return false;
            }
            return true;
        };
        const auto& definitions = schema["$defs"];
        QVERIFY(hasAll(schema["properties"], full));
        QCOMPARE(schema["properties"]["version"]["const"].get<int>(), profileFormat);
        const auto& backend = full["backends"][0];
        QVERIFY(hasAll(definitions["backend"]["properties"], backend));
        QVERIFY(hasAll(definitions["tls"]["properties"], backend["tls"]));
        for (const auto& kind : definitions["backend"]["properties"]["kind"]["enum"]) {
            const std::string name = kind.get<std::string>();
            QVERIFY(parseProfile(QByteArray::fromStdString("{\"backends\": [{\"kind\": \"" + name +
                                                           "\", \"url\": \"http://h\"}]}"),
                                 path));
        }
    }

    void unknownKeysAreWarnedOf()
    {
        const auto read =
            parseProfile("{\n \"color\": \"red\",\n \"backends\": [{\"kind\": \"loki\", \"url\": "
                         "\"http://h\",\n \"tenent\": \"a\"}]}",
                         path);
        QVERIFY(read);
        QCOMPARE(read->warnings.size(), 2);
        QVERIFY(read->warnings[0].startsWith(QStringLiteral("/etc/shop.json:2: color: unknown key")));
        QVERIFY(read->warnings[1].startsWith(QStringLiteral("/etc/shop.json:4: backends[0].tenent: ")));
        QVERIFY(read->warnings[1].contains(QStringLiteral("Did you mean \"tenant\"?")));
    }

    void anUnchangedProfileIsWrittenAsItWas()
    {
        auto read = parseProfile(profileData("full"), path);
        QVERIFY(read);
        const QByteArray written = renderProfile(*read);
        QCOMPARE(QString::fromStdString(json(written).dump()),
                 QString::fromStdString(json(profileData("full")).dump()));
    }

    void changesKeepWhatIsNotKnown()
    {
        const QByteArray text = profileData("unknown-keys");
        auto document = parseProfile(text, path);
        QVERIFY(document);
        profile::Profile& now = document->profile;
        now.name = QStringLiteral("renamed");
        now.backends[0].tenant = QStringLiteral("team");
        now.backends[0].headers = {now.backends[0].headers[0]};
        now.backends[0].limits.attempts = 2;
        now.backends[1].name = QStringLiteral("spans");
        now.backends.push_back({.name = QStringLiteral("am"),
                                .kind = BackendKind::Alertmanager,
                                .url = QUrl(QStringLiteral("http://c/x"))});
        const QByteArray written = renderProfile(*document);
        const auto root = json(written);
        QCOMPARE(QString::fromStdString(root["future"].dump()), QStringLiteral("{\"a\":[1,2.5,null]}"));
        QCOMPARE(QString::fromStdString(root["backends"][0].dump()),
                 QStringLiteral(
                     "{\"kind\":\"loki\",\"url\":\"http://a\",\"colour\":\"blue\","
                     "\"auth\":{\"kind\":\"bearer\",\"token\":\"file:token\",\"audience\":\"x\"},"
                     "\"headers\":[{\"name\":\"X-A\",\"value\":\"1\",\"why\":\"because\"}],"
                     "\"tls\":{\"ca\":\"ca.pem\",\"pin\":true},"
                     "\"limits\":{\"queue\":64,\"colour\":\"no\",\"attempts\":2},\"tenant\":\"team\"}"));
        QCOMPARE(QString::fromStdString(root["backends"][1].dump()),
                 QStringLiteral(
                     "{\"name\":\"spans\",\"kind\":\"jaeger\",\"url\":\"http://b\",\"note\":\"kept\"}"));
        QCOMPARE(QString::fromStdString(root["backends"][2].dump()),
                 QStringLiteral("{\"name\":\"am\",\"kind\":\"alertmanager\",\"url\":\"http://c/x\"}"));
        const auto again = parseProfile(written, path);
        QVERIFY(again);
        QCOMPARE(again->profile, now);
    }

    void namesOfServicesAreKept()
    {
        using mapping::Store;
        auto document =
            parseProfile("{\"backends\": [], \"mapping\": {\"services\": {\"checkout\": {\"logs\": "
                         "{\"label\": \"unit\", \"value\": \"kasse\"}}}, \"future\": 1}}",
                         path);
        QVERIFY(document);
        profile::Profile& now = document->profile;
        QCOMPARE(now.mapping.services[QStringLiteral("checkout")][Store::Logs],
                 (mapping::Corrections::Fix{QStringLiteral("unit"), QStringLiteral("kasse")}));
        now.mapping.services[QStringLiteral("payments")][Store::Traces] = {{}, QStringLiteral("pay-svc")};
        now.mapping.labels[mapping::Dimension::Pod][Store::Logs] = QStringLiteral("instance");
        const QByteArray written = renderProfile(*document);
        QCOMPARE(json(written)["mapping"]["future"].get<int>(), 1);
        auto again = parseProfile(written, path);
        QVERIFY(again);
        QCOMPARE(again->profile, now);
        // Taken back, and nothing of it stays behind but what is not ours.
        again->profile.mapping = {};
        const auto bare = json(renderProfile(*again));
        QCOMPARE(QString::fromStdString(bare["mapping"].dump()), QStringLiteral("{\"future\":1}"));
        const auto broken = parseProfile("{\"backends\": [],\n \"mapping\": {\"services\": 3}}", path);
        QVERIFY(!broken);
        QVERIFY2(broken.error().what.contains(QStringLiteral(":2: mapping")),
                 qPrintable(broken.error().what));
    }

    void aProfileMadeFromNothingReadsBackTheSame()
    {
        const auto full = parseProfile(profileData("full"), path);
        QVERIFY(full);
        ProfileDocument fresh;
        fresh.path = path;
        fresh.profile = full->profile;
        const auto again = parseProfile(renderProfile(fresh), path);
        QVERIFY(again);
        QCOMPARE(again->profile, full->profile);
        QCOMPARE(again->warnings, QStringList());
    }

    void writesForTheOwnerOnlyAndInOneStep()
    {
        QTemporaryDir folder;
        auto document =
            parseProfile(profileData("full"), folder.filePath(QStringLiteral("deep/down/shop.json")));
        QVERIFY(document);
        QVERIFY(writeProfile(*document));
        const auto rights = QFileInfo(document->path).permissions();
        QVERIFY(rights & QFile::ReadOwner);
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        QCOMPARE(QDir(folder.filePath(QStringLiteral("deep/down"))).entryList(QDir::Files | QDir::Hidden),
                 QStringList{QStringLiteral("shop.json")});
        const auto again = readProfile(document->path);
        QVERIFY(again);
        QCOMPARE(again->profile, document->profile);
    }

    void anUnreadableFileIsSaid()
    {
        QTemporaryDir folder;
        const auto missing = readProfile(folder.filePath(QStringLiteral("none.json")));
        QVERIFY(!missing);
        QVERIFY(missing.error().kind == ErrorKind::Storage);
        QVERIFY(missing.error().what.contains(QStringLiteral("none.json")));
        const auto directory = readProfile(folder.path());
        QVERIFY(!directory);
        QVERIFY(directory.error().what.contains(QStringLiteral("it is a folder")));
    }

    void invalidUtf8IsRefused()
    {
        const auto read = parseProfile("{\"name\": \"\xff\"}", path);
        QVERIFY(!read);
        QVERIFY(read.error().what.startsWith(QStringLiteral("/etc/shop.json:1: name: expected")));
    }
};

} // namespace tst_profilefile

SIGNALBOX_GUILESS_TEST(tst_profilefile, TestProfileFile)
#include "tst_profilefile.moc"
