// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plurals.h"

#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

namespace tst_plurals {

using namespace signalbox::app;

class TestPlurals : public QObject
{
    Q_OBJECT

    static QString codeOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// The texts with a number in them, as they stand in the sources of a window.
    static QSet<QString> textsWithNumbers()
    {
        // A literal may go on in the next line.
        static const QString literal = QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\"");
        static const QRegularExpression literals(QStringLiteral("%1(?:\\s*%1)*").arg(literal));
        static const QRegularExpression seam(QStringLiteral("\"\\s*\""));
        QSet<QString> texts;
        for (const char* folder : {"/app", "/widgets", "/models"}) {
            QDirIterator it(QStringLiteral(SIGNALBOX_SOURCE_DIR) + QLatin1String(folder),
                            {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                auto match = literals.globalMatch(codeOf(it.next()));
                while (match.hasNext()) {
                    QString text = match.next().captured();
                    text = text.mid(1, text.size() - 2).remove(seam);
                    text.replace(QLatin1String("\\n"), QLatin1String("\n"));
                    text.replace(QLatin1String("\\u2026"), QStringLiteral("\u2026"));
                    if (text.contains(QLatin1String("%n")))
                        texts.insert(text);
                }
            }
        }
        return texts;
    }

private Q_SLOTS:
    void everyTextHasAFormForOne()
    {
        const QByteArray bytes =
            codeOf(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/texts/singular.json")).toUtf8();
        const QStringList known = QJsonDocument::fromJson(bytes).object().keys();
        const QSet<QString> asked = textsWithNumbers();
        QVERIFY(asked.size() >= 30);
        for (const QString& text : asked)
            QVERIFY2(known.contains(text), qPrintable(QStringLiteral("no form for one: ") + text));
        for (const QString& text : known)
            QVERIFY2(asked.contains(text), qPrintable(QStringLiteral("nobody says: ") + text));
    }

    void oneIsNotMany()
    {
        Plurals plurals;
        QVERIFY(!plurals.isEmpty());
        QVERIFY(QCoreApplication::installTranslator(&plurals));
        QCOMPARE(tr("%n streams", nullptr, 1), QStringLiteral("1 stream"));
        QCOMPARE(tr("%n streams", nullptr, 2), QStringLiteral("2 streams"));
        QCOMPARE(tr("%n streams", nullptr, 0), QStringLiteral("0 streams"));
        QCOMPARE(tr("%n so far\u2026", nullptr, 1), QStringLiteral("1 so far\u2026"));
        QCOMPARE(tr("%n of a text nobody wrote down", nullptr, 1),
                 QStringLiteral("1 of a text nobody wrote down"));
        QCOMPARE(tr("Close"), QStringLiteral("Close"));
    }
};

} // namespace tst_plurals

SIGNALBOX_GUILESS_TEST(tst_plurals, TestPlurals)
#include "tst_plurals.moc"
