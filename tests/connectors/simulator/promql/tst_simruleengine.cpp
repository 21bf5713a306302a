// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/alerttemplate.h"
#include "connectors/simulator/promql/memorysource.h"
#include "connectors/simulator/promql/prometheusapi.h"
#include "connectors/simulator/promql/ruleengine.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tst_simruleengine {

using namespace signalbox;
namespace promql = signalbox::simulator::promql;

namespace {

constexpr std::int64_t start = 1'795'251'600'000;

LabelSet load(const char* service)
{
    return {{QStringLiteral("__name__"), QStringLiteral("load")},
            {QStringLiteral("service"), QLatin1String(service)}};
}

/// load{service="cart"} is 95 from minute 10 to 20, 50 otherwise; payments is high from minute 12 on.
promql::MemorySource world()
{
    promql::MemorySource out;
    for (int i = 0; i <= 240; ++i) {
        const double minute = i / 4.0;
        out.add(load("cart"), start + i * 15'000LL, minute >= 10 && minute <= 20 ? 95 : 50);
        out.add(load("payments"), start + i * 15'000LL, minute >= 12 ? 97.5 : 10);
    }
    return out;
}

std::vector<promql::RuleGroup> groups()
{
    return {{.name = QStringLiteral("shop"),
             .file = QStringLiteral("shop.yml"),
             .interval = 15'000,
             .rules = {{.name = QStringLiteral("HighLoad"),
                        .expression = "load > 90",
                        .holdFor = 120'000,
                        .labels = {{QStringLiteral("severity"), QStringLiteral("page")},
                                   {QStringLiteral("who"), QStringLiteral("{{ $labels.service }}-team")}},
                        .annotations = {{QStringLiteral("summary"),
                                         QStringLiteral("{{ $labels.service }} at {{ $value }} %")}}},
                       {.name = QStringLiteral("Broken"),
                        .expression = "load >",
                        .holdFor = 0,
                        .labels = {},
                        .annotations = {}}}}};
}

std::int64_t minute(double m)
{
    return start + static_cast<std::int64_t>(m * 60'000);
}

/// "cart firing 10 12.5": service, state, minutes of beginning and firing.
QStringList alertsAt(const promql::RuleEngine& engine, std::int64_t instant)
{
    QStringList out;
    for (const auto& rule : engine.at(instant).front().rules) {
        for (const promql::ActiveAlert& alert : rule.alerts) {
            out << QStringLiteral("%1 %2 %3 %4")
                       .arg(alert.labels.value(u"service"), promql::stateName(alert.state))
                       .arg(static_cast<double>(alert.activeAt - start) / 60'000)
                       .arg(alert.firedAt == 0 ? 0 : static_cast<double>(alert.firedAt - start) / 60'000);
        }
    }
    return out;
}

} // namespace

class TestSimRuleEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesFollowTheExpression_data()
    {
        QTest::addColumn<double>("at");
        QTest::addColumn<QStringList>("alerts");
        QTest::newRow("before") << 9.0 << QStringList();
        QTest::newRow("just begun") << 10.0 << QStringList{QStringLiteral("cart pending 10 0")};
        QTest::newRow("between two evaluations") << 10.1 << QStringList{QStringLiteral("cart pending 10 0")};
        QTest::newRow("not yet long enough") << 11.99 << QStringList{QStringLiteral("cart pending 10 0")};
        QTest::newRow("long enough") << 12.0
                                     << QStringList{QStringLiteral("cart firing 10 12"),
                                                    QStringLiteral("payments pending 12 0")};
        QTest::newRow("both") << 18.0
                              << QStringList{QStringLiteral("cart firing 10 12"),
                                             QStringLiteral("payments firing 12 14")};
        QTest::newRow("one is over") << 20.25 << QStringList{QStringLiteral("payments firing 12 14")};
        QTest::newRow("much later") << 60.0 << QStringList{QStringLiteral("payments firing 12 14")};
        QTest::newRow("after the data") << 70.0 << QStringList();
    }

    void statesFollowTheExpression()
    {
        QFETCH(double, at);
        QFETCH(QStringList, alerts);
        const promql::MemorySource source = world();
        QCOMPARE(alertsAt(promql::RuleEngine(source, groups()), minute(at)), alerts);
        // The same whether asked in order or out of it.
        const promql::RuleEngine engine(source, groups());
        QCOMPARE(alertsAt(engine, minute(60)).size(), 1);
        QCOMPARE(alertsAt(engine, minute(at)), alerts);
    }

    void nothingBeginsBeforeTheEarliest()
    {
        const promql::MemorySource source = world();
        const promql::RuleEngine engine(source, groups(), minute(15));
        QCOMPARE(alertsAt(engine, minute(14)), QStringList());
        QCOMPARE(alertsAt(engine, minute(15)),
                 (QStringList{QStringLiteral("cart pending 15 0"), QStringLiteral("payments pending 15 0")}));
        QCOMPARE(alertsAt(engine, minute(18)).front(), QStringLiteral("cart firing 15 17"));
    }

    void labelsAndAnnotationsAreFilledIn()
    {
        const promql::MemorySource source = world();
        const promql::RuleEngine engine(source, groups());
        const auto& rule = engine.at(minute(18)).front().rules.front();
        QCOMPARE(rule.query, QStringLiteral("load > 90"));
        QCOMPARE(rule.alerts[1].labels, (LabelSet{{QStringLiteral("alertname"), QStringLiteral("HighLoad")},
                                                  {QStringLiteral("service"), QStringLiteral("payments")},
                                                  {QStringLiteral("severity"), QStringLiteral("page")},
                                                  {QStringLiteral("who"), QStringLiteral("payments-team")}}));
        QCOMPARE(rule.alerts[1].annotations.value(u"summary"), QStringLiteral("payments at 97.5 %"));
        QCOMPARE(rule.alerts[1].value, 97.5);
    }

    void templates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled");
        QTest::newRow("plain") << "no action"
                               << "no action";
        QTest::newRow("value") << "{{ $value }}{{$value}}"
                               << "12345.67812345.678";
        QTest::newRow("label") << "<{{ $labels.a }}>"
                               << "<b>";
        QTest::newRow("absent label") << "<{{ $labels.z }}>"
                                      << "<>";
        QTest::newRow("piped") << "{{ $value | humanize }}"
                               << "12.35k";
        QTest::newRow("called") << "{{ humanizePercentage $value }}"
                                << "1.235e+06%";
        QTest::newRow("duration") << "{{ humanizeDuration $value }}"
                                  << "3h 25m 45s";
        QTest::newRow("unknown")
            << "{{ query \"up\" }}"
            << "<error expanding template: the demo knows $labels.name, $value, humanize, humanizePercentage "
               "and humanizeDuration, not \"query \\\"up\\\"\">";
        QTest::newRow("unclosed") << "a {{ $value"
                                  << "<error expanding template: unclosed action>";
    }

    void templates()
    {
        QFETCH(QString, text);
        QFETCH(QString, filled);
        QCOMPARE(promql::expandTemplate(text, {{QStringLiteral("a"), QStringLiteral("b")}}, 12345.678),
                 filled);
    }

    void alertsAreSeries_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<double>("at");
        QTest::addColumn<QString>("data");
        const QString head = QStringLiteral("{\"resultType\":\"vector\",\"result\":[");
        QTest::newRow("count firing")
            << QStringLiteral("count(ALERTS{alertstate=\"firing\"})") << 18.0
            << head + QStringLiteral("{\"metric\":{},\"value\":[1795252680,\"2\"]}]}");
        QTest::newRow("pending ends when it fires")
            << QStringLiteral("count by (alertstate) (ALERTS{service=\"cart\"})") << 12.0
            << head +
                   QStringLiteral("{\"metric\":{\"alertstate\":\"firing\"},\"value\":[1795252320,\"1\"]}]}");
        QTest::newRow("firing ends") << QStringLiteral("ALERTS{service=\"cart\"}") << 20.25
                                     << head + QStringLiteral("]}");
        QTest::newRow("for state keeps the beginning")
            << QStringLiteral("sum(ALERTS_FOR_STATE{service=\"payments\"})") << 60.0
            << head + QStringLiteral("{\"metric\":{},\"value\":[1795255200,\"1795252320\"]}]}");
        QTest::newRow("by a pattern over names")
            << QStringLiteral("count({__name__=~\"ALERTS|load\"})") << 18.0
            << head + QStringLiteral("{\"metric\":{},\"value\":[1795252680,\"4\"]}]}");
        QTest::newRow("other metrics are as before")
            << QStringLiteral("load{service=\"cart\"}") << 18.0
            << head + QStringLiteral("{\"metric\":{\"__name__\":\"load\",\"service\":\"cart\"},\"value\":["
                                     "1795252680,\"95\"]}]}");
        QTest::newRow("over time")
            << QStringLiteral("sum(count_over_time(ALERTS{alertstate=\"firing\",service=\"cart\"}[30m]))")
            << 30.0 << head + QStringLiteral("{\"metric\":{},\"value\":[1795253400,\"33\"]}]}");
    }

    void alertsAreSeries()
    {
        QFETCH(QString, query);
        QFETCH(double, at);
        QFETCH(QString, data);
        const promql::MemorySource source = world();
        const promql::RuleEngine rules(source, groups());
        const promql::AlertingSource both(source, rules);
        const ManualClock clock(Instant::fromMilliseconds(minute(at)));
        const promql::PrometheusApi api(both, &rules, clock);
        QCOMPARE(
            QString::fromUtf8(get(api, QStringLiteral("/api/v1/query"), {{QStringLiteral("query"), query}})),
            QLatin1String("{\"status\":\"success\",\"data\":") + data + u'}');
    }

    void rulesAndAlertsAreListed()
    {
        const promql::MemorySource source = world();
        const promql::RuleEngine rules(source, groups());
        const ManualClock clock(Instant::fromMilliseconds(minute(13)));
        const promql::PrometheusApi api(source, &rules, clock);
        const QJsonObject group = QJsonDocument::fromJson(get(api, QStringLiteral("/api/v1/rules"), {}))
                                      .object()[QLatin1String("data")][QLatin1String("groups")][0]
                                      .toObject();
        QCOMPARE(group.value(QLatin1String("interval")).toDouble(), 15.0);
        QCOMPARE(group.value(QLatin1String("lastEvaluation")).toString(),
                 QStringLiteral("2026-11-21T09:13:00Z"));
        const QJsonArray listed = group.value(QLatin1String("rules")).toArray();
        QCOMPARE(listed.size(), 2);
        QCOMPARE(listed[0][QLatin1String("state")].toString(), QStringLiteral("firing"));
        QCOMPARE(listed[0][QLatin1String("duration")].toDouble(), 120.0);
        QCOMPARE(listed[0][QLatin1String("alerts")].toArray().size(), 2);
        QCOMPARE(listed[0][QLatin1String("annotations")][QLatin1String("summary")].toString(),
                 QStringLiteral("{{ $labels.service }} at {{ $value }} %"));
        QCOMPARE(listed[1][QLatin1String("health")].toString(), QStringLiteral("err"));
        QVERIFY(listed[1][QLatin1String("lastError")].toString().contains(QLatin1String("parse error")));

        const QByteArray alerts = get(api, QStringLiteral("/api/v1/alerts"), {});
        QVERIFY(alerts.startsWith(
            R"({"status":"success","data":{"alerts":[{"labels":{"alertname":"HighLoad","service":"cart",)"
            R"("severity":"page","who":"cart-team"},"annotations":{"summary":"cart at 95 %"},)"
            R"("state":"firing","activeAt":"2026-11-21T09:10:00Z","value":"9.5e+01"})"));
        const QJsonObject none =
            QJsonDocument::fromJson(get(api, QStringLiteral("/api/v1/rules"),
                                        {{QStringLiteral("type"), QStringLiteral("record")}}))
                .object()[QLatin1String("data")][QLatin1String("groups")][0]
                .toObject();
        QCOMPARE(none.value(QLatin1String("rules")).toArray().size(), 0);
    }

    void targetsAndMetadataAreListed()
    {
        promql::MemorySource source = world();
        source.describe(
            QStringLiteral("load"),
            {.type = QStringLiteral("gauge"), .help = QStringLiteral("Busy & <full>"), .unit = {}});
        source.addExemplar(load("cart"), {.labels = {{QStringLiteral("trace_id"), QStringLiteral("ab")}},
                                          .value = 0.25,
                                          .time = start + 100});
        const ManualClock clock(Instant::fromMilliseconds(minute(13)));
        promql::PrometheusOptions options;
        options.targets = [](Instant now) {
            return std::vector<promql::ScrapeTarget>{
                {.labels = {{QStringLiteral("instance"), QStringLiteral("cart:80")}},
                 .pool = QStringLiteral("pods"),
                 .url = QStringLiteral("http://cart:80/metrics"),
                 .lastError = QStringLiteral("refused"),
                 .lastScrape = now.milliseconds() - 1500,
                 .lastScrapeSeconds = 0.01,
                 .up = false}};
        };
        const promql::PrometheusApi api(source, nullptr, clock, options);
        QCOMPARE(
            QString::fromUtf8(get(api, QStringLiteral("/api/v1/metadata"), {})),
            QStringLiteral(
                R"({"status":"success","data":{"load":[{"type":"gauge","help":"Busy \u0026 \u003cfull\u003e","unit":""}]}})"));
        QCOMPARE(
            QString::fromUtf8(get(api, QStringLiteral("/api/v1/query_exemplars"),
                                  {{QStringLiteral("query"), QStringLiteral("rate(load[5m])")}})),
            QStringLiteral(
                R"({"status":"success","data":[{"seriesLabels":{"__name__":"load","service":"cart"},)"
                R"("exemplars":[{"labels":{"trace_id":"ab"},"value":"0.25","timestamp":1795251600.100}]}]})"));
        const QByteArray targets = get(api, QStringLiteral("/api/v1/targets"), {});
        QVERIFY(targets.contains(
            R"("lastScrape":"2026-11-21T09:12:58.5Z","lastScrapeDuration":0.01,"health":"down")"));
        QVERIFY(get(api, QStringLiteral("/api/v1/targets"),
                    {{QStringLiteral("state"), QStringLiteral("dropped")}})
                    .contains(R"("activeTargets":[])"));
    }

    void methodsAreGuarded()
    {
        const promql::MemorySource source = world();
        const ManualClock clock(Instant::fromMilliseconds(minute(13)));
        const promql::PrometheusApi api(source, nullptr, clock);
        simulator::Request request;
        request.method = "POST";
        request.path = QStringLiteral("/api/v1/rules");
        QCOMPARE(api.handle(request).status, 405);
        request.path = QStringLiteral("/api/v1/labels");
        QCOMPARE(api.handle(request).status, 200);
        request.method = "OPTIONS";
        QCOMPARE(api.handle(request).status, 204);
    }

private:
    static QByteArray get(const promql::PrometheusApi& api, const QString& path,
                          const std::vector<std::pair<QString, QString>>& params)
    {
        simulator::Request request;
        request.method = "GET";
        request.path = path;
        request.params = params;
        return api.handler()(request).body;
    }
};

} // namespace tst_simruleengine

SIGNALBOX_GUILESS_TEST(tst_simruleengine, TestSimRuleEngine)
#include "tst_simruleengine.moc"
