// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/actions/fuzzy.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_fuzzy {

using namespace signalbox::actions;

class TestFuzzy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("empty") << QString() << QStringLiteral("Zoom out") << true;
        QTest::newRow("letters in order") << QStringLiteral("zo") << QStringLiteral("Zoom out") << true;
        QTest::newRow("blanks are skipped") << QStringLiteral("z out") << QStringLiteral("Zoom out") << true;
        QTest::newRow("any case") << QStringLiteral("ZOUT") << QStringLiteral("Zoom out") << true;
        QTest::newRow("order counts") << QStringLiteral("tz") << QStringLiteral("Zoom out") << false;
        QTest::newRow("each letter once") << QStringLiteral("zzoom") << QStringLiteral("Zoom out") << false;
        QTest::newRow("longer than the text")
            << QStringLiteral("zoom out now") << QStringLiteral("Zoom") << false;
        QTest::newRow("beyond ascii") << QStringLiteral("Ü") << QStringLiteral("über") << true;
    }
    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QTEST(fuzzyMatch(pattern, text).has_value(), "matches");
    }

    void startsOfWordsWin()
    {
        const auto words = fuzzyMatch(u"gb", u"Go back");
        const auto inside = fuzzyMatch(u"gb", u"Toggle rubric");
        QVERIFY(words && inside);
        QVERIFY(words->score > inside->score);
        QCOMPARE(words->positions, (std::vector<int>{0, 3}));
    }

    void aRunBeatsScatteredLetters()
    {
        QVERIFY(fuzzyMatch(u"logs", u"Logs")->score > fuzzyMatch(u"logs", u"Look on, go, stay")->score);
    }

    void longTextIsBounded()
    {
        const QString text(100'000, QLatin1Char('a'));
        QVERIFY(fuzzyMatch(u"aaa", text).has_value());
        QVERIFY(!fuzzyMatch(u"b", text).has_value());
    }
};

} // namespace tst_fuzzy

SIGNALBOX_GUILESS_TEST(tst_fuzzy, TestFuzzy)
#include "tst_fuzzy.moc"
