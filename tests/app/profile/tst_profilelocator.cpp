// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile/profilelocator.h"

#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_profilelocator {

using namespace signalbox::app;

class TestProfileLocator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const char* name : {"default.json", "shop.json", "notes.txt", ".hidden.json"}) {
            QFile file(m_folder->filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }

    void finds_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("file"); ///< below the folder; empty: not found
        QTest::newRow("nothing named") << QString() << QString() << "default.json";
        QTest::newRow("by name") << "shop" << QString() << "shop.json";
        QTest::newRow("by environment") << QString() << "shop"
                                        << "shop.json";
        QTest::newRow("the option goes first") << "default"
                                               << "shop"
                                               << "default.json";
        QTest::newRow("unknown") << "nope" << QString() << QString();
        QTest::newRow("unknown in the environment") << QString() << "nope" << QString();
        QTest::newRow("no name") << "a b" << QString() << QString();
        QTest::newRow("hidden") << ".hidden" << QString() << QString();
        QTest::newRow("out of the folder") << ".." << QString() << QString();
    }
    void finds()
    {
        QFETCH(QString, wanted);
        QFETCH(QString, environment);
        QFETCH(QString, file);
        const auto found = locateProfile(wanted, environment, m_folder->path());
        QCOMPARE(bool(found), !file.isEmpty());
        if (found) {
            QCOMPARE(*found, m_folder->filePath(file));
        } else {
            QVERIFY2(found.error().what.contains(QStringLiteral("default, shop.")),
                     qPrintable(found.error().what));
        }
    }

    void aPathIsAPath()
    {
        const QString file = m_folder->filePath(QStringLiteral("shop.json"));
        const auto found = locateProfile(file, {}, QStringLiteral("/nowhere"));
        QVERIFY(found);
        QCOMPARE(*found, file);
        const auto missing = locateProfile(file + QStringLiteral("x.json"), {}, m_folder->path());
        QVERIFY(!missing);
        QVERIFY(missing.error().what.contains(QStringLiteral("shop.jsonx.json")));
    }

    void anEmptyFolderSaysWhereToBegin()
    {
        QTemporaryDir empty;
        const auto found = locateProfile({}, {}, empty.path());
        QVERIFY(!found);
        QVERIFY(found.error().what.contains(empty.filePath(QStringLiteral("default.json"))));
        QVERIFY(found.error().what.contains(QStringLiteral("There are no profiles")));
    }

    void theFolderFollowsXdg()
    {
        qputenv("XDG_CONFIG_HOME", m_folder->path().toLocal8Bit());
        QCOMPARE(profileFolder(), m_folder->filePath(QStringLiteral("signalbox/profiles")));
        qunsetenv("XDG_CONFIG_HOME");
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace tst_profilelocator

SIGNALBOX_GUILESS_TEST(tst_profilelocator, TestProfileLocator)
#include "tst_profilelocator.moc"
