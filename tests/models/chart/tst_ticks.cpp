// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/ticks.h"

#include "tests/support/testmain.h"

#include <QDateTime>
#include <QTest>

#include <cmath>
#include <limits>

namespace tst_ticks {

using namespace signalbox;
using namespace signalbox::chart;

namespace {

double sevenAChar(const QString& text)
{
    return 7.0 * static_cast<double>(text.size());
}

Instant at(const QString& iso)
{
    return Instant::fromDateTime(QDateTime::fromString(iso, Qt::ISODate));
}

QString joined(const std::vector<TimeTick>& ticks)
{
    QStringList labels;
    for (const TimeTick& tick : ticks)
        labels << tick.label;
    return labels.join(QStringLiteral(", "));
}

} // namespace

class TestTicks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("labels");
        const auto row = [](const char* name, double low, double high, Unit unit, const char* labels) {
            QTest::newRow(name) << low << high << static_cast<int>(unit) << QString::fromUtf8(labels);
        };
        row("seconds", 0.2, 5.9, Unit::Seconds, "0, 2 s, 4 s, 6 s");
        row("milliseconds", 0.01, 0.34, Unit::Seconds, "0, 100 ms, 200 ms, 300 ms");
        row("around a second", 0.1, 1.6, Unit::Seconds, "0, 0.5 s, 1.0 s, 1.5 s");
        row("microseconds", 0, 3.4e-5, Unit::Seconds, "0, 10 µs, 20 µs, 30 µs");
        row("minutes", 0, 1000, Unit::Seconds, "0, 5 min, 10 min, 15 min");
        row("hours", 0, 16'000, Unit::Seconds, "0, 2 h, 4 h");
        row("days", 0, 86'400.0 * 9, Unit::Seconds, "0, 5 d, 10 d");
        row("ratio", 0.0, 0.19, Unit::Ratio, "0, 5 %, 10 %, 15 %, 20 %");
        row("all of it", 0.2, 1.0, Unit::Ratio, "0, 50 %, 100 %");
        row("a tiny ratio", 0, 0.0009, Unit::Ratio, "0, 0.05 %, 0.10 %");
        row("above all", 0, 1.3, Unit::Ratio, "0, 50 %, 100 %, 150 %");
        row("no errors at all", 0, 0, Unit::Ratio, "0, 0.5 %, 1.0 %");
        row("bytes", 1e9, 3.3e9, Unit::Bytes, "0, 1 GiB, 2 GiB, 3 GiB");
        row("few bytes", 0, 300, Unit::Bytes, "0, 128 B, 256 B");
        row("bytes a second", 0, 9e6, Unit::BytesPerSecond, "0, 4 MiB/s, 8 MiB/s");
        row("a count of two", 0, 2, Unit::Count, "0, 1, 2");
        row("a count of one", 1, 1, Unit::Count, "0, 1");
        row("thousands", 0, 42'000, Unit::PerSecond, "0, 20 k, 40 k");
        row("one thousand", 0, 4'200, Unit::PerSecond, "0, 2 000, 4 000");
        row("millions", 0, 3.7e6, Unit::PerSecond, "0, 1 M, 2 M, 3 M, 4 M");
        row("far from zero", 1000, 1003, Unit::None, "1 000, 1 001, 1 002, 1 003");
        row("below zero", -3, 4, Unit::None, "−2, 0, 2, 4");
        row("only below zero", -9, -1, Unit::None, "−10, −5, 0");
        row("constant", 7, 7, Unit::None, "0, 2, 4, 6");
        row("nothing", 1, 0, Unit::PerSecond, "0, 0.5, 1.0");
        row("denormal", 0, 5e-324, Unit::PerSecond, "0, 0.5, 1.0");
    }
    void values()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, unit);
        QFETCH(QString, labels);
        const ValueAxis axis = valueAxis(low, high, static_cast<Unit>(unit));
        QStringList got;
        for (const ValueTick& tick : axis.ticks)
            got << tick.label;
        labels.replace(QChar(0x2009), QLatin1Char(' '));
        QCOMPARE(got.join(QStringLiteral(", ")).replace(QChar(0x2009), QLatin1Char(' ')), labels);
        QVERIFY(axis.ticks.size() <= 6);
        QVERIFY(axis.low < axis.high);
        if (low <= high) {
            QVERIFY(axis.low <= low);
            QVERIFY(axis.high >= high);
        }
    }

    void valuesOfAnySize()
    {
        constexpr double inf = std::numeric_limits<double>::infinity();
        for (const double size : {1e308, 1.7e308, 1e-308, 5e-324, 1e300, 1e-290, 1e15, inf})
            for (const Unit unit : {Unit::None, Unit::Seconds, Unit::PerSecond, Unit::Ratio, Unit::Bytes,
                                    Unit::BytesPerSecond, Unit::Count})
                for (const auto& [low, high] :
                     {std::pair{0.0, size}, {-size, size}, {-size, 0.0}, {size, size}}) {
                    const ValueAxis axis = valueAxis(low, high, unit);
                    QVERIFY(std::isfinite(axis.low) && std::isfinite(axis.high) && axis.low < axis.high);
                    QVERIFY(!axis.ticks.empty());
                    QVERIFY(axis.ticks.size() <= 7);
                    for (const ValueTick& tick : axis.ticks)
                        QVERIFY2(tick.label.size() <= 16, qPrintable(tick.label));
                }
    }

    void theAxisStandsStill()
    {
        // The highest value wanders by a few percent from one refresh to the next.
        QCOMPARE(valueAxis(0, 5.31, Unit::Seconds), valueAxis(0, 5.52, Unit::Seconds));
    }

    void times_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<double>("width");
        QTest::addColumn<QString>("labels");
        const auto row = [](const char* name, const char* from, const char* to, const char* zone,
                            double width, const char* labels) {
            QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to) << QByteArray(zone)
                                << width << QString::fromUtf8(labels);
        };
        row("30 min", "2026-11-21T14:11:12Z", "2026-11-21T14:41:12Z", "UTC", 430,
            "14:15, 14:20, 14:25, 14:30, 14:35, 14:40");
        row("30 min, narrow", "2026-11-21T14:11:12Z", "2026-11-21T14:41:12Z", "UTC", 200,
            "14:20, 14:30, 14:40");
        row("a minute", "2026-11-21T14:11:12Z", "2026-11-21T14:12:12Z", "UTC", 430,
            "14:11:15, 14:11:30, 14:11:45, 14:12:00");
        row("over midnight", "2026-11-21T22:00:00Z", "2026-11-22T02:00:00Z", "UTC", 300,
            "22:00, 23:00, 22 Nov, 01:00");
        row("midnight elsewhere", "2026-11-21T22:00:00Z", "2026-11-22T02:00:00Z", "Europe/Berlin", 300,
            "23:00, 22 Nov, 01:00, 02:00");
        row("half an hour off", "2026-11-21T04:00:00Z", "2026-11-21T07:00:00Z", "Asia/Kolkata", 260,
            "10:00, 11:00, 12:00");
        row("spring in Berlin", "2026-03-28T23:00:00Z", "2026-03-29T03:00:00Z", "Europe/Berlin", 300,
            "29 Mar, 01:00, 03:00, 04:00");
        row("autumn in Berlin", "2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z", "Europe/Berlin", 380,
            "25 Oct, 01:00, 02:00, 02:00, 03:00");
        row("three hours in autumn", "2026-10-24T22:00:00Z", "2026-10-25T11:00:00Z", "Europe/Berlin", 330,
            "25 Oct, 03:00, 06:00, 09:00");
        row("three hours in spring", "2026-03-28T23:00:00Z", "2026-03-29T10:00:00Z", "Europe/Berlin", 280,
            "29 Mar, 03:00, 06:00, 09:00");
        row("two hours in spring", "2026-03-28T23:00:00Z", "2026-03-29T06:00:00Z", "Europe/Berlin", 220,
            "29 Mar, 04:00, 06:00");
        row("no midnight in Santiago", "2026-09-06T02:00:00Z", "2026-09-06T08:00:00Z", "America/Santiago",
            520, "22:00, 23:00, 6 Sep 01:00, 02:00, 03:00, 04:00");
        row("days over a change", "2026-03-27T12:00:00Z", "2026-03-31T12:00:00Z", "Europe/Berlin", 330,
            "28 Mar, 29 Mar, 30 Mar, 31 Mar");
        row("weeks", "2026-10-01T00:00:00Z", "2026-11-20T00:00:00Z", "UTC", 500,
            "5 Oct, 12 Oct, 19 Oct, 26 Oct, 2 Nov, 9 Nov, 16 Nov");
        row("months", "2026-09-10T00:00:00Z", "2027-03-10T00:00:00Z", "UTC", 400,
            "Oct, Nov, Dec, 2027, Feb, Mar");
        row("decades", "1990-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "UTC", 200, "1990, 2000, 2010, 2020");
        row("no room", "2026-11-21T14:11:12Z", "2026-11-21T14:41:12Z", "UTC", 10, "");
        row("no width", "2026-11-21T14:11:12Z", "2026-11-21T14:41:12Z", "UTC", 0, "");
        row("turned around", "2026-11-21T14:41:12Z", "2026-11-21T14:11:12Z", "UTC", 400, "");
    }
    void times()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QByteArray, zone);
        QFETCH(double, width);
        QFETCH(QString, labels);
        const QTimeZone timeZone(zone);
        QVERIFY(timeZone.isValid());
        QCOMPARE(joined(timeTicks({at(from), at(to)}, timeZone, width, sevenAChar)), labels);
    }

    void noLabelLeavesThePlot()
    {
        // The last hour lies on the edge; a label there would stick out by half.
        const Interval range{at(QStringLiteral("2026-11-21T10:00:00Z")),
                             at(QStringLiteral("2026-11-21T12:00:00Z"))};
        QCOMPARE(joined(timeTicks(range, QTimeZone::utc(), 160, sevenAChar)), QStringLiteral("10:00, 11:00"));
    }

    void timesNeverOverlap()
    {
        const QTimeZone berlin("Europe/Berlin");
        for (const char* start : {"2026-03-28T22:17:31Z", "2026-10-24T19:03:00Z", "2026-12-31T21:00:01Z"})
            for (std::int64_t length = 1'000'000; length < 1'000'000'000'000'000'000;
                 length += length / 10 * 7)
                for (const double width : {60.0, 137.0, 430.0, 1200.0, 3840.0}) {
                    const Interval range{at(QString::fromLatin1(start)),
                                         at(QString::fromLatin1(start)) + Duration(length)};
                    const auto ticks = timeTicks(range, berlin, width, sevenAChar);
                    double end = -1e9;
                    for (const TimeTick& tick : ticks) {
                        QVERIFY(range.contains(tick.at));
                        const double x = static_cast<double>((tick.at - range.start).count()) /
                                         static_cast<double>(length) * width;
                        QVERIFY(x - sevenAChar(tick.label) / 2 > end);
                        end = x + sevenAChar(tick.label) / 2;
                    }
                    QVERIFY(width < 400 || length < 1'000'000'000 || !ticks.empty());
                }
    }
};

} // namespace tst_ticks

SIGNALBOX_GUILESS_TEST(tst_ticks, TestTicks)
#include "tst_ticks.moc"
