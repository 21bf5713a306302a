// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/circuitbreaker.h"

#include "connectors/http/healthmonitor.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_circuitbreaker {

using namespace signalbox;
using namespace signalbox::http;
using namespace std::chrono_literals;

/// A story is a string, one letter a step: f and s an admitted attempt that fails or succeeds, r one that
/// says nothing, p a probe that stays out, F, S, R the end of that one, x a refusal that is expected,
/// + ten seconds, ! a reset. C, O, H check the state.
class TestCircuitBreaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stories_data()
    {
        QTest::addColumn<QString>("story");
        const auto row = [](const char* name, const char* story) {
            QTest::newRow(name) << QString::fromLatin1(story);
        };
        row("four failures are not enough", "ffffC");
        row("five in a row open it", "fffffOx");
        row("a success begins a new row", "ffffsffffCfO");
        row("what says nothing changes nothing", "ffffrrCfO");
        row("it stays open for its time", "fffff++Ox+H");
        row("one probe at a time", "fffff+++pxSpxS");
        row("three probes close it", "fffff+++HsHsHsCfffC");
        row("a failed probe opens it again", "fffff+++HssHfOx+++H");
        row("the count of probes begins anew", "fffff+++ssfO+++ssHsC");
        row("a probe without a word frees its place", "fffff+++pxRHpxS");
        row("a reset closes it", "fffffO!CffffC");
        row("a probe from before a reset says nothing", "fffff+++p!FCffffCfO");
        row("a success of a probe from before a reset", "fffff+++p!SCfffffO");
    }
    void stories()
    {
        QFETCH(QString, story);
        CircuitBreaker breaker({.failures = 5, .open = 30s, .successes = 3});
        Duration now = 100s;
        CircuitBreaker::Ticket out;
        using Kind = CircuitBreaker::Ticket::Kind;
        for (int i = 0; i < story.size(); ++i) {
            const char step = story.at(i).toLatin1();
            const QByteArray where = "step " + QByteArray::number(i) + " of " + story.toLatin1();
            switch (step) {
            case 'f':
            case 's':
            case 'r': {
                const auto ticket = breaker.admit(now);
                QVERIFY2(ticket.kind != Kind::Refused, where.constData());
                step == 'f' ? breaker.failed(ticket, now)
                            : (step == 's' ? breaker.succeeded(ticket) : breaker.released(ticket));
                break;
            }
            case 'p':
                out = breaker.admit(now);
                QVERIFY2(out.kind == Kind::Probe, where.constData());
                break;
            case 'F':
                breaker.failed(out, now);
                break;
            case 'S':
                breaker.succeeded(out);
                break;
            case 'R':
                breaker.released(out);
                break;
            case 'x':
                QVERIFY2(breaker.admit(now).kind == Kind::Refused, where.constData());
                break;
            case '+':
                now += 10s;
                break;
            case '!':
                breaker.reset();
                break;
            default:
                const auto expected = step == 'C'   ? Health::Breaker::Closed
                                      : step == 'O' ? Health::Breaker::Open
                                                    : Health::Breaker::HalfOpen;
                QVERIFY2(breaker.state(now) == expected, where.constData());
            }
        }
    }

    void lateNewsOfTheOldDaysIsIgnored()
    {
        CircuitBreaker breaker({.failures = 2, .open = 30s, .successes = 1});
        const auto slow = breaker.admit(0s);
        breaker.failed(breaker.admit(0s), 0s);
        breaker.failed(breaker.admit(0s), 0s);
        QVERIFY(breaker.isStale(slow));
        breaker.failed(slow, 20s);
        QCOMPARE(breaker.untilNextTry(20s).count(), Duration(10s).count());
        QCOMPARE(breaker.failuresInARow(), 2);
        breaker.succeeded(slow);
        QVERIFY(breaker.state(29s) == Health::Breaker::Open);
        QVERIFY(breaker.state(30s) == Health::Breaker::HalfOpen);
        QCOMPARE(breaker.untilNextTry(31s).count(), 0);
    }

    void strikes_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("strike");
        using enum ErrorKind;
        QTest::newRow("refused") << Network << 0 << true;
        QTest::newRow("timeout") << Timeout << 0 << true;
        QTest::newRow("tls") << Tls << 0 << true;
        QTest::newRow("500") << Http << 500 << true;
        QTest::newRow("503") << Http << 503 << true;
        QTest::newRow("501 is a feature that is off") << Http << 501 << false;
        QTest::newRow("400") << Http << 400 << false;
        QTest::newRow("404") << Http << 404 << false;
        QTest::newRow("429") << Http << 429 << false;
        QTest::newRow("login page") << Http << 200 << false;
        QTest::newRow("cancelled") << Cancelled << 0 << false;
        QTest::newRow("overloaded") << Overloaded << 0 << false;
        QTest::newRow("too large") << TooLarge << 200 << false;
    }
    void strikes()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(int, status);
        QTEST(CircuitBreaker::isStrike({.kind = kind, .what = {}, .detail = {}, .httpStatus = status}),
              "strike");
    }

    void percentilesOfTheLastHundred()
    {
        HealthMonitor monitor;
        for (int i = 1; i <= 150; ++i)
            monitor.answered(std::chrono::milliseconds(i));
        const Health health = monitor.snapshot(CircuitBreaker({}), 0s);
        QCOMPARE(health.latencies.size(), std::size_t(100));
        QVERIFY(health.latencies.front() == 51ms);
        QVERIFY(health.p50 == Duration(100ms));
        QVERIFY(health.p95 == Duration(145ms));
        QVERIFY(percentile({7ms}, 0.95) == 7ms);
    }

    void clockSkew_data()
    {
        QTest::addColumn<int>("serverMs"); // when the server wrote its date, by its own clock
        QTest::addColumn<int>("skewMs");
        // Sent at 10.0 s, headers at 10.4 s: written at 10.2 s by our clock.
        QTest::newRow("agree") << 10'200 << 0;
        QTest::newRow("agree within the second") << 10'900 << 0;
        QTest::newRow("ahead") << 40'000 << 29'800;
        QTest::newRow("behind") << 5'000 << -4'200;
    }
    void clockSkew()
    {
        QFETCH(int, serverMs);
        HealthMonitor monitor;
        monitor.sawDate(Instant::fromSeconds(serverMs / 1000), Instant::fromMilliseconds(10'400), 400ms);
        const auto skew = monitor.snapshot(CircuitBreaker({}), 0s).clockSkew;
        QVERIFY(skew);
        QTEST(int(std::chrono::duration_cast<std::chrono::milliseconds>(*skew).count()), "skewMs");
    }

    void errorsAboutTheQuestionAreNotTheBackends()
    {
        HealthMonitor monitor;
        monitor.failed({.kind = ErrorKind::Http, .what = {}, .detail = {}, .httpStatus = 400}, {});
        monitor.failed(Error::cancelled(), {});
        QVERIFY(!monitor.snapshot(CircuitBreaker({}), 0s).lastError);
        monitor.failed({.kind = ErrorKind::Http, .what = {}, .detail = {}, .httpStatus = 401}, Instant{5});
        const Health health = monitor.snapshot(CircuitBreaker({}), 0s);
        QCOMPARE(health.lastError->httpStatus, 401);
        QVERIFY(health.lastErrorAt == Instant{5});
    }
};

} // namespace tst_circuitbreaker

SIGNALBOX_GUILESS_TEST(tst_circuitbreaker, TestCircuitBreaker)
#include "tst_circuitbreaker.moc"
