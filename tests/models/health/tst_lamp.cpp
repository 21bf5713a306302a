// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/lamp.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_lamp {

using namespace signalbox;
using namespace signalbox::health;
using namespace std::chrono_literals;
using State = Lamp::State;

class TestLamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void state_data()
    {
        QTest::addColumn<Observed>("observed");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, const Observed& o, State s) {
            QTest::newRow(name) << o << static_cast<int>(s);
        };
        row("nothing yet is not health", {}, State::NeverReached);
        row("answers", {.reached = true, .p95 = 80ms}, State::Ok);
        row("slow", {.reached = true, .p95 = 2400ms}, State::Slow);
        row("fails before it was ever reached", {.failuresInARow = 1}, State::Failing);
        row("fails now", {.reached = true, .failuresInARow = 2, .p95 = 80ms}, State::Failing);
        row("an open breaker goes first",
            {.reached = true, .breakerOpen = true, .failuresInARow = 5, .p95 = 9s}, State::BreakerOpen);
    }
    void state()
    {
        QFETCH(Observed, observed);
        QTEST(static_cast<int>(stateOf(observed)), "state");
    }

    void words_data()
    {
        QTest::addColumn<Lamp>("lamp");
        QTest::addColumn<QString>("words");
        QTest::newRow("ok") << Lamp{.state = State::Ok, .p50 = 84ms} << QStringLiteral("84 ms");
        QTest::newRow("fast") << Lamp{.state = State::Ok, .p50 = 1200us} << QStringLiteral("1.2 ms");
        QTest::newRow("slow") << Lamp{.state = State::Slow, .p95 = 2400ms} << QStringLiteral("slow, 2.4 s");
        QTest::newRow("open") << Lamp{.state = State::BreakerOpen, .untilNextTry = 11200ms}
                              << QStringLiteral("breaker open, retry in 12 s");
        QTest::newRow("half open") << Lamp{.state = State::BreakerOpen}
                                   << QStringLiteral("breaker open, trying again");
        QTest::newRow("never") << Lamp{} << QStringLiteral("not reached");
    }
    void words()
    {
        QFETCH(Lamp, lamp);
        QTEST(summary(lamp), "words");
    }
};

} // namespace tst_lamp

SIGNALBOX_GUILESS_TEST(tst_lamp, TestLamp)
#include "tst_lamp.moc"
