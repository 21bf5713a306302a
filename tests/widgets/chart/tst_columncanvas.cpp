// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/widgets/chart/chartfixture.h"
#include "widgets/chart/columncanvas.h"

#include <QTest>

#include <limits>
#include <optional>

namespace tst_columncanvas {

using namespace signalbox;
using namespace signalbox::widgets;
using namespace signalbox::test;
using chart::Thinned;

namespace {

constexpr int points = 6000;
constexpr int height = 240;

std::optional<double> valueOf(const QString& kind, int i, std::mt19937& random)
{
    const double noise = std::uniform_real_distribution<double>(0, 100)(random);
    if (kind == QLatin1String("spiky"))
        return i % 97 == 0 ? noise : 5.0;
    if (kind == QLatin1String("gappy") && (i % 50 < 7 || i % 211 == 0))
        return std::nullopt;
    if (kind == QLatin1String("nan") && i % 13 == 0)
        return std::numeric_limits<double>::quiet_NaN();
    if (kind == QLatin1String("alternating") && i % 2)
        return std::numeric_limits<double>::quiet_NaN();
    if (kind == QLatin1String("smooth"))
        return 50 + 40 * std::sin(i / 300.0);
    return noise;
}

Series seriesOf(const QString& kind)
{
    std::mt19937 random(3);
    Series series;
    for (int i = 0; i < points; ++i)
        if (const auto value = valueOf(kind, i, random)) {
            series.times.push_back(begin.ns + i * 15 * second);
            series.values.push_back(*value);
        }
    return series;
}

/// Every sample of its own: what thinning would be that leaves nothing out.
Thinned unthinned(const Series& series, const Interval& range, int columns)
{
    Thinned out;
    bool open = false;
    int x = 0;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        const double value = series.values[i];
        if (i > 0 && series.times[i] - series.times[i - 1] > 22 * second)
            open = false;
        if (!std::isfinite(value)) {
            open = false;
            continue;
        }
        const Instant at{series.times[i]};
        while (x + 1 < columns && at >= chart::columnStart(range, x + 1, columns))
            ++x;
        const double place = static_cast<double>((at - range.start).count()) *
                             (columns / static_cast<double>(range.length().count()));
        out.columns.push_back({x, value, value, value, value, place, place, open});
        open = true;
    }
    return out;
}

chart::Geometry geometryOf(int columns)
{
    return {
        {begin, begin + Duration(15 * second * points)}, 0, 110, 0, 0, static_cast<double>(columns), height};
}

constexpr QRgb color = 0xff84c7e6;

} // namespace

class TestColumnCanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thinnedAsUnthinned_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("columns");
        QTest::addColumn<bool>("dashed");
        for (const char* kind : {"random", "spiky", "gappy", "nan", "alternating", "smooth"})
            for (const int columns : {1200, 430, 97, 3840})
                for (const bool dashed : {false, true})
                    QTest::addRow("%s in %d%s", kind, columns, dashed ? ", dashed" : "")
                        << QString::fromLatin1(kind) << columns << dashed;
    }
    void thinnedAsUnthinned()
    {
        QFETCH(QString, kind);
        QFETCH(int, columns);
        QFETCH(bool, dashed);
        const Series series = seriesOf(kind);
        const chart::Geometry geometry = geometryOf(columns);
        ColumnCanvas thinned(columns, height);
        thinned.draw(chart::thin(series, geometry.time, Duration(15 * second), columns), geometry,
                     {color, 1.5, dashed});
        ColumnCanvas whole(columns, height);
        whole.draw(unthinned(series, geometry.time, columns), geometry, {color, 1.5, dashed});
        const QImage expected = whole.toImage();
        QImage blank(expected.size(), expected.format());
        blank.fill(Qt::transparent);
        QVERIFY(expected != blank);
        QCOMPARE(thinned.toImage(), expected);
    }

    void aLevelLineIsAsWideAsAsked()
    {
        const Thinned line = chart::thin(*samples(10, 10, [](int) { return 50.0; }),
                                         {begin, begin + Duration(90 * second)}, Duration(10 * second), 90);
        chart::Geometry geometry{{begin, begin + Duration(90 * second)}, 0, 100, 0, 0, 90, 100};
        ColumnCanvas canvas(90, 100);
        canvas.draw(line, geometry, {color, 1.5, false});
        const QImage image = canvas.toImage();
        for (int x = 0; x < 90; ++x) {
            double covered = 0;
            for (int y = 0; y < 100; ++y)
                covered += qAlpha(image.pixel(x, y)) / 255.0;
            QVERIFY2(std::fabs(covered - 1.5) < 0.02, qPrintable(QString::number(covered)));
        }
    }

    void aLonelySampleIsSeen()
    {
        auto series = std::make_shared<Series>();
        series->times = {begin.ns + 45 * second};
        series->values = {50};
        const chart::Geometry geometry{{begin, begin + Duration(90 * second)}, 0, 100, 0, 0, 90, 100};
        ColumnCanvas canvas(90, 100);
        canvas.draw(chart::thin(*series, geometry.time, Duration(10 * second), 90), geometry,
                    {color, 1.5, true});
        QVERIFY(qAlpha(canvas.toImage().pixel(45, 50)) > 200);
    }

    void opaqueColoursStayThemselves()
    {
        ColumnCanvas canvas(20, 20);
        const chart::Geometry geometry{{begin, begin + Duration(20 * second)}, 0, 20, 0, 0, 20, 20};
        const Thinned steep = chart::thin(*samples(21, 1, [](int i) { return i % 2 ? 20.0 : 0.0; }),
                                          geometry.time, Duration(second), 20);
        canvas.draw(steep, geometry, {color, 1.5, false});
        QCOMPARE(canvas.toImage().pixel(10, 10), color);
        canvas.fadeFrom(10, 0.5);
        QCOMPARE(canvas.toImage().pixel(9, 10), color);
        QVERIFY(std::abs(qAlpha(canvas.toImage().pixel(10, 10)) - 127) <= 1);
    }

    void hostile()
    {
        for (const double value : {1e308, -1e308, 5e-324, 1e-300}) {
            const auto series = samples(100, 15, [=](int i) { return i % 2 ? value : 0.0; });
            chart::Geometry geometry = geometryOf(50);
            geometry.low = -1e300;
            geometry.high = 1e300;
            for (const QSize size : {QSize(50, 20), QSize(0, 20), QSize(50, 0), QSize(-1, -1)}) {
                ColumnCanvas canvas(size.width(), size.height());
                canvas.draw(chart::thin(*series, geometry.time, Duration(0), 50), geometry,
                            {color, 1.5, false});
                canvas.fadeFrom(-5, 0.5);
                canvas.fadeFrom(500, 0.5);
                QVERIFY(canvas.toImage().isNull() == size.isEmpty());
            }
        }
    }
};

} // namespace tst_columncanvas

SIGNALBOX_GUILESS_TEST(tst_columncanvas, TestColumnCanvas)
#include "tst_columncanvas.moc"
