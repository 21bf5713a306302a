// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/answer.h"
#include "lokifixture.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_lokiclient {

using namespace signalbox;
using namespace signalbox::loki;
using signalbox::loki::test::backendAt;
using signalbox::loki::test::Bench;
using signalbox::loki::test::Taken;
using signalbox::test::Reply;
using signalbox::test::ScriptedServer;

namespace {

const Range range{{1'795'251'600'000'000'000}, {1'795'252'500'000'000'000}};
const QString app = QStringLiteral("{app=\"a+b\"}");

} // namespace

class TestLokiClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLogQuery()
    {
        ScriptedServer server;
        server.otherwise([](const auto&) {
            return Reply::json(
                R"({"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"b"},"values":[["5","b5"],["3","b3"]]},{"stream":{"app":"a"},"values":[["4","a4"]]}]}})");
        });
        Bench bench(backendAt(server.url(QStringLiteral("/prefix"))));
        const Taken<LogPage> page(bench.client.queryRange(
            {.query = app, .range = range, .limit = 7, .supersedeKey = {}, .deadline = {}}));
        QTRY_VERIFY(page.isDone());
        QVERIFY2(*page.result, qPrintable((*page.result ? Error{} : page.result->error()).what));
        const LogBatchPtr& batch = (*page.result)->batch;
        QCOMPARE(batch->size(), std::size_t{3});
        QCOMPARE(batch->line(0), std::string_view("b5")); // newest first over all streams
        QCOMPARE(batch->line(1), std::string_view("a4"));

        QCOMPARE(server.last().path(), QByteArray("/prefix/loki/api/v1/query_range"));
        QCOMPARE(server.last().param("query"), app.toUtf8());
        QCOMPARE(server.last().param("start"), QByteArray("1795251600000000000"));
        QCOMPARE(server.last().param("end"), QByteArray("1795252500000000000"));
        QCOMPARE(server.last().param("limit"), QByteArray("7"));
        QCOMPARE(server.last().param("direction"), QByteArray("backward"));
        QCOMPARE(server.last().header("X-Loki-Response-Encoding-Flags"), QByteArray("categorize-labels"));
        QCOMPARE(server.last().header("X-Scope-OrgID"), QByteArray("team-a"));
    }

    void aLongQueryGoesOutAsAForm()
    {
        ScriptedServer server;
        Bench bench(backendAt(server.url()));
        server.otherwise([](const auto&) { return Reply::json(R"({"status":"success","data":["a"]})"); });
        const QString selector = QStringLiteral("{app=\"%1\"}").arg(QString(3000, QLatin1Char('x')));
        const Taken<QStringList> labels(bench.client.labels(range, selector));
        QTRY_VERIFY(labels.isDone());
        QVERIFY(*labels.result);
        QCOMPARE(server.last().method, QByteArray("POST"));
        QCOMPARE(server.last().param("query"), selector.toUtf8());
    }

    void theOtherCalls_data()
    {
        QTest::addColumn<int>("call");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("mayBeOff");
        const QByteArray matrix = R"({"status":"success","data":{"resultType":"matrix","result":[]}})";
        const QByteArray list = R"({"status":"success","data":[]})";
        const QByteArray v1 = "/loki/api/v1/";
        QTest::newRow("metric") << 0 << v1 + "query_range" << matrix << false;
        QTest::newRow("metric at") << 1 << v1 + "query" << matrix << false;
        QTest::newRow("values") << 2 << v1 + "label/a%2Fb/values" << list << false;
        QTest::newRow("series") << 3 << v1 + "series" << list << false;
        QTest::newRow("stats") << 4 << v1 + "index/stats" << QByteArray(R"({"streams":1,"bytes":2})") << true;
        QTest::newRow("volume") << 5 << v1 + "index/volume" << matrix << true;
        QTest::newRow("volume range") << 6 << v1 + "index/volume_range" << matrix << true;
        QTest::newRow("fields") << 7 << v1 + "detected_fields" << QByteArray("{}") << true;
        QTest::newRow("field values") << 8 << v1 + "detected_field/code/values" << QByteArray("{}") << true;
        QTest::newRow("detected labels") << 9 << v1 + "detected_labels" << QByteArray("{}") << true;
        QTest::newRow("patterns") << 10 << v1 + "patterns" << list << true;
        QTest::newRow("format") << 11 << v1 + "format_query"
                                << QByteArray(R"({"status":"success","data":"{}"})") << false;
        QTest::newRow("version") << 12 << v1 + "status/buildinfo" << QByteArray(R"({"version":"3.7.6"})")
                                 << false;
        QTest::newRow("ready") << 13 << QByteArray("/ready") << QByteArray("ready\n") << true;
    }
    void theOtherCalls()
    {
        QFETCH(int, call);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(bool, mayBeOff);
        ScriptedServer server;
        Bench bench(backendAt(server.url()));
        for (const bool isOff : {false, true}) {
            server.otherwise([&](const auto&) {
                return isOff ? Reply::text("404 page not found\n", 404)
                             : Reply{.body = body,
                                     .contentType = call == 13 ? "text/plain" : "application/json"};
            });
            const auto [done, off, error] = ask(bench.client, call);
            QVERIFY(done);
            QCOMPARE(server.last().path(), path);
            QCOMPARE(off, isOff && mayBeOff);
            QCOMPARE(error, isOff && !mayBeOff);
        }
    }

    void anErrorKeepsTheServersWords()
    {
        ScriptedServer server;
        server.otherwise([](const auto&) {
            return Reply::text(
                "parse error at line 1, col 20: syntax error: unexpected $end, expecting } or ,", 400);
        });
        Bench bench(backendAt(server.url()));
        const Taken<LogPage> page(
            bench.client.queryRange({.query = app, .range = range, .supersedeKey = {}, .deadline = {}}));
        QTRY_VERIFY(page.isDone());
        QVERIFY(!*page.result);
        const Error& error = page.result->error();
        QCOMPARE(error.httpStatus, 400);
        QVERIFY(error.what.contains(QLatin1String("expecting } or ,")));
        QCOMPARE(queryPosition(error).value_or(QueryPosition()), (QueryPosition{1, 20}));
    }

    void notYetReadyIsNoError()
    {
        ScriptedServer server;
        server.otherwise([](const auto&) { return Reply::text("Ingester not ready", 503); });
        Bench bench(backendAt(server.url()));
        const Taken<Feature<bool>> ready(bench.client.ready());
        QTRY_VERIFY(ready.isDone());
        QVERIFY(*ready.result);
        QCOMPARE(**ready.result, Feature<bool>(false));
    }

private:
    struct Outcome
    {
        bool done = false;
        bool off = false;
        bool error = false;
    };

    template <typename T>
    static Outcome outcomeOf(const QFuture<Result<T>>& future)
    {
        const Taken<T> taken(future);
        if (!QTest::qWaitFor([&] { return taken.isDone(); }, 30'000))
            return {};
        Outcome outcome{.done = true, .off = false, .error = !taken.result->has_value()};
        if constexpr (requires(T t) { t.has_value(); })
            outcome.off = taken.result->has_value() && !(*taken.result)->has_value();
        return outcome;
    }

    static Outcome ask(Client& client, int call)
    {
        const Duration step = std::chrono::seconds(15);
        switch (call) {
        case 0:
            return outcomeOf(client.metricRange(app, range, step));
        case 1:
            return outcomeOf(client.metricAt(app, range.end));
        case 2:
            return outcomeOf(client.labelValues(QStringLiteral("a/b"), range));
        case 3:
            return outcomeOf(client.series({app}, range));
        case 4:
            return outcomeOf(client.indexStats(app, range));
        case 5:
            return outcomeOf(client.volume(app, range));
        case 6:
            return outcomeOf(client.volumeRange(app, range, step));
        case 7:
            return outcomeOf(client.detectedFields(app, range));
        case 8:
            return outcomeOf(client.detectedFieldValues(QStringLiteral("code"), app, range));
        case 9:
            return outcomeOf(client.detectedLabels(app, range));
        case 10:
            return outcomeOf(client.patterns(app, range));
        case 11:
            return outcomeOf(client.formatQuery(app));
        case 12:
            return outcomeOf(client.buildInfo());
        default:
            return outcomeOf(client.ready());
        }
    }
};

} // namespace tst_lokiclient

SIGNALBOX_GUILESS_TEST(tst_lokiclient, TestLokiClient)
#include "tst_lokiclient.moc"
