// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/alertmanagerapi.h"
#include "connectors/simulator/promql/memorysource.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tst_simalertmanager {

using namespace signalbox;
namespace promql = signalbox::simulator::promql;

namespace {

constexpr std::int64_t start = 1'795'251'600'000; // 2026-11-21T09:00:00Z

simulator::Request request(const QByteArray& method, const char* path, const QByteArray& body = {})
{
    simulator::Request out;
    out.method = method;
    const QString whole = QString::fromLatin1(path);
    out.path = whole.section(u'?', 0, 0);
    for (const QString& pair : whole.section(u'?', 1).split(u'&', Qt::SkipEmptyParts))
        out.params.emplace_back(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    out.body = body;
    if (!body.isEmpty())
        out.headers.emplace_back("content-type", "application/json");
    return out;
}

} // namespace

class TestSimAlertmanager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_source = promql::MemorySource();
        for (int i = 0; i <= 240; ++i) {
            for (const char* service : {"cart", "payments"}) {
                m_source.add({{QStringLiteral("__name__"), QStringLiteral("load")},
                              {QStringLiteral("service"), QLatin1String(service)}},
                             start + i * 15'000LL, i >= 40 && (service[0] == 'p' || i < 80) ? 95 : 1);
            }
        }
        m_rules = std::make_unique<promql::RuleEngine>(
            m_source,
            std::vector<promql::RuleGroup>{
                {.name = QStringLiteral("shop"),
                 .file = {},
                 .interval = 15'000,
                 .rules = {{.name = QStringLiteral("HighLoad"),
                            .expression = "load > 90",
                            .holdFor = 60'000,
                            .labels = {{QStringLiteral("severity"), QStringLiteral("page")}},
                            .annotations = {{QStringLiteral("summary"), QStringLiteral("busy")}}}}}});
        m_clock = std::make_unique<ManualClock>(Instant::fromMilliseconds(start + 15 * 60'000));
        m_api = std::make_unique<promql::AlertmanagerApi>(m_rules.get(), *m_clock,
                                                          promql::AlertmanagerOptions{.seed = 7});
    }

    void firingAlertsAreServed()
    {
        const simulator::Reply reply = m_api->handler()(request("GET", "/api/v2/alerts"));
        QCOMPARE(reply.status, 200);
        const QJsonArray alerts = QJsonDocument::fromJson(reply.body).array();
        QCOMPARE(alerts.size(), 2);
        QVERIFY(alerts[0][QLatin1String("fingerprint")].toString() <
                alerts[1][QLatin1String("fingerprint")].toString());
        QVERIFY(reply.body.contains(
            R"("startsAt":"2026-11-21T09:11:00.000Z","status":{"inhibitedBy":[],"silencedBy":[],"state":"active"})"));
        QVERIFY(reply.body.contains(R"("endsAt":"2026-11-21T09:19:00.000Z")"));
        QVERIFY(reply.body.contains("/graph?g0.expr=load+%3E+90\\u0026g0.tab=1"));
        m_clock->advance(std::chrono::minutes(10));
        QCOMPARE(QJsonDocument::fromJson(m_api->handle(request("GET", "/api/v2/alerts")).body).array().size(),
                 1);
    }

    void alertsAreGroupedAndFiltered_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("services");
        const QString alerts = QStringLiteral("/api/v2/alerts?");
        const QStringList both{QStringLiteral("cart"), QStringLiteral("payments")};
        QTest::newRow("all") << alerts << both;
        QTest::newRow("equal") << alerts + QStringLiteral("filter=service=\"cart\"") << both.mid(0, 1);
        QTest::newRow("bare") << alerts + QStringLiteral("filter=service!=cart") << both.mid(1);
        QTest::newRow("pattern") << alerts + QStringLiteral("filter=service=~\"pay.*\"") << both.mid(1);
        QTest::newRow("and") << alerts + QStringLiteral("filter=service=~\".+\"&filter=severity=page")
                             << both;
        QTest::newRow("absent label") << alerts + QStringLiteral("filter=nosuch=\"\"") << both;
        QTest::newRow("present label") << alerts + QStringLiteral("filter=service!=\"\"") << both;
        QTest::newRow("receiver") << alerts + QStringLiteral("receiver=on-.*") << both;
        QTest::newRow("other receiver") << alerts + QStringLiteral("receiver=on") << QStringList();
        QTest::newRow("not active") << alerts + QStringLiteral("active=false") << QStringList();
    }

    void alertsAreGroupedAndFiltered()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, services);
        QStringList found;
        for (const QJsonValue& alert :
             QJsonDocument::fromJson(m_api->handle(request("GET", qPrintable(path))).body).array())
            found << alert[QLatin1String("labels")][QLatin1String("service")].toString();
        found.sort();
        QCOMPARE(found, services);
        path.replace(QLatin1String("alerts"), QLatin1String("alerts/groups"));
        found.clear();
        for (const QJsonValue& group :
             QJsonDocument::fromJson(m_api->handle(request("GET", qPrintable(path))).body).array()) {
            QCOMPARE(group[QLatin1String("alerts")].toArray().size(), 1);
            QCOMPARE(group[QLatin1String("receiver")][QLatin1String("name")].toString(),
                     QStringLiteral("on-call"));
            found << group[QLatin1String("labels")][QLatin1String("service")].toString();
        }
        QCOMPARE(found, services);
    }

    void aSilenceLivesAndDies()
    {
        const QString id = create("service", "cart", false, true);
        QCOMPARE(stateOf(id), QStringLiteral("active"));
        QByteArray alerts = m_api->handle(request("GET", "/api/v2/alerts?filter=service=cart")).body;
        QVERIFY(alerts.contains("\"silencedBy\":[\"" + id.toLatin1() + "\"],\"state\":\"suppressed\""));
        QCOMPARE(QJsonDocument::fromJson(m_api->handle(request("GET", "/api/v2/alerts?silenced=false")).body)
                     .array()
                     .size(),
                 1);
        const simulator::Reply gone =
            m_api->handle(request("DELETE", qPrintable(QLatin1String("/api/v2/silence/") + id)));
        QCOMPARE(gone.status, 200);
        QVERIFY(gone.body.isEmpty());
        QCOMPARE(stateOf(id), QStringLiteral("expired"));
        alerts = m_api->handle(request("GET", "/api/v2/alerts?filter=service=cart")).body;
        QVERIFY(alerts.contains("\"silencedBy\":[],\"state\":\"active\""));
    }

    /// The trap of the API: without isEqual, or with it true, a matcher is positive.
    void isEqualIsRespected()
    {
        const QString id = create("service", "cart", false, false);
        const QByteArray alerts = m_api->handle(request("GET", "/api/v2/alerts?silenced=false")).body;
        QVERIFY(alerts.contains("cart"));
        QVERIFY(!alerts.contains("payments"));
        QVERIFY(m_api->handle(request("GET", "/api/v2/silences?filter=service!=cart"))
                    .body.contains(id.toLatin1()));
        QCOMPARE(m_api->handle(request("GET", "/api/v2/silences?filter=service=cart")).body,
                 QByteArray("[]\n"));
    }

    void anUpdateKeepsHistory()
    {
        const QString id = create("service", "cart", false, true);
        const auto post = [&](const QByteArray& value, const QByteArray& end) {
            const simulator::Reply reply = m_api->handle(request(
                "POST", "/api/v2/silences",
                R"({"id":")" + id.toLatin1() + R"(","matchers":[{"name":"service","value":")" + value +
                    R"(","isRegex":false,"isEqual":true}],"startsAt":"2026-11-21T09:15:00Z","endsAt":")" +
                    end + R"(","createdBy":"ann","comment":"c"})"));
            return QJsonDocument::fromJson(reply.body)[QLatin1String("silenceID")].toString();
        };
        QCOMPARE(post("cart", "2026-11-21T11:00:00Z"), id);
        QVERIFY(m_api->handle(request("GET", "/api/v2/silences"))
                    .body.contains("\"endsAt\":\"2026-11-21T11:00:00.000Z\""));
        const QString other = post("payments", "2026-11-21T11:00:00Z");
        QVERIFY(other != id);
        QCOMPARE(stateOf(id), QStringLiteral("expired"));
        QCOMPARE(stateOf(other), QStringLiteral("active"));
    }

    void idsFollowFromTheSeed()
    {
        const QString first = create("service", "cart", false, true);
        init();
        QCOMPARE(create("service", "cart", false, true), first);
        QVERIFY(create("service", "cart", false, true) != first);
        m_api = std::make_unique<promql::AlertmanagerApi>(m_rules.get(), *m_clock,
                                                          promql::AlertmanagerOptions{.seed = 8});
        QVERIFY(create("service", "cart", false, true) != first);
    }

    void postedAlertsExpire()
    {
        const simulator::Reply reply = m_api->handle(
            request("POST", "/api/v2/alerts", R"([{"labels":{"alertname":"Mine","empty":""}}])"));
        QCOMPARE(reply.status, 200);
        QCOMPARE(QJsonDocument::fromJson(m_api->handle(request("GET", "/api/v2/alerts")).body).array().size(),
                 3);
        QVERIFY(!m_api->handle(request("GET", "/api/v2/alerts")).body.contains("empty"));
        m_clock->advance(std::chrono::minutes(5));
        QVERIFY(!m_api->handle(request("GET", "/api/v2/alerts")).body.contains("Mine"));
    }

    void hostileBodiesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("broken UTF-8") << QByteArray("{\"comment\":\"\xff\"}");
        QTest::newRow("cut off") << QByteArray("{\"comment\":\"a");
        QTest::newRow("number") << QByteArray("{\"comment\":5,\"createdBy\":\"x\"}");
        QTest::newRow("matchers of another kind") << QByteArray(
            R"({"comment":"","createdBy":"","endsAt":"2026-11-21T11:00:00Z","matchers":[5,null]})");
    }

    void hostileBodiesAreRefused()
    {
        QFETCH(QByteArray, body);
        for (const char* path : {"/api/v2/silences", "/api/v2/alerts"}) {
            const simulator::Reply reply = m_api->handle(request("POST", path, body));
            QVERIFY(reply.status == 400 || reply.status == 422);
            QVERIFY(QJsonDocument::fromJson(reply.body).isObject());
        }
    }

    void statusAndReceivers()
    {
        const QJsonObject status =
            QJsonDocument::fromJson(m_api->handle(request("GET", "/api/v2/status")).body).object();
        QCOMPARE(status[QLatin1String("cluster")][QLatin1String("status")].toString(),
                 QStringLiteral("disabled"));
        QVERIFY(status[QLatin1String("config")][QLatin1String("original")].toString().contains(
            QLatin1String("receiver: on-call\n  group_by:\n  - alertname\n")));
        QCOMPARE(status[QLatin1String("uptime")].toString(), QStringLiteral("2026-11-21T09:15:00.000Z"));
        QCOMPARE(m_api->handle(request("GET", "/api/v2/receivers")).body,
                 QByteArray("[{\"name\":\"on-call\"}]\n"));
        QCOMPARE(m_api->handle(request("GET", "/-/ready")).body, QByteArray("OK"));
    }

private:
    QString create(const QByteArray& name, const QByteArray& value, bool regex, bool equal)
    {
        const simulator::Reply reply = m_api->handle(request(
            "POST", "/api/v2/silences",
            R"({"matchers":[{"name":")" + name + R"(","value":")" + value + R"(","isRegex":)" +
                (regex ? "true" : "false") + (equal ? "" : R"(,"isEqual":false)") +
                R"(}],"startsAt":"2026-11-21T09:15:00Z","endsAt":"2026-11-21T10:00:00Z","createdBy":"ann","comment":"c"})"));
        return QJsonDocument::fromJson(reply.body)[QLatin1String("silenceID")].toString();
    }

    QString stateOf(const QString& id)
    {
        const simulator::Reply reply =
            m_api->handle(request("GET", qPrintable(QLatin1String("/api/v2/silence/") + id)));
        return QJsonDocument::fromJson(reply.body)[QLatin1String("status")][QLatin1String("state")]
            .toString();
    }

    promql::MemorySource m_source;
    std::unique_ptr<promql::RuleEngine> m_rules;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<promql::AlertmanagerApi> m_api;
};

} // namespace tst_simalertmanager

SIGNALBOX_GUILESS_TEST(tst_simalertmanager, TestSimAlertmanager)
#include "tst_simalertmanager.moc"
