// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/duration.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_duration {

using namespace signalbox;

class TestDuration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ns");
        const auto row = [](const char* text, qint64 ns) {
            QTest::newRow(text) << QString::fromUtf8(text) << ns;
        };
        constexpr qint64 s = 1'000'000'000;
        row("90s", 90 * s);
        row("1.5h", 5'400 * s);
        row("2d", 172'800 * s);
        row("1w", 604'800 * s);
        row("250ms", s / 4);
        row("1h30m", 5'400 * s);
        row("1h30m5s", 5'405 * s);
        row("100us", 100'000);
        row("100µs", 100'000);
        row("100μs", 100'000);
        row("5ns", 5);
        row("0", 0);
        row("0s", 0);
        row("-5m", -300 * s);
        row("+5m", 300 * s);
        row(" 5m ", 300 * s);
        row("0.000000001s", 1);
        row("0.1s", s / 10);
        row("106751d", 106'751LL * 86'400 * s);
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ns);
        const auto d = parseDuration(text);
        QVERIFY2(d, d ? "" : qPrintable(d.error().what));
        QCOMPARE(d->count(), ns);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* text, const char* says) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(says);
        };
        row("", "character 1, a number");
        row("-", "character 2, a number");
        row("h", "character 1, a number");
        row("5", "character 2, a unit");
        row("5x", "character 2, a unit");
        row("1h30", "character 5, a unit");
        row("1h m", "character 3, a number");
        row("1.h", "character 3, a digit");
        row(".5h", "character 1, a number");
        row("1h-5m", "character 3, a number");
        row("999999d", "too large");
        row("99999999999999999999s", "too large");
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto d = parseDuration(text);
        QVERIFY(!d);
        QVERIFY(d.error().kind == ErrorKind::Invalid);
        QVERIFY2(d.error().what.contains(says), qPrintable(d.error().what));
    }

    void prints_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("prometheus");
        QTest::addColumn<QString>("go");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("human");
        const auto row = [](qint64 ns, const char* prometheus, const char* go, const char* plain,
                            const char* human) {
            QTest::newRow(go) << ns << QString::fromUtf8(prometheus) << QString::fromUtf8(go)
                              << QString::fromUtf8(plain) << QString::fromUtf8(human);
        };
        constexpr qint64 s = 1'000'000'000;
        row(0, "0s", "0s", "0s", "0 ns");
        row(5, "1ms", "5ns", "5ns", "5 ns");
        row(100'000, "1ms", "100µs", "100us", "100 µs");
        row(1'500'000, "2ms", "1.5ms", "1ms500us", "1.5 ms");
        row(340'000'000, "340ms", "340ms", "340ms", "340 ms");
        row(5'310'000'000, "5310ms", "5.31s", "5s310ms", "5.31 s");
        row(60 * s, "60s", "1m0s", "1m", "1 m 00 s");
        row(725 * s, "725s", "12m5s", "12m5s", "12 m 05 s");
        row(3'900 * s, "3900s", "1h5m0s", "1h5m", "1 h 05 m");
        row(183'600 * s, "183600s", "51h0m0s", "2d3h", "2 d 03 h");
        row(604'800 * s, "604800s", "168h0m0s", "1w", "7 d 00 h");
        row(-90 * s, "-90s", "-1m30s", "-1m30s", "−1 m 30 s");
        row(999'600, "1ms", "999.6µs", "999us600ns", "1 ms");
        row(59'960'000'000, "59960ms", "59.96s", "59s960ms", "1 m 00 s");
        row(3'599'600'000'000, "3599600ms", "59m59.6s", "59m59s600ms", "1 h 00 m");
    }
    void prints()
    {
        QFETCH(qint64, ns);
        const Duration d(ns);
        QTEST(prometheusText(d), "prometheus");
        QTEST(goText(d), "go");
        QTEST(plainText(d), "plain");
        QTEST(humanText(d), "human");
    }

    void whatItPrintsItReadsBack()
    {
        std::uint64_t v = 1;
        for (int i = 0; i < 5'000; ++i) {
            v = v * 6364136223846793005ULL + 1442695040888963407ULL;
            const Duration d(static_cast<std::int64_t>(v) >> (i % 60));
            QCOMPARE(parseDuration(plainText(d)).value_or(Duration(-7)).count(), d.count());
            QCOMPARE(parseDuration(goText(d)).value_or(Duration(-7)).count(), d.count());
        }
    }
};

} // namespace tst_duration

SIGNALBOX_GUILESS_TEST(tst_duration, TestDuration)
#include "tst_duration.moc"
