// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/likeness.h"
#include "models/mapping/mapping.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QtTest>

namespace tst_mapping {

using namespace signalbox;
using namespace signalbox::mapping;

namespace {

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

Vocabulary metrics(const char* values)
{
    return {Store::Metrics, QStringLiteral("service"), words(values)};
}
Vocabulary logs(const char* label, const char* values)
{
    return {Store::Logs, QString::fromLatin1(label), words(values)};
}
Vocabulary traces(const char* values)
{
    return {Store::Traces, QStringLiteral("service"), words(values)};
}

/// "app=checkout", or nothing.
QString nameText(const Mapping& mapping, Store store, const QString& service)
{
    const Name* name = mapping.nameIn(store, service);
    return name ? name->label + u'=' + name->value : QString();
}

} // namespace

class TestMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void likeness_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("atLeast");
        QTest::addColumn<double>("atMost");
        QTest::newRow("same") << "checkout"
                              << "checkout" << 1.0 << 1.0;
        QTest::newRow("case") << "Checkout"
                              << "checkout" << 0.9 << 0.99;
        QTest::newRow("camel") << "OrderHistory"
                               << "order-history" << 0.9 << 0.99;
        QTest::newRow("underscores") << "order_history"
                                     << "order-history" << 0.9 << 0.99;
        QTest::newRow("namespace/job") << "shop/payments"
                                       << "payments" << 0.9 << 0.99;
        QTest::newRow("docker") << "/payments"
                                << "payments" << 0.9 << 0.99;
        QTest::newRow("service word") << "checkout-service"
                                      << "checkout" << 0.8 << 0.9;
        QTest::newRow("service word on the other side") << "checkout"
                                                        << "checkoutService" << 0.8 << 0.9;
        QTest::newRow("compose") << "demo-checkout-1"
                                 << "checkout" << 0.7 << 0.8;
        QTest::newRow("compose v1") << "demo_checkout_1"
                                    << "checkout" << 0.7 << 0.8;
        QTest::newRow("istio workload") << "reviews-v2"
                                        << "reviews" << 0.8 << 0.9;
        QTest::newRow("istio host") << "reviews.shop.svc.cluster.local"
                                    << "reviews" << 0.8 << 0.9;
        QTest::newRow("another") << "checkout"
                                 << "payments" << 0.0 << 0.0;
        QTest::newRow("part of a word") << "check"
                                        << "checkout" << 0.0 << 0.0;
        QTest::newRow("unknown prefix") << "legacy-checkout"
                                        << "checkout" << 0.0 << 0.0;
        QTest::newRow("a pod is no service") << "checkout-7d9f8b-x2lqm"
                                             << "checkout" << 0.0 << 0.0;
        QTest::newRow("empty") << ""
                               << "checkout" << 0.0 << 0.0;
    }
    void likeness()
    {
        QFETCH(QString, value);
        QFETCH(QString, name);
        QFETCH(double, atLeast);
        QFETCH(double, atMost);
        const Likeness likeness = likenessOf(value, name);
        QVERIFY2(likeness.confidence >= atLeast && likeness.confidence <= atMost,
                 qPrintable(QString::number(likeness.confidence)));
        QCOMPARE(likeness.why.isEmpty(), likeness.confidence == 0);
    }

    void aSharedPrefixIsLearned()
    {
        const Affixes affixes =
            affixesOf(words("shop-checkout shop-payments other-thing"), words("checkout payments cart"));
        QCOMPARE(affixes.before, QStringList{QStringLiteral("shop-")});
        QVERIFY(affixes.behind.isEmpty());
        QVERIFY(likenessOf(QStringLiteral("shop-cart"), QStringLiteral("cart"), affixes).confidence >=
                surely);
    }

    void habits_data()
    {
        QTest::addColumn<QList<QStringList>>("logLabels"); // label, values...
        QTest::addColumn<QStringList>("metricNames");
        QTest::addColumn<QStringList>("traceNames");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("checkoutInLogs");
        QTest::addColumn<QString>("checkoutInTraces");
        QTest::addColumn<QStringList>("services");

        QTest::newRow("kube-prometheus and promtail")
            << QList<QStringList>{{QStringLiteral("job"), QStringLiteral("shop/checkout"),
                                   QStringLiteral("shop/payments"), QStringLiteral("kube-system/coredns")},
                                  {QStringLiteral("app"), QStringLiteral("checkout"),
                                   QStringLiteral("payments"), QStringLiteral("coredns")},
                                  {QStringLiteral("container"), QStringLiteral("server"),
                                   QStringLiteral("istio-proxy")},
                                  {QStringLiteral("stream"), QStringLiteral("stdout"),
                                   QStringLiteral("stderr")}}
            << words("checkout payments") << words("checkout payments") << "app"
            << "app=checkout"
            << "service=checkout" << words("checkout coredns payments");
        QTest::newRow("OpenTelemetry collector and Loki 3")
            << QList<QStringList>{{QStringLiteral("service_name"), QStringLiteral("checkout"),
                                   QStringLiteral("payments"), QStringLiteral("unknown_service")},
                                  {QStringLiteral("deployment_environment"), QStringLiteral("prod")}}
            << words("checkout payments") << words("checkout payments") << "service_name"
            << "service_name=checkout"
            << "service=checkout" << words("checkout payments unknown_service");
        QTest::newRow("docker compose")
            << QList<QStringList>{{QStringLiteral("container_name"), QStringLiteral("demo-checkout-1"),
                                   QStringLiteral("demo-payments-1"), QStringLiteral("demo-loki-1")},
                                  {QStringLiteral("compose_service"), QStringLiteral("checkout"),
                                   QStringLiteral("payments"), QStringLiteral("loki")},
                                  {QStringLiteral("compose_project"), QStringLiteral("demo")}}
            << words("checkout payments") << words("checkout-service payments-service") << "compose_service"
            << "compose_service=checkout"
            << "service=checkout-service" << words("checkout loki payments");
        QTest::newRow("only container names")
            << QList<QStringList>{{QStringLiteral("container_name"), QStringLiteral("/demo_checkout_1"),
                                   QStringLiteral("/demo_payments_1")}}
            << words("checkout payments") << words("checkout payments") << "container_name"
            << "container_name=/demo_checkout_1"
            << "service=checkout" << words("checkout payments");
        QTest::newRow("Istio") << QList<QStringList>{{QStringLiteral("app"), QStringLiteral("checkout"),
                                                      QStringLiteral("payments")},
                                                     {QStringLiteral("container"),
                                                      QStringLiteral("istio-proxy"),
                                                      QStringLiteral("server")},
                                                     {QStringLiteral("version"), QStringLiteral("v1"),
                                                      QStringLiteral("v2")}}
                               << words("checkout payments") << words("checkout.shop payments.shop") << "app"
                               << "app=checkout"
                               << "service=checkout.shop" << words("checkout payments");
        QTest::newRow("a label that nobody has heard of")
            << QList<QStringList>{{QStringLiteral("komponente"), QStringLiteral("Checkout"),
                                   QStringLiteral("Payments")},
                                  {QStringLiteral("app"), QStringLiteral("shop")}}
            << words("checkout payments") << words("checkout payments") << "komponente"
            << "komponente=Checkout"
            << "service=checkout" << words("checkout payments");
        QTest::newRow("logs alone") << QList<QStringList>{{QStringLiteral("app"), QStringLiteral("checkout"),
                                                           QStringLiteral("payments")},
                                                          {QStringLiteral("env"), QStringLiteral("prod")}}
                                    << QStringList() << QStringList() << "app"
                                    << "app=checkout"
                                    << "" << words("checkout payments");
    }
    void habits()
    {
        QFETCH(QList<QStringList>, logLabels);
        QFETCH(QStringList, metricNames);
        QFETCH(QStringList, traceNames);
        QFETCH(QString, label);
        QFETCH(QString, checkoutInLogs);
        QFETCH(QString, checkoutInTraces);
        QFETCH(QStringList, services);
        std::vector<Vocabulary> all{{Store::Metrics, QStringLiteral("service"), metricNames},
                                    {Store::Traces, QStringLiteral("service"), traceNames}};
        for (const QStringList& entry : logLabels)
            all.push_back({Store::Logs, entry.front(), entry.mid(1)});
        const Mapping mapping = learn(all);
        QCOMPARE(mapping.logLabel(), label);
        QCOMPARE(nameText(mapping, Store::Logs, QStringLiteral("checkout")), checkoutInLogs);
        QCOMPARE(nameText(mapping, Store::Traces, QStringLiteral("checkout")), checkoutInTraces);
        QCOMPARE(mapping.services(), services);
        for (const Row& row : mapping.rows()) // there and back again
            for (const Store store : allStores)
                if (const auto& name = row.in(store))
                    QCOMPARE(mapping.serviceOf(store, name->value), row.service);
    }

    void whatTheBestLabelLacksIsFoundUnderAnother()
    {
        const Mapping mapping = learn({metrics("checkout payments ledger"), logs("app", "checkout payments"),
                                       logs("unit", "ledger.service")});
        QCOMPARE(mapping.logLabel(), QStringLiteral("app"));
        QCOMPARE(nameText(mapping, Store::Logs, QStringLiteral("ledger")),
                 QStringLiteral("unit=ledger.service"));
        const auto both = mapping.logNames(words("checkout ledger"));
        QCOMPARE(both.label, QStringLiteral("app"));
        QCOMPARE(both.values, words("checkout"));
        QCOMPARE(both.missing, words("ledger"));
        const auto one = mapping.logNames(words("ledger"));
        QCOMPARE(one.label, QStringLiteral("unit"));
        QCOMPARE(one.values, words("ledger.service"));
        QVERIFY(one.missing.isEmpty());
    }

    void aServiceWithoutLogsIsMissing()
    {
        const Mapping mapping = learn({metrics("checkout payments"), logs("app", "checkout")});
        QVERIFY(!mapping.nameIn(Store::Logs, QStringLiteral("payments")));
        const auto names = mapping.logNames(words("payments"));
        QVERIFY(names.values.isEmpty());
        QCOMPARE(names.missing, words("payments"));
    }

    void nothingInCommon()
    {
        // A label whose values are no services of anybody is no name for one.
        const Mapping mapping = learn({metrics("checkout payments"), logs("env", "prod staging")});
        QCOMPARE(mapping.logLabel(), QStringLiteral("env")); // to select by, not to name by
        QVERIFY(!mapping.nameIn(Store::Logs, QStringLiteral("checkout")));
        QCOMPARE(mapping.services(), words("checkout payments"));
        QCOMPARE(learn({{Store::Logs, QStringLiteral("zeta"), {}}, {Store::Logs, QStringLiteral("app"), {}}})
                     .logLabel(),
                 QStringLiteral("app"));
        QVERIFY(learn({}).rows().empty());
    }

    void aPersonKnowsBetter()
    {
        Corrections corrections;
        corrections.services[QStringLiteral("checkout")] = {
            {Store::Logs, {QStringLiteral("unit"), QStringLiteral("kasse.service")}},
            {Store::Traces, {{}, QStringLiteral("kasse")}}};
        corrections.services[QStringLiteral("payments")] = {{Store::Logs, {}}};
        const Mapping mapping = learn({metrics("checkout payments"), traces("kasse payments"),
                                       logs("app", "checkout payments"), logs("unit", "kasse.service")},
                                      corrections);
        QCOMPARE(nameText(mapping, Store::Logs, QStringLiteral("checkout")),
                 QStringLiteral("unit=kasse.service"));
        QCOMPARE(nameText(mapping, Store::Traces, QStringLiteral("checkout")),
                 QStringLiteral("service=kasse"));
        QVERIFY(mapping.nameIn(Store::Logs, QStringLiteral("checkout"))->isCorrected);
        QVERIFY(!mapping.nameIn(Store::Logs, QStringLiteral("payments")));
        QCOMPARE(mapping.serviceOf(Store::Traces, QStringLiteral("kasse")), QStringLiteral("checkout"));
        const Result<Corrections> read = correctionsFromJson(toJson(corrections));
        QVERIFY(read);
        QCOMPARE(*read, corrections);
    }

    void brokenCorrections_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("services are a list") << QByteArray(R"({"services":[]})");
        QTest::newRow("a service is a text") << QByteArray(R"({"services":{"a":"b"}})");
        QTest::newRow("no value") << QByteArray(R"({"services":{"a":{"logs":{"label":"app"}}}})");
        QTest::newRow("a label is a number") << QByteArray(R"({"labels":{"pod":{"logs":3}}})");
    }
    void brokenCorrections()
    {
        QFETCH(QByteArray, json);
        const auto read = correctionsFromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::Invalid);
        QVERIFY(!read.error().what.isEmpty());
    }

    void dimensions()
    {
        Corrections corrections;
        const std::vector<Vocabulary> all{metrics("checkout"),
                                          {Store::Metrics, QStringLiteral("pod"), {}},
                                          {Store::Metrics, QStringLiteral("version"), {}},
                                          logs("service_name", "checkout"),
                                          {Store::Logs, QStringLiteral("k8s_pod_name"), {}}};
        const Mapping mapping = learn(all);
        QCOMPARE(mapping.labelIn(Store::Logs, QStringLiteral("pod")), QStringLiteral("k8s_pod_name"));
        QCOMPARE(mapping.labelIn(Store::Metrics, QStringLiteral("k8s.pod.name")), QStringLiteral("pod"));
        QCOMPARE(mapping.labelIn(Store::Traces, QStringLiteral("version")),
                 QStringLiteral("service.version"));
        QCOMPARE(mapping.labelIn(Store::Logs, QStringLiteral("zone")), QString());
        QCOMPARE(mapping.labelIn(Store::Logs, QStringLiteral("le")), QString());
        corrections.labels[Dimension::Zone] = {{Store::Logs, QStringLiteral("rack")}};
        QCOMPARE(learn(all, corrections).labelIn(Store::Logs, QStringLiteral("zone")),
                 QStringLiteral("rack"));
    }

    void servicesOfLines()
    {
        const Mapping mapping =
            learn({metrics("checkout payments"), logs("app", "shop-checkout shop-payments")});
        QCOMPARE(
            mapping.serviceOf(Store::Logs, LabelSet{{QStringLiteral("app"), QStringLiteral("shop-checkout")},
                                                    {QStringLiteral("pod"), QStringLiteral("x")}}),
            QStringLiteral("checkout"));
        QCOMPARE(mapping.serviceOf(Store::Metrics,
                                   LabelSet{{QStringLiteral("alertname"), QStringLiteral("A")},
                                            {QStringLiteral("job"), QStringLiteral("shop/payments")}}),
                 QStringLiteral("payments"));
        QCOMPARE(
            mapping.serviceOf(Store::Metrics, LabelSet{{QStringLiteral("alertname"), QStringLiteral("A")}}),
            QString());
    }

    void labelsWorthAsking()
    {
        const QStringList labels = labelsToAsk(
            {QStringLiteral("level"), QStringLiteral("pod"), QStringLiteral("zeta"), QStringLiteral("app"),
             QStringLiteral("service_name"), QStringLiteral("__stream_shard__")},
            10);
        QCOMPARE(labels, QStringList({QStringLiteral("service_name"), QStringLiteral("app"),
                                      QStringLiteral("zeta")}));
        QCOMPARE(labelsToAsk(labels, 1).size(), 1);
    }

    void manyNames()
    {
        QStringList many;
        for (int i = 0; i < 3'000; ++i)
            many.append(QStringLiteral("svc%1x").arg(i));
        const Mapping mapping = learn({{Store::Metrics, QStringLiteral("service"), many.mid(0, 300)},
                                       {Store::Logs, QStringLiteral("app"), many.mid(0, 400)}});
        QCOMPARE(mapping.logLabel(), QStringLiteral("app"));
        QCOMPARE(mapping.rows().size(), std::size_t{400});
    }
};

} // namespace tst_mapping

SIGNALBOX_BARE_TEST(tst_mapping, TestMapping)
#include "tst_mapping.moc"
