// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/discovery/conventionfiles.h"
#include "app/discovery/discoverycache.h"
#include "app/profile/profilefile.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_discoveryfiles {

using namespace signalbox;
using namespace signalbox::app;
using golden::Signal;

namespace {

bool put(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

golden::Discovery something()
{
    golden::Discovery out;
    out.at = Instant::fromSeconds(1'700'000'000);
    out.requests.push_back({.convention = QStringLiteral("c"),
                            .title = QStringLiteral("C"),
                            .counter = QStringLiteral("x_total")});
    return out;
}

} // namespace

/// What the discovery keeps on the disk.
class TestDiscoveryFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProgramsOwnConventionsAreWhole()
    {
        const QTemporaryDir empty;
        const golden::Conventions all = readConventions(empty.path());
        QVERIFY2(all.warnings.isEmpty(), qPrintable(all.warnings.join(u'\n')));
        QVERIFY(all.requests.size() > 15 && all.resources.size() > 10 && !all.versions.empty());
        QSet<QString> ids;
        for (const auto& one : all.requests)
            ids.insert(one.id);
        QCOMPARE(static_cast<std::size_t>(ids.size()), all.requests.size());
    }

    void aBrokenFileOfAPersonStopsNothing()
    {
        const QTemporaryDir folder;
        QVERIFY(put(folder.filePath(QStringLiteral("broken.json")), "{"));
        QVERIFY(put(
            folder.filePath(QStringLiteral("mine.json")),
            R"({"requests": [{"id": "mine", "title": "Mine", "service": ["team"], "counters": ["mine_total"]}]})"));
        QVERIFY(put(folder.filePath(QStringLiteral("huge.json")), QByteArray(1024 * 1024 + 1, ' ')));
        const golden::Conventions all = readConventions(folder.path());
        QCOMPARE(all.requests.back().id, QStringLiteral("mine"));
        QCOMPARE(all.warnings.size(), 2);
        QVERIFY(all.warnings.join(u' ').contains(QLatin1String("broken.json")));
        QVERIFY(all.warnings.join(u' ').contains(QLatin1String("1 MiB")));
    }

    void theCacheIsPrivateAndOnePerServer()
    {
        const QTemporaryDir folder;
        const DiscoveryCache one(folder.path(), QStringLiteral("prod\nhttp://a"));
        const DiscoveryCache other(folder.path(), QStringLiteral("prod\nhttp://b"));
        QVERIFY(one.path() != other.path());
        QVERIFY(one.read().error().kind == ErrorKind::Storage);
        QVERIFY(one.write(something()));
        QVERIFY(*one.read() == something());
        QVERIFY(!other.read());
        QCOMPARE(QFile(one.path()).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        QVERIFY(put(one.path(), "not what we wrote"));
        QVERIFY(one.read().error().kind == ErrorKind::Parse);
        const DiscoveryCache nowhere(QStringLiteral("/proc/none"), QStringLiteral("k"));
        QVERIFY(nowhere.write(something()).error().kind == ErrorKind::Storage);
    }

    void correctionsLiveInTheProfile()
    {
        const QByteArray text =
            "{\"backends\": [{\"kind\": \"prometheus\", \"url\": \"http://127.0.0.1:9090\"}],"
            "\"signals\": {\"own\": {\"cart\": {\"errors\": \"a / b\"}},"
            "\"targets\": {\"cart\": {\"latency\": 0.5}}, \"future\": 1}}";
        auto document = parseProfile(text, QStringLiteral("/p/prod.json"));
        QVERIFY2(document, document ? "" : qPrintable(document.error().what));
        golden::Corrections& corrections = document->profile.corrections;
        const golden::Corrections::Place place{QStringLiteral("cart"), Signal::Errors};
        QCOMPARE(corrections.own.at(place), QStringLiteral("a / b"));
        QCOMPARE(corrections.targets.at({QStringLiteral("cart"), Signal::Latency}), 0.5);
        corrections.own.clear();
        corrections.off = {QStringLiteral("istio")};
        const QByteArray written = renderProfile(*document);
        QVERIFY(written.contains("\"future\"")); // what a newer program wrote stays
        const auto again = parseProfile(written, QStringLiteral("/p/prod.json"));
        QVERIFY(again && again->profile == document->profile);
        document->profile.corrections = {};
        document->text = text;
        QVERIFY(!renderProfile(*document).contains("targets"));
    }

    void brokenCorrectionsNameTheirLine()
    {
        const auto document =
            parseProfile("{\"backends\": [],\n\"signals\": {\"own\": {\"cart\": {\"speed\": \"x\"}}}}",
                         QStringLiteral("/p/prod.json"));
        QVERIFY(!document);
        QVERIFY2(document.error().what.contains(QLatin1String("prod.json:2")) &&
                     document.error().what.contains(QLatin1String("own.cart.speed")),
                 qPrintable(document.error().what));
    }
};

} // namespace tst_discoveryfiles

SIGNALBOX_GUILESS_TEST(tst_discoveryfiles, TestDiscoveryFiles)
#include "tst_discoveryfiles.moc"
