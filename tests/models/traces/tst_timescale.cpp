// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/timescale.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_timescale {

using namespace signalbox;
using namespace signalbox::traces;

class TestTimeScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pixelsAndTimeAgree_data()
    {
        QTest::addColumn<qlonglong>("begin");
        QTest::addColumn<qlonglong>("end");
        QTest::addColumn<double>("width");
        QTest::newRow("a second") << 0LL << 1'000'000'000LL << 800.0;
        QTest::newRow("zoomed") << 400'000LL << 500'000LL << 1000.0;
        QTest::newRow("a year") << 0LL << 31'536'000'000'000'000LL << 640.0;
        QTest::newRow("less than a pixel a ns") << 0LL << 100LL << 500.0;
    }
    void pixelsAndTimeAgree()
    {
        QFETCH(qlonglong, begin);
        QFETCH(qlonglong, end);
        QFETCH(double, width);
        const TimeScale scale{{begin, end}, width};
        QCOMPARE(scale.x(begin), 0.0);
        QCOMPARE(scale.x(end), width);
        QCOMPARE(qlonglong{scale.at(0)}, begin);
        QCOMPARE(qlonglong{scale.at(width)}, end);
        for (const double x : {1.0, width / 3, width - 1})
            QVERIFY(qAbs(scale.x(scale.at(x)) - x) <= width / static_cast<double>(end - begin) + 1e-6);
        QVERIFY(scale.pixel() >= 1);
    }

    void zoomKeepsThePointAndTheEnds_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<qlonglong>("around");
        QTest::addColumn<qlonglong>("begin");
        QTest::addColumn<qlonglong>("end");
        QTest::newRow("in, middle") << 0.5 << 500'000LL << 250'000LL << 750'000LL;
        QTest::newRow("in, left end") << 0.5 << 0LL << 0LL << 500'000LL;
        QTest::newRow("out: not beyond the whole") << 4.0 << 500'000LL << 0LL << 1'000'000LL;
        QTest::newRow("in: not below a microsecond") << 1e-9 << 500'000LL << 499'500LL << 500'500LL;
    }
    void zoomKeepsThePointAndTheEnds()
    {
        QFETCH(double, factor);
        QFETCH(qlonglong, around);
        QFETCH(qlonglong, begin);
        QFETCH(qlonglong, end);
        const Stretch view = zoomed({0, 1'000'000}, 1'000'000, factor, around);
        QCOMPARE(qlonglong{view.begin}, begin);
        QCOMPARE(qlonglong{view.end}, end);
    }

    void panStopsAtTheEnds()
    {
        QCOMPARE(panned({100, 5100}, 100'000, 0.5), (Stretch{2600, 7600}));
        QCOMPARE(panned({100, 5100}, 100'000, -3), (Stretch{0, 5000}));
        QCOMPARE(panned({90'000, 99'000}, 100'000, 9), (Stretch{91'000, 100'000}));
        QCOMPARE(fitted({-5, 20}, 0), (Stretch{0, 1}));
    }

    void ticksAreRoundAndApart_data()
    {
        QTest::addColumn<qlonglong>("length");
        for (const qlonglong length : {1LL, 1000LL, 37'000LL, 5'000'000'000LL, 61'000'000'000LL,
                                       90'000'000'000'000LL, 63'000'000'000'000'000LL})
            QTest::newRow(qPrintable(QString::number(length))) << length;
    }
    void ticksAreRoundAndApart()
    {
        QFETCH(qlonglong, length);
        const TimeScale scale{{0, length}, 700};
        const auto ticks = offsetTicks(scale, 90);
        QVERIFY(!ticks.empty());
        QVERIFY(ticks.size() <= 9);
        for (std::size_t i = 1; i < ticks.size(); ++i)
            QVERIFY(scale.x(ticks[i].at) - scale.x(ticks[i - 1].at) >= 89.9);
        QCOMPARE(offsetTicks({{0, 5'000'000'000}, 575}, 90).at(1).label, QStringLiteral("1 s"));
    }

    void theMinimapIsBounded()
    {
        std::vector<test::SpanRow> rows{{.id = 1, .length = 10'000}};
        for (std::uint64_t i = 2; i <= 10'000; ++i)
            rows.push_back({.id = i,
                            .parent = 1,
                            .start = static_cast<std::int64_t>(i % 100),
                            .length = static_cast<std::int64_t>(i % 50)});
        const auto trace = test::makeTrace(rows);
        const auto bars = overviewBars(*trace, asSent(*trace), 22, 100);
        QCOMPARE(bars.size(), std::size_t{2200});
        QCOMPARE(bars.front().span, trace->find({1}).front());
        const auto small = test::makeTrace({{.id = 1, .length = 5}, {.id = 2, .parent = 1, .length = 2}});
        QCOMPARE(overviewBars(*small, asSent(*small), 22, 100).size(), std::size_t{2});
    }
};

} // namespace tst_timescale

SIGNALBOX_BARE_TEST(tst_timescale, TestTimeScale)
#include "tst_timescale.moc"
