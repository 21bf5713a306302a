// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow/keptsettings.h"

#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tst_keptsettings {

using signalbox::app::KeptSettings;

class TestKeptSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastValueIsOnTheDisk()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("new/window.ini"));
        const QString key = QStringLiteral("window/refresh");
        {
            KeptSettings settings(file);
            QVERIFY(settings.isWritable());
            QVERIFY(!settings.contains(key));
            QCOMPARE(settings.value(key, 10).toInt(), 10);
            for (int seconds = 1; seconds <= 50; ++seconds)
                settings.setValue(key, seconds);
            settings.setValue(QStringLiteral("window/panes"), QByteArray("{\"a\":1}"));
            QCOMPARE(settings.value(key).toInt(), 50); // read without waiting for the disk
        }
        QVERIFY(QFile::exists(file));
        const KeptSettings again(file);
        QCOMPARE(again.value(key).toInt(), 50);
        QCOMPARE(again.value(QStringLiteral("window/panes")).toByteArray(), QByteArray("{\"a\":1}"));
    }

    void withoutADiskTheValuesHoldUntilTheEnd()
    {
        const QTemporaryDir folder;
        QFile inTheWay(folder.filePath(QStringLiteral("file")));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        // A folder that cannot be made, as a file has its name: holds for the superuser too.
        const QString file = inTheWay.fileName() + QStringLiteral("/window.ini");
        KeptSettings settings(file);
        QVERIFY(!settings.isWritable());
        settings.setValue(QStringLiteral("window/refresh"), 30);
        QCOMPARE(settings.value(QStringLiteral("window/refresh")).toInt(), 30);
    }
};

} // namespace tst_keptsettings

SIGNALBOX_GUILESS_TEST(tst_keptsettings, TestKeptSettings)
#include "tst_keptsettings.moc"
