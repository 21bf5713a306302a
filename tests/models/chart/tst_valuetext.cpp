// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/valuetext.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <limits>

namespace tst_valuetext {

using namespace signalbox::chart;

class TestValueText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](double value, Unit unit, const char* text) {
            QTest::addRow("%g of %d", value, static_cast<int>(unit))
                << value << unit << QString::fromUtf8(text);
        };
        row(0, Unit::Seconds, "0 s");
        row(0.34, Unit::Seconds, "340 ms");
        row(0.9996, Unit::Seconds, "1 s");
        row(0.0009996, Unit::Seconds, "1 ms");
        row(5.312, Unit::Seconds, "5.31 s");
        row(1.9e-3, Unit::Seconds, "1.9 ms");
        row(1e-9, Unit::Seconds, "1 ns");
        row(725, Unit::Seconds, "12 m 05 s");
        row(59.96, Unit::Seconds, "1 m 00 s");
        row(-0.25, Unit::Seconds, "−250 ms");
        row(6.1, Unit::PerSecond, "6.1 /s");
        row(1204, Unit::PerSecond, "1.2 k/s");
        row(999.6, Unit::PerSecond, "1 k/s");
        row(0.00213, Unit::PerSecond, "0.00213 /s");
        row(0.182, Unit::Ratio, "18.2 %");
        row(0, Unit::Ratio, "0 %");
        row(1, Unit::Ratio, "100 %");
        row(0.00021, Unit::Ratio, "0.021 %");
        row(3.1 * 1024 * 1024 * 1024, Unit::Bytes, "3.1 GiB");
        row(1023.9, Unit::Bytes, "1 KiB");
        row(512, Unit::Bytes, "512 B");
        row(2048, Unit::BytesPerSecond, "2 KiB/s");
        row(1204, Unit::Count, "1\u2009204");
        row(212, Unit::Count, "212");
        row(4.2e6, Unit::Count, "4.2 M");
        row(1e300, Unit::None, "1e+300");
        row(5e-324, Unit::Seconds, "4.94e-315 ns");
        row(std::numeric_limits<double>::quiet_NaN(), Unit::Ratio, "–");
        row(std::numeric_limits<double>::infinity(), Unit::Seconds, "∞");
        row(-std::numeric_limits<double>::infinity(), Unit::None, "−∞");
    }
    void figures()
    {
        QFETCH(double, value);
        QFETCH(Unit, unit);
        QTEST(text(value, unit), "text");
    }

    void changes_data()
    {
        QTest::addColumn<double>("now");
        QTest::addColumn<double>("base");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](double now, double base, Unit unit, const char* text) {
            QTest::addRow("%g from %g of %d", now, base, static_cast<int>(unit))
                << now << base << unit << QString::fromUtf8(text);
        };
        row(5.3, 0.38, Unit::Seconds, "14 × base");
        row(0.9, 0.4, Unit::Seconds, "2.3 × base");
        row(1.38, 1, Unit::PerSecond, "+38 %");
        row(0.91, 1, Unit::PerSecond, "−9 %");
        row(1.001, 1, Unit::PerSecond, "0 %");
        row(0.71, 0.5, Unit::Ratio, "+21 pt");
        row(0.0011, 0.001, Unit::Ratio, "base 0.1 %");
        row(0.02, 0, Unit::Ratio, "base 0 %");
        row(0, 0, Unit::PerSecond, "0 %");
        row(1, std::numeric_limits<double>::quiet_NaN(), Unit::Seconds, "no base");
    }
    void changes()
    {
        QFETCH(double, now);
        QFETCH(double, base);
        QFETCH(Unit, unit);
        QTEST(changeText(now, base, unit), "text");
    }

    void units()
    {
        const auto named = [](const char* metric, const char* told = "") {
            return unitOf(QString::fromLatin1(metric), QString::fromLatin1(told));
        };
        QCOMPARE(named("http_request_duration_seconds"), Unit::Seconds);
        QCOMPARE(named("process_cpu_seconds_total"), Unit::Seconds);
        QCOMPARE(named("container_memory_working_set_bytes"), Unit::Bytes);
        QCOMPARE(named("cache_hit_ratio"), Unit::Ratio);
        QCOMPARE(named("queue_wait", "seconds"), Unit::Seconds);
        QCOMPARE(named("requests_total"), Unit::Count);
        QCOMPARE(named("up"), Unit::None);
    }
};

} // namespace tst_valuetext

SIGNALBOX_GUILESS_TEST(tst_valuetext, TestValueText)
#include "tst_valuetext.moc"
