// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/completion.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_completion {

using namespace signalbox::promql;
using Kind = CompletionItem::Kind;

namespace {

/// Takes the cursor, written as a bar, out of a text.
qsizetype takeCursor(QString& text)
{
    const qsizetype cursor = text.indexOf(u'¦');
    text.remove(cursor, 1);
    return cursor;
}

bool has(const std::vector<RankedItem>& items, QStringView text)
{
    return std::any_of(items.begin(), items.end(),
                       [text](const RankedItem& i) { return i.item.text == text; });
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void context_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<CompletionKind>("kind");
        QTest::addColumn<QString>("metric");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("replaced");
        const auto row = [](const char* name, const char16_t* text, CompletionKind kind,
                            const char16_t* metric, const char16_t* label, const char16_t* prefix,
                            const char16_t* replaced) {
            QTest::newRow(name) << QString::fromUtf16(text) << kind << QString::fromUtf16(metric)
                                << QString::fromUtf16(label) << QString::fromUtf16(prefix)
                                << QString::fromUtf16(replaced);
        };
        constexpr auto none = CompletionKind::None;
        constexpr auto expression = CompletionKind::Expression;
        constexpr auto name = CompletionKind::LabelName;
        constexpr auto value = CompletionKind::LabelValue;
        constexpr auto duration = CompletionKind::Duration;
        constexpr auto keyword = CompletionKind::Keyword;
        row("empty", u"¦", expression, u"", u"", u"", u"");
        row("first letters", u"htt¦", expression, u"", u"", u"htt", u"htt");
        row("in the middle of a word", u"htt¦p_x", expression, u"", u"", u"htt", u"http_x");
        row("argument", u"rate(ht¦", expression, u"", u"", u"ht", u"ht");
        row("argument, closed", u"rate(ht¦)", expression, u"", u"", u"ht", u"ht");
        row("second argument", u"histogram_quantile(0.9, ra¦", expression, u"", u"", u"ra", u"ra");
        row("after an operator", u"a + ¦", expression, u"", u"", u"", u"");
        row("after and", u"a and b¦", expression, u"", u"", u"b", u"b");
        row("recording rule", u"job:up:su¦", expression, u"", u"", u"job:up:su", u"job:up:su");
        row("number", u"a > 5¦", none, u"", u"", u"5", u"5");
        row("operand is complete", u"a ¦", keyword, u"", u"", u"", u"");
        row("keyword begins", u"rate(a[5m]) of¦", keyword, u"", u"", u"of", u"of");
        row("after an aggregation", u"sum b¦", keyword, u"", u"", u"b", u"b");
        row("parenthesis has to follow", u"sum by ¦", none, u"", u"", u"", u"");
        row("after on()", u"a / on(x) gr¦", expression, u"", u"", u"gr", u"gr");
        row("label name", u"up{¦", name, u"up", u"", u"", u"");
        row("label name, closed", u"up{jo¦}", name, u"up", u"", u"jo", u"jo");
        row("second label name", u"up{job=\"a\", in¦stance=\"b\"}", name, u"up", u"", u"in", u"instance");
        row("quoted label name", u"up{\"my.l¦\"=\"x\"}", name, u"up", u"", u"my.l", u"my.l");
        row("no metric", u"{¦}", name, u"", u"", u"", u"");
        row("metric as a label", u"{__name__=\"up\", ¦}", name, u"up", u"", u"", u"");
        row("metric after the cursor", u"{jo¦, __name__=\"up\"}", name, u"up", u"", u"jo", u"jo");
        row("quoted metric", u"{\"my.metric\", ¦}", name, u"my.metric", u"", u"", u"");
        row("operator has to follow", u"up{job ¦", none, u"", u"", u"", u"");
        row("comma has to follow", u"up{job=\"a\"¦", none, u"", u"", u"", u"");
        row("value", u"up{job=\"¦", value, u"up", u"job", u"", u"");
        row("value, closed", u"up{job=\"a¦pi\"}", value, u"up", u"job", u"a", u"api");
        row("value without a quote", u"up{job=ap¦}", value, u"up", u"job", u"ap", u"ap");
        row("value of a single quote", u"up{job!='ap¦'}", value, u"up", u"job", u"ap", u"ap");
        row("value with blanks", u"up{route=\"POST /c¦art\"}", value, u"up", u"route", u"POST /c",
            u"POST /cart");
        row("value with an escape", u"up{a=\"x\\\"y¦\"}", value, u"up", u"a", u"x\"y", u"x\\\"y");
        row("value beyond ascii", u"up{a=\"ü🔥¦\"}", value, u"up", u"a", u"ü🔥", u"ü🔥");
        row("missing quote takes nothing behind", u"up{a=\"ap¦, b=\"x\"}", value, u"up", u"a", u"ap", u"ap");
        row("value of a quoted label", u"{\"m\", \"a.b\"=\"c¦\"}", value, u"m", u"a.b", u"c", u"c");
        row("regex", u"up{a=~\"x|y¦|z\"}", value, u"up", u"a", u"y", u"y");
        row("regex, first", u"up{a=~\"x¦|z\"}", value, u"up", u"a", u"x", u"x|z");
        row("second selector", u"up / down{a¦}", name, u"down", u"", u"a", u"a");
        row("by before", u"sum by (¦) (rate(up[5m]))", name, u"up", u"", u"", u"");
        row("by after", u"other + sum(rate(up[5m])) by (jo¦)", name, u"up", u"", u"jo", u"jo");
        row("without, second", u"sum without (a, b¦) (up)", name, u"up", u"", u"b", u"b");
        row("on", u"a / on(¦) b", name, u"a", u"", u"", u"");
        row("group_left", u"a / on(x) group_left(y, ¦) b", name, u"a", u"", u"", u"");
        row("quoted label of by", u"sum by (\"a.¦\") (up)", name, u"up", u"", u"a.", u"a.");
        row("duration", u"up[¦", duration, u"", u"", u"", u"");
        row("duration begun", u"up[5¦]", duration, u"", u"", u"5", u"5");
        row("duration half written", u"up[5mi¦]", duration, u"", u"", u"5mi", u"5mi");
        row("resolution", u"up[1h:¦]", duration, u"", u"", u"", u"");
        row("offset", u"up offset ¦", duration, u"", u"", u"", u"");
        row("comment", u"up # su¦", none, u"", u"", u"", u"");
        row("after a comment", u"# x\nsu¦", expression, u"", u"", u"su", u"su");
        row("text of a function", u"label_replace(up, \"a¦\")", none, u"", u"", u"a", u"a");
        row("over lines", u"up{\n  job=\"a\",\n  in¦\n}", name, u"up", u"", u"in", u"in");
    }
    void context()
    {
        QFETCH(QString, text);
        QFETCH(QString, metric);
        QFETCH(QString, label);
        QFETCH(QString, prefix);
        QFETCH(QString, replaced);
        const qsizetype cursor = takeCursor(text);
        const CompletionContext context = contextAt(text, cursor);
        QTEST(context.kind, "kind");
        QVERIFY(context.start >= 0 && context.length >= 0 && context.start + context.length <= text.size());
        if (context.kind == CompletionKind::None)
            return;
        QCOMPARE(context.metric, metric);
        QCOMPARE(context.label, label);
        QCOMPARE(context.prefix, prefix);
        QCOMPARE(text.mid(context.start, context.length), replaced);
    }

    void anyCursorIsSafe()
    {
        const QString text = QStringLiteral("sum by (a, \"b.c\") (rate({\"m\", x=~\"1|2\\\"\", "
                                            "y=`z\n`}[5m:1m] offset 1d @ end())) # 🔥 ) } ]");
        for (qsizetype i = -3; i <= text.size() + 3; ++i) {
            const CompletionContext context = contextAt(text, i);
            QVERIFY(context.start >= 0 && context.length >= 0);
            QVERIFY(context.start + context.length <= text.size());
            for (const CompletionItem& item : localItems(context)) {
                const CompletionEdit edit = editFor(context, item, text);
                QVERIFY(edit.start >= 0 && edit.start + edit.length <= text.size());
                QVERIFY(edit.cursor >= 0 && edit.cursor <= text.size() - edit.length + edit.text.size());
            }
        }
        for (qsizetype i = 0; i <= text.size(); ++i) // cut off, as it is typed
            static_cast<void>(contextAt(QStringView(text).first(i), i));
    }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("offered");
        QTest::addColumn<QString>("notOffered");
        QTest::newRow("operand") << QStringLiteral("¦") << QStringLiteral("rate sum")
                                 << QStringLiteral("by and");
        QTest::newRow("operator") << QStringLiteral("a / ¦") << QStringLiteral("on ignoring rate bool")
                                  << QStringLiteral("by");
        QTest::newRow("complete") << QStringLiteral("a ¦") << QStringLiteral("and or unless offset")
                                  << QStringLiteral("rate by on");
        QTest::newRow("sum()") << QStringLiteral("sum(a) ¦") << QStringLiteral("by without and")
                               << QStringLiteral("rate");
        QTest::newRow("sum") << QStringLiteral("sum ¦") << QStringLiteral("by without")
                             << QStringLiteral("rate and");
        QTest::newRow("on()") << QStringLiteral("a / on(b) ¦")
                              << QStringLiteral("group_left group_right rate") << QStringLiteral("by and");
        QTest::newRow("range") << QStringLiteral("a[¦") << QStringLiteral("5m 1h 1d")
                               << QStringLiteral("rate");
        QTest::newRow("label") << QStringLiteral("a{¦") << QString() << QStringLiteral("rate by 5m");
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QString, offered);
        QFETCH(QString, notOffered);
        const qsizetype cursor = takeCursor(text);
        const auto items = ranked(localItems(contextAt(text, cursor)), {});
        for (const QString& word : offered.split(u' ', Qt::SkipEmptyParts))
            QVERIFY2(has(items, word), qPrintable(word));
        for (const QString& word : notOffered.split(u' '))
            QVERIFY2(!has(items, word), qPrintable(word));
    }

    void functionsSayWhatTheyTake()
    {
        const auto items = ranked(localItems(contextAt(u"hq", 2)), u"histogram_quantile");
        QVERIFY(!items.empty());
        QCOMPARE(items.front().item.text, QStringLiteral("histogram_quantile"));
        QCOMPARE(items.front().item.kind, Kind::Function);
        QCOMPARE(items.front().item.detail, QStringLiteral("(q, vector)"));
        QVERIFY(!items.front().item.description.isEmpty());
    }

    void ranking()
    {
        std::vector<CompletionItem> items;
        for (const char* name : {"process_requests", "http_requests_total", "http_request_duration_seconds",
                                 "requests", "go_gc", "requests_total"})
            items.push_back({.kind = Kind::Metric, .text = QLatin1String(name)});
        const auto texts = [&](QStringView prefix) {
            QStringList out;
            for (const RankedItem& row : ranked(items, prefix))
                out += row.item.text;
            return out;
        };
        QCOMPARE(texts(u"requests").mid(0, 2),
                 (QStringList{QStringLiteral("requests"), QStringLiteral("requests_total")}));
        QCOMPARE(texts(u"hrt").value(0), QStringLiteral("http_requests_total"));
        QCOMPARE(texts(u"REQ").value(0), QStringLiteral("requests"));
        QCOMPARE(texts(u"quest").size(), 5);     // a run within a word
        QCOMPARE(texts(u"eqst"), QStringList()); // letters strewn over words
        QCOMPARE(texts(u"zzz"), QStringList());
        QCOMPARE(texts({}).size(), 6);
        QCOMPARE(texts({}).value(0), QStringLiteral("process_requests")); // the order stays
        QCOMPARE(ranked(items, {}, 2).size(), std::size_t(2));
        QCOMPARE(ranked(items, u"req").front().positions, (std::vector<int>{0, 1, 2}));
    }

    void edit_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char16_t* text, Kind kind, const char16_t* item,
                            const char16_t* after) {
            QTest::newRow(name) << QString::fromUtf16(text) << kind << QString::fromUtf16(item)
                                << QString::fromUtf16(after);
        };
        row("function", u"ra¦", Kind::Function, u"rate", u"rate(¦");
        row("parenthesis is there", u"ra¦(up)", Kind::Function, u"rate", u"rate(¦up)");
        row("metric", u"rate(ht¦)", Kind::Metric, u"http_total", u"rate(http_total¦)");
        row("utf-8 metric", u"my¦", Kind::Metric, u"my.metric", u"{\"my.metric\"¦}");
        row("hostile metric", u"¦", Kind::Metric, u"a\"}b\n", u"{\"a\\\"}b\\n\"¦}");
        row("label", u"up{j¦}", Kind::Label, u"job", u"up{job=\"¦}");
        row("label with its operator", u"up{j¦=\"a\"}", Kind::Label, u"job", u"up{job¦=\"a\"}");
        row("label of by", u"sum by (j¦) (up)", Kind::Label, u"job", u"sum by (job¦) (up)");
        row("utf-8 label", u"up{a¦}", Kind::Label, u"a.b", u"up{\"a.b\"=\"¦}");
        row("quoted label", u"up{\"a¦\"=\"x\"}", Kind::Label, u"a.b", u"up{\"a.b\"¦=\"x\"}");
        row("value closes its string", u"up{job=\"a¦}", Kind::Value, u"api", u"up{job=\"api\"¦}");
        row("value steps over the quote", u"up{job=\"a¦\"}", Kind::Value, u"api", u"up{job=\"api\"¦}");
        row("value is quoted", u"up{job=a¦}", Kind::Value, u"api", u"up{job=\"api\"¦}");
        row("value is escaped", u"up{job=\"¦\"}", Kind::Value, u"a\"b\\c\n\t",
            u"up{job=\"a\\\"b\\\\c\\n\\t\"¦}");
        row("value in single quotes", u"up{job='¦'}", Kind::Value, u"it's", u"up{job='it\\'s'¦}");
        row("value of a regex", u"up{job=~\"¦\"}", Kind::Value, u"a.b|c", u"up{job=~\"a\\\\.b\\\\|c\"¦}");
        row("alternative", u"up{job=~\"x|a¦|z\"}", Kind::Value, u"api", u"up{job=~\"x|api¦|z\"}");
        row("duration closes its bracket", u"rate(up[¦", Kind::Duration, u"5m", u"rate(up[5m]¦");
        row("duration steps over it", u"rate(up[3¦])", Kind::Duration, u"30m", u"rate(up[30m]¦)");
        row("duration of a subquery", u"up[¦:1m]", Kind::Duration, u"1h", u"up[1h¦:1m]");
        row("duration of an offset", u"up offset ¦", Kind::Duration, u"1d", u"up offset 1d¦");
        row("keyword", u"sum b¦", Kind::Keyword, u"by", u"sum by¦");
    }
    void edit()
    {
        QFETCH(QString, text);
        QFETCH(Kind, kind);
        QFETCH(QString, item);
        const qsizetype cursor = takeCursor(text);
        const CompletionEdit edit = editFor(contextAt(text, cursor), {.kind = kind, .text = item}, text);
        QString after = text;
        after.replace(edit.start, edit.length, edit.text);
        after.insert(edit.cursor, u'¦');
        QTEST(after, "after");
    }
};

} // namespace tst_completion

SIGNALBOX_GUILESS_TEST(tst_completion, TestCompletion)
#include "tst_completion.moc"
