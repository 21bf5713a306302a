// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/level.h"
#include "connectors/simulator/logql/logquery.h"
#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/logql/parser.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_logqlpipeline {

using namespace signalbox::simulator::logql;

namespace {

const Fields streamLabels{{"app", "shop"}, {"zone", "a"}};
const Fields metadata{{"trace_id", "abc"}, {"detected_level", "info"}};

/// What one line becomes: "line {stream} {metadata} {parsed}", or "dropped".
QString outcome(const QString& pipeline, const QByteArray& line)
{
    const auto query = parseQuery("{app=\"shop\"} " + pipeline.toStdString());
    if (!query)
        return query.error().what;
    LineState state;
    const Entry entry{.ns = 1'795'251'600'123'456'789, .line = line.toStdString(), .metadata = metadata};
    state.reset(streamLabels, entry);
    if (!applyAll(std::get<LogSelector>(*query).pipeline, state))
        return QStringLiteral("dropped");
    QString out = QString::fromStdString(state.line);
    if (state.stream() != streamLabels)
        out += QStringLiteral(" stream") + QString::fromStdString(state.stream().toString());
    if (state.metadata() != metadata)
        out += QStringLiteral(" metadata") + QString::fromStdString(state.metadata().toString());
    return out + QLatin1Char(' ') + QString::fromStdString(state.parsed().toString());
}

} // namespace

class TestLogqlPipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesLines_data()
    {
        QTest::addColumn<QString>("pipeline");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char* pipeline, const char* line, const char* outcome) {
            QTest::addRow("%s on %s", pipeline, line)
                << QString::fromUtf8(pipeline) << QByteArray(line) << QString::fromUtf8(outcome);
        };
        // Line filters: not anchored, case-sensitive, joined by or.
        row("|= \"bc\"", "abcd", "abcd {}");
        row("|= \"BC\"", "abcd", "dropped");
        row("|= \"x\" or \"d\"", "abcd", "abcd {}");
        row("!= \"x\" or \"d\"", "abcd", "dropped");
        row("|~ \"(?i)BC\"", "abcd", "abcd {}");
        row("|~ \"^b\"", "abcd", "dropped");
        row("!~ \"b.d\"", "abcd", "dropped");
        row("|~ \"(\"", "a(b", "dropped"); // a broken expression matches nothing
        row("!~ \"(\"", "a(b", "dropped");
        row("|> \"GET <_> 200\"", "GET /x 200", "GET /x 200 {}");
        row("|> \"GET <_> 200\"", "GET /x 500", "dropped");
        row("!> \"GET <_> 200\"", "GET /x 500", "GET /x 500 {}");
        row("|> \"<_> end\"", "the end", "the end {}");
        // json
        row("| json",
            "{\"a\":\"x\",\"n\":1e309,\"b\":true,\"z\":null,\"o\":{\"p\":{\"q\":\"r\"}},\"l\":[1,2]}",
            "{\"a\":\"x\",\"n\":1e309,\"b\":true,\"z\":null,\"o\":{\"p\":{\"q\":\"r\"}},\"l\":[1,2]} "
            "{a=\"x\", b=\"true\", n=\"1e309\", o_p_q=\"r\"}");
        row("| json", "{\"trace_id\":\"1\",\"zone\":\"b\",\"trace.id\":\"2\",\"2x\":\"y\"}",
            "{\"trace_id\":\"1\",\"zone\":\"b\",\"trace.id\":\"2\",\"2x\":\"y\"} {_2x=\"y\", "
            "trace_id_extracted=\"1\", zone_extracted=\"b\"}");
        row("| json", "{\"a\":\"\\u00e9\\n\\ud83d\\ude00\"}",
            "{\"a\":\"\\u00e9\\n\\ud83d\\ude00\"} {a=\"\xC3\xA9\\n\xF0\x9F\x98\x80\"}");
        row("| json", "plain",
            "plain {__error__=\"JSONParserErr\", __error_details__=\"Value looks like object, but can't find "
            "closing '}' symbol\"}");
        row("| json", "{\"a\":\"x\",\"b",
            "{\"a\":\"x\",\"b {__error__=\"JSONParserErr\", __error_details__=\"Value is string, but can't "
            "find closing '\\\"' symbol\", a=\"x\"}");
        row("| json code=\"e.code\", first=\"l[0].x\", all=\"l\"",
            "{\"e\":{\"code\":7},\"l\":[{\"x\":\"y\"}]}",
            "{\"e\":{\"code\":7},\"l\":[{\"x\":\"y\"}]} {all=\"[{\\\"x\\\":\\\"y\\\"}]\", code=\"7\", "
            "first=\"y\"}");
        row("| json | __error__=\"x\"", "plain", "dropped");
        row("| json | __error__=\"\"", "plain", "dropped");
        // logfmt
        row("| logfmt", "level=warn msg=\"a \\\"b\\\" c\" flag empty= zone=b",
            "level=warn msg=\"a \\\"b\\\" c\" flag empty= zone=b {level=\"warn\", msg=\"a \\\"b\\\" c\", "
            "zone_extracted=\"b\"}");
        row("| logfmt m=\"msg\"", "msg=x other=y", "msg=x other=y {m=\"x\"}");
        row("| logfmt --strict", "a=b \"x\" c=d",
            "a=b \"x\" c=d {__error__=\"LogfmtParserErr\", __error_details__=\"logfmt syntax error at pos 5 "
            ": unexpected '\\\"'\", a=\"b\", c=\"d\"}");
        row("| logfmt", "a=b \"x\" c=d", "a=b \"x\" c=d {a=\"b\", c=\"d\"}");
        // pattern, regexp, unpack
        row("| pattern \"<method> <path> <_>\"", "GET /x 200 3ms",
            "GET /x 200 3ms {method=\"GET\", path=\"/x\"}");
        row("| regexp \"(?P<n>\\\\d+)ms\"", "took 30ms", "took 30ms {n=\"30\"}");
        row("| regexp \"(?P<n>\\\\d+)ms\"", "took long", "took long {}");
        row("| unpack", "{\"_entry\":\"inner\",\"pod\":\"p1\",\"n\":3}", "inner {pod=\"p1\"}");
        // label filters
        row("| trace_id=\"abc\"", "x", "x {}");
        row("| trace_id=\"ab\"", "x", "dropped");
        row("| trace_id=~\"a.\"", "x", "dropped"); // anchored
        row("| trace_id=~\"a.*\"", "x", "x {}");
        row("| nosuch=\"\"", "x", "x {}");
        row("| nosuch!=\"y\"", "x", "x {}");
        row("| logfmt | n>3", "n=4", "n=4 {n=\"4\"}");
        row("| logfmt | n>3", "n=3", "dropped");
        row("| logfmt | nosuch>3", "n=4", "dropped");
        row("| logfmt | d>=1.5s", "d=1500ms", "d=1500ms {d=\"1500ms\"}");
        row("| logfmt | s>1KB", "s=1KiB", "s=1KiB {s=\"1KiB\"}");
        row("| logfmt | s>1KiB", "s=1KB", "dropped");
        row("| logfmt | n>3", "n=many",
            "n=many {__error__=\"LabelFilterErr\", __error_details__=\"strconv.ParseFloat: parsing "
            "\\\"many\\\": invalid syntax\", n=\"many\"}");
        row("| logfmt | n=1 or m=\"x\" and n=2", "n=2 m=x", "n=2 m=x {m=\"x\", n=\"2\"}");
        row("| logfmt | n=1 or m=\"x\" and n=3", "n=2 m=x", "dropped");
        // formats
        row("| logfmt | line_format \"{{.zone}}/{{ .m | ToUpper }} {{.nosuch}}{{__line__}}\"", "m=x",
            "a/X m=x {m=\"x\"}");
        row("| line_format \"{{__timestamp__}}\"", "x", "2026-11-21T09:00:00.123456789Z {}");
        row("| label_format z=trace_id, zone=\"{{.app}}!\"", "x",
            "x stream{app=\"shop\"} metadata{detected_level=\"info\"} {z=\"abc\", zone=\"shop!\"}");
        row("| logfmt | drop a, b=\"1\", zone", "a=1 b=2 c=3",
            "a=1 b=2 c=3 stream{app=\"shop\"} {b=\"2\", c=\"3\"}");
        row("| logfmt | keep a, app", "a=1 b=2", "a=1 b=2 stream{app=\"shop\"} metadata{} {a=\"1\"}");
        row("| decolorize", "\x1b[31mred\x1b[0m \x1b[1;4mx\x1b[m", "red x {}");
    }

    void changesLines()
    {
        QFETCH(QString, pipeline);
        QFETCH(QByteArray, line);
        QTEST(tst_logqlpipeline::outcome(pipeline, line), "outcome");
    }

    void guessesLevels_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("level");
        const auto row = [](const char* line, const char* level) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(level);
        };
        row("{\"level\":\"warn\",\"msg\":\"an error\"}", "warn");
        row("{\"severity\":\"ERROR\"}", "error");
        row("level=info msg=\"fatal mistake\"", "info");
        row("lvl=WRN x=y", "warn");
        row("level=odd an error", "error");
        row("12:00 ERROR cannot", "error");
        row("[warning] x", "warn");
        row("is no trace id", "trace");
        row("trace_id=0000 none", "unknown");   // no word of its own
        row("\x1b[31mERROR\x1b[0m", "unknown"); // the letter before it belongs to the word
        row("GET / 200", "unknown");
        row("", "unknown");
    }

    void guessesLevels()
    {
        QFETCH(QByteArray, line);
        QTEST(QByteArray::fromStdString(detectedLevel({}, {}, line.toStdString())), "level");
    }

    void labelsAndMetadataNameTheLevelFirst()
    {
        QCOMPARE(detectedLevel({{"level", "debug"}}, {}, "an error"), std::string("debug"));
        QCOMPARE(detectedLevel({{"level", "debug"}}, {{"severity_text", "FATAL"}}, "an error"),
                 std::string("fatal"));
    }

    void hostileJsonIsBounded()
    {
        QByteArray deep = QByteArray("{\"a\":").repeated(100'000) + "1";
        QVERIFY(outcome(QStringLiteral("| json"), deep).contains(QStringLiteral("JSONParserErr")));
        deep = "{\"a\":" + QByteArray(100'000, '[');
        QVERIFY(outcome(QStringLiteral("| json"), deep).contains(QStringLiteral("JSONParserErr")));
        QVERIFY(
            outcome(QStringLiteral("| json x=\"a[0][0]\""), deep).contains(QStringLiteral("JSONParserErr")));
    }
};

} // namespace tst_logqlpipeline

SIGNALBOX_GUILESS_TEST(tst_logqlpipeline, TestLogqlPipeline)
#include "tst_logqlpipeline.moc"
