// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/geometry.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace tst_geometry {

using namespace signalbox;
using namespace signalbox::chart;

namespace {

constexpr std::int64_t second = 1'000'000'000;

Geometry hour()
{
    const Instant start = Instant::fromSeconds(1'795'251'600);
    return {{start, start + Duration(3600 * second)}, 0, 6, 48, 18, 480, 120};
}

} // namespace

class TestGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeAndPixel_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<double>("x");
        QTest::newRow("left edge") << qint64{0} << 48.0;
        QTest::newRow("middle") << qint64{1800} << 288.0;
        QTest::newRow("right edge") << qint64{3600} << 528.0;
        QTest::newRow("before") << qint64{-3600} << -432.0;
        QTest::newRow("long ago") << qint64{-3600 * 1000} << 48.0 - 16'000;
        QTest::newRow("far ahead") << qint64{3600 * 1000} << 528.0 + 16'000;
    }
    void timeAndPixel()
    {
        QFETCH(qint64, seconds);
        QFETCH(double, x);
        const Geometry geometry = hour();
        const Instant at = geometry.time.start + Duration(seconds * second);
        QCOMPARE(geometry.xOf(at), x);
        if (geometry.time.contains(at))
            QCOMPARE(geometry.timeAt(x), at);
        else
            QCOMPARE(geometry.timeAt(x), seconds < 0 ? geometry.time.start : geometry.time.end);
    }

    void valueAndPixel_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("y");
        QTest::newRow("bottom") << 0.0 << 138.0;
        QTest::newRow("top") << 6.0 << 18.0;
        QTest::newRow("third") << 2.0 << 98.0;
        QTest::newRow("above") << 12.0 << -102.0;
        QTest::newRow("1e308") << 1e308 << 18.0 - 16'000;
        QTest::newRow("-1e308") << -1e308 << 138.0 + 16'000;
        QTest::newRow("denormal") << 5e-324 << 138.0;
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << 18.0 - 16'000;
    }
    void valueAndPixel()
    {
        QFETCH(double, value);
        QFETCH(double, y);
        QCOMPARE(hour().yOf(value), y);
        if (value >= 0 && value <= 6)
            QVERIFY(std::fabs(hour().valueAt(y) - value) < 1e-9);
    }

    void theWholeRangeOfDoubles()
    {
        Geometry geometry = hour();
        geometry.low = -1.7e308;
        geometry.high = 1.7e308;
        QCOMPARE(geometry.yOf(0), 78.0);
        QCOMPARE(geometry.yOf(1.7e308), 18.0);
        QCOMPARE(geometry.valueAt(78), 0.0);
    }

    void empty()
    {
        QVERIFY(Geometry{}.isEmpty());
        QVERIFY(!hour().isEmpty());
        Geometry flat = hour();
        flat.width = 0;
        QVERIFY(flat.isEmpty());
        flat = hour();
        flat.time.end = flat.time.start;
        QVERIFY(flat.isEmpty());
    }

    void columnsAreExact_data()
    {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<int>("columns");
        QTest::newRow("one a nanosecond") << qint64{1200} << 1200;
        QTest::newRow("fewer nanoseconds than columns") << qint64{7} << 1200;
        QTest::newRow("an hour, prime") << qint64{3600 * second} << 1201;
        QTest::newRow("200 years") << qint64{6'307'200'000 * second} << 3840;
    }
    void columnsAreExact()
    {
        QFETCH(qint64, length);
        QFETCH(int, columns);
        const Interval range{Instant{-5}, Instant{-5 + length}};
        QCOMPARE(columnStart(range, 0, columns), range.start);
        QCOMPARE(columnStart(range, columns, columns), range.end);
        for (int c = 0; c < columns; ++c) {
            const std::int64_t begin = (columnStart(range, c, columns) - range.start).count();
            // The first nanosecond that is not before the border, and not one more.
            const auto border = static_cast<long double>(length) * c / columns;
            QVERIFY(static_cast<long double>(begin) >= border);
            QVERIFY(static_cast<long double>(begin) - border < 1);
        }
    }

    void zoom_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("factor");
        QTest::addColumn<qint64>("start");
        QTest::addColumn<qint64>("end");
        QTest::newRow("in about the middle") << 0.5 << 0.5 << qint64{900} << qint64{2700};
        QTest::newRow("in about the left") << 0.0 << 0.5 << qint64{0} << qint64{1800};
        QTest::newRow("in about the right") << 1.0 << 0.5 << qint64{1800} << qint64{3600};
        QTest::newRow("out about a quarter") << 0.25 << 2.0 << qint64{-900} << qint64{6300};
        QTest::newRow("not below the shortest") << 0.5 << 1e-9 << qint64{1785} << qint64{1815};
    }
    void zoom()
    {
        QFETCH(double, share);
        QFETCH(double, factor);
        QFETCH(qint64, start);
        QFETCH(qint64, end);
        const Interval range{Instant{0}, Instant{3600 * second}};
        const Instant pivot{static_cast<std::int64_t>(share * 3600) * second};
        const Interval got = zoomed(range, pivot, factor, Duration(30 * second));
        QCOMPARE(got.start.ns, start * second);
        QCOMPARE(got.end.ns, end * second);
    }

    void zoomingOutForeverEnds()
    {
        Interval range{Instant{0}, Instant{3600 * second}};
        for (int i = 0; i < 200; ++i) {
            range = zoomed(range, Instant{1800 * second}, 2, Duration(second));
            QVERIFY(range.start < range.end);
        }
    }
};

} // namespace tst_geometry

SIGNALBOX_GUILESS_TEST(tst_geometry, TestGeometry)
#include "tst_geometry.moc"
