// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/memorylogstore.h"
#include "connectors/simulator/logql/metricquery.h"
#include "connectors/simulator/logql/parser.h"
#include "connectors/simulator/logql/rangeaggregation.h"
#include "connectors/simulator/logql/units.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>

namespace tst_logqlmetrics {

using namespace signalbox;
using namespace signalbox::simulator::logql;

namespace {

constexpr std::int64_t second = 1'000'000'000;

QString print(const Result<MetricResult>& result)
{
    if (!result)
        return result.error().what;
    QString out;
    for (const MetricSeries& s : result->series) {
        out += QString::fromStdString(result->isScalar ? "scalar" : s.labels.toString());
        for (const auto& v : s.values)
            out += QLatin1Char(' ') + (v ? QString::fromStdString(formatNumber(*v)) : QStringLiteral("-"));
        out += QLatin1Char('\n');
    }
    return out;
}

} // namespace

class TestLogqlMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // app=a: values 1..6 at 10, 20, ... 60 s; app=b: 100 at 30 s; one bad line each in app=c.
        for (int i = 1; i <= 6; ++i)
            add("a", i * 10, "v=" + std::to_string(i) + " d=" + std::to_string(i) + "00ms s=1KiB");
        add("b", 30, "v=100 d=1s s=2KB");
        add("c", 30, "v=much");
    }

    void computes_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("result"); // at 30 s and 60 s
        const auto row = [](const char* query, const char* result) {
            QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(result);
        };
        // The window is open at its start and closed at its end.
        row(R"(sum by (app) (count_over_time({app="a"}[20s])))", "{app=\"a\"} 2 2\n");
        row(R"(sum by (app) (count_over_time({app="a"}[20s] offset 10s)))", "{app=\"a\"} 2 2\n");
        row(R"(sum by (app) (rate({app=~"a|b"}[20s])))", "{app=\"a\"} 0.1 0.1\n{app=\"b\"} 0.05 -\n");
        row(R"(sum(bytes_over_time({app="b"}[20s])))", "{} 16 -\n");
        row(R"(sum(bytes_rate({app="b"}[20s])))", "{} 0.8 -\n");
        row(R"(sum(sum_over_time({app="a"} | logfmt | unwrap v [30s])))", "{} 6 15\n");
        row(R"(avg_over_time({app="a"} | logfmt | unwrap v [30s]) by (app))", "{app=\"a\"} 2 5\n");
        row(R"(min_over_time({app="a"} | logfmt | unwrap v [30s]) by (app))", "{app=\"a\"} 1 4\n");
        row(R"(max_over_time({app="a"} | logfmt | unwrap v [30s]) by (app))", "{app=\"a\"} 3 6\n");
        row(R"(first_over_time({app="a"} | logfmt | unwrap v [30s]) by (app))", "{app=\"a\"} 1 4\n");
        row(R"(last_over_time({app="a"} | logfmt | unwrap v [30s]) by (app))", "{app=\"a\"} 3 6\n");
        row(R"(quantile_over_time(0.25, {app="a"} | logfmt | unwrap v [30s]) by (app))",
            "{app=\"a\"} 1.5 4.5\n");
        row(R"(max_over_time({app="a"} | logfmt | unwrap duration(d) [30s]) by (app))",
            "{app=\"a\"} 0.3 0.6\n");
        row(R"(max_over_time({app="a"} | logfmt | unwrap bytes(s) [30s]) by (app))",
            "{app=\"a\"} 1024 1024\n");
        row(R"(sum(rate({app="a"} | logfmt | unwrap v [30s])))", "{} 0.2 0.5\n");
        row(R"(count(sum by (app) (count_over_time({app=~"a|b"}[1m]))))", "{} 2 2\n");
        row(R"(max(sum by (app) (count_over_time({app=~"a|b"}[1m]))))", "{} 3 6\n");
        row(R"(min(sum by (app) (count_over_time({app=~"a|b"}[1m]))))", "{} 1 1\n");
        row(R"(avg(sum by (app) (count_over_time({app=~"a|b"}[1m]))))", "{} 2 3.5\n");
        row(R"(sum without (app, detected_level) (count_over_time({app=~"a|b"}[1m])))", "{} 4 7\n");
        row(R"(topk(1, sum by (app) (count_over_time({app=~"a|b"}[1m]))))", "{app=\"a\"} 3 6\n");
        row(R"(bottomk(1, sum by (app) (count_over_time({app=~"a|b"}[1m]))))", "{app=\"b\"} 1 1\n");
        row(R"(sum(count_over_time({app="a"}[1m])) * 2 + 1)", "{} 7 13\n");
        row(R"(10 - sum(count_over_time({app="a"}[1m])))", "{} 7 4\n");
        row(R"(sum by (app) (count_over_time({app=~"a|b"}[1m])) > 2)", "{app=\"a\"} 3 6\n");
        row(R"(sum by (app) (count_over_time({app=~"a|b"}[1m])) > bool 3)",
            "{app=\"a\"} 0 1\n{app=\"b\"} 0 0\n");
        row(R"(sum(count_over_time({app="b"}[20s])) / sum(count_over_time({app="a"}[20s])))", "{} 0.5 -\n");
        row(R"(sum(count_over_time({app="b"}[20s])) or sum(count_over_time({app="a"}[20s])))", "{} 1 2\n");
        row(R"(sum(count_over_time({app="a"}[20s])) and sum(count_over_time({app="b"}[20s])))", "{} 2 -\n");
        row(R"(sum(count_over_time({app="a"}[20s])) unless sum(count_over_time({app="b"}[20s])))",
            "{} - 2\n");
        row("1 + 2 * 3 % 4 ^ 2 / 2", "scalar 4 4\n");
        row(R"(sum(count_over_time({app="nosuch"}[1m])))", "");
        row(R"(sum(sum_over_time({app="c"} | logfmt | unwrap v | __error__="" [1m])))", "");
    }

    void computes()
    {
        QFETCH(QString, query);
        QTEST(run(query), "result");
    }

    void aBadLineFailsTheQuery()
    {
        const QString text = run(QStringLiteral("sum(sum_over_time({app=\"c\"} | logfmt | unwrap v [1m]))"));
        QVERIFY2(text.startsWith(QStringLiteral("pipeline error: 'SampleExtractionErr' for series: '{")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("__error__=\"\"")));
    }

    void tooManySeriesAreRefused()
    {
        MemoryLogStore store;
        for (int i = 0; i < 501; ++i)
            QVERIFY(store.append({{"app", "x"}},
                                 {.ns = i, .line = "a", .metadata = {{"id", std::to_string(i)}}}));
        const auto wide = parseQuery("count_over_time({app=\"x\"}[1m])");
        const auto narrow = parseQuery("sum(count_over_time({app=\"x\"}[1m]))");
        const Steps steps{.startNs = second, .stepNs = second, .count = 1};
        const auto refused = runMetricQuery(store, std::get<MetricExpr>(*wide), steps);
        QVERIFY(!refused);
        QVERIFY(refused.error().what.startsWith(QStringLiteral("maximum number of series (500)")));
        QCOMPARE(print(runMetricQuery(store, std::get<MetricExpr>(*narrow), steps)),
                 QStringLiteral("{} 501\n"));
    }

    void quantiles()
    {
        QCOMPARE(quantileOf({4, 1, 3, 2}, 0.5), 2.5);
        QCOMPARE(quantileOf({7}, 0.99), 7.0);
        QVERIFY(std::isnan(quantileOf({}, 0.5)));
        QCOMPARE(quantileOf({1, 2}, 2), std::numeric_limits<double>::infinity());
        QCOMPARE(quantileOf({1, 2}, -1), -std::numeric_limits<double>::infinity());
    }

    void durationsAndNumbers()
    {
        QCOMPARE(parseDuration("1h30m").value(), 5400 * second);
        QCOMPARE(parseDuration("1.5s").value(), second + second / 2);
        QCOMPARE(parseDuration("-2ms").value(), -2'000'000);
        QVERIFY(!parseDuration("5"));
        QVERIFY(!parseDuration("300000y"));
        QCOMPARE(parseBytes("1.5 MiB").value(), 1'572'864.0);
        QVERIFY(!parseBytes("x"));
        QCOMPARE(formatGoDuration(2160LL * 3600 * second + 15 * 60 * second), std::string("2160h15m0s"));
        QCOMPARE(formatGoDuration(1'500'000), std::string("1.5ms"));
        QCOMPARE(formatDuration(90 * 60 * second), std::string("1h30m"));
        QCOMPARE(formatNumber(1e21), std::string("1000000000000000000000"));
        QCOMPARE(formatNumber(0.1), std::string("0.1"));
        QCOMPARE(formatNumber(-INFINITY), std::string("-Inf"));
    }

private:
    void add(const char* app, int at, const std::string& line)
    {
        QVERIFY(m_store.append({{"app", app}}, {.ns = at * second, .line = line, .metadata = {}}));
    }

    QString run(const QString& query) const
    {
        const auto parsed = parseQuery(query.toStdString());
        if (!parsed)
            return parsed.error().what;
        const Steps steps{.startNs = 30 * second, .stepNs = 30 * second, .count = 2};
        return print(runMetricQuery(m_store, std::get<MetricExpr>(*parsed), steps));
    }

    MemoryLogStore m_store;
};

} // namespace tst_logqlmetrics

SIGNALBOX_GUILESS_TEST(tst_logqlmetrics, TestLogqlMetrics)
#include "tst_logqlmetrics.moc"
