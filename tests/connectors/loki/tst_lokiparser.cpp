// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/answer.h"
#include "connectors/loki/catalogparser.h"
#include "connectors/loki/parser.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>

namespace tst_lokiparser {

using namespace signalbox;
using namespace signalbox::loki;

namespace {

const QString backend = QStringLiteral("logs of prod");

QByteArray streams(const QByteArray& result, const QByteArray& more = {})
{
    return R"({"status":"success","data":{"resultType":"streams","encodingFlags":["categorize-labels"],"result":)" +
           result + "}" + more + "}";
}

QByteArray oneStream(const QByteArray& values)
{
    return streams(R"([{"stream":{"app":"api"},"values":)" + values + "}]");
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entriesOfEveryShape_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<LabelSet>("metadata");
        QTest::addColumn<LabelSet>("parsed");
        const LabelSet id{{QStringLiteral("trace_id"), QStringLiteral("4bf9")}};
        const LabelSet code{{QStringLiteral("code"), QStringLiteral("500")}};
        QTest::newRow("two parts") << QByteArray(R"(["7","x"])") << LabelSet() << LabelSet();
        QTest::newRow("empty third") << QByteArray(R"(["7","x",{}])") << LabelSet() << LabelSet();
        QTest::newRow("categorised")
            << QByteArray(R"(["7","x",{"structuredMetadata":{"trace_id":"4bf9"},"parsed":{"code":"500"}}])")
            << id << code;
        QTest::newRow("metadata only")
            << QByteArray(R"(["7","x",{"structuredMetadata":{"trace_id":"4bf9"}}])") << id << LabelSet();
        QTest::newRow("parsed only") << QByteArray(R"(["7","x",{"parsed":{"code":"500"}}])") << LabelSet()
                                     << code;
        QTest::newRow("flat, as pushed")
            << QByteArray(R"(["7","x",{"trace_id":"4bf9"}])") << id << LabelSet();
        QTest::newRow("escapes in names and values")
            << QByteArray(R"(["7","x",{"parsed":{"c\u006fde":"5\u00300"}}])") << LabelSet() << code;
        QTest::newRow("a number as value")
            << QByteArray(R"(["7","x",{"parsed":{"code":500 }}])") << LabelSet() << code;
        QTest::newRow("null as value") << QByteArray(R"(["7","x",{"parsed":{"code":null}}])") << LabelSet()
                                       << LabelSet{{QStringLiteral("code"), {}}};
        QTest::newRow("a number as time") << QByteArray(R"([7,"x"])") << LabelSet() << LabelSet();
        QTest::newRow("blanks everywhere")
            << QByteArray(" [ \"7\" , \"x\"\n, { \"parsed\" : { \"code\" : \"500\" } } ] ") << LabelSet()
            << code;
        QTest::newRow("a fourth part")
            << QByteArray(R"(["7","x",{},{"later":1}])") << LabelSet() << LabelSet();
    }
    void entriesOfEveryShape()
    {
        QFETCH(QByteArray, entry);
        QFETCH(LabelSet, metadata);
        QFETCH(LabelSet, parsed);
        const auto page = parseStreams(oneStream("[" + entry + "," + entry + "]"), backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QCOMPARE(page->batch->size(), std::size_t{2});
        QCOMPARE(page->notes, Notes());
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(page->batch->time(i).ns, 7);
            QCOMPARE(page->batch->line(i), std::string_view("x"));
            QCOMPARE(page->batch->metadata(i), metadata);
            QCOMPARE(page->batch->parsed(i), parsed);
            QCOMPARE(page->batch->labels(i), (LabelSet{{QStringLiteral("app"), QStringLiteral("api")}}));
        }
    }

    void oneBadEntryIsLeftOutAndCounted_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("text") << QByteArray(R"("7")");
        QTest::newRow("object") << QByteArray(R"({"ts":"7"})");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("empty") << QByteArray("[]");
        QTest::newRow("no line") << QByteArray(R"(["7"])");
        QTest::newRow("time not a number") << QByteArray(R"(["soon","x"])");
        QTest::newRow("time with a fraction") << QByteArray(R"(["7.5","x"])");
        QTest::newRow("time too long") << QByteArray(R"(["99999999999999999999","x"])");
        QTest::newRow("time empty") << QByteArray(R"(["","x"])");
        QTest::newRow("line a number") << QByteArray(R"(["7",8])");
        QTest::newRow("line a list") << QByteArray(R"(["7",["x"]])");
        QTest::newRow("line with a broken escape") << QByteArray(R"(["7","a\qb"])");
        QTest::newRow("line with a broken unicode escape") << QByteArray(R"(["7","a\u12"])");
    }
    void oneBadEntryIsLeftOutAndCounted()
    {
        QFETCH(QByteArray, entry);
        const auto page =
            parseStreams(oneStream(R"([["1","before"],)" + entry + R"(,["2","behind"]])"), backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QCOMPARE(page->batch->size(), std::size_t{2});
        QCOMPARE(page->batch->line(1), std::string_view("behind"));
        QCOMPARE(page->notes.badEntries, 1);
        QVERIFY(!page->notes.firstBad.isEmpty());
    }

    void badMetadataCostsNotTheLine_data()
    {
        QTest::addColumn<QByteArray>("third");
        QTest::newRow("text") << QByteArray(R"("x")");
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("broken escape in a value")
            << QByteArray(R"({"structuredMetadata":{"a":"\q","b":"kept"}})");
        QTest::newRow("broken escape in a name")
            << QByteArray(R"({"structuredMetadata":{"\q":"a","b":"kept"}})");
        QTest::newRow("a list as value") << QByteArray(R"({"structuredMetadata":{"a":["x"],"b":"kept"}})");
        QTest::newRow("a list for all of it") << QByteArray(R"({"structuredMetadata":["x"],"b":"kept"})");
    }
    void badMetadataCostsNotTheLine()
    {
        QFETCH(QByteArray, third);
        const auto page = parseStreams(oneStream(R"([["1","x",)" + third + R"(],["2","behind"]])"), backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QCOMPARE(page->batch->size(), std::size_t{2});
        QCOMPARE(page->notes.badEntries, 0);
        QCOMPARE(page->notes.badFields, 1);
        if (third.contains("kept"))
            QCOMPARE(page->batch->metadata(0), (LabelSet{{QStringLiteral("b"), QStringLiteral("kept")}}));
    }

    void badStreamsDoNotTakeTheOthersAlong()
    {
        const auto page = parseStreams(
            streams(
                R"([7,{"stream":{"app":"a"},"values":"none"},{"stream":[],"values":[["1","x"]]},{"values":[["2","late"]],"stream":{"app":"b"}}])"),
            backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QCOMPARE(page->batch->size(), std::size_t{2});
        QCOMPARE(page->batch->labels(1), (LabelSet{{QStringLiteral("app"), QStringLiteral("b")}}));
        QCOMPARE(page->notes.badEntries, 2);
        QCOMPARE(page->notes.badFields, 1);
    }

    void repeatedMetadataIsStillEachLinesOwn()
    {
        QByteArray values;
        for (int i = 0; i < 3000; ++i)
            values += (i ? ",[\"" : "[\"") + QByteArray::number(i) +
                      "\",\"x\",{\"structuredMetadata\":{\"n\":\"" + QByteArray::number(i % 150) + "\"}}]";
        const auto page = parseStreams(oneStream("[" + values + "]"), backend);
        QVERIFY(page);
        QCOMPARE(page->batch->size(), std::size_t{3000});
        for (std::size_t i = 0; i < 3000; ++i)
            QCOMPARE(page->batch->metadata(i).value(u"n"), QString::number(i % 150));
    }

    void warningsAreKept()
    {
        const auto page =
            parseStreams(streams("[]", R"(,"warnings":["range was clamped",7,"partial"])"), backend);
        QVERIFY(page);
        QVERIFY(page->batch->isEmpty());
        QCOMPARE(page->notes.warnings,
                 (QStringList{QStringLiteral("range was clamped"), QStringLiteral("partial")}));
    }

    void invalidUtf8IsReplacedAndTold()
    {
        const auto page = parseStreams(oneStream("[[\"1\",\"caf\xe9 \xff\"],[\"2\",\"fine\"]]"), backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QVERIFY(page->notes.sanitised);
        QCOMPARE(page->batch->line(0), std::string_view("caf\xef\xbf\xbd \xef\xbf\xbd"));
        QCOMPARE(page->batch->line(1), std::string_view("fine"));
    }

    void badAnswersAreErrorsWithAWayOut_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const auto parse = static_cast<int>(ErrorKind::Parse);
        const auto http = static_cast<int>(ErrorKind::Http);
        const auto invalid = static_cast<int>(ErrorKind::Invalid);
        const QByteArray good = oneStream(R"([["1","a line that is long enough"]])");
        QTest::newRow("empty") << QByteArray() << parse << QStringLiteral("is empty");
        QTest::newRow("blank") << QByteArray(" \r\n") << parse << QStringLiteral("is empty");
        QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html>Sign in") << parse
                              << QStringLiteral("<!DOCTYPE html>");
        QTest::newRow("plain text") << QByteArray("parse error at line 1, col 5: syntax error") << parse
                                    << QStringLiteral("parse error at line 1, col 5");
        QTest::newRow("cut in a string")
            << good.left(good.indexOf("long")) << parse << QStringLiteral("cut off");
        QTest::newRow("cut between values")
            << good.left(good.lastIndexOf(']')) << parse << QStringLiteral("cut off");
        QTest::newRow("cut in the envelope")
            << QByteArray("{\"status\":\"succ") << parse << QStringLiteral("cut off");
        QTest::newRow("data missing")
            << QByteArray(R"({"status":"success"})") << parse << QStringLiteral("data is missing");
        QTest::newRow("data null") << QByteArray(R"({"status":"success","data":null})") << parse
                                   << QStringLiteral("list of streams");
        QTest::newRow("data a list") << QByteArray(R"({"status":"success","data":[]})") << parse
                                     << QStringLiteral("list of streams");
        QTest::newRow("result missing")
            << QByteArray(R"({"status":"success","data":{"resultType":"streams"}})") << parse
            << QStringLiteral("list of streams");
        QTest::newRow("result an object") << streams("{}") << parse << QStringLiteral("list of streams");
        QTest::newRow("a list") << QByteArray("[1,2]") << parse << QStringLiteral("cut off or damaged");
        QTest::newRow("error with 200")
            << QByteArray(R"({"status":"error","error":"too many outstanding requests"})") << http
            << QStringLiteral("too many outstanding requests");
        QTest::newRow("a proxy's message") << QByteArray(R"({"message":"Data source not found"})") << http
                                           << QStringLiteral("Data source not found");
        QTest::newRow("numbers instead of lines")
            << QByteArray(R"({"status":"success","data":{"resultType":"matrix","result":[]}})") << invalid
            << QStringLiteral("metric query");
        QTest::newRow("100,000 deep") << streams(nested(100'000)) << parse << QString();
        QTest::newRow("100,000 deep, bare") << nested(100'000) << parse << QString();
        QTest::newRow("raw control characters")
            << oneStream("[[\"1\",\"a\nb\"]]") << parse << QStringLiteral("damaged");
    }
    void badAnswersAreErrorsWithAWayOut()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(QString, says);
        const auto page = parseStreams(body, backend);
        if (says.isEmpty() && page) { // Depth may also be taken for what it is: no entry at all.
            QVERIFY(page->batch->isEmpty());
            QVERIFY(page->notes.badEntries > 0);
            return;
        }
        QVERIFY(!page);
        QCOMPARE(static_cast<int>(page.error().kind), kind);
        QVERIFY2(page.error().what.contains(backend), qPrintable(page.error().what));
        QVERIFY2(page.error().what.contains(says), qPrintable(page.error().what));
        QVERIFY(page.error().what.size() < 600);
    }

    void whatItAnsweredIsShownCleanedAndShort()
    {
        const auto page = parseStreams("oops \x1b[31m\x07" + QByteArray(5000, 'x'), backend);
        QVERIFY(!page);
        QVERIFY(!page.error().what.contains(QChar(0x1b)));
        QVERIFY(page.error().what.contains(QString(100, QLatin1Char('x'))));
        QVERIFY(!page.error().what.contains(QString(201, QLatin1Char('x'))));
    }

    void metricsOfEveryShape_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("fromVector");
        const QByteArray head = R"({"status":"success","data":{"resultType":)";
        QTest::newRow("matrix")
            << head +
                   R"("matrix","result":[{"metric":{"app":"a"},"values":[[10,"1.5"],[20.5,"NaN"],[30,"+Inf"]]}]}})"
            << false;
        QTest::newRow("vector") << head + R"("vector","result":[{"metric":{"app":"a"},"value":[10,"1.5"]}]}})"
                                << true;
        QTest::newRow("time as text")
            << head + R"("vector","result":[{"metric":{"app":"a"},"value":["10","1.5"]}]}})" << true;
        QTest::newRow("value as number")
            << head + R"("vector","result":[{"metric":{"app":"a"},"value":[10,1.5]}]}})" << true;
    }
    void metricsOfEveryShape()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, fromVector);
        const auto page = parseMetric(body, backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QCOMPARE(page->fromVector, fromVector);
        QCOMPARE(page->series.size(), std::size_t{1});
        const Series& series = page->series.front();
        QCOMPARE(series.labels, (LabelSet{{QStringLiteral("app"), QStringLiteral("a")}}));
        QCOMPARE(series.times.front(), 10'000'000'000);
        QCOMPARE(series.values.front(), 1.5);
        if (!fromVector) {
            QCOMPARE(series.times[1], 20'500'000'000);
            QVERIFY(std::isnan(series.values[1]));
            QVERIFY(std::isinf(series.values[2]));
        }
    }

    void aScalarIsOneSeriesWithoutLabels()
    {
        const auto page =
            parseMetric(R"({"status":"success","data":{"resultType":"scalar","result":[5,"2"]}})", backend);
        QVERIFY(page);
        QCOMPARE(page->series.size(), std::size_t{1});
        QVERIFY(page->series.front().labels.isEmpty());
        QCOMPARE(page->series.front().values, std::vector<double>{2});
    }

    void badPointsAreLeftOut()
    {
        const auto page = parseMetric(
            R"({"status":"success","data":{"resultType":"matrix","result":[7,{"metric":{"a":1,"b":"x"},"values":[[1,"1"],"x",[2],[3,"three"],[4,"4"]]}]}})",
            backend);
        QVERIFY2(page, page ? "" : qPrintable(page.error().what));
        QCOMPARE(page->series.size(), std::size_t{1});
        QCOMPARE(page->series.front().values, (std::vector<double>{1, 4}));
        QCOMPARE(page->notes.badEntries, 5);
    }

    void badMetricAnswersAreErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("lines") << streams("[]");
        QTest::newRow("missing") << QByteArray(R"({"status":"success"})");
        QTest::newRow("wrong type") << QByteArray(
            R"({"status":"success","data":{"resultType":"matrix","result":{}}})");
        QTest::newRow("cut") << QByteArray(
            R"({"status":"success","data":{"resultType":"matrix","result":[{"metric")");
        QTest::newRow("HTML") << QByteArray("<html>");
        QTest::newRow("deep") << QByteArray(R"({"status":"success","data":)") + nested(100'000) + "}";
    }
    void badMetricAnswersAreErrors()
    {
        QFETCH(QByteArray, body);
        const auto page = parseMetric(body, backend);
        QVERIFY(!page);
        QVERIFY(page.error().what.contains(backend));
    }

    void tailMessages()
    {
        const auto frame = parseTailFrame(
            R"({"streams":[{"stream":{"app":"a"},"values":[["1","x",{"structuredMetadata":{"k":"v"}}]]}],"dropped_entries":[{"labels":{},"timestamp":"1"},{"labels":{},"timestamp":"2"}]})",
            backend);
        QVERIFY(frame);
        QCOMPARE(frame->page.batch->size(), std::size_t{1});
        QCOMPARE(frame->dropped, 2);
        for (const QByteArray& text :
             {QByteArray(R"({"streams":null,"dropped_entries":null})"), QByteArray("{}")}) {
            const auto empty = parseTailFrame(text, backend);
            QVERIFY(empty);
            QVERIFY(empty->page.batch->isEmpty());
            QCOMPARE(empty->dropped, 0);
        }
        QVERIFY(!parseTailFrame(R"({"streams":7})", backend));
        QVERIFY(!parseTailFrame("pong", backend));
    }

    void listsThatAreMissingAreEmpty()
    {
        const QByteArray none = R"({"status":"success"})";
        QCOMPARE(parseNames(none, backend).value(), QStringList());
        QCOMPARE(parseNames(R"({"status":"success","data":null})", backend).value(), QStringList());
        QCOMPARE(parseSeries(none, backend).value().size(), std::size_t{0});
        QCOMPARE(parsePatterns(none, backend).value().size(), std::size_t{0});
        QCOMPARE(parseDetectedLabels("{}", backend).value().size(), std::size_t{0});
        QCOMPARE(parseDetectedFields("{}", backend).value().size(), std::size_t{0});
        QCOMPARE(parseDetectedFieldValues("{}", backend).value(), QStringList());
        QVERIFY(!parseNames(R"({"status":"success","data":{}})", backend));
        QVERIFY(!parseNames("[]", backend));
        QVERIFY(!parseNames(nested(100'000), backend));
        QVERIFY(!parseNames(R"({"status":"success","data":["a")", backend));
        QVERIFY(!parseIndexStats("{}", backend));
        QVERIFY(!parseBuildInfo("{}", backend));
        QVERIFY(!parseFormatted(none, backend));
    }

    void positionsAndLimitsAreReadFromTheServersWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("limit");
        QTest::newRow("position") << QStringLiteral(
                                         "parse error at line 2, col 15: syntax error: unexpected }")
                                  << 2 << 15 << 0;
        QTest::newRow("no position") << QStringLiteral("parse error : queries require at least one matcher")
                                     << 0 << 0 << 0;
        QTest::newRow("limit")
            << QStringLiteral(
                   "max entries limit per query exceeded, limit > max_entries_limit_per_query (6000 > 5000)")
            << 0 << 0 << 5000;
        QTest::newRow("another limit")
            << QStringLiteral("maximum of series (500) reached (6000 > 5000)") << 0 << 0 << 0;
        QTest::newRow("hostile") << QStringLiteral(
                                        "max entries limit per query exceeded (99999999999 > 99999999999)")
                                 << 0 << 0 << 0;
    }
    void positionsAndLimitsAreReadFromTheServersWords()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(int, limit);
        const Error error{.kind = ErrorKind::Http,
                          .what = QStringLiteral("x answered 400: ") + text,
                          .detail = text,
                          .httpStatus = 400};
        QCOMPARE(queryPosition(error).value_or(QueryPosition()), (QueryPosition{line, column}));
        QCOMPARE(entriesLimit(error).value_or(0), limit);
    }
};

} // namespace tst_lokiparser

SIGNALBOX_GUILESS_TEST(tst_lokiparser, TestParser)
#include "tst_lokiparser.moc"
