// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/engine.h"
#include "connectors/simulator/world/world.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>

namespace tst_simstory {

using namespace signalbox;
namespace promql = signalbox::simulator::promql;
namespace world = signalbox::simulator::world;

namespace {

constexpr std::int64_t minute = 60'000;
/// T on a working day at noon.
constexpr std::int64_t incident = 1'795'262'400'000;

/// A world whose clock stands at T plus some minutes, and its answers.
struct Stage
{
    explicit Stage(double atMinute, std::uint64_t seed = 1)
        : clock(Instant::fromMilliseconds(incident + static_cast<std::int64_t>(atMinute * minute)))
        , world(*world::shopScenario(), incident, seed, clock)
        , engine(world.samples())
    {
    }

    [[nodiscard]] double value(const char* query, double atMinute) const
    {
        const auto answer =
            engine.range(query, {.start = incident + static_cast<std::int64_t>(atMinute * minute),
                                 .end = incident + static_cast<std::int64_t>(atMinute * minute),
                                 .interval = 1});
        if (!answer || answer->size() != 1)
            return std::nan("");
        return answer->front().values.front();
    }

    ManualClock clock;
    world::World world;
    promql::Engine engine;
};

constexpr const char* p99 =
    "histogram_quantile(0.99, sum by (le) "
    "(rate(http_server_request_duration_seconds_bucket{service_name=\"payments\"}[2m])))";
constexpr const char* errors =
    "sum(rate(http_server_request_duration_seconds_count{service_name=\"checkout\","
    "http_response_status_code=~\"5..\"}[2m])) / "
    "sum(rate(http_server_request_duration_seconds_count{service_name=\"checkout\"}[2m]))";
constexpr const char* misses = "sum(rate(inventory_cache_requests_total{result=\"miss\"}[2m])) / "
                               "sum(rate(inventory_cache_requests_total[2m]))";
constexpr const char* pool =
    "sum(db_client_connections_usage{state=\"used\"}) / sum(db_client_connections_max)";
constexpr const char* resends = "sum(rate(http_client_resends_total{service_name=\"cart\"}[2m]))";

} // namespace

/// What the commander sees in the metrics and alerts of the demo, minute by minute.
class TestSimStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_stage = std::make_unique<Stage>(45); }

    void figures_data()
    {
        QTest::addColumn<double>("at");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        const auto row = [](const char* name, double at, const char* query, double least, double most) {
            QTest::newRow(name) << at << QByteArray(query) << least << most;
        };
        row("payments p99, a day ago", -1440, p99, 0.12, 0.26);
        row("payments p99, healthy", -10, p99, 0.12, 0.26);
        row("payments p99, incident", 8, p99, 4.5, 5.2);
        row("payments p99, recovered", 25, p99, 0.12, 0.26);
        row("checkout errors, a day ago", -1440, errors, 0, 0.012);
        row("checkout errors, healthy", -10, errors, 0, 0.012);
        row("checkout errors, incident", 8, errors, 0.16, 0.20);
        row("checkout errors, recovered", 25, errors, 0, 0.012);
        row("cache misses, healthy", -10, misses, 0.05, 0.15);
        row("cache misses, herring", 8, misses, 0.35, 0.6);
        row("cache misses go on after the rollback", 25, misses, 0.35, 0.6);
        row("pool, healthy", -10, pool, 0.1, 0.5);
        row("pool, incident", 8, pool, 0.95, 1);
        row("pool, recovered", 25, pool, 0.1, 0.5);
        row("retries, healthy", -10, resends, 0, 0.2);
        row("retries, incident", 8, resends, 1, 20);
        row("pods", 8, "count(up{service_name!=\"\"})", 40, 44);
        row("new version", 8, "count(target_info{service_name=\"payments\", service_version=\"2.4.1\"})", 6,
            6);
        row("old version", -10, "count(target_info{service_name=\"payments\", service_version=\"2.4.0\"})", 6,
            6);
        row("rolled back", 25, "count(target_info{service_name=\"payments\", service_version=\"2.4.0\"})", 6,
            6);
        row("history", -7 * 1440 + 30, "count(up)", 40, 44);
    }
    void figures()
    {
        QFETCH(const double, at);
        QFETCH(const QByteArray, query);
        QFETCH(const double, least);
        QFETCH(const double, most);
        const double value = m_stage->value(query.constData(), at);
        QVERIFY2(value >= least && value <= most, qPrintable(QString::number(value)));
    }

    void healthyDaysHaveARhythm()
    {
        const char* traffic =
            "sum(rate(http_server_request_duration_seconds_count{service_name=\"web\"}[10m]))";
        double lowest = 1e9;
        double highest = 0;
        for (int hour = 1; hour <= 24; ++hour) {
            const double value = m_stage->value(traffic, -2 * 1440 - hour * 60);
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
        QVERIFY2(highest > 1.7 * lowest, qPrintable(QStringLiteral("%1 %2").arg(lowest).arg(highest)));
        const double day = m_stage->value(traffic, -1440);
        const double dayBefore = m_stage->value(traffic, -2 * 1440);
        QVERIFY(std::abs(day / dayBefore - 1) < 0.2);
    }

    void nothingBeforeTheHistoryOrAfterNow()
    {
        QVERIFY(std::isnan(m_stage->value("count(up)", -7 * 1440 - 10)));
        QVERIFY(std::isnan(m_stage->value("count(up)", 45 + 6)));
    }

    void alerts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("fires");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<double>("gone"); // by this minute
        QTest::newRow("errors") << QStringLiteral("CheckoutErrorRatioHigh") << 0.0 << 1.0 << 22.0;
        QTest::newRow("latency") << QStringLiteral("PaymentsLatencyHigh") << 0.0 << 1.1 << 24.0;
        QTest::newRow("pool") << QStringLiteral("PaymentsPoolExhausted") << 0.0 << 1.0 << 22.0;
        QTest::newRow("herring") << QStringLiteral("InventoryCacheMissHigh") << 0.5 << 1.5 << 44.0;
    }
    void alerts()
    {
        QFETCH(const QString, name);
        QFETCH(const double, fires);
        QFETCH(const double, tolerance);
        QFETCH(const double, gone);
        const auto answer = m_stage->engine.range(
            "ALERTS{alertstate=\"firing\"}",
            {.start = incident - 10 * minute, .end = incident + 45 * minute, .interval = 15'000});
        QVERIFY(answer);
        const auto alert = std::ranges::find_if(*answer, [&name](const promql::Column& column) {
            return column.labels.value(u"alertname") == name;
        });
        QVERIFY(alert != answer->end());
        QCOMPARE(alert->labels.value(u"service"), name.startsWith(u"Checkout") ? QStringLiteral("checkout")
                                                  : name.startsWith(u"Inventory")
                                                      ? QStringLiteral("inventory")
                                                      : QStringLiteral("payments"));
        const auto begin = std::ranges::find(alert->has, 1) - alert->has.begin();
        const auto end = std::ranges::count(alert->has, 1) + begin - 1;
        QVERIFY2(alert->has[static_cast<std::size_t>(end)] == 1, "it flapped");
        const double first = static_cast<double>(begin) / 4 - 10;
        const double last = static_cast<double>(end) / 4 - 10;
        QVERIFY2(std::abs(first - fires) <= tolerance, qPrintable(QString::number(first)));
        QVERIFY2(last >= 15 && last <= gone, qPrintable(QString::number(last)));
    }

    void quietDaysHaveNoAlerts()
    {
        // Asked of the expressions: the rule engine itself does not look that far back.
        for (const promql::RuleGroup& group : m_stage->world.rules().groups()) {
            for (const promql::AlertRule& rule : group.rules) {
                const auto answer =
                    m_stage->engine.range(rule.expression, {.start = incident - 9'000 * minute,
                                                            .end = incident - 20 * minute,
                                                            .interval = 20 * minute});
                QVERIFY(answer);
                QVERIFY2(answer->empty(), qPrintable(rule.name));
            }
        }
    }

private:
    std::unique_ptr<Stage> m_stage;
};

} // namespace tst_simstory

SIGNALBOX_GUILESS_TEST(tst_simstory, TestSimStory)
#include "tst_simstory.moc"
