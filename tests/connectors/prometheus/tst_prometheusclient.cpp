// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "connectors/prometheus/client.h"
#include "connectors/prometheus/errors.h"
#include "tests/support/answerof.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QThreadPool>

namespace tst_prometheusclient {

using namespace signalbox;
using namespace signalbox::prometheus;
using namespace std::chrono_literals;
using signalbox::test::answerOf;
using signalbox::test::Received;
using signalbox::test::Reply;
using signalbox::test::ScriptedServer;

namespace {

/// JSON with single quotes, which reads better in a source than the real ones would.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray emptyMatrix = json("{'status':'success','data':{'resultType':'matrix','result':[]}}");
const QByteArray scalarOne = json("{'status':'success','data':{'resultType':'scalar','result':[1,'1']}}");
const QByteArray vectorOne =
    json("{'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':[1,'1']}]}}");

/// Answers as a server does: one series that exists everywhere, one that ends at `endOfShort`.
Reply evaluate(const Received& request, qint64 endOfShort)
{
    const double start = request.param("start").toDouble();
    const double end = request.param("end").toDouble();
    const double step = request.param("step").toDouble();
    if ((end - start) / step > 11'000)
        return Reply::json(
            json("{'status':'error','errorType':'bad_data','error':'exceeded maximum resolution'}"), 400);
    QByteArray longOne;
    QByteArray shortOne;
    for (qint64 i = 0; start + double(i) * step <= end; ++i) {
        const QByteArray t = QByteArray::number(qint64(start + double(i) * step));
        longOne += (longOne.isEmpty() ? "[" : ",[") + t + ",\"" + t + "\"]";
        if (t.toLongLong() <= endOfShort)
            shortOne += (shortOne.isEmpty() ? "[" : ",[") + t + ",\"1\"]";
    }
    QByteArray result = json("{'metric':{'job':'long'},'values':[") + longOne + "]}";
    if (!shortOne.isEmpty())
        result += json(",{'metric':{'job':'brief'},'values':[") + shortOne + "]}";
    return Reply::json(json("{'status':'success','data':{'resultType':'matrix','result':[") + result +
                       json("]},'warnings':['w']}"));
}

} // namespace

class TestPrometheusClient : public QObject
{
    Q_OBJECT

    struct Bench
    {
        explicit Bench(const QString& prefix = {})
        {
            profile::Backend backend;
            backend.name = QStringLiteral("prom-eu");
            backend.url = server.url(prefix);
            backend.limits.deadline = 10'000ms;
            http = std::make_unique<http::HttpClient>(backend, http::Environment{.clock = &clock,
                                                                                 .random = [] { return 0.0; },
                                                                                 .secrets = &secrets,
                                                                                 .pool = &pool});
            client = std::make_unique<Client>(http.get());
        }
        ScriptedServer server;
        SystemClock clock;
        http::SecretReader secrets;
        QThreadPool pool;
        std::unique_ptr<http::HttpClient> http;
        std::unique_ptr<Client> client;
    };

    static RangeQuery range(qint64 start, qint64 end, std::optional<Duration> step = {})
    {
        RangeQuery query;
        query.expr = QStringLiteral("sum by (job) (rate(x{a=\"+\"}[5m]))");
        query.start = Instant::fromSeconds(start);
        query.end = Instant::fromSeconds(end);
        query.step = step;
        return query;
    }

private Q_SLOTS:
    void sendsAnInstantQueryAsAForm()
    {
        Bench bench(QStringLiteral("/prefix"));
        bench.server.route("/prefix/api/v1/query", Reply::json(vectorOne));
        InstantQuery query;
        query.expr = QStringLiteral("up{a=\"+&=\"}");
        query.time = Instant::fromMilliseconds(1'795'251'600'500);
        query.limit = 7;
        const auto answer = answerOf(bench.client->instant(query));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QVERIFY(answer->resultType == ResultType::Vector);
        QCOMPARE(bench.server.last().method, QByteArray("POST"));
        QCOMPARE(bench.server.last().param("query"), QByteArray("up{a=\"+&=\"}"));
        QCOMPARE(bench.server.last().param("time"), QByteArray("1795251600.5"));
        QCOMPARE(bench.server.last().param("limit"), QByteArray("7"));
        QCOMPARE(bench.server.last().param("timeout"), QByteArray("9000ms"));
    }

    void joinsTheChunksOfALongRange()
    {
        Bench bench;
        bench.server.route("/api/v1/query_range",
                           [](const Received& request) { return evaluate(request, 15'000); });
        const auto answer = answerOf(bench.client->range(range(5, 30'000, 1s)));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QCOMPARE(bench.server.count("/api/v1/query_range"), 3);
        QCOMPARE(answer->step, Duration(1s));
        QCOMPARE(answer->notes.warnings, QStringList{QStringLiteral("w")});
        QCOMPARE(answer->series.size(), std::size_t{2});
        const Series& brief = answer->series[0]; // sorted by labels
        const Series& whole = answer->series[1];
        QCOMPARE(brief.labels.value(u"job"), QStringLiteral("brief"));
        QCOMPARE(brief.times.size(), std::size_t{15'000 - 5 + 1});
        QCOMPARE(whole.times.size(), std::size_t{30'000 - 5 + 1}); // nothing lost, nothing twice
        QVERIFY(gapsAfter(whole, answer->step).empty());
        QCOMPARE(whole.values.front(), 5.0);
        QCOMPARE(whole.values.back(), 30'000.0);
    }

    void clipsWhatTheServerMoved()
    {
        Bench bench;
        bench.server.route(
            "/api/v1/query_range",
            Reply::json(
                json("{'status':'success','data':{'resultType':'matrix','result':[{'metric':{},'values':[[90,"
                     "'1'],[100,'2'],[110,'3'],[120,'4']]},"
                     "{'metric':{'only':'before'},'values':[[90,'1']]}]},'stats':{'seriesFetched':'2'}}")));
        const auto answer = answerOf(bench.client->range(range(95, 110, 10s)));
        QVERIFY(answer);
        QCOMPARE(bench.server.last().param("start"), QByteArray("90")); // aligned
        QCOMPARE(answer->series.size(), std::size_t{1});
        QCOMPARE(answer->series[0].values, (std::vector<double>{2, 3}));
        QCOMPARE(answer->start, Instant::fromSeconds(95));
    }

    void aFailedChunkFailsTheWhole()
    {
        Bench bench;
        int asked = 0;
        bench.server.route("/api/v1/query_range", [&asked](const Received& request) {
            return ++asked == 2
                       ? Reply::json(
                             json("{'status':'error','errorType':'execution','error':'too many samples'}"),
                             422)
                       : evaluate(request, 0);
        });
        const auto answer = answerOf(bench.client->range(range(0, 30'000, 1s)));
        QVERIFY(!answer);
        QVERIFY(answer.error().kind == ErrorKind::Http);
        QCOMPARE(answer.error().httpStatus, 422);
        QCOMPARE(
            answer.error().what,
            QStringLiteral("prom-eu refused: too many samples. Change the expression or narrow the range."));
        QCOMPARE(asked, 2);
    }

    void cancellingARangeEndsItsRequests()
    {
        Bench bench;
        int asked = 0;
        bench.server.route("/api/v1/query_range", [&asked](const Received& request) {
            return ++asked == 2 ? Reply::faulty(Reply::Fault::Hang) : evaluate(request, 0);
        });
        auto future = bench.client->range(range(0, 50'000, 1s));
        QTRY_COMPARE(asked, 2);
        future.cancel();
        QTRY_COMPARE(bench.server.openConnections(), 0);
        QCOMPARE(asked, 2);
        QVERIFY(answerOf(future).error().isCancelled());
    }

    void refusesWithoutAsking()
    {
        Bench bench;
        QVERIFY(answerOf(bench.client->range(range(10, 0))).error().kind == ErrorKind::Invalid);
        QVERIFY(answerOf(bench.client->instant({})).error().kind == ErrorKind::Invalid);
        QVERIFY(answerOf(bench.client->series({})).error().kind == ErrorKind::Invalid);
        QVERIFY(answerOf(bench.client->labelValues({})).error().kind == ErrorKind::Invalid);
        QCOMPARE(bench.server.requests().size(), std::size_t{0});
    }

    void saysWhatTheServerSaid_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("hasPosition");
        QTest::newRow("parse error")
            << 400
            << QByteArray(json("{'status':'error','errorType':'bad_data','error':'invalid parameter "
                               "\\'query\\': 1:34: parse error: unclosed left parenthesis'}"))
            << QStringLiteral(
                   "prom-eu refused: invalid parameter \"query\": 1:34: parse error: unclosed left "
                   "parenthesis. Correct the query.")
            << true;
        QTest::newRow("plain text") << 404 << QByteArray("404 page not found")
                                    << QStringLiteral("404 page not found") << false;
        QTest::newRow("half an object")
            << 400 << QByteArray(json("{'status':'error','error")) << QStringLiteral("prom-eu") << false;
        QTest::newRow("another's JSON")
            << 400 << QByteArray(json("{'message':'Authentication to data source failed'}"))
            << QStringLiteral("Authentication to data source failed") << false;
    }
    void saysWhatTheServerSaid()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        QFETCH(bool, hasPosition);
        Bench bench;
        bench.server.otherwise([=](const Received&) { return Reply::json(body, status); });
        const auto answer = answerOf(bench.client->range(range(0, 100)));
        QVERIFY(!answer);
        QCOMPARE(answer.error().httpStatus, status);
        QVERIFY2(answer.error().what.contains(says), qPrintable(answer.error().what));
        QCOMPARE(positionIn(answer.error()).has_value(), hasPosition);
    }

    void anEmpty204IsASuccessWithNothing()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) { return Reply{.status = 204, .body = {}}; });
        const auto exemplars = answerOf(bench.client->exemplars(QStringLiteral("1"), Instant{}, Instant{1}));
        QVERIFY2(exemplars, exemplars ? "" : qPrintable(exemplars.error().what));
        QVERIFY(exemplars->series.empty());
        const auto query = answerOf(bench.client->range(range(0, 100)));
        QVERIFY(query && query->series.empty());
    }

    void asksForRulesPageByPage()
    {
        Bench bench;
        bench.server.route("/api/v1/rules", [](const Received& request) {
            const QByteArray token = request.param("group_next_token");
            const QByteArray name = token.isEmpty() ? "first" : token;
            const QByteArray next = token.isEmpty() ? "second" : token == "second" ? "third" : "";
            return Reply::json(json("{'status':'success','data':{'groups':[{'name':'") + name +
                               json("','rules':[]}],'groupNextToken':'") + next + json("'}}"));
        });
        RuleQuery query;
        query.kind = Rule::Kind::Alerting;
        query.groups = {QStringLiteral("a"), QStringLiteral("b")};
        query.withAlerts = false;
        const auto answer = answerOf(bench.client->rules(query));
        QVERIFY(answer);
        QCOMPARE(answer->groups.size(), std::size_t{3});
        QCOMPARE(answer->groups[2].name, QStringLiteral("third"));
        QVERIFY(bench.server.last().query().contains("type=alert"));
        QVERIFY(bench.server.last().query().contains("rule_group%5B%5D=a&rule_group%5B%5D=b"));
        QCOMPARE(bench.server.last().param("exclude_alerts"), QByteArray("true"));
    }

    void aPageThatRepeatsItselfEnds()
    {
        Bench bench;
        bench.server.route(
            "/api/v1/rules",
            Reply::json(json("{'status':'success','data':{'groups':[],'groupNextToken':'same'}}")));
        const auto answer = answerOf(bench.client->rules());
        QVERIFY(answer);
        QVERIFY(answer->notes.truncated);
        QCOMPARE(bench.server.count("/api/v1/rules"), 2);
    }

    void encodesLabelNamesInThePath()
    {
        Bench bench;
        bench.server.otherwise(
            [](const Received&) { return Reply::json(json("{'status':'success','data':['x']}")); });
        Scope scope;
        scope.selectors = {QStringLiteral("up{a=\"b\"}"), QStringLiteral("down")};
        scope.start = Instant::fromSeconds(10);
        const auto answer = answerOf(bench.client->labelValues(QStringLiteral("http.status"), scope));
        QVERIFY(answer);
        QCOMPARE(bench.server.last().path(), QByteArray("/api/v1/label/U__http_2e_status/values"));
        QVERIFY(bench.server.last().query().contains("match%5B%5D=up%7Ba%3D%22b%22%7D&match%5B%5D=down"));
        QCOMPARE(bench.server.last().param("start"), QByteArray("10"));
    }

    void knowsWhoAnswers_data()
    {
        QTest::addColumn<QByteArray>("build");
        QTest::addColumn<int>("buildStatus");
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<int>("flavour");
        QTest::addColumn<bool>("hasBuild");
        const QByteArray info = json("{'status':'success','data':{'version':'2.24.0'}}");
        QTest::newRow("Prometheus") << info << 200 << scalarOne << int(ServerInfo::Flavour::Prometheus)
                                    << true;
        QTest::newRow("VictoriaMetrics")
            << info << 200 << vectorOne << int(ServerInfo::Flavour::VictoriaMetrics) << true;
        QTest::newRow("another version") << json("{'status':'success','data':{'version':'2.42.0'}}") << 200
                                         << vectorOne << int(ServerInfo::Flavour::Unknown) << true;
        QTest::newRow("hidden, no scalar") << QByteArray("404 page not found") << 404 << vectorOne
                                           << int(ServerInfo::Flavour::Unknown) << false;
        QTest::newRow("hidden") << QByteArray("404 page not found") << 404 << scalarOne
                                << int(ServerInfo::Flavour::Prometheus) << false;
    }
    void knowsWhoAnswers()
    {
        QFETCH(QByteArray, build);
        QFETCH(int, buildStatus);
        QFETCH(QByteArray, one);
        QFETCH(int, flavour);
        QFETCH(bool, hasBuild);
        Bench bench;
        bench.server.route("/api/v1/status/buildinfo", Reply::json(build, buildStatus));
        bench.server.route("/api/v1/query", Reply::json(one));
        const auto info = answerOf(bench.client->serverInfo());
        QVERIFY(info);
        QCOMPARE(int(info->flavour), flavour);
        QCOMPARE(info->build.has_value(), hasBuild);
    }

    void aRefusedLoginIsNoHiddenPath()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) { return Reply::text("no org id", 401); });
        const auto info = answerOf(bench.client->serverInfo());
        QVERIFY(!info);
        QCOMPARE(info.error().httpStatus, 401);
        QCOMPARE(bench.server.requests().size(), std::size_t{1});
    }

    void readyFallsBackWhenThePathIsHidden()
    {
        Bench bench;
        bench.server.route("/-/ready", Reply::text("Prometheus Server is Ready.", 200));
        QCOMPARE(answerOf(bench.client->ready()).value_or(false), true);
        bench.server.route("/-/ready", Reply::text("no such page", 404));
        bench.server.route("/api/v1/query", Reply::json(scalarOne));
        QCOMPARE(answerOf(bench.client->ready()).value_or(false), true);
        QCOMPARE(bench.server.count("/api/v1/query"), 1);
    }

    void fillsTheRestOfTheCalls()
    {
        Bench bench;
        bench.server.route("/api/v1/labels", Reply::json(json("{'status':'success','data':['a']}")));
        bench.server.route("/api/v1/series", Reply::json(json("{'status':'success','data':[{'a':'b'}]}")));
        bench.server.route("/api/v1/metadata",
                           Reply::json(json("{'status':'success','data':{'up':[{'type':'gauge'}]}}")));
        bench.server.route("/api/v1/alerts", Reply::json(json("{'status':'success','data':{'alerts':[]}}")));
        bench.server.route("/api/v1/format_query", Reply::json(json("{'status':'success','data':'a + b'}")));
        QCOMPARE(answerOf(bench.client->labelNames())->values, QStringList{QStringLiteral("a")});
        Scope scope;
        scope.selectors = {QStringLiteral("up")};
        QCOMPARE(answerOf(bench.client->series(scope))->series.size(), std::size_t{1});
        QCOMPARE(bench.server.last().param("match[]"), QByteArray("up"));
        QVERIFY(
            answerOf(bench.client->metadata(QStringLiteral("up")))->metrics.contains(QStringLiteral("up")));
        QCOMPARE(bench.server.last().param("metric"), QByteArray("up"));
        QVERIFY(answerOf(bench.client->alerts())->alerts.empty());
        QCOMPARE(answerOf(bench.client->formatQuery(QStringLiteral("a+b"))).value_or(QString()),
                 QStringLiteral("a + b"));
    }
};

} // namespace tst_prometheusclient

SIGNALBOX_GUILESS_TEST(tst_prometheusclient, TestPrometheusClient)
#include "tst_prometheusclient.moc"
