// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/parser.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_logqlparser {

using namespace signalbox;
using namespace signalbox::simulator::logql;

class TestLogqlParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsWhatItRead_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char* query, const char* printed) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(printed);
        };
        row("{a=\"b\"}", "{a=\"b\"}");
        row(" { a = \"b\" , c!=\"d\",e=~\"f\",g!~\"h\" } ", "{a=\"b\", c!=\"d\", e=~\"f\", g!~\"h\"}");
        row("({a=\"b\"} |= \"x\")", "{a=\"b\"} |= \"x\"");
        row("{a=\"b\"} # a comment\n|=`raw \\d`", "{a=\"b\"} |= \"raw \\\\d\"");
        row("{a=\"b\"}|=\"x\"!=\"y\"|~\"z\"!~\"w\"|>\"<_> q\"!>\"q <_>\"",
            "{a=\"b\"} |= \"x\" != \"y\" |~ \"z\" !~ \"w\" |> \"<_> q\" !> \"q <_>\"");
        row("{a=\"b\"} |= \"x\" or \"y\" or \"z\"", "{a=\"b\"} |= \"x\" or \"y\" or \"z\"");
        row("{a=\"b\"} |= \"tab\\t \\\" \\u00e9 \\x41\"", "{a=\"b\"} |= \"tab\\t \\\" \xC3\xA9 A\"");
        row("{a=\"b\"}|json|  status>=500", "{a=\"b\"} | json | status>=500");
        row("{a=\"b\"} | json c=\"d.e[0]\", f=\"g\"", "{a=\"b\"} | json c=\"d.e[0]\",f=\"g\"");
        row("{a=\"b\"} | logfmt --strict --keep-empty c, d=\"e\"",
            "{a=\"b\"} | logfmt --strict --keep-empty c=\"c\",d=\"e\"");
        row("{a=\"b\"} | pattern \"<ip> - <_>\" | regexp \"(?P<n>\\\\d+)\" | unpack",
            "{a=\"b\"} | pattern \"<ip> - <_>\" | regexp \"(?P<n>\\\\d+)\" | unpack");
        row("{a=\"b\"} | x=\"1\" and y!=\"2\" or z=~\"3\"",
            "{a=\"b\"} | ( ( x=\"1\" , y!=\"2\" ) or z=~\"3\" )");
        row("{a=\"b\"} | x=\"1\", y=\"2\" z=\"3\"", "{a=\"b\"} | ( ( x=\"1\" , y=\"2\" ) , z=\"3\" )");
        row("{a=\"b\"} | (x=\"1\" or y=\"2\") and z=\"3\"",
            "{a=\"b\"} | ( ( x=\"1\" or y=\"2\" ) , z=\"3\" )");
        row("{a=\"b\"} | d > 1.5s | s <= 10KB | n == -3", "{a=\"b\"} | d>1.5s | s<=10KB | n=-3");
        row("{a=\"b\"} | line_format \"{{.x}}\" | label_format y=z,w=\"{{.q | ToUpper}}\"",
            "{a=\"b\"} | line_format \"{{.x}}\" | label_format y=z,w=\"{{.q | ToUpper}}\"");
        row("{a=\"b\"} | drop x,y=\"1\" | keep z | decolorize",
            "{a=\"b\"} | drop x,y=\"1\" | keep z | decolorize");
        row("rate({a=\"b\"}[5m])", "rate({a=\"b\"}[5m])");
        row("rate({a=\"b\"}[5m] |= \"x\")", "rate({a=\"b\"} |= \"x\"[5m])");
        row("count_over_time({a=\"b\"} [1h30m] offset 5m)", "count_over_time({a=\"b\"}[1h30m] offset 5m)");
        row("sum(rate({a=\"b\"}[5m])) by (c, d)", "sum by (c,d)(rate({a=\"b\"}[5m]))");
        row("topk(3, sum without(c) (rate({a=\"b\"}[5m])))", "topk(3,sum without (c)(rate({a=\"b\"}[5m])))");
        row("quantile_over_time(0.99, {a=\"b\"} | json | unwrap duration(d) | __error__=\"\" [1m]) by (c)",
            "quantile_over_time(0.99,{a=\"b\"} | json | unwrap duration_seconds(d) | __error__=\"\"[1m]) by "
            "(c)");
        row("1 + 2 * 3 ^ 2 ^ 2 - 4", "((1 + (2 * (3 ^ (2 ^ 2)))) - 4)");
        row("rate({a=\"b\"}[1m]) > bool 3 or rate({c=\"d\"}[1m])",
            "((rate({a=\"b\"}[1m]) > bool 3) or rate({c=\"d\"}[1m]))");
        row("-1.5", "-1.5");
    }

    void printsWhatItRead()
    {
        QFETCH(QString, query);
        QFETCH(QString, printed);
        const auto parsed = parseQuery(query.toStdString());
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().what));
        QCOMPARE(QString::fromStdString(toString(*parsed)), printed);
        const auto again = parseQuery(printed.toStdString());
        QVERIFY2(again, again ? "" : qPrintable(again.error().what));
        QCOMPARE(QString::fromStdString(toString(*again)), printed);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("error"); // a part of it
        const auto row = [](const char* query, const char* error) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(error);
        };
        // As recorded from the real one.
        row("", "parse error : syntax error: unexpected $end");
        row("{service_name=\"web\"",
            "parse error at line 1, col 20: syntax error: unexpected $end, expecting } or ,");
        row("{env=prod}",
            "parse error at line 1, col 6: syntax error: unexpected IDENTIFIER, expecting STRING");
        row("{env=", "parse error at line 1, col 6: syntax error: unexpected $end, expecting STRING");
        row("foo({env=\"prod\"})", "parse error at line 1, col 1: syntax error: unexpected IDENTIFIER");
        row("{}", "queries require at least one regexp or equality matcher");
        row("{a=~\".*\"}", "queries require at least one regexp or equality matcher");
        row("{a!=\"x\"}", "queries require at least one regexp or equality matcher");
        // Positions count lines and characters.
        row("{a=\"b\"}\n  | json |", "line 2, col 11: syntax error: unexpected $end");
        row("{a=\"ä\"} |", "line 1, col 10");
        row("{a=\"b", "literal not terminated");
        row("{a=\"\\q\"}", "invalid char escape");
        row("{a=~\"(\"}", "error parsing regexp: missing closing ): `(`");
        row("{a=\"b\"} | x=~\"a(?=b)\"", "invalid or unsupported Perl syntax");
        row("{a=\"b\"} | regexp \"(x)\"", "named capture");
        row("{a=\"b\"} | pattern \"<a><b>\"", "capture");
        row("{a=\"b\"} nonsense", "unexpected IDENTIFIER");
        row("{a=\"b\"} | x > \"y\"", "unexpected STRING");
        row("rate({a=\"b\"})", "expecting RANGE");
        row("rate({a=\"b\"}[0s])", "longer than nothing");
        row("sum_over_time({a=\"b\"}[1m])", "without unwrap");
        row("count_over_time({a=\"b\"} | unwrap x [1m])", "with unwrap");
        row("rate({a=\"b\"}[1m]) by (x)", "grouping not allowed");
        row("topk(0, rate({a=\"b\"}[1m]))", "invalid parameter 0");
        row("rate({a=\"b\"}[1m]) rate", "unexpected IDENTIFIER");
        // What Loki knows and the demo does not is said so, with what it can do.
        row("label_replace(rate({a=\"b\"}[1m]), \"x\", \"y\", \"z\", \"w\")",
            "the demo's Loki does not know label_replace. It can do");
        row("absent_over_time({a=\"b\"}[1m])", "the demo's Loki does not know absent_over_time");
        row("{a=\"b\"} |= ip(\"10.0.0.0/8\")", "ip filter");
        row("{a=\"b\"} | x = ip(\"10.0.0.0/8\")", "ip filter");
        row("{a=\"b\"} | line_format \"{{ if .x }}y{{ end }}\"", "templates with {{.label}}");
        row("rate({a=\"b\"}[1m]) / on(c) rate({a=\"b\"}[1m])", "by all their labels only");
    }

    void refuses()
    {
        QFETCH(QString, query);
        QFETCH(QString, error);
        const auto parsed = parseQuery(query.toStdString());
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().what.contains(error), qPrintable(parsed.error().what));
        QCOMPARE(parsed.error().httpStatus, 400);
    }

    void boundsTheDepth_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("brackets") << QByteArray(1'900, '(') + "1" + QByteArray(1'900, ')');
        QTest::newRow("sums") << QByteArray("sum(").repeated(1'900) + "1" + QByteArray(50'000, ')');
        QTest::newRow("powers") << QByteArray("1^").repeated(1'900) + "1";
        QTest::newRow("a long sum") << QByteArray("1+").repeated(100'000) + "1";
        QTest::newRow("a long list of conditions")
            << "{a=\"b\"} | x=1" + QByteArray(",x=1").repeated(100'000);
        QTest::newRow("conditions") << "{a=\"b\"} | " + QByteArray(1'900, '(') + "x=1" +
                                           QByteArray(100'000, ')');
    }

    void boundsTheDepth()
    {
        QFETCH(QByteArray, query);
        const auto parsed = parseQuery(query.toStdString());
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().what.contains(QStringLiteral("too deeply")) ||
                     parsed.error().what.contains(QStringLiteral("too long")),
                 qPrintable(parsed.error().what));
    }

    void aLongChainStillWorks() // as deep as a tree may become
    {
        const auto parsed = parseQuery((QByteArray("1+").repeated(1'900) + "1").toStdString());
        QVERIFY(parsed);
        QVERIFY(toString(*parsed).size() > 1'900);
    }

    void takesSelectorsAlone()
    {
        QVERIFY(parseSelector("{a=\"b\",c=~\"d.*\"}"));
        const auto more = parseSelector("{a=\"b\"} |= \"x\"");
        QVERIFY(!more);
        QCOMPARE(more.error().what, QStringLiteral("only label matchers are supported"));
    }
};

} // namespace tst_logqlparser

SIGNALBOX_GUILESS_TEST(tst_logqlparser, TestLogqlParser)
#include "tst_logqlparser.moc"
