// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/findbytes.h"
#include "models/logs/search.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_search {

using namespace signalbox;
using logs::ByteFinder;
using logs::Searcher;
using logs::SearchText;

namespace {

LogBatchPtr batchOf(const QList<QByteArray>& texts, const LabelSet& metadata = {})
{
    std::vector<LogLine> lines;
    for (const QByteArray& text : texts)
        lines.push_back({.at = {1},
                         .labels = {{QStringLiteral("app"), QStringLiteral("a")}},
                         .metadata = metadata,
                         .line = text});
    return LogBatch::fromLines(lines);
}

std::vector<std::int64_t> hits(const LogBatchPtr& batch, const SearchText& text)
{
    const Result<Searcher> searcher = Searcher::make(text);
    if (!searcher)
        return {-1};
    return logs::searchIn({{batch, 0}}, *searcher, false);
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesAreFoundWhereTheyAre_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("needle");
        QTest::addColumn<bool>("ignoreCase");
        QTest::addColumn<int>("at");
        QTest::newRow("begin") << QByteArray("needle in hay") << QByteArray("needle") << false << 0;
        QTest::newRow("end") << QByteArray("in the hay a needle") << QByteArray("needle") << false << 13;
        QTest::newRow("one byte") << QByteArray("aaaaaaaaaaaaaaaaaaaaaab") << QByteArray("b") << false << 22;
        QTest::newRow("whole") << QByteArray("x") << QByteArray("x") << false << 0;
        QTest::newRow("too short") << QByteArray("x") << QByteArray("xy") << false << -1;
        QTest::newRow("absent") << QByteArray(100, 'a') << QByteArray("ab") << false << -1;
        QTest::newRow("case") << QByteArray("the Needle") << QByteArray("needle") << false << -1;
        QTest::newRow("ignored case") << QByteArray("the NEEDLE") << QByteArray("needle") << true << 4;
        QTest::newRow("signs have no case") << QByteArray("[{") << QByteArray("{[") << true << -1;
        QTest::newRow("NUL within") << QByteArray("ab\0cd", 5) << QByteArray("\0c", 2) << false << 2;
        QTest::newRow("empty needle") << QByteArray("abc") << QByteArray() << false << -1;
        QTest::newRow("across sixteen")
            << QByteArray(14, '.') + "needle" + QByteArray(30, '.') << QByteArray("needle") << false << 14;
    }

    void bytesAreFoundWhereTheyAre()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, needle);
        QFETCH(bool, ignoreCase);
        QFETCH(int, at);
        const ByteFinder finder(needle.toStdString(), ignoreCase);
        const std::size_t expected = at < 0 ? std::string_view::npos : static_cast<std::size_t>(at);
        QCOMPARE(finder.find(text.toStdString()), expected);
        QCOMPARE(finder.findPlainly(text.toStdString()), expected);
    }

    void quickAndPlainAgreeOnRandomText()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 3'000; ++round) {
            std::string text;
            const int size = random.bounded(80);
            for (int i = 0; i < size; ++i)
                text += static_cast<char>("abAB"[random.bounded(4)]);
            std::string needle;
            const int length = 1 + random.bounded(5);
            for (int i = 0; i < length; ++i)
                needle += static_cast<char>("abAB"[random.bounded(4)]);
            const ByteFinder finder(needle, random.bounded(2) == 1);
            const auto from = static_cast<std::size_t>(random.bounded(10));
            QCOMPARE(finder.find(text, from), finder.findPlainly(text, from));
        }
    }

    void linesAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matchCase");
        QTest::addColumn<bool>("isRegex");
        QTest::addColumn<std::vector<std::int64_t>>("found");
        using Rows = std::vector<std::int64_t>;
        QTest::newRow("plain") << QStringLiteral("timeout") << false << false << Rows{0, 2};
        QTest::newRow("case") << QStringLiteral("timeout") << true << false << Rows{0};
        QTest::newRow("letters beyond ASCII") << QStringLiteral("ÜBERLAST") << false << false << Rows{3};
        QTest::newRow("regex") << QStringLiteral("time.ut\\b.*\\d+") << false << true << Rows{0};
        QTest::newRow("a plain text is no regex") << QStringLiteral("a.b") << false << false << Rows{4};
        QTest::newRow("nothing") << QStringLiteral("absent") << false << false << Rows{};
        QTest::newRow("broken regex") << QStringLiteral("(") << false << true << Rows{-1};
        QTest::newRow("invalid UTF-8 in the line") << QStringLiteral("tail") << false << true << Rows{5};
    }

    void linesAreFound()
    {
        QFETCH(QString, text);
        QFETCH(bool, matchCase);
        QFETCH(bool, isRegex);
        QFETCH(std::vector<std::int64_t>, found);
        const LogBatchPtr batch =
            batchOf({"timeout after 30", "ok", "TIMEOUT", "System überlast", "x a.b y", "\xff\xfe tail"});
        QCOMPARE(hits(batch, {.text = text, .matchCase = matchCase, .isRegex = isRegex}), found);
    }

    void metadataIsSearchedButNotTheGuessedLevel()
    {
        const LogBatchPtr batch =
            batchOf({"a line"}, {{QStringLiteral("trace_id"), QStringLiteral("4bf92f35")},
                                 {QStringLiteral("detected_level"), QStringLiteral("info")}});
        QCOMPARE(hits(batch, {.text = QStringLiteral("4BF92F")}), std::vector<std::int64_t>{0});
        QCOMPARE(hits(batch, {.text = QStringLiteral("info")}), std::vector<std::int64_t>{});
        QCOMPARE(hits(batch, {.text = QStringLiteral("trace_id")}),
                 std::vector<std::int64_t>{}); // a name is no value
    }

    void aLongerTextIsAmongTheHitsOfAShorter_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("then");
        QTest::addColumn<bool>("narrows");
        QTest::newRow("longer") << QStringLiteral("time") << QStringLiteral("timeout") << true;
        QTest::newRow("other case") << QStringLiteral("Time") << QStringLiteral("timeout") << true;
        QTest::newRow("shorter") << QStringLiteral("timeout") << QStringLiteral("time") << false;
        QTest::newRow("another") << QStringLiteral("time") << QStringLiteral("pool") << false;
        QTest::newRow("from nothing") << QString() << QStringLiteral("a") << false;
    }

    void aLongerTextIsAmongTheHitsOfAShorter()
    {
        QFETCH(QString, first);
        QFETCH(QString, then);
        QFETCH(bool, narrows);
        QCOMPARE(SearchText{.text = first}.narrowsTo({.text = then}), narrows);
        QVERIFY(!(SearchText{.text = first, .isRegex = true}.narrowsTo({.text = then})));
        QVERIFY(!(SearchText{.text = first, .matchCase = true}.narrowsTo({.text = then})));
    }

    void amongKnownHitsTheSameIsFound()
    {
        QRandomGenerator random(3);
        QList<QByteArray> texts;
        for (int i = 0; i < 500; ++i)
            texts += QByteArray::number(random.bounded(10'000));
        const LogBatchPtr one = batchOf(texts.mid(0, 200));
        const LogBatchPtr two = batchOf(texts.mid(200));
        const logs::Pieces pieces{{one, -50}, {two, 151}};
        const std::atomic<bool> go = false;
        const auto shorter = logs::searchIn(pieces, *Searcher::make({.text = QStringLiteral("1")}), go);
        const Searcher longer = *Searcher::make({.text = QStringLiteral("12")});
        QVERIFY(!shorter.empty());
        QCOMPARE(logs::searchAmong(pieces, shorter, longer, go), logs::searchIn(pieces, longer, go));
        QVERIFY(std::is_sorted(shorter.begin(), shorter.end()));
        const std::atomic<bool> stop = true;
        QVERIFY(logs::searchIn(pieces, longer, stop).empty());
    }

    void matchesInAShownTextAreMarked()
    {
        const Searcher searcher = *Searcher::make({.text = QStringLiteral("ab")});
        QCOMPARE(searcher.matchesIn(QStringLiteral("abxABab")),
                 (std::vector<logs::Match>{{0, 2}, {3, 2}, {5, 2}}));
        // An expression that matches nothing everywhere marks nothing, and ends.
        const Searcher empty = *Searcher::make({.text = QStringLiteral("x*"), .isRegex = true});
        QCOMPARE(empty.matchesIn(QStringLiteral("aaxxa")), (std::vector<logs::Match>{{2, 2}}));
        QVERIFY(searcher.matchesIn(QString(10'000, u'a').replace(u'a', QStringLiteral("ab"))).size() <= 100);
    }

    void aHugeLineIsSearchedInBoundedTime()
    {
        QByteArray huge(5'000'000, 'a');
        huge += "needle";
        const LogBatchPtr batch = batchOf({huge, "needle"});
        QCOMPARE(hits(batch, {.text = QStringLiteral("needle")}), (std::vector<std::int64_t>{0, 1}));
        // A regular expression reads only the beginning of it.
        QCOMPARE(hits(batch, {.text = QStringLiteral("needle"), .isRegex = true}),
                 (std::vector<std::int64_t>{1}));
    }
};

} // namespace tst_search

SIGNALBOX_GUILESS_TEST(tst_search, TestSearch)
#include "tst_search.moc"
