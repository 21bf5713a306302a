// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/querytext.h"
#include "connectors/prometheus/rangeplan.h"
#include "models/promql/selector.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_prometheusquery {

using namespace signalbox;
using namespace signalbox::prometheus;
using namespace signalbox::promql;
using namespace std::chrono_literals;
using Op = Matcher::Op;

namespace {

Instant at(double seconds)
{
    return Instant::fromMilliseconds(std::int64_t(seconds * 1000));
}

RangeQuery query(double start, double end, std::optional<Duration> step = {}, int width = 1200)
{
    RangeQuery q;
    q.expr = QStringLiteral("up");
    q.start = at(start);
    q.end = at(end);
    q.step = step;
    q.plotWidth = width;
    return q;
}

Series line(const char* job, std::vector<std::int64_t> seconds)
{
    Series series;
    series.labels = LabelSet{{QStringLiteral("job"), QString::fromLatin1(job)}};
    for (const std::int64_t s : seconds) {
        series.times.push_back(s * 1'000'000'000);
        series.values.push_back(double(s));
    }
    return series;
}

} // namespace

class TestPrometheusQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesSelectors_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* metric, const char* name, Op op, const char* value,
                            const char* text) {
            QTest::newRow(text) << QString::fromUtf8(metric) << QString::fromUtf8(name) << int(op)
                                << QString::fromUtf8(value) << QString::fromUtf8(text);
        };
        row("up", "", Op::Equal, "", "up");
        row("a:b", "job", Op::Equal, "x", "a:b{job=\"x\"}");
        row("", "job", Op::NotEqual, "", "{job!=\"\"}");
        row("up", "path", Op::Matches, "/a.*", "up{path=~\"/a.*\"}");
        row("up", "q", Op::NotMatches, "\\d+\"\n", "up{q!~\"\\\\d+\\\"\\n\"}");
        row("my.metric", "label.name", Op::Equal, "x", "{\"my.metric\",\"label.name\"=\"x\"}");
        row("9lives", "", Op::Equal, "", "{\"9lives\"}");
        row("größe", "größe", Op::Equal, "ü", "{\"größe\",\"größe\"=\"ü\"}");
        row("up", "a:b", Op::Equal, "x", "up{\"a:b\"=\"x\"}");
        row("up", "a\"b", Op::Equal, "} or up", "up{\"a\\\"b\"=\"} or up\"}");
    }
    void writesSelectors()
    {
        QFETCH(QString, metric);
        QFETCH(QString, name);
        QFETCH(int, op);
        QFETCH(QString, value);
        std::vector<Matcher> matchers;
        if (!name.isEmpty())
            matchers.push_back({name, Op(op), value});
        QTEST(selector(metric, matchers), "text");
    }

    void writesASeriesAsSelector()
    {
        QCOMPARE(selector(LabelSet{{QStringLiteral("__name__"), QStringLiteral("up")},
                                   {QStringLiteral("job"), QStringLiteral("a")}}),
                 QStringLiteral("up{job=\"a\"}"));
        QCOMPARE(selector(LabelSet{}), QStringLiteral("{}"));
    }

    void escapesForRe2()
    {
        QCOMPARE(regexLiteral(u"a.b*c(d)[e]{f}|g^h$i?j+k\\l-m/n"),
                 QStringLiteral("a\\.b\\*c\\(d\\)\\[e\\]\\{f\\}\\|g\\^h\\$i\\?j\\+k\\\\l-m/n"));
    }

    void putsLabelNamesIntoPaths_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("path");
        QTest::newRow("plain") << QStringLiteral("job_name") << QStringLiteral("job_name");
        QTest::newRow("dot") << QStringLiteral("http.status") << QStringLiteral("U__http_2e_status");
        QTest::newRow("underscore") << QStringLiteral("http.status_code")
                                    << QStringLiteral("U__http_2e_status__code");
        QTest::newRow("slash") << QStringLiteral("a/b") << QStringLiteral("U__a_2f_b");
        QTest::newRow("digit first") << QStringLiteral("1a") << QStringLiteral("U___31_a");
        QTest::newRow("umlaut") << QStringLiteral("ü") << QStringLiteral("U___fc_");
        QTest::newRow("beyond the first plane")
            << QString::fromUtf8("\xf0\x9f\x98\x80") << QStringLiteral("U___1f600_");
        QTest::newRow("looks encoded") << QStringLiteral("U__x") << QStringLiteral("U__U____x");
    }
    void putsLabelNamesIntoPaths()
    {
        QFETCH(QString, name);
        QTEST(labelInPath(name), "path");
    }

    void writesTimesAndSteps()
    {
        QCOMPARE(timeParam(at(1795251600)), QStringLiteral("1795251600"));
        QCOMPARE(timeParam(Instant{1'795'251'600'120'999'999}), QStringLiteral("1795251600.12"));
        QCOMPARE(timeParam(Instant{-1'500'000'000}), QStringLiteral("-1.5"));
        QCOMPARE(timeParam(Instant{-500'000'000}), QStringLiteral("-0.5"));
        QCOMPARE(stepParam(15s), QStringLiteral("15"));
        QCOMPARE(stepParam(50ms), QStringLiteral("0.05"));
        QCOMPARE(stepParam(1ns), QStringLiteral("0.001"));
    }

    void choosesTheStep_data()
    {
        QTest::addColumn<qint64>("rangeSeconds");
        QTest::addColumn<int>("width");
        QTest::addColumn<qint64>("minMs");
        QTest::addColumn<qint64>("stepMs");
        QTest::newRow("15 min") << 900LL << 1200 << 1000LL << 1000LL;
        QTest::newRow("an hour") << 3600LL << 1200 << 1000LL << 5000LL;
        QTest::newRow("an hour, scraped each 15 s") << 3600LL << 1200 << 15000LL << 15000LL;
        QTest::newRow("a day") << 86400LL << 1200 << 1000LL << 120'000LL;
        QTest::newRow("a narrow day") << 86400LL << 100 << 1000LL << 900'000LL;
        QTest::newRow("a wall of a screen") << 86400LL << 100'000 << 1LL << 10'000LL;
        QTest::newRow("ten years, ten pixels") << 315'360'000LL << 10 << 1000LL << 365LL * 86'400'000;
        QTest::newRow("nothing") << 0LL << 1200 << 1LL << 1LL;
        QTest::newRow("no width") << 3600LL << 0 << 1000LL << 3'600'000LL;
    }
    void choosesTheStep()
    {
        QFETCH(qint64, rangeSeconds);
        QFETCH(int, width);
        QFETCH(qint64, minMs);
        QFETCH(qint64, stepMs);
        const Duration range = std::chrono::seconds(rangeSeconds);
        const Duration step = stepFor(range, width, std::chrono::milliseconds(minMs));
        QCOMPARE(step, Duration(std::chrono::milliseconds(stepMs)));
        QVERIFY(range / step <= 11'000);
    }

    void alignsTheStart()
    {
        const auto plan = planRange(query(1007.5, 1100, 15s));
        QVERIFY(plan);
        QCOMPARE(plan->parts, (std::vector<RangePart>{{at(1005), at(1100)}}));
        const auto same = planRange(query(1012, 1100, 15s));
        QCOMPARE(same->parts.at(0).start, at(1005)); // a moment later: the same grid
        const auto before1970 = planRange(query(-20, 100, 15s));
        QCOMPARE(before1970->parts.at(0).start, at(-30));
    }

    void beginsAtTheStartWhenAsked()
    {
        RangeQuery wanted = query(1007.5, 1100, 15s);
        wanted.fromStart = true;
        const auto plan = planRange(wanted);
        QVERIFY(plan);
        QCOMPARE(plan->parts, (std::vector<RangePart>{{at(1007.5), at(1100)}}));
        // Parts follow each other in steps from there.
        wanted = query(0.5, 11'001, 1s);
        wanted.fromStart = true;
        const auto parts = planRange(wanted);
        QCOMPARE(parts->parts, (std::vector<RangePart>{{at(0.5), at(10'999.5)}, {at(11'000.5), at(11'001)}}));
    }

    void keepsTheStartOfARangeBetweenTwoPoints()
    {
        QCOMPARE(planRange(query(1007, 1007, 15s))->parts, (std::vector<RangePart>{{at(1007), at(1007)}}));
        QCOMPARE(planRange(query(1007, 1012, 15s))->parts, (std::vector<RangePart>{{at(1007), at(1012)}}));
        QCOMPARE(planRange(query(1005, 1012, 15s))->parts, (std::vector<RangePart>{{at(1005), at(1012)}}));
    }

    void splitsWhatIsTooLong_data()
    {
        QTest::addColumn<double>("end");
        QTest::addColumn<qint64>("stepMs");
        QTest::addColumn<int>("parts");
        QTest::newRow("10,999 points") << 10'998.0 << 1000LL << 1;
        QTest::newRow("11,000 points") << 10'999.0 << 1000LL << 1;
        QTest::newRow("11,001 points") << 11'000.0 << 1000LL << 2;
        QTest::newRow("22,000 points") << 21'999.0 << 1000LL << 2;
        QTest::newRow("22,001 points") << 22'000.0 << 1000LL << 3;
        QTest::newRow("a day at 1 s") << 86'400.0 << 1000LL << 8;
        QTest::newRow("milliseconds") << 100.0 << 1LL << 10;
        QTest::newRow("an end beside the grid") << 11'000.7 << 1000LL << 2;
    }
    void splitsWhatIsTooLong()
    {
        QFETCH(double, end);
        QFETCH(qint64, stepMs);
        QFETCH(int, parts);
        const Duration step = std::chrono::milliseconds(stepMs);
        const auto plan = planRange(query(0, end, step));
        QVERIFY(plan);
        QCOMPARE(int(plan->parts.size()), parts);
        // Every point of the grid is asked for once, and no part is over the limit.
        QCOMPARE(plan->parts.front().start, at(0));
        QCOMPARE(plan->parts.back().end, at(end));
        for (std::size_t i = 0; i < plan->parts.size(); ++i) {
            QVERIFY((plan->parts[i].end - plan->parts[i].start) / step <= 11'000 - 1);
            if (i > 0)
                QCOMPARE(plan->parts[i].start - plan->parts[i - 1].end, step);
        }
    }

    void refusesWhatMakesNoSense()
    {
        RangeQuery blank = query(0, 100);
        blank.expr = QStringLiteral("  ");
        QVERIFY(planRange(blank).error().kind == ErrorKind::Invalid);
        QVERIFY(planRange(query(100, 0)).error().kind == ErrorKind::Invalid);
        QVERIFY(planRange(query(0, 100, 0s)).error().kind == ErrorKind::Invalid);
        QVERIFY(planRange(query(0, 100, -5s)).error().kind == ErrorKind::Invalid);
        const auto absurd = planRange(query(0, 1'700'000'000, 1ms));
        QVERIFY(!absurd);
        QVERIFY(absurd.error().what.contains(QLatin1String("wider step")));
    }

    void neverHitsTheLimitForAnyWidth()
    {
        for (int width = 1; width < 30'000; width += 997) {
            for (const double range : {1.0, 59.0, 3600.0, 86'400.0, 1e7, 9e8}) {
                const auto plan = planRange(query(17, 17 + range, {}, width));
                QVERIFY(plan);
                for (const RangePart& part : plan->parts)
                    QVERIFY((part.end - part.start) / plan->step <= 11'000);
            }
        }
    }

    void joinsByFullLabelSet()
    {
        RangeAnswer whole;
        whole.start = at(10);
        whole.end = at(60);
        QueryAnswer first{.resultType = ResultType::Matrix,
                          .series = {line("b", {0, 10, 20}), line("a", {10, 30})}};
        first.notes.warnings = {QStringLiteral("w")};
        QueryAnswer second{.resultType = ResultType::Matrix,
                           .series = {line("a", {30, 40, 50}), line("c", {70}), line("b", {50, 60, 70})}};
        second.notes.warnings = {QStringLiteral("w"), QStringLiteral("x")};
        join(whole, std::move(first));
        join(whole, std::move(second));
        finish(whole);
        QCOMPARE(whole.series.size(), std::size_t{2}); // c lies outside of the range
        QCOMPARE(whole.series[0], line("a", {10, 30, 40, 50}));
        QCOMPARE(whole.series[1], line("b", {10, 20, 50, 60}));
        QCOMPARE(whole.notes.warnings, (QStringList{QStringLiteral("w"), QStringLiteral("x")}));
    }
};

} // namespace tst_prometheusquery

SIGNALBOX_GUILESS_TEST(tst_prometheusquery, TestPrometheusQuery)
#include "tst_prometheusquery.moc"
