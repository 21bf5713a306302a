// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/retrypolicy.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_retrypolicy {

using namespace signalbox;
using namespace signalbox::http;
using namespace std::chrono_literals;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decisions_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("made");
        QTest::addColumn<bool>("repeatable");
        QTest::addColumn<int>("retryAfterMs"); // -1: none
        QTest::addColumn<int>("remainingMs");
        QTest::addColumn<double>("random");
        QTest::addColumn<int>("waitMs"); // -1: given up
        const auto row = [](const char* name, ErrorKind kind, int status, int made, bool repeatable,
                            int after, int remaining, double random, int wait) {
            QTest::newRow(name) << kind << status << made << repeatable << after << remaining << random
                                << wait;
        };
        using enum ErrorKind;
        row("refused", Network, 0, 1, true, -1, 9000, 0.5, 100);
        row("the jitter may be nothing", Network, 0, 1, true, -1, 9000, 0.0, 0);
        row("the bound doubles", Network, 0, 2, true, -1, 9000, 0.5, 200);
        row("the last attempt", Network, 0, 3, true, -1, 9000, 0.5, -1);
        row("a write", Network, 0, 1, false, -1, 9000, 0.5, -1);
        row("no connection in time", Timeout, 0, 1, true, -1, 9000, 0.5, 100);
        row("429", Http, 429, 1, true, -1, 9000, 0.5, 100);
        row("429 with Retry-After", Http, 429, 1, true, 2000, 9000, 0.5, 2100);
        row("503 with Retry-After", Http, 503, 2, true, 1000, 9000, 0.25, 1100);
        row("Retry-After of zero keeps the jitter", Http, 503, 1, true, 0, 9000, 0.5, 100);
        row("Retry-After beyond the deadline", Http, 429, 1, true, 10000, 9000, 0.5, -1);
        row("502", Http, 502, 1, true, -1, 9000, 0.5, 100);
        row("504", Http, 504, 1, true, -1, 9000, 0.5, 100);
        row("500 once", Http, 500, 1, true, -1, 9000, 0.5, 100);
        row("500 not twice", Http, 500, 2, true, -1, 9000, 0.5, -1);
        row("501", Http, 501, 1, true, -1, 9000, 0.5, -1);
        row("400", Http, 400, 1, true, -1, 9000, 0.5, -1);
        row("401", Http, 401, 1, true, -1, 9000, 0.5, -1);
        row("a login page", Http, 200, 1, true, -1, 9000, 0.5, -1);
        row("a certificate", Tls, 0, 1, true, -1, 9000, 0.5, -1);
        row("too large", TooLarge, 200, 1, true, -1, 9000, 0.5, -1);
        row("our own breaker", CircuitOpen, 0, 1, true, -1, 9000, 0.5, -1);
        row("our own bulkhead", Overloaded, 0, 1, true, -1, 9000, 0.5, -1);
        row("the wait would end at the deadline", Network, 0, 1, true, -1, 100, 0.5, -1);
        row("the wait ends just before it", Network, 0, 1, true, -1, 101, 0.5, 100);
        row("the deadline has passed", Network, 0, 1, true, -1, 0, 0.0, -1);
    }
    void decisions()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(int, status);
        QFETCH(int, made);
        QFETCH(bool, repeatable);
        QFETCH(int, retryAfterMs);
        QFETCH(int, remainingMs);
        QFETCH(double, random);
        QFETCH(int, waitMs);
        RetryPolicy::Failure failure{.error = {.kind = kind, .what = {}, .detail = {}, .httpStatus = status},
                                     .attemptsMade = made,
                                     .repeatable = repeatable,
                                     .retryAfter = {},
                                     .remaining = std::chrono::milliseconds(remainingMs),
                                     .random = random};
        if (retryAfterMs >= 0)
            failure.retryAfter = std::chrono::milliseconds(retryAfterMs);
        const auto decision = RetryPolicy{.attempts = 3, .base = 200ms, .longest = 10s}.decide(failure);
        QCOMPARE(decision.again, waitMs >= 0);
        QCOMPARE(decision.wait.count(), Duration(std::chrono::milliseconds(std::max(waitMs, 0))).count());
    }

    void theBoundStopsGrowing()
    {
        const RetryPolicy policy{.attempts = 100, .base = 200ms, .longest = 10s};
        QVERIFY(policy.bound(1) == 200ms);
        QVERIFY(policy.bound(4) == 1600ms);
        QVERIFY(policy.bound(7) == 10s);
        QVERIFY(policy.bound(90) == 10s);
        QVERIFY((RetryPolicy{.attempts = 1, .base = 20s, .longest = 10s}.bound(1) == 10s));
    }
};

} // namespace tst_retrypolicy

SIGNALBOX_GUILESS_TEST(tst_retrypolicy, TestRetryPolicy)
#include "tst_retrypolicy.moc"
