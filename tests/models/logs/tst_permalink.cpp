// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/permalink.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_permalink {

using namespace signalbox;
using logs::Permalink;
using logs::Star;
using logs::Stars;

namespace {

Permalink example()
{
    return {.profile = QStringLiteral("shop & prod"),
            .query = QStringLiteral("{app=\"a+b\"} |= \"50 % & more\" | json\n# über"),
            .range = {{1'700'000'000'000'000'000}, {1'700'000'060'000'000'001}},
            .line = {{1'700'000'030'000'000'007}, 0xfedcba9876543210ULL}};
}

} // namespace

class TestPermalink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLinkLeadsBack()
    {
        const Result<Permalink> read = Permalink::parse(example().toString());
        QVERIFY2(read, read ? "" : qPrintable(read.error().what));
        QCOMPARE(*read, example());
        QVERIFY(logs::looksLikePermalink(QStringLiteral("  SIGNALBOX://logs?x")));
        QVERIFY(!logs::looksLikePermalink(u"http://signalbox"));
    }

    void whatIsNoLinkIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        const QString good = example().toString();
        QTest::newRow("empty") << QString();
        QTest::newRow("other scheme")
            << QString(good).replace(QLatin1String("signalbox:"), QLatin1String("https:"));
        QTest::newRow("other host") << QString(good).replace(QLatin1String("//logs"),
                                                             QLatin1String("//evil"));
        QTest::newRow("no query") << QStringLiteral("signalbox://logs?profile=a&from=1&to=2&at=1&line=a");
        QTest::newRow("ends swapped")
            << QString(good).replace(QLatin1String("from=17"), QLatin1String("from=18"));
        QTest::newRow("hash is no hash")
            << QString(good).replace(QLatin1String("line=fe"), QLatin1String("line=zz"));
        QTest::newRow("a time overflows")
            << QString(good).replace(QLatin1String("at=17"), QLatin1String("at=999999999917"));
        QTest::newRow("too long") << good + QString(40'000, u'x');
    }

    void whatIsNoLinkIsRefused()
    {
        QFETCH(QString, text);
        const Result<Permalink> read = Permalink::parse(text);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::Invalid);
        QVERIFY(!read.error().what.isEmpty());
    }

    void aKeyTellsLinesApart()
    {
        const LabelSet web{{QStringLiteral("app"), QStringLiteral("web")}};
        const LabelSet cart{{QStringLiteral("app"), QStringLiteral("cart")}};
        const std::vector<LogLine> lines{{.at = {5}, .labels = web, .line = "a"},
                                         {.at = {5}, .labels = cart, .line = "a"},
                                         {.at = {5}, .labels = web, .line = "b"},
                                         {.at = {6}, .labels = web, .line = "a"},
                                         {.at = {5}, .labels = web, .line = "a"}};
        const LogBatchPtr batch = LogBatch::fromLines(lines);
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(!(logs::keyOf(*batch, i) == logs::keyOf(*batch, 0)));
        QCOMPARE(logs::keyOf(*batch, 4).hash, logs::keyOf(*batch, 0).hash);
        // Links are read by other versions: the hash is a promise.
        QCOMPARE(logs::keyOf(*batch, 0).hash, std::uint64_t{8947595575706736949ULL});
    }

    void starsAreKeptInTheOrderOfTime()
    {
        Stars stars;
        const Star late{
            .line = {{20}, 1}, .service = QStringLiteral("web"), .message = QStringLiteral("late")};
        const Star early{
            .line = {{10}, 2}, .service = QStringLiteral("web"), .message = QString(10'000, u'x')};
        QVERIFY(stars.toggle(late));
        QVERIFY(stars.toggle(early));
        QCOMPARE(stars.all().size(), std::size_t{2});
        QCOMPARE(stars.all().front().line, early.line);
        QVERIFY(stars.all().front().message.size() <= 300);
        QVERIFY(stars.contains(late.line));
        QVERIFY(stars.mayContain({20}));
        QVERIFY(!stars.mayContain({21}));
        QVERIFY(!stars.contains({{20}, 9}));
        QCOMPARE(Stars::fromJson(stars.toJson()), stars);
        QVERIFY(stars.toggle(late));
        QVERIFY(!stars.contains(late.line));
    }

    void starsAreBoundedAndReadWithSuspicion()
    {
        Stars stars;
        for (std::size_t i = 0; i < Stars::most; ++i)
            QVERIFY(stars.toggle({.line = {{static_cast<std::int64_t>(i) + 1}, i}}));
        QVERIFY(!stars.toggle({.line = {{999'999}, 1}}));
        QCOMPARE(Stars::fromJson("{").all().size(), std::size_t{0});
        QCOMPARE(
            Stars::fromJson("[1,{\"at\":\"x\"},{\"at\":\"5\",\"line\":\"a\"},{\"at\":\"5\",\"line\":\"a\"}]")
                .all()
                .size(),
            std::size_t{1});
    }
};

} // namespace tst_permalink

SIGNALBOX_GUILESS_TEST(tst_permalink, TestPermalink)
#include "tst_permalink.moc"
