// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/golden/goldenfixture.h"

#include "tests/support/testmain.h"

#include <QJsonDocument>

namespace tst_discovery {

using namespace signalbox;
using namespace signalbox::golden;

using Lines = std::vector<MetricLine>;
namespace {

const Instant at = Instant::fromSeconds(1'700'000'000);

Discovery found(const Lines& lines, const Corrections& corrections = {})
{
    return discover(inventoryOf(lines), shippedConventions(), corrections, at);
}

} // namespace

/// Conventions against the metrics of real exporters.
class TestDiscovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exporters_data()
    {
        QTest::addColumn<Lines>("lines");
        QTest::addColumn<QString>("convention");
        QTest::addColumn<QString>("serviceLabel");
        QTest::addColumn<QStringList>("services");
        QTest::addColumn<QString>("signalsFound"); // of the first service, by their first letters
        const auto row = [](const char* name, const Lines& lines, const char* convention, const char* label,
                            const QStringList& services, const char* signalsFound) {
            QTest::newRow(name) << lines << QString::fromLatin1(convention) << QString::fromLatin1(label)
                                << services << QString::fromLatin1(signalsFound);
        };
        const QStringList cart{QStringLiteral("cart")};
        row("OpenTelemetry, stable names",
            {{"http_server_request_duration_seconds_bucket",
              "service_name job instance le http_request_method http_route http_response_status_code",
              "cart shop"},
             {"http_server_request_duration_seconds_count",
              "service_name job instance http_request_method http_route http_response_status_code",
              "cart shop"}},
            "otel-http-server", "service_name", {QStringLiteral("cart"), QStringLiteral("shop")}, "LTE");
        row("OpenTelemetry, old names in ms",
            {{"http_server_duration_milliseconds_bucket", "job le http_method http_status_code", "shop/cart"},
             {"http_server_duration_milliseconds_count", "job http_method http_status_code", "shop/cart"}},
            "otel-http-server", "job", cart, "LTE");
        row("OpenTelemetry, native histogram",
            {{"http_server_request_duration_seconds", "service_name http_response_status_code", "cart",
              "histogram"}},
            "otel-http-server", "service_name", cart, "LTE");
        row("client library, as in the tutorials",
            {{"http_requests_total", "job instance method status", "cart"},
             {"http_request_duration_seconds_bucket", "job instance method le", "cart"},
             {"http_request_duration_seconds_count", "job instance method", "cart"}},
            "prometheus-client", "job", cart, "LTE");
        row("a counter alone", {{"http_requests_total", "app method code", "cart"}}, "prometheus-client",
            "app", cart, "TE");
        row("a counter that tells no failure", {{"http_requests_total", "app method", "cart"}},
            "prometheus-client", "app", cart, "T");
        row("Spring with a histogram",
            {{"http_server_requests_seconds_bucket", "application uri status method le", "cart"},
             {"http_server_requests_seconds_count", "application uri status method outcome", "cart"}},
            "micrometer", "application", cart, "LTE");
        row("Spring, its default timer",
            {{"http_server_requests_seconds_count", "application uri status method outcome", "cart"},
             {"http_server_requests_seconds_sum", "application uri status method outcome", "cart"}},
            "micrometer", "application", cart, "TE");
        row("Istio",
            {{"istio_requests_total", "reporter response_code destination_canonical_service source_workload",
              "cart"},
             {"istio_request_duration_milliseconds_bucket",
              "reporter response_code destination_canonical_service source_workload le", "cart"}},
            "istio", "destination_canonical_service", cart, "LTE");
        row("gRPC",
            {{"grpc_server_handled_total", "job grpc_service grpc_method grpc_code", "cart"},
             {"grpc_server_handling_seconds_bucket", "job grpc_service grpc_method le", "cart"}},
            "grpc-server", "job", cart, "LTE");
        row("span metrics",
            {{"traces_span_metrics_calls_total", "service_name span_name span_kind status_code", "cart"},
             {"traces_span_metrics_duration_milliseconds_bucket",
              "service_name span_name span_kind status_code le", "cart"}},
            "span-metrics", "service_name", cart, "LTE");
        row("NGINX ingress",
            {{"nginx_ingress_controller_requests", "ingress exported_service status method", "cart"},
             {"nginx_ingress_controller_request_duration_seconds_bucket",
              "ingress exported_service status le", "cart"}},
            "nginx-ingress", "exported_service", cart, "LTE");
        row("Traefik",
            {{"traefik_service_requests_total", "code method service", "cart"},
             {"traefik_service_request_duration_seconds_bucket", "code method service le", "cart"}},
            "traefik", "service", cart, "LTE");
        row("Flask",
            {{"flask_http_request_total", "job method status", "cart"},
             {"flask_http_request_duration_seconds_bucket", "job method path status le", "cart"}},
            "flask", "job", cart, "LTE");
    }
    void exporters()
    {
        QFETCH(Lines, lines);
        QFETCH(QString, convention);
        QFETCH(QString, serviceLabel);
        QFETCH(QStringList, services);
        QFETCH(QString, signalsFound);
        const Discovery discovery = found(lines);
        QVERIFY2(!discovery.requests.empty(), qPrintable(discovery.remarks.join(u'\n')));
        QCOMPARE(discovery.requests.front().convention, convention);
        QCOMPARE(discovery.requests.front().serviceLabel, serviceLabel);
        const ServiceView view(discovery, {});
        QCOMPARE(view.services(), services);
        QString letters;
        for (const Finding& finding : view.findingsOf(services.front())) {
            QVERIFY(!finding.why.isEmpty());
            if (finding.found)
                letters += keyOf(finding.signal).front().toUpper();
        }
        QCOMPARE(letters, signalsFound);
    }

    void unitsOfDurations()
    {
        QCOMPARE(
            found({{"http_server_duration_milliseconds_bucket", "job le", "a"}}).requests.front().toSeconds,
            1e-3);
        QCOMPARE(found({{"http_server_duration_bucket", "job le", "a"}}).requests.front().toSeconds, 1e-3);
        QCOMPARE(found({{"http_request_duration_seconds_bucket", "job le", "a"}}).requests.front().toSeconds,
                 1.0);
    }

    void servicesOfOneConventionUnderOldAndNewNames()
    {
        const Discovery discovery =
            found({{"http_server_request_duration_seconds_bucket", "service_name le", "new"},
                   {"http_server_request_duration_seconds_count", "service_name", "new"},
                   {"http_server_duration_milliseconds_bucket", "service_name le", "old"},
                   {"http_server_duration_milliseconds_count", "service_name", "old"}});
        const ServiceView view(discovery, {});
        QCOMPARE(view.services(), (QStringList{QStringLiteral("new"), QStringLiteral("old")}));
        QCOMPARE(view.sourceOf(QStringLiteral("old"), Signal::Latency)->toSeconds, 1e-3);
        QCOMPARE(view.sourceOf(QStringLiteral("new"), Signal::Latency)->toSeconds, 1.0);
    }

    void theHigherPriorityServesAndTheOtherIsNamed()
    {
        const Discovery discovery = found(
            {{"http_server_request_duration_seconds_bucket", "service_name le http_response_status_code",
              "cart"},
             {"http_server_request_duration_seconds_count", "service_name http_response_status_code", "cart"},
             {"traces_span_metrics_calls_total", "service_name span_kind status_code", "cart"}});
        const ServiceView view(discovery, {});
        const Finding traffic = view.findingsOf(QStringLiteral("cart"))[1];
        QCOMPARE(traffic.convention, QStringLiteral("otel-http-server"));
        QCOMPARE(traffic.alternatives, QStringList{QStringLiteral("span-metrics")});
        Corrections corrections;
        corrections.chosen[{QStringLiteral("cart"), Signal::Traffic}] = QStringLiteral("span-metrics");
        const ServiceView corrected(discovery, corrections);
        const Finding chosen = corrected.findingsOf(QStringLiteral("cart"))[1];
        QCOMPARE(chosen.convention, QStringLiteral("span-metrics"));
        QVERIFY(chosen.corrected);
    }

    void whatIsThereAndOfNoUseIsTold()
    {
        const Discovery discovery = found({{"http_requests_total", "method status", ""}});
        QVERIFY(discovery.isEmpty());
        QVERIFY2(discovery.remarks.front().contains(QLatin1String("none of its labels names a service")),
                 qPrintable(discovery.remarks.front()));
        QVERIFY(found({}).remarks.front().contains(QLatin1String("no metrics")));
        QVERIFY(found({{"my_own_metric", "job", "a"}})
                    .remarks.front()
                    .contains(QLatin1String("None of its 1 metrics")));
    }

    void correctionsSwitchOffAndRename()
    {
        const Lines lines{{"http_requests_total", "app job method status", "cart-v2"}};
        Corrections corrections;
        corrections.renamed[QStringLiteral("cart-v2")] = QStringLiteral("cart");
        QCOMPARE(ServiceView(found(lines, corrections), corrections).services(),
                 QStringList{QStringLiteral("cart")});
        corrections.off = {QStringLiteral("prometheus-client")};
        QVERIFY(found(lines, corrections).requests.empty());
        corrections = {};
        corrections.serviceLabels[QStringLiteral("prometheus-client")] = QStringLiteral("job");
        QCOMPARE(found(lines, corrections).requests.front().serviceLabel, QStringLiteral("job"));
    }

    void correctionsSurviveTheirFile()
    {
        Corrections corrections;
        corrections.off = {QStringLiteral("istio")};
        corrections.serviceLabels[QStringLiteral("micrometer")] = QStringLiteral("team");
        corrections.chosen[{QStringLiteral("a \"b\""), Signal::Errors}] = QStringLiteral("flask");
        corrections.own[{QStringLiteral("cart"), Signal::Latency}] = QStringLiteral("up{a=\"b\"}");
        corrections.renamed[QStringLiteral("x")] = QStringLiteral("y");
        corrections.targets[{QStringLiteral("cart"), Signal::Errors}] = 0.001;
        const auto read = correctionsFromJson(toJson(corrections));
        QVERIFY2(read, read ? "" : qPrintable(read.error().what));
        QVERIFY(*read == corrections);
    }

    void brokenCorrections_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("key");
        QTest::newRow("list") << QByteArray(R"({"off": "istio"})") << QStringLiteral("off");
        QTest::newRow("signal") << QByteArray(R"({"own": {"cart": {"speed": "up"}}})")
                                << QStringLiteral("own.cart.speed");
        QTest::newRow("text") << QByteArray(R"({"chosen": {"cart": {"errors": 7}}})")
                              << QStringLiteral("chosen.cart.errors");
        QTest::newRow("label") << QByteArray(R"({"serviceLabels": {"istio": "a b"}})")
                               << QStringLiteral("serviceLabels.istio");
        QTest::newRow("target") << QByteArray(R"({"targets": {"cart": {"errors": -1}}})")
                                << QStringLiteral("targets.cart.errors");
    }
    void brokenCorrections()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, key);
        const auto read = correctionsFromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!read);
        QVERIFY2(read.error().what.contains(key), qPrintable(read.error().what));
    }

    void theCacheKeepsAll()
    {
        const Discovery discovery = found(
            {{"http_server_request_duration_seconds_bucket", "service_name le http_response_status_code",
              "cart"},
             {"http_server_request_duration_seconds_count", "service_name http_response_status_code", "cart"},
             {"db_client_connections_usage", "service_name pool_name state", "cart"},
             {"db_client_connections_max", "service_name pool_name", "cart"},
             {"target_info", "service_name service_version", "cart"}});
        QCOMPARE(discovery.resources.size(), 1U);
        QCOMPARE(discovery.versions.size(), 1U);
        const auto read = discoveryFromBytes(toBytes(discovery));
        QVERIFY2(read, read ? "" : qPrintable(read.error().what));
        QVERIFY(*read == discovery);
    }

    void aDamagedCacheIsAValue()
    {
        const QByteArray whole = toBytes(found(
            {{"http_requests_total", "app method status", "cart"}, {"target_info", "app version", "cart"}}));
        for (qsizetype i = 0; i < whole.size(); ++i) {
            const auto cut = discoveryFromBytes(whole.left(i));
            QVERIFY(!cut);
            QByteArray bent = whole;
            bent[i] = static_cast<char>(bent[i] ^ 0x15);
            (void)discoveryFromBytes(bent); // whatever it is, it does not crash
        }
        QVERIFY(!discoveryFromBytes(QByteArray(9 * 1024 * 1024, 'x')));
        QVERIFY(!discoveryFromBytes("[]"));
    }

    void manyMetricsAndHostileNames()
    {
        Inventory inventory = inventoryOf({{"http_requests_total", "app method status", "cart"}});
        for (int i = 0; i < 20'000; ++i)
            inventory.names.insert(QStringLiteral("metric_%1").arg(i));
        const QString hostile = QStringLiteral("a\"}\n\u202e\U0001f525") + QString(2'000, u'x');
        inventory.services[QStringLiteral("http_requests_total")] += hostile;
        const Conventions conventions = shippedConventions();
        QCOMPARE(metricsToInspect(inventory, conventions),
                 QStringList{QStringLiteral("http_requests_total")});
        const ServiceView view(discover(inventory, conventions, {}, at), {});
        QVERIFY(view.services().contains(hostile));
        QVERIFY(view.findingsOf(hostile)[1].why.size() < 400);
    }

    void conventionFiles_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("no JSON") << QByteArray("{") << QStringLiteral("at byte");
        QTest::newRow("no list") << QByteArray(R"({"requests": {}})")
                                 << QStringLiteral("\"requests\" must be a list");
        QTest::newRow("no id") << QByteArray(R"({"requests": [{"title": "x", "service": ["job"]}]})")
                               << QStringLiteral("requests[0]: \"id\" is missing");
        QTest::newRow("bad name")
            << QByteArray(
                   R"({"resources": [{"id": "a", "title": "x", "resource": "r", "of": ["a b"], "service": ["job"]}]})")
            << QStringLiteral("\"of\" must hold names");
        QTest::newRow("bad word")
            << QByteArray(
                   R"({"requests": [{"id": "a", "title": "x", "service": ["job"], "failure": "sometimes"}]})")
            << QStringLiteral("\"failure\" is none of the words");
    }
    void conventionFiles()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const auto parsed = parseConventions(json, QStringLiteral("mine.json"));
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().what.contains(says) &&
                     parsed.error().what.contains(QLatin1String("mine.json")),
                 qPrintable(parsed.error().what));
    }

    void aPersonsConventionReplacesOurs()
    {
        Conventions all = shippedConventions();
        const std::size_t before = all.requests.size();
        all.add(*parseConventions(
            R"({"requests": [{"id": "istio", "title": "Ours", "service": ["mesh"], "counters": ["x_total"], "odd": 1}]})",
            QStringLiteral("mine.json")));
        QCOMPARE(all.requests.size(), before);
        QVERIFY(std::any_of(all.requests.begin(), all.requests.end(),
                            [](const RequestConvention& c) { return c.title == QLatin1String("Ours"); }));
        QVERIFY(all.warnings.front().contains(QLatin1String("odd")));
    }
};

} // namespace tst_discovery

SIGNALBOX_GUILESS_TEST(tst_discovery, TestDiscovery)
#include "tst_discovery.moc"
