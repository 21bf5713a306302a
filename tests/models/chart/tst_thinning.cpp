// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/geometry.h"
#include "models/chart/pyramid.h"
#include "models/chart/thinning.h"
#include "tests/support/testmain.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>

namespace tst_thinning {

using namespace signalbox;
using namespace signalbox::chart;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

const Instant start = Instant::fromSeconds(1'795'251'600);

Interval rangeOf(std::int64_t seconds, std::int64_t from = 0)
{
    return {start + Duration(from * second), start + Duration((from + seconds) * second)};
}

/// A point every 15 s; `f` gives the value, and nothing where there is to be a gap.
template <typename F>
Series series(int points, F&& f)
{
    Series made;
    for (int i = 0; i < points; ++i) {
        const std::optional<double> value = f(i);
        if (!value)
            continue;
        made.times.push_back(start.ns + i * 15 * second);
        made.values.push_back(*value);
    }
    return made;
}

Series named(const QString& kind, int points)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> noise(0, 100);
    if (kind == QLatin1String("random"))
        return series(points, [&](int) { return noise(random); });
    if (kind == QLatin1String("spiky"))
        return series(points, [&](int i) { return i % 97 == 0 ? noise(random) : 5.0; });
    if (kind == QLatin1String("gappy"))
        return series(points, [&](int i) {
            const double value = noise(random);
            return i % 50 < 7 || i % 211 == 0 ? std::optional<double>() : value;
        });
    if (kind == QLatin1String("nan"))
        return series(points, [&](int i) { return i % 13 == 0 ? nan : i % 101 == 0 ? inf : noise(random); });
    if (kind == QLatin1String("alternating"))
        return series(points, [&](int i) { return i % 2 ? nan : noise(random); });
    if (kind == QLatin1String("all nan"))
        return series(points, [](int) { return nan; });
    if (kind == QLatin1String("sparse"))
        return series(points / 200 + 1, [&](int) { return noise(random); });
    if (kind == QLatin1String("late"))
        return series(points,
                      [&](int i) { return i < points - 5 ? std::optional<double>() : noise(random); });
    return series(points, [](int i) { return 50 + 40 * std::sin(i / 300.0); });
}

void addSeries()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("points");
    QTest::addColumn<int>("columns");
    for (const char* kind :
         {"random", "spiky", "gappy", "nan", "alternating", "all nan", "sparse", "late", "smooth"})
        for (const auto& [points, columns] :
             {std::pair{11'000, 1200}, {3'000, 431}, {700, 1200}, {65'000, 300}})
            QTest::addRow("%s %d in %d", kind, points, columns)
                << QString::fromLatin1(kind) << points << columns;
}

/// Column by column and point by point, with no thought of speed.
Thinned bruteForce(const Series& series, const Interval& range, Duration step, int columns)
{
    Thinned out;
    const std::vector<std::size_t> gaps = gapsAfter(series, step);
    bool open = false;
    int x = 0;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        const bool gap = i > 0 && std::binary_search(gaps.begin(), gaps.end(), i - 1);
        const Instant at{series.times[i]};
        if (!std::isfinite(series.values[i]) || gap)
            open = false;
        if (!std::isfinite(series.values[i]) || !range.contains(at))
            continue;
        while (x + 1 < columns && at >= columnStart(range, x + 1, columns))
            ++x;
        const double value = series.values[i];
        const double place = static_cast<double>((at - range.start).count()) *
                             (columns / static_cast<double>(range.length().count()));
        ++out.points;
        out.low = std::min(out.low, value);
        out.high = std::max(out.high, value);
        if (!open || out.columns.empty() || out.columns.back().x != x) {
            out.columns.push_back({x, value, value, value, value, place, place, open});
        } else {
            Column& column = out.columns.back();
            column.low = std::min(column.low, value);
            column.high = std::max(column.high, value);
            column.last = value;
            column.lastAt = place;
        }
        open = true;
    }
    return out;
}

QImage canvas(int columns)
{
    QImage image(columns, 256, QImage::Format_RGB32);
    image.fill(Qt::black);
    return image;
}

/// Every sample of the series, joined as the samples are, each in its pixel column.
QImage drawnWhole(const Series& series, const Interval& range, Duration step, int columns)
{
    QImage image = canvas(columns);
    QPainter painter(&image);
    painter.setPen(Qt::white);
    const std::vector<std::size_t> gaps = gapsAfter(series, step);
    const Geometry geometry{range, 0, 100, 0, 8, static_cast<double>(columns), 240};
    std::optional<QPointF> before;
    int x = 0;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        if (i > 0 && std::binary_search(gaps.begin(), gaps.end(), i - 1))
            before.reset();
        if (!std::isfinite(series.values[i])) {
            before.reset();
            continue;
        }
        while (x + 1 < columns && Instant{series.times[i]} >= columnStart(range, x + 1, columns))
            ++x;
        const QPointF at(x, std::round(geometry.yOf(series.values[i])));
        painter.drawLine(before.value_or(at), at);
        before = at;
    }
    return image;
}

/// The same from what is left after thinning.
QImage drawnThinned(const Thinned& thinned, const Interval& range, int columns)
{
    QImage image = canvas(columns);
    QPainter painter(&image);
    painter.setPen(Qt::white);
    const Geometry geometry{range, 0, 100, 0, 8, static_cast<double>(columns), 240};
    const auto at = [&](const Column& column, double value) {
        return QPointF(column.x, std::round(geometry.yOf(value)));
    };
    const Column* before = nullptr;
    for (const Column& column : thinned.columns) {
        if (column.joined && before)
            painter.drawLine(at(*before, before->last), at(column, column.first));
        painter.drawLine(at(column, column.low), at(column, column.high));
        before = &column;
    }
    return image;
}

} // namespace

class TestThinning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asBruteForce_data() { addSeries(); }
    void asBruteForce()
    {
        QFETCH(QString, kind);
        QFETCH(int, points);
        QFETCH(int, columns);
        const Series given = named(kind, points);
        const Duration step(15 * second);
        const Interval whole = rangeOf(points * 15);
        const Thinned expected = bruteForce(given, whole, step, columns);
        const Thinned got = thin(given, whole, step, columns);
        QCOMPARE(got.points, expected.points);
        QCOMPARE(got.columns.size(), expected.columns.size());
        for (std::size_t i = 0; i < got.columns.size(); ++i)
            QVERIFY2(got.columns[i] == expected.columns[i], qPrintable(QStringLiteral("column %1").arg(i)));
        QVERIFY(got == expected || got.isEmpty());
    }

    void theRasterIsThatOfAllPoints_data() { addSeries(); }
    void theRasterIsThatOfAllPoints()
    {
        QFETCH(QString, kind);
        QFETCH(int, points);
        QFETCH(int, columns);
        const Series given = named(kind, points);
        const Duration step(15 * second);
        const Interval whole = rangeOf(points * 15);
        const QImage expected = drawnWhole(given, whole, step, columns);
        const QImage got = drawnThinned(thin(given, whole, step, columns), whole, columns);
        QCOMPARE(got, expected);
        const bool something = kind != QLatin1String("all nan");
        QCOMPARE(expected != canvas(columns), something);
    }

    void thePyramidGivesTheSame_data() { addSeries(); }
    void thePyramidGivesTheSame()
    {
        QFETCH(QString, kind);
        QFETCH(int, points);
        QFETCH(int, columns);
        const Series given = named(kind, points * 6);
        const Duration step(15 * second);
        const Pyramid pyramid(given, step);
        for (const Interval& range : {rangeOf(points * 90), rangeOf(points * 20, points * 11),
                                      rangeOf(points / 7, points * 31 + 4), rangeOf(40, 333)}) {
            const Thinned expected = thin(given, range, step, columns);
            const Thinned got = thin(given, pyramid, range, step, columns);
            QVERIFY(got == expected);
        }
    }

    void aLineIsCutAtTheEdges()
    {
        const Series given = series(5, [](int i) { return i * 15.0; });
        const Thinned got = thin(given, rangeOf(5, 20), Duration(15 * second), 100); // between two samples
        QCOMPARE(got.points, std::size_t{0});
        QCOMPARE(got.columns.size(), std::size_t{2});
        QCOMPARE(got.columns[0].first, 20.0);
        QCOMPARE(got.columns[0].firstAt, 0.0);
        QCOMPARE(got.columns[1].last, 25.0);
        QCOMPARE(got.columns[1].lastAt, 100.0);
        QVERIFY(got.columns[1].joined);
        QCOMPARE(got.low, 20.0);
        QCOMPARE(got.high, 25.0);

        const Thinned both = thin(given, rangeOf(20, 20), Duration(15 * second), 100);
        QCOMPARE(both.points, std::size_t{1}); // 30
        QCOMPARE(both.columns.front().first, 20.0);
        QCOMPARE(both.columns.back().last, 40.0);
        QVERIFY(thin(given, rangeOf(60, 200), Duration(15 * second), 100).isEmpty());
    }

    void noLineOverAGapAtTheEdge()
    {
        const Series given = series(40, [](int i) { return i > 2 && i < 30 ? std::optional<double>() : i; });
        QVERIFY(thin(given, rangeOf(100, 100), Duration(15 * second), 100).isEmpty());
        // Without a step there are no gaps.
        QCOMPARE(thin(given, rangeOf(100, 100), Duration(0), 100).columns.size(), std::size_t{2});
    }

    void hostile()
    {
        Series odd;
        odd.times = {start.ns, start.ns + second};
        odd.values = {1};
        QVERIFY(thin(odd, rangeOf(10), Duration(second), 10).isEmpty());
        odd.values = {1e308, -1e308};
        const Thinned far = thin(odd, rangeOf(10), Duration(second), 10);
        QCOMPARE(far.low, -1e308);
        QCOMPARE(far.high, 1e308);
        QVERIFY(thin(odd, rangeOf(0), Duration(second), 10).isEmpty());
        QVERIFY(thin(odd, rangeOf(-5), Duration(second), 10).isEmpty());
        QVERIFY(thin(odd, rangeOf(10), Duration(second), 0).isEmpty());
        QVERIFY(thin({}, rangeOf(10), Duration(second), 10).isEmpty());
        odd.values = {5e-324, 0};
        QCOMPARE(thin(odd, rangeOf(10), Duration(second), 10).points, std::size_t{2});
        // From one end of time to the other.
        odd.times = {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
        const Interval always{Instant{std::numeric_limits<std::int64_t>::min() / 2 + 1},
                              Instant{std::numeric_limits<std::int64_t>::max() / 2}};
        QVERIFY(thin(odd, always, Duration(0), 1200).columns.size() <= 2);
    }

    void aPyramidOfAMillionPointsIsSmall()
    {
        const Series given = named(QStringLiteral("smooth"), 1'000'000);
        const Pyramid pyramid(given, Duration(15 * second));
        QCOMPARE(pyramid.levelCount(), std::size_t{4});
        QCOMPARE(pyramid.level(0).size(), std::size_t{15'625});
        QCOMPARE(pyramid.level(3).size(), std::size_t{1});
        QCOMPARE(pyramid.level(3).front().broken, false);
        QVERIFY(pyramid.level(3).front().high > 89.9);
    }
};

} // namespace tst_thinning

SIGNALBOX_GUILESS_TEST(tst_thinning, TestThinning)
#include "tst_thinning.moc"
