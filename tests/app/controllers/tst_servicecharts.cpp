// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/servertime.h"
#include "app/controllers/servicecharts.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_servicecharts {

using namespace signalbox;
using namespace signalbox::app;
using namespace std::chrono_literals;
using golden::Signal;

namespace {

const Instant now = Instant::fromSeconds(1'700'000'000);

ServiceAnswers::SeriesPtr points(double value, Duration back = 0s)
{
    Series series;
    for (int i = 40; i >= 0; --i) {
        series.times.push_back((now - i * 15s - back).ns);
        series.values.push_back(value);
    }
    return std::make_shared<const std::vector<Series>>(std::vector<Series>{series});
}

ServiceAnswers::Line line(Signal signal, const char* name, chart::LineRole role, double value,
                          chart::Unit unit = chart::Unit::Ratio)
{
    ServiceAnswers::Line out{
        .query = {.signal = signal, .name = QString::fromLatin1(name), .role = role, .unit = unit},
        .series = points(value)};
    for (int day = 1; day <= 4; ++day)
        out.days.push_back(points(value / 2, day * 24h));
    return out;
}

ServiceAnswers answers()
{
    ServiceAnswers out{.service = QStringLiteral("cart"),
                       .range = {now - 10min, now},
                       .step = 15s,
                       .baselineStep = 60s,
                       .now = now};
    out.lines = {line(Signal::Latency, "p50", chart::LineRole::P50, 0.1),
                 line(Signal::Latency, "p99", chart::LineRole::P99, 2),
                 line(Signal::Saturation, "memory", chart::LineRole::Series, 0.4),
                 line(Signal::Saturation, "db pool", chart::LineRole::Series, 1),
                 line(Signal::Saturation, "lag", chart::LineRole::Series, 5'000, chart::Unit::Count)};
    return out;
}

const chart::ChartData& of(const ServiceCharts& charts, Signal signal)
{
    return charts.bySignal[static_cast<std::size_t>(signal)];
}

} // namespace

class TestServiceCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFullestResourceIsFirstAndCountsAreNotShares()
    {
        const ServiceCharts charts = chartsOf(answers());
        const chart::ChartData& saturation = of(charts, Signal::Saturation);
        QCOMPARE(saturation.lines.size(), 2U);
        QCOMPARE(saturation.lines[0].name, QStringLiteral("db pool"));
        QCOMPARE(saturation.unit, chart::Unit::Ratio);
        QCOMPARE(saturation.moreLines, 1);
        QVERIFY(saturation.moreText.contains(QLatin1String("lag")));
    }

    void theNormalOfThePercentileThatCounts()
    {
        const ServiceCharts charts = chartsOf(answers());
        const chart::ChartData& latency = of(charts, Signal::Latency);
        QCOMPARE(latency.lines.size(), 2U);
        QVERIFY(!latency.band.isEmpty());
        QVERIFY(latency.band.low.back() < 1 && latency.band.high.back() > 1 &&
                latency.band.high.back() < 1.5);
        QVERIFY(of(charts, Signal::Traffic).lines.empty());
    }

    void targetsAreLines()
    {
        ServiceAnswers in = answers();
        in.targets[{QStringLiteral("cart"), Signal::Latency}] = 0.5;
        in.targets[{QStringLiteral("web"), Signal::Errors}] = 0.001;
        const ServiceCharts charts = chartsOf(in);
        QCOMPARE(of(charts, Signal::Latency).thresholds.size(), 1U);
        QCOMPARE(of(charts, Signal::Latency).thresholds.front().label, QStringLiteral("SLO 500 ms"));
        QVERIFY(of(charts, Signal::Errors).thresholds.empty());
    }

    void exemplarsAreTheSlowestOfEachSliceWithinTheLines()
    {
        ServiceAnswers in = answers();
        ExemplarSeries series;
        for (int i = 0; i < 500; ++i)
            series.exemplars.push_back(
                {.labels = {{QStringLiteral("trace_id"),
                             QStringLiteral("%1").arg(i + 1, 32, 16, QLatin1Char('0'))}},
                 .value = i % 10 == 9 ? 30.0 : 0.1 * (i % 10),
                 .at = now - (500 - i) * 1s});
        series.exemplars.push_back({.labels = {}, .value = 1, .at = now}); // leads nowhere
        in.exemplars = {series};
        const ServiceCharts charts = chartsOf(in);
        QCOMPARE(charts.exemplarsAll, 500);
        QVERIFY(charts.exemplarsShown > 20 && charts.exemplarsShown <= 41);
        int slowest = 0;
        for (const chart::ExemplarDot& dot : of(charts, Signal::Latency).exemplars) {
            QVERIFY(dot.value <= 2);
            slowest += dot.value >= 0.75 ? 1 : 0;
        }
        QVERIFY(slowest >= charts.exemplarsShown - 2); // the slices at the ends are not whole
    }

    void onlyARangeThatEndsNowIsStillFilling()
    {
        ServiceAnswers in = answers();
        QVERIFY(of(chartsOf(in), Signal::Latency).fillingFrom.has_value());
        in.now = now + 1h;
        QVERIFY(!of(chartsOf(in), Signal::Latency).fillingFrom.has_value());
    }

    void aClockThatIsOffIsTheServers()
    {
        QCOMPARE(movedBy(now, std::nullopt), now);
        QCOMPARE(movedBy(now, Duration(1s)), now); // what a slow network looks like
        QCOMPARE(movedBy(now, Duration(-90s)), now - 90s);
        QCOMPARE(movedBy(now, Duration(4s)), now + 4s);
    }
};

} // namespace tst_servicecharts

SIGNALBOX_GUILESS_TEST(tst_servicecharts, TestServiceCharts)
#include "tst_servicecharts.moc"
