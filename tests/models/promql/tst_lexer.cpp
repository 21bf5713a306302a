// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"
#include "models/promql/lexer.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

namespace tst_lexer {

using namespace signalbox::promql;

namespace {

QLatin1String nameOf(TokenKind kind)
{
    static constexpr std::array names{"comment",  "string",  "open",  "number", "duration",
                                      "keyword",  "agg",     "fn",    "label",  "metric",
                                      "operator", "bracket", "comma", "error"};
    return QLatin1String(names.at(static_cast<std::size_t>(kind)));
}

/// "fn:rate bracket:( metric:m ...", so that a row of the table reads as the query does.
QString spelled(QStringView text)
{
    QStringList out;
    for (const Token& token : lex(text).tokens)
        out += nameOf(token.kind) + u':' + text.sliced(token.start, token.length).toString();
    return out.join(u' ');
}

/// Of what the server skips; a no-break space is not among it.
bool isBlank(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return QStringView(u" \t\r\n").contains(c); });
}

/// Tokens lie within the text, in order, apart, and never hold white space only.
void checkTokens(QStringView text)
{
    qsizetype last = 0;
    for (const Token& token : lex(text).tokens) {
        QVERIFY(token.start >= last);
        QVERIFY(token.length > 0);
        QVERIFY(token.end() <= text.size());
        // A line of a raw string may be blank.
        const bool open = token.kind == TokenKind::OpenString;
        QVERIFY(open || !isBlank(text.sliced(token.start, token.length)));
        last = token.end();
    }
    // Everything else is white space.
    QString rest = text.toString();
    for (const Token& token : lex(text).tokens)
        rest.replace(token.start, token.length, QString(token.length, u' '));
    QVERIFY2(isBlank(rest), qPrintable(rest));
}

} // namespace

class TestLexer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        const auto row = [](const char* name, const char16_t* text, const char16_t* tokens) {
            QTest::newRow(name) << QString::fromUtf16(text) << QString::fromUtf16(tokens);
        };
        row("empty", u"", u"");
        row("blanks", u" \t\r\n ", u"");
        row("metric", u"up", u"metric:up");
        row("recording rule", u"job:up:sum", u"metric:job:up:sum");
        row("rate", u"rate(up[5m])",
            u"fn:rate bracket:( metric:up bracket:[ duration:5m bracket:] bracket:)");
        row("unknown function", u"frob (up)", u"fn:frob bracket:( metric:up bracket:)");
        row("selector", u"up{job=\"a\",x!~'b.*'}",
            u"metric:up bracket:{ label:job operator:= string:\"a\" comma:, label:x operator:!~ string:'b.*' "
            u"bracket:}");
        row("all matchers", u"{a=`1`,b!='2',c=~\"3\",d!~\"4\"}",
            u"bracket:{ label:a operator:= string:`1` comma:, label:b operator:!= string:'2' comma:, label:c "
            u"operator:=~ string:\"3\" comma:, label:d operator:!~ string:\"4\" bracket:}");
        row("utf-8 names", u"{\"my.metric\", \"täg\"=\"ü\"}",
            u"bracket:{ metric:\"my.metric\" comma:, label:\"täg\" operator:= string:\"ü\" bracket:}");
        row("keyword as label", u"up{by=\"a\",sum=\"b\"}",
            u"metric:up bracket:{ label:by operator:= string:\"a\" comma:, label:sum operator:= string:\"b\" "
            u"bracket:}");
        row("sum by before", u"sum by (job, le) (up)",
            u"agg:sum keyword:by bracket:( label:job comma:, label:le bracket:) bracket:( metric:up "
            u"bracket:)");
        row("sum by after", u"SUM(up) BY(job)",
            u"agg:SUM bracket:( metric:up bracket:) keyword:BY bracket:( label:job bracket:)");
        row("quoted label of by", u"count by (\"a.b\") (up)",
            u"agg:count keyword:by bracket:( label:\"a.b\" bracket:) bracket:( metric:up bracket:)");
        row("matching", u"a / on(x) group_left(y) b",
            u"metric:a operator:/ keyword:on bracket:( label:x bracket:) keyword:group_left bracket:( "
            u"label:y "
            u"bracket:) metric:b");
        row("aggregation names a metric", u"count{a=\"b\"} + min",
            u"metric:count bracket:{ label:a operator:= string:\"b\" bracket:} operator:+ agg:min");
        row("offset and at", u"up offset -5m @ 1.5e3",
            u"metric:up keyword:offset operator:- duration:5m operator:@ number:1.5e3");
        row("at start", u"up @ start()", u"metric:up operator:@ fn:start bracket:( bracket:)");
        row("subquery", u"up[1h30m:5m]", u"metric:up bracket:[ duration:1h30m comma:: duration:5m bracket:]");
        row("subquery, no resolution", u"up[1h:]", u"metric:up bracket:[ duration:1h comma:: bracket:]");
        row("duration arithmetic", u"up[5m*2]",
            u"metric:up bracket:[ duration:5m operator:* number:2 bracket:]");
        row("numbers", u"1 1.5 .5 1e9 1E-3 2e+4 0x1F 1_000 Inf nan",
            u"number:1 number:1.5 number:.5 number:1e9 number:1E-3 number:2e+4 number:0x1F number:1_000 "
            u"number:Inf number:nan");
        row("signed infinity", u"-inf", u"operator:- number:inf");
        row("infra is a metric", u"infra", u"metric:infra");
        row("all units", u"1y2w3d4h5m6s7ms", u"duration:1y2w3d4h5m6s7ms");
        row("comparisons", u"a == 1 != 2 >= 3 <= 4 < 5 > 6",
            u"metric:a operator:== number:1 operator:!= number:2 operator:>= number:3 operator:<= number:4 "
            u"operator:< number:5 operator:> number:6");
        row("bool", u"a > bool b", u"metric:a operator:> keyword:bool metric:b");
        row("comment", u"up # {not this}\n+ 1", u"metric:up comment:# {not this} operator:+ number:1");
        row("hash in a string", u"{a=\"#\"}", u"bracket:{ label:a operator:= string:\"#\" bracket:}");
        row("escapes", u"{a=\"\\\"}\\\\\"}", u"bracket:{ label:a operator:= string:\"\\\"}\\\\\" bracket:}");
        row("braces over lines", u"up{\na=\n'b'\n,c='d'}",
            u"metric:up bracket:{ label:a operator:= string:'b' comma:, label:c operator:= string:'d' "
            u"bracket:}");
        row("by over lines", u"sum by\n(a,\nb) (up)",
            u"agg:sum keyword:by bracket:( label:a comma:, label:b bracket:) bracket:( metric:up bracket:)");
        row("raw string over lines", u"{a=`x\ny`,b='c'}",
            u"bracket:{ label:a operator:= open:`x string:y` comma:, label:b operator:= string:'c' "
            u"bracket:}");
        row("open string ends with its line", u"{a=\"x\n,b='c'}",
            u"bracket:{ label:a operator:= open:\"x comma:, label:b operator:= string:'c' bracket:}");
        row("escape at the end", u"{a=\"x\\", u"bracket:{ label:a operator:= open:\"x\\");
        row("forgotten brace", u"rate(up{a='b'[5m]) + on(c) d",
            u"fn:rate bracket:( metric:up bracket:{ label:a operator:= string:'b' bracket:[ duration:5m "
            u"bracket:] bracket:) operator:+ keyword:on bracket:( label:c bracket:) metric:d");
        // Errors
        row("letters without quotes", u"größe", u"metric:gr error:öß metric:e");
        row("emoji is one mistake", u"up 🔥🔥", u"metric:up error:🔥🔥");
        row("no-break space", u"a\u00a0b", u"metric:a error:\u00a0 metric:b");
        row("bidi", u"a\u202eb", u"metric:a error:\u202e metric:b");
        row("bad duration", u"5x 5m5m 5ms3s 1.5h", u"error:5x error:5m5m error:5ms3s error:1.5h");
        row("bad number", u"1e 0x 1.2.3", u"error:1e error:0x error:1.2.3");
        row("dashboard variable", u"rate(up[$x])",
            u"fn:rate bracket:( metric:up bracket:[ error:$x bracket:] bracket:)");
        row("number as label", u"{1='a'}", u"bracket:{ error:1 operator:= string:'a' bracket:}");
        row("one equals sign", u"a = b", u"metric:a error:= metric:b");
        row("operator of logs", u"a |= b", u"metric:a error:|= metric:b");
        row("colon of a label", u"{a:b='c'}",
            u"bracket:{ label:a error:: label:b operator:= string:'c' bracket:}");
    }
    void kinds()
    {
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        checkTokens(text);
        QCOMPARE(spelled(text), tokens);
    }

    // Cutting any of these queries anywhere is what an editor sees while a person types.
    void anyCutGivesTokens()
    {
        const QStringList queries{
            QStringLiteral(
                "histogram_quantile(0.99, sum by (le, \"a.b\") (rate(x_bucket{a=~\"b|c\"}[5m:1m])))"),
            QStringLiteral("a / on(`x\ny`) group_left() {\"é\", __name__='z'} # end\n offset 5m @ end()")};
        for (const QString& query : queries)
            for (qsizetype i = 0; i <= query.size(); ++i) {
                checkTokens(QStringView(query).first(i));
                checkTokens(QStringView(query).sliced(i));
            }
    }

    void anySoupGivesTokens()
    {
        QRandomGenerator random(42);
        const QString letters =
            QStringLiteral("ab by(on)[]{}\"'`\\#=!~<>5mshx.:,$\n\t_é🔥\u202e") + QChar(0xD800);
        for (int round = 0; round < 3000; ++round) {
            QString text;
            const int length = random.bounded(60);
            for (int i = 0; i < length; ++i)
                text += letters[random.bounded(static_cast<int>(letters.size()))];
            checkTokens(text);
            QVERIFY(bracketPairs(text, lex(text).tokens).size() <= static_cast<std::size_t>(text.size()));
        }
    }

    void linesGiveWhatTheWholeGives()
    {
        const QString text = QStringLiteral("sum by\n(a) (x{\nb=`1\n2`\n,c='d'}[5m\n:1m]) # e\n+ f");
        std::vector<Token> tokens;
        int state = -1; // as a text document begins
        qsizetype from = 0;
        for (const QString& line : text.split(u'\n')) {
            const LexedLine lexed = lexLine(line, LexState::fromInt(state));
            for (Token token : lexed.tokens) {
                token.start += from;
                tokens.push_back(token);
            }
            state = lexed.after.toInt();
            QVERIFY(state >= 0);
            QCOMPARE(LexState::fromInt(state), lexed.after);
            from += line.size() + 1;
        }
        QCOMPARE(tokens, lex(text).tokens);
    }

    void hostileStatesAreTheStart()
    {
        for (const int state : {-1, -7, 32, 1 << 30, std::numeric_limits<int>::min()})
            QCOMPARE(LexState::fromInt(state), LexState{});
    }

    void brackets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("cursor");
        QTest::addColumn<int>("open");
        QTest::addColumn<int>("close");
        QTest::newRow("before the open one") << QStringLiteral("rate(x[5m])") << 4 << 4 << 10;
        QTest::newRow("after the open one") << QStringLiteral("rate(x[5m])") << 5 << 4 << 10;
        QTest::newRow("the one before wins") << QStringLiteral("rate(x[5m])") << 10 << 6 << 9;
        QTest::newRow("at the end") << QStringLiteral("rate(x[5m])") << 11 << 4 << 10;
        QTest::newRow("none") << QStringLiteral("rate(x[5m])") << 2 << -2 << -2;
        QTest::newRow("not in a string") << QStringLiteral("{a=\"(\"}") << 5 << -2 << -2;
        QTest::newRow("no partner") << QStringLiteral("(a") << 0 << 0 << -1;
        QTest::newRow("closes nothing") << QStringLiteral("a)") << 2 << -1 << 1;
        QTest::newRow("wrong shape") << QStringLiteral("(a]") << 3 << -1 << 2;
        QTest::newRow("outer one closes, inner has lost its own") << QStringLiteral("(a[b)") << 5 << 0 << 4;
    }
    void brackets()
    {
        QFETCH(QString, text);
        QFETCH(int, cursor);
        QFETCH(int, open);
        QFETCH(int, close);
        const auto pair = bracketsAt(bracketPairs(text, lex(text).tokens), cursor);
        if (open == -2) {
            QVERIFY(!pair);
            return;
        }
        QVERIFY(pair);
        QCOMPARE(*pair, (BracketPair{open, close}));
        QCOMPARE(pair->isMatched(), open >= 0 && close >= 0);
    }

    void longTextIsFast()
    {
        QString one;
        while (one.size() < 20'000)
            one += QStringLiteral("sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m])) + ");
        const QString brackets(20'000, u'(');
        for (const QString& text : {one, brackets, QString(20'000, u'"'), QString(20'000, u'{')}) {
            QElapsedTimer timer;
            timer.start();
            const LexedLine lexed = lex(text);
            const std::vector<BracketPair> pairs = bracketPairs(text, lexed.tokens);
            // A keystroke has 16 ms; the sanitizers and a busy machine may take many times as long.
            QVERIFY2(timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
            QVERIFY(!lexed.tokens.empty());
            QVERIFY(pairs.size() <= lexed.tokens.size());
        }
    }

    void functionsAreSortedAndDescribed()
    {
        QStringView last;
        for (const FunctionInfo& info : functions()) {
            QVERIFY2(info.name > last, qPrintable(info.name.toString()));
            QVERIFY(!info.description.isEmpty());
            QCOMPARE(findFunction(info.name), &info);
            last = info.name;
        }
        QStringView lastWord;
        for (const KeywordInfo& info : keywords()) {
            QVERIFY(info.name > lastWord);
            QCOMPARE(findKeyword(info.name.toString().toUpper()), &info);
            lastWord = info.name;
        }
        QVERIFY(isAggregation(u"SUM"));
        QVERIFY(!isAggregation(u"rate"));
        QVERIFY(!findFunction(u"Rate"));
        QVERIFY(!findFunction(u""));
        QVERIFY(takesLabels(u"Group_Left"));
        QVERIFY(!takesLabels(u"offset"));
    }
};

} // namespace tst_lexer

SIGNALBOX_GUILESS_TEST(tst_lexer, TestLexer)
#include "tst_lexer.moc"
