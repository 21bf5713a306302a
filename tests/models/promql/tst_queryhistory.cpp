// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/queryhistory.h"
#include "models/promql/querytext.h"
#include "models/promql/tabletext.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_queryhistory {

using namespace signalbox::promql;

namespace {

QStringList queries(const QueryHistory& history)
{
    QStringList out;
    for (const HistoryEntry& entry : history.entries())
        out += entry.starred ? u'*' + entry.query : entry.query;
    return out;
}

QueryHistory of(const QStringList& oldestFirst)
{
    QueryHistory history;
    for (const QString& query : oldestFirst)
        history.add(query);
    return history;
}

QString s(const char16_t* text)
{
    return QString::fromUtf16(text);
}

} // namespace

class TestQueryHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void latestFirstAndOnce()
    {
        QueryHistory history = of({s(u"a"), s(u"b"), s(u" a \n"), s(u"  "), s(u"c")});
        QCOMPARE(queries(history), (QStringList{s(u"c"), s(u"a"), s(u"b")}));
        QVERIFY(history.setStarred(s(u"b"), true));
        history.add(u"b");
        QCOMPARE(queries(history), (QStringList{s(u"*b"), s(u"c"), s(u"a")}));
        history.remove(s(u"c"));
        history.remove(s(u"nothing"));
        QCOMPARE(queries(history), (QStringList{s(u"*b"), s(u"a")}));
        QVERIFY(!history.setStarred(s(u"nothing"), true));
    }

    void starsStayWhenTheOldFallOut()
    {
        QueryHistory history = of({s(u"keep")});
        QVERIFY(history.setStarred(s(u"keep"), true));
        for (int i = 0; i < 500; ++i)
            history.add(QString::number(i));
        QCOMPARE(history.entries().size(), QueryHistory::maxPlain + 1);
        QCOMPARE(history.entries().front().query, s(u"499"));
        QCOMPARE(history.entries().back(), (HistoryEntry{.query = s(u"keep"), .starred = true}));
        // Without its star it is the oldest of too many.
        QVERIFY(history.setStarred(s(u"keep"), false));
        QCOMPARE(history.entries().size(), QueryHistory::maxPlain);
    }

    void starsAreBounded()
    {
        QueryHistory history;
        for (std::size_t i = 0; i < QueryHistory::maxStarred; ++i) {
            history.add(QString::number(i));
            QVERIFY(history.setStarred(QString::number(i), true));
        }
        history.add(u"one more");
        QVERIFY(!history.setStarred(s(u"one more"), true));
        QCOMPARE(history.entries().size(), QueryHistory::maxStarred + 1);
    }

    void comesBackFromJson()
    {
        QueryHistory history = of({s(u"up{a=\"ü🔥\"}"), s(u"a\n+ b")});
        QVERIFY(history.setStarred(s(u"a\n+ b"), true));
        QCOMPARE(QueryHistory::fromJson(history.toJson()), history);
        QCOMPARE(QueryHistory::fromJson(QueryHistory().toJson()), QueryHistory());
    }

    void hostileJson_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("kept");
        const auto row = [](const char* name, const QByteArray& json, const QStringList& kept = {}) {
            QTest::newRow(name) << json << kept;
        };
        row("empty", "");
        row("cut off", R"({"queries":[{"query":"up")");
        row("not JSON", "\xff\xfe\x00garbage");
        row("another shape", R"(["up"])");
        row("wrong types", R"({"queries":{"query":"up"}})");
        row("some wrong", R"({"queries":[1,null,"x",{"query":7},{"q":"x"},{"query":"up","starred":"yes"}]})",
            {s(u"up")});
        row("twice", R"({"queries":[{"query":"up"},{"query":" up "}]})", {s(u"up")});
        row("control and bidi", R"({"queries":[{"query":"u\u0000\u202ep\u0007","starred":true}]})",
            {s(u"*up")});
        row("lone surrogate", R"({"queries":[{"query":"a\ud800b"}]})", {s(u"ab")});
        row("deep", QByteArray(5000, '[') + QByteArray(5000, ']'));
        row("huge", "{\"queries\":[{\"query\":\"" + QByteArray(17 * 1024 * 1024, 'a') + "\"}]}");
    }
    void hostileJson()
    {
        QFETCH(QByteArray, json);
        QTEST(queries(QueryHistory::fromJson(json)), "kept");
    }

    void longJsonIsBounded()
    {
        QByteArray json = "{\"queries\":[";
        for (int i = 0; i < 5000; ++i)
            json += "{\"query\":\"q" + QByteArray::number(i) +
                    "\",\"starred\":" + (i % 2 ? "true" : "false") + "},";
        json.chop(1);
        const QueryHistory history = QueryHistory::fromJson(json + "]}");
        QCOMPARE(history.entries().size(), QueryHistory::maxPlain + QueryHistory::maxStarred);
        QCOMPARE(history.entries().front().query, s(u"q0"));
    }

    void walkingGoesBackAndForth()
    {
        const QueryHistory history = of({s(u"old"), s(u"mid"), s(u"new")});
        HistoryWalk walk;
        QCOMPARE(walk.newer(history, s(u"draft")), std::nullopt);
        QCOMPARE(walk.older(history, s(u"draft")), s(u"new"));
        QCOMPARE(walk.older(history, s(u"new")), s(u"mid"));
        QCOMPARE(walk.older(history, s(u"mid")), s(u"old"));
        QCOMPARE(walk.older(history, s(u"old")), std::nullopt);
        QCOMPARE(walk.newer(history, s(u"old")), s(u"mid"));
        QCOMPARE(walk.newer(history, s(u"mid")), s(u"new"));
        QCOMPARE(walk.newer(history, s(u"new")), s(u"draft"));
        QCOMPARE(walk.newer(history, s(u"draft")), std::nullopt);
    }

    void walkingSkipsWhatIsShown()
    {
        const QueryHistory history = of({s(u"old"), s(u"new")});
        HistoryWalk walk;
        QCOMPARE(walk.older(history, s(u"new")), s(u"old")); // it was run just now
        QCOMPARE(walk.older(QueryHistory(), s(u"x")), std::nullopt);
    }

    void walkingSurvivesAShorterHistory()
    {
        QueryHistory history = of({s(u"a"), s(u"b"), s(u"c")});
        HistoryWalk walk;
        for (int i = 0; i < 3; ++i)
            static_cast<void>(walk.older(history, QString::number(i)));
        history = of({s(u"z")});
        QCOMPARE(walk.newer(history, s(u"a")), s(u"z"));
        QCOMPARE(walk.newer(history, s(u"z")), s(u"0"));
    }

    void cleaning_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char* name, const QString& text, const QString& clean) {
            QTest::newRow(name) << text << clean;
        };
        row("nothing to do", s(u"sum by (a)\n(b)"), s(u"sum by (a)\n(b)"));
        row("line ends", s(u"a\r\nb\rc\u2028d\u2029e"), s(u"a\nb\nc\nd\ne"));
        row("white space", s(u"a\tb\u00a0c\u3000d"), s(u"a b c d"));
        row("bidi and hidden", s(u"a\u202e\u2066\u200b\ufeff\u00adb"), s(u"ab"));
        row("joiners stay", s(u"👩\u200d🚒"), s(u"👩\u200d🚒"));
        row("tags beyond the first plane", QStringLiteral("a\U000E0041b"), s(u"ab"));
        row("nul and bell", QStringLiteral("a") + QChar(0) + QChar(7) + QStringLiteral("b"), s(u"ab"));
        row("lone surrogates", QString(QChar(0xD800)) + QStringLiteral("a") + QChar(0xDC00), s(u"a"));
        row("too long", QString(30'000, u'a'), QString(20'000, u'a'));
        row("no half character", QString(19'999, u'a') + s(u"🔥"), QString(19'999, u'a'));
    }
    void cleaning()
    {
        QFETCH(QString, text);
        QTEST(cleanedQuery(text), "clean");
    }

    void quoting()
    {
        for (const QChar quote : {u'"', u'\''})
            for (const QString& text : {s(u""), s(u"a\"b'c\\d\n\r\te"), s(u"ü🔥"), QString(QChar(1))})
                QCOMPARE(unquoted(QString(quote + escaped(text, quote) + quote)), text);
        QCOMPARE(unquoted(u"`a\\n`"), s(u"a\\n"));
        QCOMPARE(unquoted(u"\"open"), s(u"open"));
        QCOMPARE(unquoted(u"\"\\x41\\u00fc\\U0001F525\\q\\"), s(u"Aü🔥\\q\\"));
        QCOMPARE(unquoted(u"\"\\ud800\\uZZZZ\\U99999999\""), s(u"\\ud800\\uZZZZ\\U99999999"));
        QCOMPARE(unquoted(u""), QString());
        QVERIFY(isPlainMetric(u"a:b_1") && !isPlainLabel(u"a:b_1"));
        QVERIFY(!isPlainMetric(u"1a") && !isPlainMetric(u"") && !isPlainMetric(u"ä") &&
                !isPlainMetric(u"a.b"));
        QCOMPARE(regexEscaped(u"a.b|c(d)"), s(u"a\\.b\\|c\\(d\\)"));
    }

    void tables()
    {
        const TextTable table{.header = {s(u"Series"), s(u"Last")},
                              .rows = {{s(u"{a=\"x, y\"}"), s(u"-1.5")},
                                       {s(u"=HYPERLINK(\"http://x\")"), s(u"+Inf")},
                                       {s(u"a|b\n<script>&_*c*\t`"), s(u"NaN")}}};
        QCOMPARE(toCsv(table), s(u"Series,Last\r\n"
                                 u"\"{a=\"\"x, y\"\"}\",-1.5\r\n"
                                 u"\"'=HYPERLINK(\"\"http://x\"\")\",+Inf\r\n"
                                 u"\"a|b\n<script>&_*c*\t`\",NaN\r\n"));
        QCOMPARE(toTsv(table), s(u"Series\tLast\n"
                                 u"{a=\"x, y\"}\t-1.5\n"
                                 u"'=HYPERLINK(\"http://x\")\t+Inf\n"
                                 u"a|b <script>&_*c* `\tNaN\n"));
        QCOMPARE(toMarkdown(table), s(u"| Series | Last |\n| --- | --- |\n"
                                      u"| {a=\"x, y\"} | -1.5 |\n"
                                      u"| =HYPERLINK(\"http://x\") | +Inf |\n"
                                      u"| a\\|b &lt;script>&amp;\\_\\*c\\* \\` | NaN |\n"));
        QCOMPARE(toCsv({}), s(u"\r\n"));
    }
};

} // namespace tst_queryhistory

SIGNALBOX_GUILESS_TEST(tst_queryhistory, TestQueryHistory)
#include "tst_queryhistory.moc"
