// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/memorysource.h"
#include "connectors/simulator/promql/prometheusapi.h"
#include "promqlworld.h"
#include "tests/support/realserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

namespace tst_simpromdifferential {

using namespace signalbox;
using namespace signalbox::test;
namespace promql = signalbox::simulator::promql;

namespace {

/// How a row is asked: at one instant, over a range, and whether the order of its series is defined.
enum class Ask
{
    Range,
    Instant,
    Ordered,
};

struct Row
{
    const char* query;
    std::vector<Ask> asks{Ask::Range, Ask::Instant};
};

// clang-format off
const std::vector<Row>& selectors()
{
    static const std::vector<Row> rows{
        {"jobs_total"}, {"jobs_total{queue=\"a\"}"}, {"jobs_total{queue!=\"a\"}"}, {"jobs_total{queue=~\"a|b\"}"},
        {"jobs_total{queue!~\"a|b\"}"}, {"jobs_total{queue=~\"(?i)A\"}"}, {"jobs_total{nosuch=\"\"}"}, {"jobs_total{host=~\"h.\",queue=~\".+\"}"},
        {"{__name__=~\"twin_.*\"}"}, {"{__name__=\"temp\",room=~\"^k.*\"}"}, {"{host=\"h1\"}"}, {"words"}, {"words{text=~\".*\\\\\\\\.*\"}"},
        {"sparse"}, {"sparse offset 1m"}, {"temp offset -3m"}, {"temp offset 10m"}, {"gone"}, {"late"}, {"odd"}, {"bytes"},
        {"temp @ 1795252000"}, {"temp @ 1795252000 offset 2m"}, {"temp @ start()"}, {"temp @ end() offset 1m30s"},
        {"jobs_total[2m]", {Ask::Instant}}, {"temp[5m] offset 1m", {Ask::Instant}}, {"sparse[10m] @ 1795253000", {Ask::Instant}},
        {"nosuch"}, {"temp[3m:45s]", {Ask::Instant}}, {"\"a string\"", {Ask::Instant}}, {"42", {Ask::Instant, Ask::Range}},
        {"0x1F"}, {"010"}, {".5e3"}, {"Inf"}, {"-NaN"}, {"1e400"}, {"-(-3)"}, {"+temp"}, {"-temp"}, {"- -temp"}, {"temp{room=`attic`}"},
        {"temp{room='attic',}"}, {"sum"}, {"temp # a comment\n + 1"}};
    return rows;
}

const std::vector<Row>& overTime()
{
    static const std::vector<Row> rows{
        {"rate(jobs_total[1m])"}, {"rate(jobs_total[5m])"}, {"rate(jobs_total[31s])"}, {"rate(jobs_total[1m] offset 2m)"}, {"rate(jobs_total[20m])"},
        {"increase(jobs_total[2m])"}, {"increase(jobs_total[1h])"}, {"irate(jobs_total[1m])"}, {"irate(jobs_total[16s])"}, {"delta(temp[5m])"}, {"idelta(temp[2m])"},
        {"rate(temp[5m])"}, {"delta(odd[3m])"}, {"increase(odd[3m])"}, {"rate(jobs_total[5m] @ 1795252300)"}, {"rate(sparse[10m])"}, {"rate(sparse[15m])"},
        {"deriv(temp[5m])"}, {"deriv(constant[5m])"}, {"deriv(odd[4m])"}, {"predict_linear(temp[10m], 3600)"}, {"predict_linear(bytes[10m], -60)"},
        {"changes(temp[5m])"}, {"changes(odd[5m])"}, {"changes(constant[10m])"}, {"resets(jobs_total[30m])"}, {"resets(temp[10m])"},
        {"avg_over_time(temp[5m])"}, {"avg_over_time(odd[5m])"}, {"min_over_time(temp[7m])"}, {"min_over_time(odd[5m])"}, {"max_over_time(odd[5m])"},
        {"sum_over_time(temp[11m])"}, {"sum_over_time(odd[5m])"}, {"count_over_time(sparse[10m])"}, {"count_over_time(jobs_total[1m])"}, {"last_over_time(gone[30m])"},
        {"present_over_time(gone[30m])"}, {"absent_over_time(gone[5m])"}, {"absent_over_time(nosuch{a=\"b\",c=~\"d\"}[5m])"}, {"stddev_over_time(temp[5m])"}, {"stdvar_over_time(jobs_total[5m])"},
        {"stddev_over_time(odd[5m])"}, {"quantile_over_time(0.9, temp[5m])"}, {"quantile_over_time(-1, temp[5m])"}, {"quantile_over_time(1.1, temp[5m])"}, {"quantile_over_time(0.5, odd[5m])"},
        {"quantile_over_time(scalar(constant) / 10, temp[4m])"}, {"max_over_time(rate(jobs_total[1m])[5m:30s])"}, {"avg_over_time(temp[10m:])"}, {"sum_over_time(temp[5m:1m] offset 3m)"},
        {"max_over_time(temp[5m:20s] @ 1795252700)"}, {"rate(sum_over_time(temp[2m])[6m:30s])"}, {"min_over_time(max_over_time(temp[3m])[4m:1m])"}, {"count_over_time(vector(1)[5m:15s])"},
        {"rate({__name__=~\"twin_.*\"}[5m])"}, {"last_over_time({__name__=~\"twin_.*\"}[5m])"}, {"rate(jobs_total[5m])[10m:1m]", {Ask::Instant}}};
    return rows;
}

const std::vector<Row>& aggregations()
{
    static const std::vector<Row> rows{
        {"sum(jobs_total)"}, {"sum by (queue) (jobs_total)"}, {"sum(jobs_total) by (queue, nosuch)"}, {"sum without (queue) (jobs_total)"}, {"sum by () (jobs_total)"}, {"sum without () (temp)"},
        {"sum by (__name__) ({__name__=~\"twin_.*|temp\"})"}, {"avg(temp)"}, {"avg by (floor) (temp)"}, {"avg(odd)"}, {"min(temp)"}, {"max(temp)"}, {"min(odd)"}, {"max(odd)"},
        {"count(tie)"}, {"count by (host) (jobs_total)"}, {"group(jobs_total) by (host)"}, {"stddev(tie)"}, {"stdvar by (floor) (temp)"}, {"stddev(odd)"}, {"sum(odd)"}, {"sum(nosuch)"},
        {"topk(3, tie)", {Ask::Range, Ask::Ordered}}, {"bottomk(3, tie)", {Ask::Range, Ask::Ordered}}, {"topk(1, tie)", {Ask::Range, Ask::Ordered}}, {"bottomk(12, tie)", {Ask::Ordered}}, {"topk(100, temp)", {Ask::Range, Ask::Ordered}},
        {"topk(2, odd)", {Ask::Range, Ask::Ordered}}, {"bottomk(2, odd)", {Ask::Range, Ask::Ordered}}, {"topk(4, odd)", {Ask::Range, Ask::Ordered}}, {"topk(1, jobs_total) by (queue)", {Ask::Range, Ask::Ordered}}, {"topk by (host) (2, jobs_total)", {Ask::Range, Ask::Ordered}}, {"topk(0, tie)"}, {"topk(-5, tie)"}, {"topk(scalar(constant) - 4.5, tie)"},
        {"quantile(0.5, tie)"}, {"quantile by (floor) (0.25, temp)"}, {"quantile(2, tie)"}, {"quantile(0.3, odd)"}, {"quantile(NaN, tie)"}, {"count_values(\"v\", tie)"}, {"count_values without (n) (\"v\", tie)"}, {"count_values by (k) (\"v\", odd)"},
        {"sum(rate(jobs_total[1m])) by (queue) / ignoring(queue) group_left sum(rate(jobs_total[1m]))"}, {"sum(count_over_time(jobs_total[5m])) without (host)"},
        {"topk(NaN, tie)"}, {"count_values(\"b-d\", tie)"}};
    return rows;
}

const std::vector<Row>& operators()
{
    static const std::vector<Row> rows{
        {"1 + 2 * 3 ^ 2 ^ 0.5 % 7"}, {"-2 ^ 2"}, {"2 * -3"}, {"temp + 1"}, {"2 / temp"}, {"temp % 3"}, {"temp ^ 2"}, {"-temp ^ 2"}, {"temp atan2 temp"}, {"temp > 0"}, {"0 < temp"}, {"temp > bool 0"}, {"0 == bool constant"}, {"1 < bool 2"}, {"1 > bool 2"},
        {"temp != temp"}, {"odd == odd"}, {"odd != odd"}, {"odd > 0"}, {"odd <= bool 1"}, {"temp * on(room) temp"}, {"temp - ignoring(floor) temp"}, {"temp == on(room, floor) temp"}, {"temp > ignoring(room) group_left temp"},
        {"jobs_total * on(host) group_left(version) build_info"}, {"build_info * on(host) group_right(version) jobs_total"}, {"jobs_total * on(host) group_left(nosuch) build_info"}, {"jobs_total > on(host) group_left() build_info"}, {"jobs_total >= bool on(host) group_left(version) build_info"},
        {"jobs_total * on(host) build_info"}, {"build_info * on(host) jobs_total"}, {"jobs_total + on(queue) group_left jobs_total"}, {"jobs_total * on(host) group_right build_info"}, {"temp * temp"}, {"twin_one + twin_two"}, {"twin_one == twin_two"}, {"twin_one / on() twin_two"},
        {"sum by (queue) (jobs_total) * on(queue) group_right() jobs_total"}, {"temp and temp > 0"}, {"temp unless temp > 0"}, {"temp > 10 or temp < -10"}, {"jobs_total and on(host) build_info{version=\"1.2\"}"}, {"jobs_total unless on(host) build_info{version=\"1.2\"}"},
        {"gone or late"}, {"gone or on(host) late"}, {"late or ignoring(host) build_info"}, {"temp or vector(1)"}, {"nosuch or vector(0)"}, {"vector(1) and on() gone"}, {"gone or gone offset 30m"}, {"nosuch / temp"}, {"{__name__=~\"twin_.*\"} + 1"}, {"{__name__=~\"twin_.*\"} > 5"}, {"{__name__=~\"twin_.*\"} > bool 5"},
        {"-{__name__=~\"twin_.*\"}"}, {"(gone or late) + 1"}, {"temp and ignoring(room) temp"}, {"1 + temp and 2 + temp or 3"}, {"jobs_total / ignoring(host,queue) group_left sum(jobs_total)"}, {"tie * on(n) group_left(host) label_replace(tie, \"host\", \"x\", \"\", \"\")"},
        {"sum(rate(jobs_total{queue=~\"a|b\"}[1m])) / sum(rate(jobs_total[1m]))"}};
    return rows;
}

const std::vector<Row>& functions()
{
    static const std::vector<Row> rows{
        {"abs(temp)"}, {"ceil(temp)"}, {"floor(temp)"}, {"round(temp)"}, {"round(temp, 0.3)"}, {"round(-temp, 5)"}, {"clamp(temp, -5, 5)"}, {"clamp(temp, 5, -5)"}, {"clamp_min(temp, 0)"}, {"clamp_max(odd, 0)"}, {"clamp(odd, -1, 1)"}, {"clamp(temp, NaN, 1)"}, {"sqrt(temp)"}, {"ln(temp)"}, {"exp(temp)"}, {"log2(temp)"}, {"log10(odd)"}, {"sgn(temp)"}, {"sgn(odd)"},
        {"sin(temp)"}, {"atan(temp)"}, {"cosh(temp)"}, {"rad(temp)"}, {"deg(temp)"}, {"pi()"}, {"time()"}, {"time() - timestamp(temp)"}, {"timestamp(sparse)"}, {"timestamp(temp offset 2m)"}, {"timestamp(temp + 1)"}, {"timestamp((sparse))"}, {"timestamp(temp @ 1795252000)"}, {"vector(3)"}, {"scalar(constant)"}, {"scalar(temp)"}, {"scalar(nosuch)"},
        {"absent(nosuch)"}, {"absent(gone{host=\"h1\"})"}, {"absent(gone{a=\"1\",b=~\"2\",a=\"3\"})"}, {"absent(sum(nosuch))"}, {"absent(temp)"}, {"sort(temp)", {Ask::Ordered, Ask::Range}}, {"sort_desc(temp)", {Ask::Ordered, Ask::Range}}, {"sort(odd{k!=\"0\"})", {Ask::Instant}}, {"sort_desc(jobs_total)", {Ask::Ordered}},
        {"label_replace(temp, \"dst\", \"$1-x\", \"room\", \"(.)(.*)\")"}, {"label_replace(temp, \"dst\", \"${2}$$\", \"room\", \"(.)(.*)\")"}, {"label_replace(temp, \"room\", \"\", \"room\", \".*\")"}, {"label_replace(temp, \"dst\", \"$n\", \"room\", \"(?P<n>..).*\")"}, {"label_replace(temp, \"dst\", \"a\", \"room\", \"x\")"}, {"label_replace(temp, \"b-d\", \"a\", \"room\", \"x\")"}, {"label_replace(temp, \"a\", \"a\", \"room\", \"(\")"},
        {"label_replace(temp, \"__name__\", \"other\", \"\", \"\")"}, {"label_join(temp, \"j\", \"-\", \"room\", \"floor\")"}, {"label_join(temp, \"room\", \"\")"}, {"label_join(temp, \"j\", \",\", \"b-d\")"}, {"label_join(temp, \"b d\", \",\", \"room\")"},
        {"histogram_quantile(0.9, lat_bucket)"}, {"histogram_quantile(0.5, rate(lat_bucket[5m]))"}, {"histogram_quantile(0.99, sum by (le) (rate(lat_bucket{shape=\"good\"}[2m])))"}, {"histogram_quantile(0, lat_bucket)"}, {"histogram_quantile(1, lat_bucket)"}, {"histogram_quantile(-1, lat_bucket)"}, {"histogram_quantile(1.5, lat_bucket)"}, {"histogram_quantile(NaN, lat_bucket)"}, {"histogram_quantile(0.1, lat_bucket{shape=\"negative\"})"}, {"histogram_quantile(0.5, temp)"}, {"histogram_quantile(scalar(constant) / 10, lat_bucket{shape=\"good\"})"}, {"histogram_quantile(0.9, delta(lat_bucket[3m]))"},
        {"hour()"}, {"minute(vector(time()))"}, {"day_of_week(vector(1795251600))"}, {"day_of_month()"}, {"day_of_year()"}, {"days_in_month()"}, {"month()"}, {"year(bytes)"}, {"abs({__name__=~\"twin_.*\"})"}, {"abs(gone or late)"}, {"sum(abs(-temp))"}};
    return rows;
}

/// Texts that are refused; here, the words themselves are compared.
const std::vector<Row>& refused()
{
    static const std::vector<Row> rows{
        {""}, {"   "}, {"("}, {")"}, {"sum(rate(x[1m])"}, {"x{"}, {"x{a"}, {"x{a=}"}, {"x{a=\"b\""}, {"x{a=\"b\" c=\"d\"}"}, {"x{a~\"b\"}"}, {"x{a!\"b\"}"}, {"x{a==\"b\"}"}, {"x{\"a\"=\"b\"}"}, {"x{,}"}, {"x{{}"}, {"x{a=~\"(\"}"}, {"x{a=~\"a**\"}"}, {"x{a=~\"[\"}"}, {"x{a=~\"(?=x)\"}"}, {"x{a=~\"(a)\\\\1\"}"}, {"x{a=~\"+\"}"}, {"x{a=~\"a{1001}\"}"}, {"x{a=~\"a)\"}"},
        {"{}"}, {"{a=\"\"}"}, {"{a=~\".*\"}"}, {"x{__name__=\"y\"}"}, {"x[5m"}, {"x[5]"}, {"x[]"}, {"x[5mm]"}, {"x[0s]"}, {"x[1h30]"}, {"x[5m:"}, {"x[5m:x]"}, {"x[5m 1m]"}, {"x[5m::]"}, {"x[5m][5m]"}, {"sum(x)[5m]"}, {"x offset"}, {"x offset 5"}, {"x offset 5m offset 1m"}, {"x offset 1m [5m]"}, {"sum(x) offset 5m"}, {"5 offset 5m"}, {"x offset -"}, {"x @"}, {"x @ foo"}, {"x @ 5 @ 6"}, {"5 @ 6"}, {"x @ Inf"},
        {"foo(x)"}, {"rate(x)"}, {"rate(x[5m], 1)"}, {"rate()"}, {"rate(5)"}, {"abs()"}, {"abs(x[5m])"}, {"abs(\"a\")"}, {"round(x, 1, 2)"}, {"round()"}, {"rate(x[5m],)"}, {"time(1)"}, {"label_join(x, \"a\")"}, {"label_replace(x, 1, 2, 3, 4)"}, {"histogram_quantile(x, 1)"}, {"sum()"}, {"sum(x, y)"}, {"topk(x)"}, {"topk(x, x)"}, {"sum(5)"}, {"sum(x[5m])"}, {"count_values(1, x)"}, {"sum by x (y)"}, {"sum by (x y) (z)"}, {"sum by (1) (z)"}, {"sum by (x"}, {"sum(x) by"}, {"sum by (\"a\") (x)"}, {"sum(1 +)"},
        {"1 +"}, {"1 + + "}, {"* 1"}, {"1 == 1"}, {"1 and 1"}, {"x and 1"}, {"x + bool y"}, {"x == bool on y"}, {"x + on(a) group_left(a) y"}, {"x and on(a) group_left y"}, {"1 + on(a) 2"}, {"x + on(a) 2"}, {"\"a\" + 1"}, {"x[5m] + 1"}, {"1 + x[5m]"}, {"-x[5m]"}, {"-\"a\""}, {"x y"}, {"1 2"}, {"x }"}, {"x ]"}, {"1h"}, {"5x"}, {"0x"}, {"1.2.3"}, {"\"abc"}, {"'abc\n'"}, {"`abc"}, {"\"\\q\""}, {"\"\\x4\""}, {"\"\\400\""}, {"x ! y"}, {"x =~ y"}, {"x = y"}, {"x $ y"}, {"x\n + \n )"}, {"é"}, {"x{é=\"a\"}"}, {"sum(x)) + 1"}, {"(x"}, {"[5m]"}, {"x,y"}, {"group_left(x)"}, {"by"}, {"bool"}, {"on(x)"},
        {"vector(x)"}, {"scalar(1)"}, {"x[1y2d"}, {"x[999999999999y]"}, {"sum(rate(x[5m]) by (y)"}, {"(1)[5m:1m]"}, {"x[5m:0s]"}, {"start()"}, {"@ 5"}, {"1 + @"}, {"sum(x @)"}, {"x{a=\"b\"} {"}, {"sum()by(a)"}, {"x[5m] y"}, {"rate(x[5m]) by (a)"}, {"topk(5, x) by"}, {"x == on(a) bool y"}, {"sum without x"}, {"x{a=\"b\",,}"}, {"start(x)"}, {"x offset 1h1h"}, {"x offset 1d2w"},
        {"1_000"}, {"0b1"}, {"0xg"}, {"1e"}, {"1e+"}, {"."}, {"5."}, {"1..2"}, {"Infx"}, {"+"}, {"x unless on"}, {"x or on() group_left y"}, {"sum by (a,) (x)"}, {"sum by (,) (x)"}, {"abs(x,)"}, {"abs(,x)"}, {"x[5m:1m] offset"}, {"rate(x[5m:])[5m:] y"}, {"label_replace(x, \"a\", \"b\", \"c\")"}, {"sum(x) without"},
        {"(1"}, {"{a=\"b\"}{c=\"d\"}"}, {"a:b:c{"}, {":"}, {"x[5m]:"}, {"x # only a comment ("}, {"#"}, {"sum(\"a\")"}, {"\"a\" == \"b\""}, {"x @ 1e100"}, {"x @ -"}, {"x @ end"}, {"x @ end()()"}, {"-1 ^ \"a\""}, {"x > bool"}, {"x > bool bool y"}, {"sum(x) by (a) by (b)"}, {"very_long_metric_name_here \"and a long string\""}, {"x 123456789012345"}, {"group_right"}, {"x group_left y"}, {"1 atan2 atan2"}, {"x @ start"}, {"x @ start("}};
    return rows;
}
// clang-format on

} // namespace

/// The simulator's PromQL against a real Prometheus 2.42 over the same samples.
class TestSimPromDifferential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        REQUIRE_REAL_SERVERS();
        QFile dataset(QStringLiteral(SIGNALBOX_FIXTURES "/dataset/metrics.om"));
        QVERIFY(dataset.open(QIODevice::ReadOnly));
        QByteArray text = dataset.readAll();
        text.replace("# EOF\n", "");
        text += awkwardWorld();
        QVERIFY(m_real.writeFile(QStringLiteral("world.om"), text));
        const QString failed = m_real.loadOpenMetrics(m_real.folder() + QStringLiteral("/world.om"));
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        const QString notStarted = m_real.start();
        QVERIFY2(notStarted.isEmpty(), qPrintable(notStarted));
        auto loaded = promql::MemorySource::fromOpenMetrics(text);
        QVERIFY(loaded);
        m_source = std::move(*loaded);
        m_api = std::make_unique<promql::PrometheusApi>(m_source, nullptr, m_clock);
    }

    void sameAnswer_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("ask");
        int n = 0;
        for (const auto& [name, rows] :
             {std::pair{"selector", &selectors()}, std::pair{"over time", &overTime()},
              std::pair{"aggregation", &aggregations()}, std::pair{"operator", &operators()},
              std::pair{"function", &functions()}, std::pair{"refused", &refused()}}) {
            for (const Row& row : *rows) {
                for (const Ask ask : row.asks)
                    QTest::addRow("%s %d: %s", name, ++n, row.query)
                        << QString::fromUtf8(row.query) << static_cast<int>(ask);
            }
        }
    }

    void sameAnswer()
    {
        QFETCH(QString, query);
        QFETCH(int, ask);
        std::vector<std::pair<QString, QString>> params{{QStringLiteral("query"), query}};
        const bool range = static_cast<Ask>(ask) == Ask::Range;
        if (range) {
            params.insert(params.end(), {{QStringLiteral("start"), QString::number(worldStart - 60)},
                                         {QStringLiteral("end"), QString::number(worldStart + 4200)},
                                         {QStringLiteral("step"), QStringLiteral("37.5")}});
        } else {
            params.emplace_back(QStringLiteral("time"),
                                QString::number(worldStart + 1020) + QStringLiteral(".5"));
        }
        compare(range ? QStringLiteral("/api/v1/query_range") : QStringLiteral("/api/v1/query"), params,
                range || static_cast<Ask>(ask) == Ask::Ordered);
    }

    /// Instants at, just before and just after samples, where windows and look-back begin and end.
    void bordersAreTheSame_data()
    {
        QTest::addColumn<QString>("query");
        for (const char* query :
             {"sparse", "count_over_time(sparse[5m])", "rate(jobs_total[1m])", "temp offset 29s999ms",
              "increase(tie[2m])", "sum_over_time(temp[1m:30s])", "timestamp(sparse)"})
            QTest::newRow(query) << QString::fromLatin1(query);
    }

    void bordersAreTheSame()
    {
        QFETCH(QString, query);
        for (const char* offset :
             {"299.999", "300", "300.001", "600", "601", "602", "900", "1199.999", "1200", "3600"}) {
            compare(QStringLiteral("/api/v1/query"),
                    {{QStringLiteral("query"), query},
                     {QStringLiteral("time"),
                      QString::number(
                          static_cast<double>(worldStart) + QString::fromLatin1(offset).toDouble(), 'f', 3)}},
                    true);
        }
    }

    void formatsTheSame_data()
    {
        QTest::addColumn<QString>("query");
        for (const auto* rows : {&selectors(), &overTime(), &aggregations(), &operators(), &functions()}) {
            for (const Row& row : *rows)
                QTest::newRow(row.query) << QString::fromUtf8(row.query);
        }
    }

    void formatsTheSame()
    {
        QFETCH(QString, query);
        const std::vector<std::pair<QString, QString>> params{{QStringLiteral("query"), query}};
        const QString path = QStringLiteral("/api/v1/format_query");
        QCOMPARE(QString::fromUtf8(m_api->handle(getRequest(path, params)).body),
                 QString::fromUtf8(ask(path, params).first));
    }

    /// Parameters, listings and paths, byte for byte.
    void sameBytes_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("params");
        const auto row = [](const char* path, const QStringList& params) {
            QTest::addRow("%s?%s", path, qPrintable(params.join(u'&')))
                << QString::fromLatin1(path) << params;
        };
        const QString t = QStringLiteral("time=1795252000");
        for (const char* query : {"bytes", "odd", "temp / 0", "bytes * 1e15", "bytes / 1e15", "-0 * constant",
                                  "words", "build_info", "constant / 3", "lat_bucket"})
            row("/api/v1/query", {QLatin1String("query=") + QLatin1String(query), t});
        for (const char* scalar :
             {"1e21", "1e-7", "0.1+0.2", "2^60", "1/3", "1e300", "-1e-300", "\"<a>&\\\"\""})
            row("/api/v1/query", {QLatin1String("query=") + QLatin1String(scalar), t});
        for (const char* time : {"1795252000.1239", "2026-11-21T09:05:00Z", "2026-11-21T10:05:00.5+01:00",
                                 "x", "2026-11-21", "-5"})
            row("/api/v1/query",
                {QStringLiteral("query=time()"), QLatin1String("time=") + QLatin1String(time)});
        row("/api/v1/query", {QStringLiteral("query=temp"), t, QStringLiteral("timeout=x")});
        row("/api/v1/query_range", {QStringLiteral("query=temp")});
        row("/api/v1/query_range", {QStringLiteral("query=temp"), QStringLiteral("start=1")});
        for (const char* step : {"15", "1m", "1.5", "x", "-1", "0", "1h", "0.05", "99999999999999"})
            row("/api/v1/query_range",
                {QStringLiteral("query=constant"), QStringLiteral("start=1795252000"),
                 QStringLiteral("end=1795252600"), QLatin1String("step=") + QLatin1String(step)});
        row("/api/v1/query_range", {QStringLiteral("query=vector(1)"), QStringLiteral("start=1795240000"),
                                    QStringLiteral("end=1795251000"), QStringLiteral("step=1")});
        row("/api/v1/query_range", {QStringLiteral("query=vector(1)"), QStringLiteral("start=1795240000"),
                                    QStringLiteral("end=1795251001"), QStringLiteral("step=1")});
        row("/api/v1/query_range", {QStringLiteral("query=temp[5m]"), QStringLiteral("start=1"),
                                    QStringLiteral("end=2"), QStringLiteral("step=1")});
        row("/api/v1/query_range", {QStringLiteral("query=\"a\""), QStringLiteral("start=1"),
                                    QStringLiteral("end=2"), QStringLiteral("step=1")});
        row("/api/v1/query_exemplars", {QStringLiteral("query=1+1")});
        row("/api/v1/query_exemplars",
            {QStringLiteral("query=temp"), QStringLiteral("start=2"), QStringLiteral("end=1")});
        row("/api/v1/query_exemplars", {QStringLiteral("query=temp(")});
        row("/api/v1/labels", {});
        row("/api/v1/labels", {QStringLiteral("match[]=temp"), QStringLiteral("match[]=build_info")});
        row("/api/v1/labels", {QStringLiteral("match[]={}")});
        row("/api/v1/labels", {QStringLiteral("match[]=temp + 1")});
        row("/api/v1/labels", {QStringLiteral("match[]=temp{")});
        row("/api/v1/labels", {QStringLiteral("start=x")});
        row("/api/v1/label/room/values", {});
        row("/api/v1/label/__name__/values", {});
        row("/api/v1/label/nosuch/values", {});
        row("/api/v1/label/b-d/values", {});
        row("/api/v1/label/host/values", {QStringLiteral("match[]=gone")});
        row("/api/v1/series", {QStringLiteral("match[]=temp")});
        row("/api/v1/series", {QStringLiteral("match[]=temp"), QStringLiteral("match[]={floor=\"1\"}"),
                               QStringLiteral("match[]=words")});
        row("/api/v1/series", {QStringLiteral("match[]={a=\"\"}")});
        row("/api/v1/series", {QStringLiteral("match[]=(")});
        row("/api/v1/series", {QStringLiteral("match[]=5")});
        row("/api/v1/series", {QStringLiteral("match[]=nosuch")});
        row("/api/v1/metadata", {QStringLiteral("limit=x")});
        row("/api/v1/rules", {QStringLiteral("type=x")});
        row("/api/v1/rules", {});
        row("/api/v1/alerts", {});
        row("/api/v1/nosuch", {});
        row("/nosuch", {});
        row("/-/ready", {});
        row("/-/healthy", {});
    }

    void sameBytes()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, params);
        std::vector<std::pair<QString, QString>> pairs;
        for (const QString& param : params)
            pairs.emplace_back(param.section(u'=', 0, 0), param.section(u'=', 1));
        const auto [body, status] = ask(path, pairs);
        const simulator::Reply reply = m_api->handle(getRequest(path, pairs));
        QCOMPARE(reply.status, status);
        QCOMPARE(QString::fromUtf8(reply.body), QString::fromUtf8(body));
    }

private:
    std::pair<QByteArray, int> ask(const QString& path,
                                   const std::vector<std::pair<QString, QString>>& params)
    {
        QByteArray query;
        for (const auto& [key, value] : params)
            query += (query.isEmpty() ? "?" : "&") + QUrl::toPercentEncoding(key) + '=' +
                     QUrl::toPercentEncoding(value);
        QNetworkReply* reply = m_network.get(QNetworkRequest(
            QUrl::fromEncoded(m_real.url().toEncoded(QUrl::StripTrailingSlash) + path.toUtf8() + query)));
        const bool finished = QTest::qWaitFor([reply] { return reply->isFinished(); }, 30'000);
        reply->deleteLater();
        return {finished ? reply->readAll() : QByteArray("no answer"),
                reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()};
    }

    void compare(const QString& path, const std::vector<std::pair<QString, QString>>& params, bool ordered)
    {
        const auto [body, status] = ask(path, params);
        const simulator::Reply reply = m_api->handle(getRequest(path, params));
        const QString difference = differenceOfAnswers(QJsonDocument::fromJson(body).object(),
                                                       QJsonDocument::fromJson(reply.body).object(), ordered);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        QCOMPARE(reply.status, status);
    }

    RealPrometheus m_real{"global: {scrape_interval: 15s}\n"};
    promql::MemorySource m_source;
    SystemClock m_clock;
    std::unique_ptr<promql::PrometheusApi> m_api;
    QNetworkAccessManager m_network;
};

} // namespace tst_simpromdifferential

SIGNALBOX_GUILESS_TEST(tst_simpromdifferential, TestSimPromDifferential)
#include "tst_simpromdifferential.moc"
