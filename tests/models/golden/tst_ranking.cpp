// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/ranking.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_ranking {

using namespace signalbox::golden;

namespace {

QStringList names(const char* text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestRanking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<std::vector<Ranked>>("now");
        QTest::addColumn<bool>("frozen");
        QTest::addColumn<QStringList>("after");
        const auto row = [](const char* name, const char* before, std::vector<Ranked> now, bool frozen,
                            const char* after) {
            QTest::newRow(name) << names(before) << std::move(now) << frozen << names(after);
        };
        const QString a = QStringLiteral("a");
        const QString b = QStringLiteral("b");
        const QString c = QStringLiteral("c");
        row("worst first", "", {{a, State::Ok, 0}, {b, State::Bad, 5}, {c, State::Warn, 50}}, false, "b c a");
        row("blindness stands between harm and health", "",
            {{a, State::Ok, 9}, {b, State::NoData, 0}, {c, State::Warn, 1}}, false, "c b a");
        row("ties go by name", "", {{c, State::Ok, 0}, {b, State::Ok, 0}, {a, State::Ok, 0}}, false, "a b c");
        row("a little worse does not overtake", "a b", {{a, State::Bad, 10}, {b, State::Bad, 14}}, false,
            "a b");
        row("clearly worse overtakes", "a b", {{a, State::Bad, 10}, {b, State::Bad, 16}}, false, "b a");
        row("a worse state overtakes at once", "a b", {{a, State::Warn, 90}, {b, State::Bad, 1}}, false,
            "b a");
        row("frozen keeps every place", "a b", {{a, State::Ok, 0}, {b, State::Bad, 90}}, true, "a b");
        row("frozen puts the new behind", "b c", {{a, State::Bad, 9}, {b, State::Ok, 0}, {c, State::Ok, 0}},
            true, "b c a");
        row("who is gone leaves", "a b c", {{c, State::Ok, 0}, {a, State::Ok, 0}}, false, "a c");
        row("none", "a", {}, false, "");
    }
    void order()
    {
        QFETCH(QStringList, before);
        QFETCH(std::vector<Ranked>, now);
        QFETCH(bool, frozen);
        QTEST(ranked(before, now, frozen), "after");
    }

    void manyServicesKeepTheirOrderOverNoise()
    {
        std::vector<Ranked> now;
        for (int i = 0; i < 2'000; ++i)
            now.push_back(
                {QStringLiteral("s%1").arg(i, 4, 10, QLatin1Char('0')), State::Ok, 1.0 + i % 7 * 0.05});
        const QStringList first = ranked({}, now, false);
        QCOMPARE(first.size(), 2'000);
        for (Ranked& one : now)
            one.score *= 1.02;
        QCOMPARE(ranked(first, now, false), first);
    }

    void filter()
    {
        QVERIFY(matchesFilter(QStringLiteral("api-Gateway"), QStringLiteral(" gate ")));
        QVERIFY(matchesFilter(QStringLiteral("api"), {}));
        QVERIFY(!matchesFilter(QStringLiteral("api"), QStringLiteral("web")));
    }
};

} // namespace tst_ranking

SIGNALBOX_GUILESS_TEST(tst_ranking, TestRanking)
#include "tst_ranking.moc"
