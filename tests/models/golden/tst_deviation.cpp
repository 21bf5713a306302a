// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/deviation.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace tst_deviation {

using namespace signalbox;
using namespace signalbox::golden;
using namespace std::chrono_literals;
using chart::Unit;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
const Instant now = Instant::fromSeconds(1'700'000'000);

Series flat(double value, Duration endedAgo = 0s)
{
    Series out;
    for (int i = 40; i >= 0; --i) {
        out.times.push_back((now - endedAgo - i * 15s).ns);
        out.values.push_back(value);
    }
    return out;
}

/// Seven days that went like this, with a ripple of `ripple`.
chart::Baseline normalOf(double value, double ripple)
{
    std::vector<Series> days;
    for (int d = 1; d <= 7; ++d) {
        Series day = flat(value);
        for (std::size_t i = 0; i < day.times.size(); ++i) {
            day.times[i] -= d * Duration(24h).count();
            day.values[i] += ripple * ((static_cast<int>(i) + d) % 3 - 1);
        }
        days.push_back(day);
    }
    std::vector<chart::EarlierDay> earlier;
    for (int d = 0; d < 7; ++d)
        earlier.push_back({&days[static_cast<std::size_t>(d)], (d + 1) * 24h});
    return chart::baselineOf(earlier, {now - 10min, now}, 15s);
}

} // namespace

class TestDeviation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<Signal>("signal");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("normal");
        QTest::addColumn<State>("state");
        const auto row = [](const char* name, Signal signal, Unit unit, double value, double normal,
                            State state) {
            QTest::newRow(name) << signal << unit << value << normal << state;
        };
        row("latency as ever", Signal::Latency, Unit::Seconds, 0.1, 0.1, State::Ok);
        row("latency 1.3 times", Signal::Latency, Unit::Seconds, 0.13, 0.1, State::Ok);
        row("latency twice", Signal::Latency, Unit::Seconds, 0.2, 0.1, State::Warn);
        row("latency ten times", Signal::Latency, Unit::Seconds, 1, 0.1, State::Bad);
        row("five times of nearly nothing hurts nobody", Signal::Latency, Unit::Seconds, 0.005, 0.001,
            State::Ok);
        row("faster is no harm", Signal::Latency, Unit::Seconds, 0.01, 0.1, State::Ok);
        row("latency without a normal", Signal::Latency, Unit::Seconds, 9, unknown, State::Unknown);
        row("half of the traffic is gone", Signal::Traffic, Unit::PerSecond, 40, 100, State::Warn);
        row("three times the traffic", Signal::Traffic, Unit::PerSecond, 300, 100, State::Warn);
        row("a fifth more", Signal::Traffic, Unit::PerSecond, 120, 100, State::Ok);
        row("0.02 % over a constant nothing", Signal::Errors, Unit::Ratio, 0.0002, 0, State::Ok);
        row("2 % errors", Signal::Errors, Unit::Ratio, 0.02, 0.001, State::Warn);
        row("18 % errors", Signal::Errors, Unit::Ratio, 0.18, 0.001, State::Bad);
        row("18 % errors, normal unknown", Signal::Errors, Unit::Ratio, 0.18, unknown, State::Bad);
        row("6 % errors where 5 are normal", Signal::Errors, Unit::Ratio, 0.06, 0.05, State::Ok);
        row("no errors, normal unknown", Signal::Errors, Unit::Ratio, 0, unknown, State::Ok);
        row("saturation 100 %", Signal::Saturation, Unit::Ratio, 1, 0.3, State::Bad);
        row("saturation 100 %, as always", Signal::Saturation, Unit::Ratio, 1, 1, State::Warn);
        row("saturation 90 %", Signal::Saturation, Unit::Ratio, 0.9, 0.88, State::Warn);
        row("saturation far above normal", Signal::Saturation, Unit::Ratio, 0.7, 0.3, State::Warn);
        row("saturation 70 %", Signal::Saturation, Unit::Ratio, 0.7, 0.65, State::Ok);
        row("a queue ten times as long", Signal::Saturation, Unit::Count, 2'000, 200, State::Warn);
    }
    void states()
    {
        QFETCH(Signal, signal);
        QFETCH(Unit, unit);
        QFETCH(double, value);
        QFETCH(double, normal);
        const Series series = flat(value);
        const chart::Baseline baseline =
            std::isnan(normal) ? chart::Baseline{} : normalOf(normal, normal * 0.02);
        const Deviation deviation = deviationOf({.signal = signal,
                                                 .unit = unit,
                                                 .series = &series,
                                                 .baseline = &baseline,
                                                 .now = now,
                                                 .step = 15s});
        QTEST(deviation.state, "state");
        QCOMPARE(deviation.now, value);
    }

    void silenceIsNotHealth()
    {
        const Series gone = flat(0.1, 4min);
        const Deviation deviation =
            deviationOf({.signal = Signal::Latency, .series = &gone, .now = now, .step = 15s});
        QCOMPARE(deviation.state, State::NoData);
        QCOMPARE(deviation.silentFor, Duration(4min));
        const ServiceState state = stateOf({deviation, deviation, deviation, deviation});
        QCOMPARE(state.state, State::NoData);
        QCOMPARE(state.reason, QStringLiteral("no samples for 4 min"));
        QCOMPARE(deviationOf({.signal = Signal::Latency, .now = now, .step = 15s}).state, State::NoData);
    }

    void aScrapeThatIsLateIsNoSilence()
    {
        const Series late = flat(0, 60s);
        QCOMPARE(deviationOf({.signal = Signal::Errors, .series = &late, .now = now, .step = 15s}).state,
                 State::Ok);
    }

    void theServiceIsAsBadAsItsWorstSignal()
    {
        const Deviation ok{.state = State::Ok, .now = 1, .normal = 1};
        const Deviation bad{.state = State::Bad, .now = 0.18, .normal = 0.001, .score = 900};
        const Deviation missing;
        const ServiceState state = stateOf({ok, ok, bad, missing});
        QCOMPARE(state.state, State::Bad);
        QCOMPARE(state.reason, QStringLiteral("errors 180 \u00d7 normal"));
        QCOMPARE(stateOf({ok, ok, ok, missing}).reason, QStringLiteral("within normal"));
        QCOMPARE(stateOf({missing, missing, missing, missing}).state, State::Missing);
        const Deviation failed{.state = State::Failed};
        QCOMPARE(stateOf({failed, failed, failed, missing}).state, State::Failed);
        QVERIFY(stateOf({ok, ok, failed, missing}).state != State::Ok);
    }

    void hostileValues()
    {
        const double inf = std::numeric_limits<double>::infinity();
        for (const double value : {unknown, inf, -inf, 1e308, -1e308, 5e-324}) {
            const Series series = flat(value);
            const chart::Baseline baseline = normalOf(value, 0);
            for (const Signal signal : allSignals) {
                const Deviation deviation = deviationOf({.signal = signal,
                                                         .unit = Unit::Ratio,
                                                         .series = &series,
                                                         .baseline = &baseline,
                                                         .now = now,
                                                         .step = 15s});
                QVERIFY(std::isfinite(deviation.score));
            }
        }
    }

    void oneBadDayMovesLittle()
    {
        std::vector<Series> days(5, flat(0.1));
        for (std::size_t d = 0; d < days.size(); ++d)
            for (std::int64_t& at : days[d].times)
                at -= Duration(24h).count() * static_cast<int>(d + 1);
        for (double& value : days[2].values)
            value = 30;
        std::vector<chart::EarlierDay> earlier;
        for (std::size_t d = 0; d < days.size(); ++d)
            earlier.push_back({&days[d], 24h * static_cast<int>(d + 1)});
        const chart::Baseline baseline = chart::baselineOf(earlier, {now - 10min, now}, 15s);
        QCOMPARE(baseline.days, 5);
        QCOMPARE(baseline.median.back(), 0.1);
        QVERIFY(baseline.band.high.back() < 0.2);
        earlier.resize(2);
        QVERIFY(!chart::baselineOf(earlier, {now - 10min, now}, 15s).isKnown());
    }

    void gapsOfEarlierDaysAreUnknown()
    {
        const chart::Baseline baseline = normalOf(0.1, 0);
        QCOMPARE(baseline.band.times.size(), 41U);
        std::vector<Series> days(3, flat(1));
        std::vector<chart::EarlierDay> earlier;
        for (std::size_t d = 0; d < days.size(); ++d) {
            days[d].times.resize(10);
            days[d].values.resize(10);
            earlier.push_back({&days[d], 0s});
        }
        const chart::Baseline holey = chart::baselineOf(earlier, {now - 10min, now}, 15s);
        QVERIFY(std::isfinite(holey.median.front()));
        QVERIFY(std::isnan(holey.median.back()));
    }
};

} // namespace tst_deviation

SIGNALBOX_GUILESS_TEST(tst_deviation, TestDeviation)
#include "tst_deviation.moc"
