// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/options.h"
#include "app/window/singleinstance.h"
#include "tests/support/testmain.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

namespace tst_windowoptions {

using namespace signalbox;
using namespace signalbox::app;

class TestWindowOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char* line, const char* meaning) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(meaning);
        };
        row("", "window");
        row("--demo", "demo");
        row("--profile shop", "profile shop");
        row("--profile=shop", "profile shop");
        row("--demo --tour /tmp/x --theme light --size 1024x700", "demo tour light 1024x700");
        row("signalbox://logs?query=x", "link signalbox://logs?query=x");
        row("--demo SIGNALBOX://logs", "demo link SIGNALBOX://logs");
        row("open 4bf92f3577b34da6a3ce929d0e0e4736", "link 4bf92f3577b34da6a3ce929d0e0e4736");
        row("--profile shop open pool exhausted: 3 waiting", "profile shop link pool exhausted: 3 waiting");
        row("open --theme", "link --theme");
        row("open", "error");
        row("doctor", "command");
        row("--help", "command");
        row("--version", "command");
        row("--profile shop doctor", "command");
        row("--frobnicate", "command");
        row("--tour /tmp/x", "error");
        row("--demo --profile shop", "error");
        row("--theme pink", "error");
        row("--size big", "error");
        row("--profile", "error");
    }
    void words()
    {
        QFETCH(QString, line);
        const auto got = parseWindowOptions(line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QString meaning;
        if (!got) {
            meaning = QStringLiteral("command");
        } else if (!*got) {
            meaning = QStringLiteral("error");
            QVERIFY((*got).error().what.contains(QLatin1String("--help")));
        } else {
            const WindowOptions& o = **got;
            QStringList parts;
            if (o.demo)
                parts += QStringLiteral("demo");
            if (!o.profile.isEmpty())
                parts += QStringLiteral("profile ") + o.profile;
            if (!o.link.isEmpty())
                parts += QStringLiteral("link ") + o.link;
            if (!o.tourFolder.isEmpty())
                parts += QStringLiteral("tour");
            if (o.theme == theme::Mode::Light)
                parts += QStringLiteral("light");
            if (o.size)
                parts += QStringLiteral("%1x%2").arg(o.size->width()).arg(o.size->height());
            meaning = parts.isEmpty() ? QStringLiteral("window") : parts.join(QLatin1Char(' '));
        }
        QTEST(meaning, "meaning");
    }

    void aSecondInstanceFindsTheFirst()
    {
        const QString name = QStringLiteral("signalbox-test-%1").arg(QCoreApplication::applicationPid());
        SingleInstance first(name);
        QVERIFY(first.claim());
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        SingleInstance second(name);
        QVERIFY(!second.claim());
        QSignalSpy opened(&first, &SingleInstance::openRequested);
        const QString text = QStringLiteral("two\nlines of a log \u00e9");
        QVERIFY(second.raiseOther(text));
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().toString(), text);
        QTRY_COMPARE(raised.size(), 1);
        raised.clear();
        // What is too long is cut, and what is no request is none.
        QVERIFY(second.raiseOther(QString(1'000'000, u'x')));
        QTRY_COMPARE(opened.size(), 2);
        QCOMPARE(opened.back().front().toString().size(), SingleInstance::longest);
        QTRY_COMPARE(raised.size(), 1);
        raised.clear();
        QLocalSocket stranger;
        stranger.connectToServer(name);
        QVERIFY(stranger.waitForConnected(1000));
        stranger.write("delete everything\n");
        QVERIFY(stranger.waitForBytesWritten(1000));
        QTRY_VERIFY(stranger.state() == QLocalSocket::UnconnectedState);
        QCOMPARE(raised.size(), 0);
        QCOMPARE(opened.size(), 2);
        QVERIFY(second.raiseOther());
        QTRY_COMPARE(raised.size(), 1);
    }

    void nobodyThereIsNoOther()
    {
        const SingleInstance lonely(
            QStringLiteral("signalbox-test-nobody-%1").arg(QCoreApplication::applicationPid()));
        QVERIFY(!lonely.raiseOther());
    }
};

} // namespace tst_windowoptions

SIGNALBOX_GUILESS_TEST(tst_windowoptions, TestWindowOptions)
#include "tst_windowoptions.moc"
