// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "connectors/prometheus/client.h"
#include "connectors/prometheus/errors.h"
#include "connectors/prometheus/parser.h"
#include "tests/support/answerof.h"
#include "tests/support/realserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QThreadPool>

namespace tst_realprometheus {

using namespace signalbox;
using namespace signalbox::prometheus;
using namespace std::chrono_literals;
using signalbox::test::answerOf;
using signalbox::test::RealPrometheus;

namespace {

/// Scrapes itself twice a second and evaluates one rule of each kind.
const QByteArray liveConfig = R"(
global:
  scrape_interval: 500ms
  evaluation_interval: 500ms
rule_files: [rules.yml]
scrape_configs:
  - job_name: itself
    static_configs:
      - targets: ["127.0.0.1:@PORT@"]
)";
const QByteArray rules = R"(
groups:
  - name: of the test
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - alert: ItIsUp
        expr: up == 1
        labels: {severity: info}
        annotations: {summary: "value {{ $value }}"}
)";

/// Milliseconds until a busy machine has scraped and evaluated.
constexpr int patience = 30'000;

const Instant base = Instant::fromSeconds(1'795'251'600);

} // namespace

/// Against Debian's Prometheus: one that holds the made-up data set in blocks, one that scrapes itself.
class TestRealPrometheus : public QObject
{
    Q_OBJECT

    struct Served
    {
        std::unique_ptr<RealPrometheus> server;
        std::unique_ptr<http::HttpClient> http;
        std::unique_ptr<Client> client;
    };

    SystemClock m_clock;
    http::SecretReader m_secrets;
    QThreadPool m_pool;
    Served m_data;
    Served m_live;

    QString serve(Served& served)
    {
        const QString problem = served.server->start();
        if (!problem.isEmpty())
            return problem;
        profile::Backend backend;
        backend.name = QStringLiteral("real-prom");
        backend.url = served.server->url();
        served.http = std::make_unique<http::HttpClient>(backend, http::Environment{.clock = &m_clock,
                                                                                    .random = systemRandom(),
                                                                                    .secrets = &m_secrets,
                                                                                    .pool = &m_pool});
        served.client = std::make_unique<Client>(served.http.get());
        return {};
    }

    static RangeQuery range(const QString& expr, std::optional<Duration> step = 15s)
    {
        RangeQuery query;
        query.expr = expr;
        query.start = base;
        query.end = base + 15min;
        query.step = step;
        return query;
    }

private Q_SLOTS:
    void initTestCase()
    {
        REQUIRE_REAL_SERVERS();
        m_data.server = std::make_unique<RealPrometheus>("global: {}\n");
        QString problem =
            m_data.server->loadOpenMetrics(QStringLiteral(SIGNALBOX_FIXTURES "/dataset/metrics.om"));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        problem = serve(m_data);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_live.server = std::make_unique<RealPrometheus>(liveConfig);
        QVERIFY(m_live.server->writeFile(QStringLiteral("rules.yml"), rules));
        problem = serve(m_live);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void answersAsRecorded_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* name : {"003-raw", "004-rate", "005-errors", "006-p99", "007-pool", "008-nan",
                                 "009-inf", "010-empty", "011-scalar"})
            QTest::newRow(name)
                << QStringLiteral(SIGNALBOX_FIXTURES "/prometheus/%1.json").arg(QLatin1String(name));
    }
    void answersAsRecorded()
    {
        QFETCH(QString, file);
        QFile input(file);
        QVERIFY(input.open(QIODevice::ReadOnly));
        const QJsonObject recorded = QJsonDocument::fromJson(input.readAll()).object();
        const QJsonArray params = recorded[QLatin1String("request")][QLatin1String("params")].toArray();
        const auto wanted =
            parseQuery(recorded[QLatin1String("response")][QLatin1String("body")].toString().toUtf8(),
                       QStringLiteral("file"));
        QVERIFY(wanted);
        const auto got = answerOf(m_data.client->range(range(params[0][1].toString())));
        QVERIFY2(got, got ? "" : qPrintable(got.error().what));
        QCOMPARE(got->series.size(), wanted->series.size());
        for (const Series& series : got->series) {
            const auto twin = std::find_if(wanted->series.begin(), wanted->series.end(),
                                           [&](const Series& s) { return s.labels == series.labels; });
            QVERIFY(twin != wanted->series.end());
            QVERIFY(twin->times == series.times);
            for (std::size_t i = 0; i < series.values.size(); ++i)
                QCOMPARE(series.values[i], twin->values[i]); // two NaN count as equal here
        }
    }

    void splitsAndJoinsWhatIsTooLong()
    {
        RangeQuery fine = range(QStringLiteral("db_pool_in_use_ratio"), 50ms); // 18,001 points
        const auto joined = answerOf(m_data.client->range(fine));
        QVERIFY2(joined, joined ? "" : qPrintable(joined.error().what));
        QCOMPARE(joined->series.size(), std::size_t{1});
        QCOMPARE(joined->series[0].times.size(), std::size_t{18'001});
        QVERIFY(gapsAfter(joined->series[0], 50ms).empty());
        // Whole, at a wider step: the same values at the same times.
        const auto wide = answerOf(m_data.client->range(range(QStringLiteral("db_pool_in_use_ratio"), 1s)));
        QVERIFY(wide);
        QCOMPARE(wide->series[0].times.size(), std::size_t{901});
        for (std::size_t i = 0; i < 901; ++i) {
            QCOMPARE(joined->series[0].times[i * 20], wide->series[0].times[i]);
            QCOMPARE(joined->series[0].values[i * 20], wide->series[0].values[i]);
        }
    }

    void choosesAStepThatTheServerTakes()
    {
        RangeQuery query = range(QStringLiteral("42"), std::nullopt);
        query.start = base - std::chrono::hours(24 * 365);
        query.minStep = 1ms;
        query.plotWidth = 100'000;
        const auto year = answerOf(m_data.client->range(query));
        QVERIFY2(year, year ? "" : qPrintable(year.error().what));
        QVERIFY(year->series.at(0).times.size() <= 11'001);
        QVERIFY(year->series.at(0).times.size() > 5'000);
    }

    void theServersLimitIsWhereWeThinkItIs()
    {
        http::Request request;
        request.path = QStringLiteral("/api/v1/query_range");
        request.params = {{QStringLiteral("query"), QStringLiteral("1")},
                          {QStringLiteral("start"), QStringLiteral("0")},
                          {QStringLiteral("end"), QStringLiteral("11000")},
                          {QStringLiteral("step"), QStringLiteral("1")}};
        QVERIFY(answerOf(m_data.http->send(request)));
        request.params[2].value = QStringLiteral("11001");
        const auto refused = answerOf(m_data.http->send(request));
        QVERIFY(!refused);
        QVERIFY(refused.error().what.contains(QLatin1String("exceeded maximum resolution")));
    }

    void tellsErrorsInTheServersWords_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("column");
        QTest::newRow("unclosed") << QStringLiteral("sum(rate(http_requests_total[1m])") << 400 << 34;
        QTest::newRow("wrong type") << QStringLiteral("rate(db_pool_in_use_ratio)") << 400 << 6;
        QTest::newRow("behind an umlaut")
            << QStringLiteral("{a=\"ü\"} ! 1") << 400 << 10; // columns are bytes
        QTest::newRow("execution") << QStringLiteral("http_requests_total * on (route) http_requests_total")
                                   << 422 << 0;
    }
    void tellsErrorsInTheServersWords()
    {
        QFETCH(QString, expr);
        QFETCH(int, status);
        QFETCH(int, column);
        const auto answer = answerOf(m_data.client->range(range(expr)));
        QVERIFY(!answer);
        QVERIFY(answer.error().kind == ErrorKind::Http);
        QCOMPARE(answer.error().httpStatus, status);
        QVERIFY2(answer.error().what.startsWith(QLatin1String("real-prom refused: ")),
                 qPrintable(answer.error().what));
        const auto position = positionIn(answer.error());
        QCOMPARE(position.has_value(), column > 0);
        if (position)
            QCOMPARE(*position, (QueryPosition{.line = 1, .column = column}));
    }

    void answersInstantQueriesOfEveryKind()
    {
        InstantQuery query;
        query.time = base + 15min;
        query.expr = QStringLiteral("db_pool_in_use_ratio");
        const auto vector = answerOf(m_data.client->instant(query));
        QVERIFY(vector);
        QVERIFY(vector->resultType == ResultType::Vector);
        QCOMPARE(vector->series.at(0).values, std::vector<double>{0.31});
        query.expr = QStringLiteral("scalar(db_pool_in_use_ratio)");
        QVERIFY(answerOf(m_data.client->instant(query))->resultType == ResultType::Scalar);
        query.expr = QStringLiteral("\"text\"");
        QCOMPARE(answerOf(m_data.client->instant(query))->text, QStringLiteral("text"));
        query.expr = QStringLiteral("db_pool_in_use_ratio[1m]");
        const auto matrix = answerOf(m_data.client->instant(query));
        QVERIFY(matrix->resultType == ResultType::Matrix);
        QCOMPARE(matrix->series.at(0).times.size(), std::size_t{5});
    }

    void listsLabelsValuesAndSeries()
    {
        Scope scope;
        scope.start = base;
        scope.end = base + 15min;
        const auto names = answerOf(m_data.client->labelNames(scope));
        QVERIFY(names);
        QVERIFY(names->values.contains(QStringLiteral("service")));
        const auto values = answerOf(m_data.client->labelValues(QStringLiteral("service"), scope));
        QVERIFY(values);
        QCOMPARE(values->values, (QStringList{QStringLiteral("payments"), QStringLiteral("web")}));
        scope.selectors = {QStringLiteral("db_pool_in_use_ratio")};
        const auto series = answerOf(m_data.client->series(scope));
        QVERIFY(series);
        QCOMPARE(series->series.size(), std::size_t{1});
        QCOMPARE(series->series[0].value(u"pool"), QStringLiteral("ledger"));
        QCOMPARE(answerOf(m_data.client->labelValues(QStringLiteral("status"), scope))->values,
                 QStringList());
    }

    void tellsWhoItIs()
    {
        const auto build = answerOf(m_data.client->buildInfo());
        QVERIFY(build);
        QVERIFY2(build->version.startsWith(QLatin1String("2.")), qPrintable(build->version));
        const auto info = answerOf(m_data.client->serverInfo());
        QVERIFY(info);
        QCOMPARE(info->flavour, ServerInfo::Flavour::Prometheus);
        QCOMPARE(answerOf(m_data.client->ready()).value_or(false), true);
        QCOMPARE(
            answerOf(m_data.client->formatQuery(QStringLiteral("sum(rate(a[1m]))by(b)"))).value_or(QString()),
            QStringLiteral("sum by (b) (rate(a[1m]))"));
    }

    void answersExemplars()
    {
        const auto answer = answerOf(m_data.client->exemplars(
            QStringLiteral("http_request_duration_seconds_bucket"), base, base + 15min));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QVERIFY(answer->series.empty()); // blocks hold none
        // An expression without a selector: 204 or an empty list, never a failure.
        const auto none = answerOf(m_data.client->exemplars(QStringLiteral("1"), base, base + 15min));
        QVERIFY2(none, none ? "" : qPrintable(none.error().what));
    }

    void seesWhatItScrapes()
    {
        InstantQuery up;
        up.expr = QStringLiteral("up{job=\"itself\"}");
        const auto value = [&] {
            const auto answer = answerOf(m_live.client->instant(up));
            return answer && !answer->series.empty() ? answer->series[0].values.at(0) : -1.0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(value(), 1.0, patience);
        std::optional<MetadataAnswer> metadata;
        QTRY_VERIFY_WITH_TIMEOUT(
            (metadata = answerOf(m_live.client->metadata(QStringLiteral("go_goroutines")))
                            .value_or(MetadataAnswer{}),
             !metadata->metrics.isEmpty()),
            patience);
        QCOMPARE(metadata->metrics.value(QStringLiteral("go_goroutines")).at(0).type,
                 QStringLiteral("gauge"));
        // The newest point of the grid may lie before the first scrape.
        std::optional<RangeAnswer> line;
        const auto lastMinute = [&] {
            RangeQuery query;
            query.expr = QStringLiteral("up");
            query.end = m_clock.now();
            query.start = query.end - 1min;
            line = answerOf(m_live.client->range(query)).value_or(RangeAnswer{});
            return !line->series.empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(lastMinute(), patience);
        QCOMPARE(line->series[0].labels.value(u"job"), QStringLiteral("itself"));
        QCOMPARE(line->step, Duration(1s));
    }

    void tellsRulesAndAlerts()
    {
        const auto state = [this] {
            const auto answer = answerOf(m_live.client->alerts());
            return answer && !answer->alerts.empty() ? answer->alerts[0] : Alert{};
        };
        QTRY_VERIFY_WITH_TIMEOUT(state().state == AlertState::Firing, patience);
        QCOMPARE(state().name(), QStringLiteral("ItIsUp"));
        QCOMPARE(state().value, std::optional<double>(1.0));
        QCOMPARE(state().annotations.value(u"summary"), QStringLiteral("value 1"));
        QVERIFY(state().activeAt && *state().activeAt <= m_clock.now());

        const auto all = answerOf(m_live.client->rules());
        QVERIFY2(all, all ? "" : qPrintable(all.error().what));
        QCOMPARE(all->groups.size(), std::size_t{1});
        QCOMPARE(all->groups[0].name, QStringLiteral("of the test"));
        QCOMPARE(all->groups[0].interval, Duration(500ms));
        QCOMPARE(all->groups[0].rules.size(), std::size_t{2});
        const Rule& recording = all->groups[0].rules[0];
        QCOMPARE(recording.kind, Rule::Kind::Recording);
        QCOMPARE(recording.name, QStringLiteral("job:up:sum"));
        QVERIFY(recording.health == RuleHealth::Ok);
        QVERIFY(recording.lastEvaluation);
        const Rule& alerting = all->groups[0].rules[1];
        QVERIFY(alerting.state == AlertState::Firing);
        QCOMPARE(alerting.labels.value(u"severity"), QStringLiteral("info"));
        QCOMPARE(alerting.alerts.size(), std::size_t{1});
        RuleQuery onlyAlerts;
        onlyAlerts.kind = Rule::Kind::Alerting;
        QCOMPARE(answerOf(m_live.client->rules(onlyAlerts))->groups.at(0).rules.size(), std::size_t{1});
    }
};

} // namespace tst_realprometheus

SIGNALBOX_GUILESS_TEST(tst_realprometheus, TestRealPrometheus)
#include "tst_realprometheus.moc"
