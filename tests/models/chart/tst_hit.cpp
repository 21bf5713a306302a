// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/hit.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace tst_hit {

using namespace signalbox;
using namespace signalbox::chart;

namespace {

constexpr std::int64_t second = 1'000'000'000;

Line line(const QString& name, std::vector<double> values, std::vector<int> left = {})
{
    auto series = std::make_shared<Series>();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::find(left.begin(), left.end(), static_cast<int>(i)) != left.end())
            continue;
        series->times.push_back(static_cast<std::int64_t>(i) * 10 * second);
        series->values.push_back(values[i]);
    }
    Line made;
    made.name = name;
    made.series = series;
    return made;
}

/// Ten pixels a sample and one a unit of value; the line "holes" lacks the samples 4 to 6.
ChartData data()
{
    ChartData made;
    made.range = {Instant{0}, Instant{100 * second}};
    made.step = Duration(10 * second);
    made.lines = {line(QStringLiteral("low"), std::vector<double>(11, 10)),
                  line(QStringLiteral("high"), std::vector<double>(11, 90)),
                  line(QStringLiteral("holes"), std::vector<double>(11, 50), {4, 5, 6})};
    return made;
}

Geometry geometry()
{
    return {{Instant{0}, Instant{100 * second}}, 0, 100, 0, 0, 100, 100};
}

} // namespace

class TestHit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nearest_data()
    {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("sample");
        QTest::newRow("on the low one") << 31.0 << 90.0 << 0 << 3;
        QTest::newRow("on the high one, between two samples") << 36.0 << 12.0 << 1 << 4;
        QTest::newRow("on the one with holes") << 20.0 << 52.0 << 2 << 2;
        QTest::newRow("in the hole") << 50.0 << 50.0 << -1 << 0;
        QTest::newRow("too far") << 30.0 << 30.0 << -1 << 0;
    }
    void nearest()
    {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(int, line);
        QFETCH(int, sample);
        const auto hit = nearestLine(data(), geometry(), x, y, 12);
        QCOMPARE(hit.has_value(), line >= 0);
        if (!hit)
            return;
        QCOMPARE(hit->line, static_cast<std::size_t>(line));
        QCOMPARE(hit->at.ns, sample * 10 * second);
    }

    void values()
    {
        ChartData given = data();
        given.lines.push_back(line(QStringLiteral("nan"), std::vector<double>(11, std::nan(""))));
        given.lines.push_back({});
        const auto at = valuesAt(given, Instant{51 * second});
        QCOMPARE(at.size(), std::size_t{5});
        QCOMPARE(at[0].value.value(), 10.0);
        QCOMPARE(at[1].value.value(), 90.0);
        QVERIFY(!at[2].value);
        QVERIFY(std::isnan(at[3].value.value()));
        QVERIFY(!at[4].value);
        QVERIFY(!valuesAt(given, Instant{500 * second})[0].value);
    }

    void samples()
    {
        const ChartData given = data();
        QCOMPARE(nearestSample(given, Instant{44 * second})->ns, 40 * second);
        QCOMPARE(nearestSample(given, Instant{-9 * second})->ns, 0);
        QCOMPARE(nearestSample(given, Instant{900 * second})->ns, 100 * second);
        QVERIFY(!nearestSample(ChartData{}, Instant{0}));
        QCOMPARE(sampleAt(*given.lines[2].series, Instant{34 * second}, given.step).value(), std::size_t{3});
        QVERIFY(!sampleAt(*given.lines[2].series, Instant{50 * second}, given.step));
        QVERIFY(sampleAt(*given.lines[2].series, Instant{50 * second}, Duration(0)));
    }

    void exemplars()
    {
        ChartData given = data();
        given.exemplars.push_back({Instant{30 * second}, 50, TraceId{0, 1}, {}});
        given.exemplars.push_back({Instant{30 * second}, 55, TraceId{0, 2}, {}});
        given.exemplars.push_back({Instant{30 * second}, std::nan(""), TraceId{0, 3}, {}});
        given.exemplars.push_back({Instant{900 * second}, 50, TraceId{0, 4}, {}});
        QCOMPARE(exemplarAt(given, geometry(), 31, 50, 5).value(), std::size_t{0});
        QCOMPARE(exemplarAt(given, geometry(), 31, 46, 5).value(), std::size_t{1});
        QVERIFY(!exemplarAt(given, geometry(), 60, 46, 5));
    }

    void hostile()
    {
        ChartData given = data();
        auto odd = std::make_shared<Series>();
        odd->times = {1, 2, 3};
        given.lines[0].series = odd; // no values to its times
        QVERIFY(!nearestLine(given, geometry(), 0, 90, 12));
        QVERIFY(!nearestLine(given, Geometry{}, 0, 0, 12));
        QVERIFY(!valuesAt(given, Instant{2})[0].value);
        given.lines[0] =
            line(QStringLiteral("huge"), {1e308, -1e308, std::numeric_limits<double>::infinity(), 5e-324});
        QVERIFY(nearestLine(given, geometry(), 30, 100, 12));
    }
};

} // namespace tst_hit

SIGNALBOX_GUILESS_TEST(tst_hit, TestHit)
#include "tst_hit.moc"
