// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/instant.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <limits>

namespace tst_instant {

using namespace signalbox;

class TestInstant : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void convertsAndSaturates()
    {
        QCOMPARE(Instant::fromSeconds(1).ns, std::int64_t(1'000'000'000));
        QCOMPARE(Instant::fromMilliseconds(-1).ns, std::int64_t(-1'000'000));
        QCOMPARE(Instant::fromMicroseconds(7).ns, std::int64_t(7'000));
        constexpr auto highest = std::numeric_limits<std::int64_t>::max();
        constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
        QCOMPARE(Instant::fromSeconds(highest).ns, highest);
        QCOMPARE(Instant::fromSeconds(lowest).ns, lowest);
        QCOMPARE(Instant::fromMicroseconds(highest).ns, highest);
        QCOMPARE((Instant{highest} + Duration(1)).ns, highest);
        QCOMPARE((Instant{lowest} - Duration(1)).ns, lowest);
        QCOMPARE((Instant{lowest} + Duration(-1)).ns, lowest);
        QCOMPARE((Instant{highest} - Instant{-1}).count(), highest);
        QCOMPARE((Instant{lowest} - Instant{1}).count(), lowest);
    }

    void roundsTowardsThePast()
    {
        QCOMPARE(Instant{-1}.seconds(), std::int64_t(-1));
        QCOMPARE(Instant{-1}.microseconds(), std::int64_t(-1));
        QCOMPARE(Instant{1'999'999'999}.seconds(), std::int64_t(1));
        QCOMPARE(Instant{1'999'999'999}.milliseconds(), std::int64_t(1'999));
    }

    void readsFloatSeconds()
    {
        QCOMPARE(Instant::fromFloatSeconds(1795251600.123).ns, std::int64_t(1'795'251'600'123'000'000));
        QCOMPARE(Instant::fromFloatSeconds(-0.5).ns, std::int64_t(-500'000'000));
        QCOMPARE(Instant::fromFloatSeconds(std::numeric_limits<double>::quiet_NaN()).ns, std::int64_t(0));
        QCOMPARE(Instant::fromFloatSeconds(1e300).ns, std::numeric_limits<std::int64_t>::max());
        QCOMPARE(Instant::fromFloatSeconds(-std::numeric_limits<double>::infinity()).ns,
                 std::numeric_limits<std::int64_t>::min());
    }

    void prints_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("epoch") << qint64(0) << QStringLiteral("1970-01-01T00:00:00Z");
        QTest::newRow("seconds") << qint64(1'795'251'600'000'000'000)
                                 << QStringLiteral("2026-11-21T09:00:00Z");
        QTest::newRow("ms") << qint64(1'795'251'600'120'000'000)
                            << QStringLiteral("2026-11-21T09:00:00.120Z");
        QTest::newRow("us") << qint64(1'795'251'600'000'001'000)
                            << QStringLiteral("2026-11-21T09:00:00.000001Z");
        QTest::newRow("ns") << qint64(1'795'251'600'000'000'001)
                            << QStringLiteral("2026-11-21T09:00:00.000000001Z");
        QTest::newRow("before the epoch") << qint64(-1) << QStringLiteral("1969-12-31T23:59:59.999999999Z");
        QTest::newRow("lowest") << std::numeric_limits<qint64>::min()
                                << QStringLiteral("1677-09-21T00:12:43.145224192Z");
        QTest::newRow("highest") << std::numeric_limits<qint64>::max()
                                 << QStringLiteral("2262-04-11T23:47:16.854775807Z");
    }
    void prints()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(Instant{ns}.toRfc3339(), text);
    }

    void survivesADateTime()
    {
        const Instant t = Instant::fromMilliseconds(1'795'251'600'123);
        QVERIFY(Instant::fromDateTime(t.toDateTime()) == t);
    }

    void aManualClockMovesOnlyByHand()
    {
        ManualClock clock(Instant::fromSeconds(100));
        QVERIFY(clock.now() == Instant::fromSeconds(100));
        clock.advance(std::chrono::seconds(5));
        QVERIFY(clock.now() == Instant::fromSeconds(105));
        QVERIFY(clock.steady() == std::chrono::seconds(5));
    }

    void theSystemClockIsOfThisCentury()
    {
        const SystemClock clock;
        const Duration before = clock.steady();
        QVERIFY(clock.now() > Instant::fromSeconds(1'600'000'000));
        QVERIFY(clock.steady() >= before);
        const Random random = systemRandom();
        for (int i = 0; i < 100; ++i) {
            const double v = random();
            QVERIFY(v >= 0.0 && v < 1.0);
        }
    }
};

} // namespace tst_instant

SIGNALBOX_GUILESS_TEST(tst_instant, TestInstant)
#include "tst_instant.moc"
