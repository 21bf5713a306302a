// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/errors.h"
#include "connectors/prometheus/parser.h"
#include "connectors/prometheus/samples.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>

namespace tst_prometheusparser {

using namespace signalbox;
using namespace signalbox::prometheus;

namespace {

/// JSON with single quotes, which reads better in a source than the real ones would.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QString backend = QStringLiteral("shop-metrics");

QByteArray matrix(const QByteArray& series)
{
    return json("{'status':'success','data':{'resultType':'matrix','result':[") + series + "]}}";
}

QByteArray samples(const QByteArray& values)
{
    return matrix(json("{'metric':{'job':'a'},'values':[") + values + "]}");
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestPrometheusParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTimes_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("good");
        QTest::addColumn<qint64>("ns");
        const auto row = [](const char* token, bool good, qint64 ns = 0) {
            QTest::newRow(token) << QByteArray(token) << good << ns;
        };
        row("1795251600", true, 1'795'251'600'000'000'000);
        row("1795251600.1", true, 1'795'251'600'100'000'000);
        row("1795251600.123", true, 1'795'251'600'123'000'000);
        row("1795251600.001  ", true, 1'795'251'600'001'000'000);
        row("1795251600.123456789", true, 1'795'251'600'123'456'789);
        row("1795251600.1234567899", true, 1'795'251'600'123'456'789);
        row("0", true, 0);
        row("-1.5", true, -1'500'000'000);
        row("1.795251600123e+09", true, 1'795'251'600'123'000'000);
        row("1.7952516e9", true, 1'795'251'600'000'000'000);
        row("9223372036854775807", false);
        row("99999999999999999999999999", false);
        row("1e300", false);
        row("", false);
        row("-", false);
        row(".5", false);
        row("null", false);
        row("\"1795251600\"", false);
        row("12x", false);
    }
    void readsTimes()
    {
        QFETCH(QByteArray, token);
        QFETCH(bool, good);
        QFETCH(qint64, ns);
        std::int64_t got = 0;
        QCOMPARE(readTime(std::string_view(token.constData(), std::size_t(token.size())), got), good);
        if (good)
            QCOMPARE(got, ns);
    }

    void readsValues_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("good");
        QTest::addColumn<double>("value");
        const double nan = std::nan("");
        const double inf = INFINITY;
        const auto row = [](const char* token, bool good, double value = 0) {
            QTest::newRow(token) << QByteArray(token) << good << value;
        };
        row("\"0\"", true, 0);
        row("\"0.3333333333333333\"", true, 0.3333333333333333);
        row("\"-12.5\"  ", true, -12.5);
        row("\"1e-7\"", true, 1e-7);
        row("\"1.5E+21\"", true, 1.5e21);
        row("\"NaN\"", true, nan);
        row("\"+Inf\"", true, inf);
        row("\"Inf\"", true, inf);
        row("\"-Inf\"", true, -inf);
        row("5", true, 5);
        row("\"nan\"", false);
        row("\"infinity\"", false);
        row("\"0x10\"", false);
        row("\"1,5\"", false);
        row("\"1 \"", false);
        row("\"\"", false);
        row("\"-\"", false);
        row("\"1e999\"", false);
        row("true", false);
        row("{", false);
    }
    void readsValues()
    {
        QFETCH(QByteArray, token);
        QFETCH(bool, good);
        QFETCH(double, value);
        double got = 0;
        QCOMPARE(readValue(std::string_view(token.constData(), std::size_t(token.size())), got), good);
        if (good && std::isnan(value))
            QVERIFY(std::isnan(got));
        else if (good)
            QCOMPARE(got, value);
    }

    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& body, const char* says,
                            ErrorKind kind = ErrorKind::Parse) {
            QTest::newRow(name) << body << kind << QString::fromUtf8(says);
        };
        const QByteArray good = samples(json("[1795251600,'1'],[1795251615,'2']"));
        row("empty", "", "an empty body");
        row("blank", " \n ", "an empty body");
        row("cut off in a number", good.left(good.indexOf("251615")), "cut off");
        row("cut off in a string", good.left(good.indexOf("cess")), "cut off");
        row("cut off before the last brace", good.chopped(1), "answered with");
        row("cut off behind a sample", good.chopped(4), "cut off");
        row("text behind it", good + "{}", "no valid JSON");
        row("page", "<!DOCTYPE html><html><title>Sign in &amp; up</title></html>", "web page (“Sign in");
        row("page without a title", "<html></html>", "login page?");
        row("plain text", "Service Unavailable", "Service Unavailable");
        row("null", "null", "another shape");
        row("number", "42", "another shape");
        row("array", "[1,2]", "another shape");
        row("no data", json("{'status':'success'}"), "without “data”");
        row("null data", json("{'status':'success','data':null}"), "without “data”");
        row("no status", json("{'data':{'resultType':'matrix','result':[]}}"), "without a “status”");
        row("data is text", json("{'status':'success','data':'x'}"), "no query result");
        row("no result", json("{'status':'success','data':{'resultType':'matrix'}}"), "no query result");
        row("no type", json("{'status':'success','data':{'result':[]}}"), "no query result");
        row("unknown type", json("{'status':'success','data':{'resultType':'streams','result':[]}}"),
            "no query result");
        row("result is an object", json("{'status':'success','data':{'resultType':'matrix','result':{}}}"),
            "no query result");
        row("nested as data", json("{'status':'success','data':") + nested(100'000) + "}", "no query result");
        row("nested as a whole", nested(100'000), "another shape");
        row("open brackets only", QByteArray(100'000, '['), "answered with");
        row("control characters", QByteArray("\x1b[31mred\x00", 9), "[31mred");
        row("error with 200", json("{'status':'error','errorType':'execution','error':'too many samples.'}"),
            "refused: too many samples. Change the expression", ErrorKind::Http);
        row("VictoriaMetrics' error", json("{'status':'error','errorType':'422','error':'cannot parse'}"),
            "refused: cannot parse. Change the expression", ErrorKind::Http);
        row("error without words", json("{'status':'error'}"), "no reason given", ErrorKind::Http);
    }
    void refusesWhatIsNoAnswer()
    {
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, says);
        const auto answer = parseQuery(body, backend);
        QVERIFY(!answer);
        QVERIFY(answer.error().kind == kind);
        QVERIFY2(answer.error().what.startsWith(backend), qPrintable(answer.error().what));
        QVERIFY2(answer.error().what.contains(says), qPrintable(answer.error().what));
        QVERIFY(answer.error().what.size() < 600);
    }

    void everyPrefixOfAnAnswerIsRefused()
    {
        const QByteArray good = json(
            "{'status':'success','data':{'resultType':'matrix','result':[{'metric':{'a':'b'},'values':[[1,'1'"
            "]],"
            "'histograms':[[2,{'count':'3','sum':'4.5','buckets':[[0,'1','2','3']]}]]}]},'warnings':['w']}");
        QVERIFY(parseQuery(good, backend));
        for (qsizetype size = 0; size < good.size(); ++size) {
            const auto answer = parseQuery(good.left(size), backend);
            QVERIFY2(!answer && answer.error().kind == ErrorKind::Parse, qPrintable(QString::number(size)));
        }
    }

    void leavesBadEntriesOutAndCountsThem_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("series");
        QTest::addColumn<int>("points");
        QTest::addColumn<int>("bad");
        const auto row = [](const char* name, const QByteArray& body, int series, int points, int bad) {
            QTest::newRow(name) << body << series << points << bad;
        };
        row("value of another type", samples(json("[1,'1'],[2,true],[3,null],[4,{}],[5,[6]],[7,'7']")), 1, 2,
            4);
        row("words", samples(json("[1,'one'],[2,'2']")), 1, 1, 1);
        row("time of another type", samples(json("['1','1'],[null,'2'],[3,'3']")), 1, 1, 2);
        row("too short, too long", samples(json("[1],[],[2,'2','2'],[3,'3']")), 1, 1, 3);
        row("no pairs", samples(json("1,'a',null,{},[3,'3']")), 1, 1, 4);
        row("series of another type", matrix(json("1,null,'x',[],{'metric':{},'values':[[1,'1']]}")), 1, 1,
            4);
        row("label that is no text",
            matrix(json("{'metric':{'a':1},'values':[[1,'1']]},{'values':[[1,'1']]}")), 1, 1, 1);
        row("metric that is no object", matrix(json("{'metric':[],'values':[[1,'1']]}")), 0, 0, 1);
        row("values that are no list", matrix(json("{'metric':{},'values':{'a':1}}")), 0, 0, 1);
        row("lone surrogate in a label",
            matrix(json("{'metric':{'a':'\\ud800'},'values':[[1,'1']]},{'metric':{},'values':[[1,'1']]}")), 1,
            1, 1);
        row("unknown keys",
            matrix(json("{'x':[[[1]]],'metric':{},'y':{'z':{}},'values':[[1,'1']],'w':null}")), 1, 1, 0);
        row("nested in a series",
            matrix(json("{'metric':{},'x':") + nested(100'000) + json(",'values':[[1,'1']]}")), 1, 1, 0);
        row("nested as a value", samples("[1," + nested(100'000) + json("],[2,'2']")), 1, 1, 1);
        row("bad histogram",
            matrix(json("{'metric':{},'histograms':[[1,{'count':'x','sum':'1'}],[2,[]],[3,{'count':'1','sum':"
                        "'1'}]]}")),
            1, 1, 2);
        row("bad bucket",
            matrix(json("{'metric':{},'histograms':[[1,{'count':'1','sum':'1','buckets':[[9,'1','2','3'],[0,'"
                        "1']]}]]}")),
            1, 1, 2);
        row("null result", json("{'status':'success','data':{'resultType':'matrix','result':null}}"), 0, 0,
            0);
    }
    void leavesBadEntriesOutAndCountsThem()
    {
        QFETCH(QByteArray, body);
        const auto answer = parseQuery(body, backend);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        int points = 0;
        for (const Series& series : answer->series)
            points += int(series.pointCount());
        QTEST(int(answer->series.size()), "series");
        QTEST(points, "points");
        QTEST(answer->notes.badEntries, "bad");
        QCOMPARE(answer->notes.firstBadEntry.isEmpty(), answer->notes.badEntries == 0);
    }

    void replacesBytesThatAreNotUtf8()
    {
        const auto answer = parseQuery(
            matrix("{\"metric\":{\"a\":\"caf\xe9 \xf0\x9f\x98\x80\"},\"values\":[[1,\"1\"]]}"), backend);
        QVERIFY(answer);
        QCOMPARE(answer->series.size(), std::size_t{1});
        QCOMPARE(answer->series[0].labels.value(u"a"), QString::fromUtf8("caf\xef\xbf\xbd \xf0\x9f\x98\x80"));
        QCOMPARE(answer->notes.warnings.size(), 1);
        QVERIFY(answer->notes.warnings[0].contains(QLatin1String("UTF-8")));
    }

    void replacesBadBytesInALargeBody()
    {
        // Around the border of the pieces in which bytes are replaced.
        QByteArray label;
        while (label.size() < 200'000)
            label += "\xf0\x9f\x98\x80\xff";
        const auto answer =
            parseQuery(matrix("{\"metric\":{\"a\":\"" + label + "\"},\"values\":[]}"), backend);
        QVERIFY(answer);
        QCOMPARE(answer->series[0].labels.value(u"a"), QString::fromUtf8(label));
    }

    void readsNativeHistogramsBesideFloats()
    {
        const auto answer = parseQuery(
            matrix(json(
                "{'metric':{'__name__':'lat'},'values':[[10,'1']],'histograms':[[30,{'count':'3','sum':'4.5',"
                "'buckets':[[0,'1','2','2.5'],[3,'-0.001','0.001','0.5']]}],[20,{'sum':'NaN','count':'0'}]]"
                "}")),
            backend);
        QVERIFY(answer);
        const Series& series = answer->series.at(0);
        QCOMPARE(series.times.size(), std::size_t{1});
        QCOMPARE(series.histograms.size(), std::size_t{2});
        QCOMPARE(series.histograms[0].at, Instant::fromSeconds(20));
        QVERIFY(std::isnan(series.histograms[0].sum));
        QCOMPARE(series.histograms[1].count, 3.0);
        const std::vector<HistogramBucket> buckets{
            {.rule = BucketRule::OpenLeft, .lower = 1, .upper = 2, .count = 2.5},
            {.rule = BucketRule::ClosedBoth, .lower = -0.001, .upper = 0.001, .count = 0.5}};
        QVERIFY(series.histograms[1].buckets == buckets);
    }

    void readsAnInstantHistogram()
    {
        const auto answer = parseQuery(json("{'status':'success','data':{'resultType':'vector','result':[{'"
                                            "metric':{},'histogram':[7,{'count':'1','sum':'2'}]}]}}"),
                                       backend);
        QVERIFY(answer);
        QVERIFY(answer->resultType == ResultType::Vector);
        QCOMPARE(answer->series.at(0).histograms.at(0).sum, 2.0);
    }

    void readsKeysInAnyOrder()
    {
        const auto answer = parseQuery(json("{'infos':['i'],'data':{'result':[{'values':[[1,'1']],'metric':{'"
                                            "b':'2','a':'1'}}],'resultType':'matrix'},"
                                            "'stats':{'seriesFetched':'7'},'trace':null,'warnings':['PromQL "
                                            "info: x','w'],'isPartial':true,'status':'success'}"),
                                       backend);
        QVERIFY(answer);
        QCOMPARE(answer->series.at(0).labels, (LabelSet{{QStringLiteral("a"), QStringLiteral("1")},
                                                        {QStringLiteral("b"), QStringLiteral("2")}}));
        QCOMPARE(answer->notes.infos, (QStringList{QStringLiteral("i"), QStringLiteral("PromQL info: x")}));
        QCOMPARE(answer->notes.warnings.size(), 2);
        QCOMPARE(answer->notes.warnings[0], QStringLiteral("w"));
    }

    void putsPointsInOrder()
    {
        const auto answer = parseQuery(samples(json("[3,'3'],[1,'1'],[2,'2'],[1,'9']")), backend);
        QVERIFY(answer);
        QCOMPARE(answer->series.at(0).values, (std::vector<double>{1, 2, 3}));
    }

    void stopsAtItsCaps()
    {
        QByteArray list;
        for (int i = 0; i < 5; ++i)
            list += (i ? "," : "") + QByteArray(json("{'metric':{'i':'")) + QByteArray::number(i) +
                    json("'},'values':[[1,'1'],[2,'2']]}");
        const auto few = parseQuery(matrix(list), backend, {.series = 3, .points = 100});
        QVERIFY(few);
        QCOMPARE(few->series.size(), std::size_t{3});
        QVERIFY(few->notes.truncated);
        QVERIFY(few->notes.warnings.at(0).contains(QLatin1String("first 3 series")));
        const auto short_ = parseQuery(matrix(list), backend, {.series = 100, .points = 5});
        QVERIFY(short_);
        QCOMPARE(short_->series.size(), std::size_t{3});
        QCOMPARE(short_->series[2].values.size(), std::size_t{1});
        QVERIFY(short_->notes.truncated);
        QVERIFY(short_->notes.warnings.at(0).contains(QLatin1String("first 5 points")));
        const auto whole = parseQuery(matrix(list), backend, {.series = 5, .points = 11});
        QVERIFY(whole && !whole->notes.truncated);
    }

    void tellsThatTheServerTruncated()
    {
        const auto answer = parseList(
            json("{'status':'success','data':['a'],'warnings':['results truncated due to limit']}"), backend);
        QVERIFY(answer);
        QVERIFY(answer->notes.truncated);
    }

    void readsABodyWithoutRoomBehindIt()
    {
        const QByteArray body = samples(json("[1,'1']"));
        const auto answer = parseQuery(QByteArray::fromRawData(body.constData(), body.size()), backend);
        QVERIFY(answer);
        QCOMPARE(answer->series.size(), std::size_t{1});
    }

    void findsThePositionOfAParseError_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("2.x") << QStringLiteral("1:34: parse error: unclosed left parenthesis") << 1 << 34;
        QTest::newRow("3.x") << QStringLiteral("invalid parameter \"query\": 2:7: parse error: bad") << 2
                             << 7;
        QTest::newRow("none") << QStringLiteral("parse error at char 5: bad") << 0 << 0;
        QTest::newRow("clock") << QStringLiteral("at 12:30: no data") << 0 << 0;
    }
    void findsThePositionOfAParseError()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        const auto position = positionIn(refused(backend, QStringLiteral("bad_data"), text, 400));
        QCOMPARE(position.has_value(), line > 0);
        if (position)
            QCOMPARE(*position, (QueryPosition{.line = line, .column = column}));
    }

    void readsRulesAndTheirAlerts()
    {
        const QByteArray alert = json("{'labels':{'alertname':'Down'},'annotations':{},'state':'firing','"
                                      "activeAt':'2026-11-21T09:00:00Z','value':'1e+00'}");
        const QByteArray alerting =
            json("{'type':'alerting','state':'firing','name':'Down','query':'up==0','duration':300,'"
                 "keepFiringFor':1.5,"
                 "'labels':{'severity':'page'},'annotations':{'s':'x'},'health':'ok','evaluationTime':0.25,"
                 "'lastEvaluation':'2026-11-21T09:00:00.5+02:00','alerts':[") +
            alert + ",7]}";
        const QByteArray recording = json("{'type':'recording','name':'a:b','query':'sum(b)','health':'err','"
                                          "lastError':'boom','lastEvaluation':'0001-01-01T00:00:00Z'}");
        const QByteArray first = json("{'name':'g','file':'f.yml','interval':30,'limit':2,'evaluationTime':0."
                                      "01,'lastEvaluation':'2026-11-21T09:00:00Z','rules':[") +
                                 alerting + "," + recording + json(",'no rule']}");
        const QByteArray second =
            json("{'name':'quiet','rules':[{'type':'alerting','name':'X','query':'1','alerts':null}]}");
        const auto page = parseRules(json("{'status':'success','data':{'groups':[") + first + "," + second +
                                         json("],'groupNextToken':'next'}}"),
                                     backend);
        QVERIFY(page);
        QCOMPARE(page->nextToken, QStringLiteral("next"));
        QCOMPARE(page->answer.notes.badEntries, 2);
        QCOMPARE(page->answer.groups.size(), std::size_t{2});
        const RuleGroup& group = page->answer.groups[0];
        QCOMPARE(group.interval, Duration(std::chrono::seconds(30)));
        QCOMPARE(group.limit, 2);
        QCOMPARE(group.rules.size(), std::size_t{2});
        const Rule& down = group.rules[0];
        QCOMPARE(down.kind, Rule::Kind::Alerting);
        QVERIFY(down.state == AlertState::Firing);
        QVERIFY(down.health == RuleHealth::Ok);
        QCOMPARE(down.duration, Duration(std::chrono::minutes(5)));
        QCOMPARE(down.keepFiringFor, Duration(std::chrono::milliseconds(1500)));
        QCOMPARE(down.evaluationTime, Duration(std::chrono::milliseconds(250)));
        QCOMPARE(down.lastEvaluation->toRfc3339(), QStringLiteral("2026-11-21T07:00:00.500Z"));
        QCOMPARE(down.alerts.size(), std::size_t{1});
        QCOMPARE(down.alerts[0].value, std::optional<double>(1.0));
        QCOMPARE(down.alerts[0].name(), QStringLiteral("Down"));
        const Rule& recorded = group.rules[1];
        QCOMPARE(recorded.kind, Rule::Kind::Recording);
        QVERIFY(recorded.health == RuleHealth::Failing);
        QCOMPARE(recorded.lastError, QStringLiteral("boom"));
        QVERIFY(!recorded.lastEvaluation); // Go's zero time: never
        QVERIFY(page->answer.groups[1].rules.at(0).health == RuleHealth::Unknown);
    }

    void readsExemplarsMetadataAndLists()
    {
        const auto exemplars = parseExemplars(
            json("{'status':'success','data':[{'seriesLabels':{'a':'b'},'exemplars':["
                 "{'labels':{'trace_id':'0af7651916cd43dd8448eb211c80319c'},'value':'0.3','timestamp':2.5},"
                 "{'labels':{'x':'y'},'value':'1','timestamp':1.25},{'labels':{},'value':'bad','timestamp':1}"
                 "]}]}"),
            backend);
        QVERIFY(exemplars);
        QCOMPARE(exemplars->notes.badEntries, 1);
        const auto& found = exemplars->series.at(0).exemplars;
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].at.ns, 1'250'000'000);
        QVERIFY(traceIdOf(found[0]).isNull());
        QCOMPARE(traceIdOf(found[1]).toHex(), QStringLiteral("0af7651916cd43dd8448eb211c80319c"));

        const auto metadata =
            parseMetadata(json("{'status':'success','data':{'up':[{'type':'gauge','help':'h','unit':''},{'"
                               "type':'counter','help':'i','unit':'s'}],'bad':7}}"),
                          backend);
        QVERIFY(metadata);
        QCOMPARE(metadata->metrics.value(QStringLiteral("up")).size(), std::size_t{2});
        QCOMPARE(metadata->metrics.value(QStringLiteral("up"))[1].unit, QStringLiteral("s"));
        QCOMPARE(metadata->notes.badEntries, 1);

        const auto list = parseList(json("{'status':'success','data':['b',1,'a']}"), backend);
        QVERIFY(list);
        QCOMPARE(list->values, (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(list->notes.badEntries, 1);
        for (const QByteArray& empty :
             {json("{'status':'success'}"), json("{'status':'success','data':null}"),
              json("{'status':'success','data':[]}")})
            QVERIFY(parseList(empty, backend)->values.isEmpty());
        QVERIFY(!parseList(json("{'status':'success','data':{'a':1}}"), backend));

        const auto series = parseSeries(json("{'status':'success','data':[{'a':'1'},{'a':1},{}]}"), backend);
        QVERIFY(series);
        QCOMPARE(series->series.size(), std::size_t{2});
        QCOMPARE(series->notes.badEntries, 1);

        for (const auto& parse :
             {+[](const QByteArray& b) { return parseAlerts(b, backend).has_value(); },
              +[](const QByteArray& b) { return parseRules(b, backend).has_value(); },
              +[](const QByteArray& b) { return parseMetadata(b, backend).has_value(); },
              +[](const QByteArray& b) { return parseBuildInfo(b, backend).has_value(); },
              +[](const QByteArray& b) { return parseFormatted(b, backend).has_value(); }}) {
            QVERIFY(!parse(json("{'status':'success'}")));
            QVERIFY(!parse(json("{'status':'success','data':[7]}")));
            QVERIFY(!parse("<html>"));
            QVERIFY(!parse(nested(100'000)));
        }
    }
};

} // namespace tst_prometheusparser

SIGNALBOX_GUILESS_TEST(tst_prometheusparser, TestPrometheusParser)
#include "tst_prometheusparser.moc"
