// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/tail.h"
#include "fakeloki.h"
#include "lokifixture.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <map>

namespace tst_tail {

using namespace signalbox;
using namespace signalbox::loki;
using signalbox::loki::test::backendAt;
using signalbox::loki::test::Bench;
using signalbox::test::FakeLoki;
using std::chrono::milliseconds;

/// Milliseconds; a busy machine may need some.
constexpr int patience = 20'000;

class TestTail : public QObject
{
    Q_OBJECT

    using Phase = TailState::Phase;

    /// A tail with little patience, and a tally of what it gave.
    struct Following
    {
        explicit Following(FakeLoki& server, const std::function<void(TailOptions&)>& change = {})
            : loki(server)
            , bench(backendAt(server.url()))
        {
            TailOptions options;
            options.query = QStringLiteral("{app=~\".+\"}");
            options.start = bench.clock.now() - std::chrono::minutes(5);
            options.settle = milliseconds(150);
            options.firstRetry = milliseconds(20);
            options.longestRetry = milliseconds(200);
            options.pollEvery = milliseconds(50);
            options.silence = milliseconds(3000);
            if (change)
                change(options);
            tail = std::make_unique<Tail>(&bench.client, options);
            QObject::connect(tail.get(), &Tail::lines, [this](const LogBatchPtr& batch) {
                for (std::size_t i = 0; i < batch->size(); ++i)
                    ++seen[batch->labels(i).value(u"app") + QLatin1Char(' ') + batch->at(i).text()];
            });
            QObject::connect(tail.get(), &Tail::failed, [this](const Error& e) { error = e; });
            QObject::connect(tail.get(), &Tail::stateChanged, [this](const TailState& s) {
                phases.push_back(s.phase);
                if (!s.reason.isEmpty())
                    reasons.append(s.reason);
            });
            QObject::connect(tail.get(), &Tail::dropped, [this](qint64 n) { dropped += n; });
            QObject::connect(tail.get(), &Tail::warned, [this](const QString& w) { warnings.append(w); });
        }

        /// Writes `count` lines now.
        void write(int count, const QString& stream = QStringLiteral("a"))
        {
            for (int i = 0; i < count; ++i) {
                loki.push({.ns = bench.clock.now().ns,
                           .stream = stream,
                           .text = QString::number(written),
                           .traceId = {}});
                ++written;
            }
        }

        /// Every line written has come, and none of them twice.
        [[nodiscard]] bool isWhole() const
        {
            return static_cast<int>(seen.size()) == written &&
                   std::all_of(seen.begin(), seen.end(), [](const auto& line) { return line.second == 1; });
        }
        [[nodiscard]] bool isIn(Phase phase) const { return tail->state().phase == phase; }

        FakeLoki& loki;
        Bench bench;
        std::unique_ptr<Tail> tail;
        std::map<QString, int> seen;
        int written = 0;
        std::optional<Error> error;
        std::vector<Phase> phases;
        QStringList reasons;
        QStringList warnings;
        qint64 dropped = 0;
    };

private Q_SLOTS:
    void pastAndPresentComeOnce()
    {
        FakeLoki loki;
        Following f(loki);
        f.write(2500); // more than a page, and than the server's backlog
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        for (int i = 0; i < 20; ++i) {
            f.write(5, i % 2 ? QStringLiteral("a") : QStringLiteral("b"));
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        QCOMPARE(loki.tailsOpened, 1);
        QVERIFY(loki.handshakeHeaders.front().contains("X-Loki-Response-Encoding-Flags: categorize-labels"));
        QVERIFY(loki.handshakeHeaders.front().contains("X-Scope-OrgID: team-a"));
        QVERIFY(loki.handshakeHeaders.front().contains("%7Bapp%3D~%22.%2B%22%7D"));
    }

    void linesWrittenJustAfterTheConnectAreNotLost()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        loki.losesLiveLines = true;
        f.write(3);
        loki.losesLiveLines = false;
        f.write(1);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
    }

    void aBrokenConnectionLosesAndDoublesNothing()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        for (int round = 0; round < 4; ++round) {
            QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
            f.write(10);
            QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
            f.write(7); // still on their way when the line is cut
            loki.cutConnections();
            f.write(1500); // nobody listens
        }
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        QCOMPARE(loki.tailsOpened, 5);
    }

    void aRestartedServerLosesAndDoublesNothing()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        f.write(10);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        loki.stop();
        f.write(20);
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Waiting), patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.phases.size() > 6, patience); // some attempts fail
        loki.failQueries = 2;                                    // up, but not ready
        loki.restart();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        f.write(10);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        QVERIFY(!f.error);
    }

    void linesInTheServersLastMomentsAreReadAgain()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        f.write(1);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        loki.losesLiveLines = true; // stored, and never sent
        f.write(5);
        loki.losesLiveLines = false;
        loki.cutConnections();
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
    }

    void aCloseReasonIsShownAndTheTailGoesOn()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        QTRY_VERIFY_WITH_TIMEOUT(loki.queries >= 3, patience); // check, past, last seconds
        loki.closeTails(1000, QStringLiteral("reached tail max duration limit"));
        QTRY_VERIFY_WITH_TIMEOUT(f.reasons.contains(QStringLiteral("reached tail max duration limit")),
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        f.write(3);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
    }

    void aRefusedWebSocketIsPolledInstead()
    {
        FakeLoki loki;
        loki.refusesWebSockets = true;
        Following f(loki);
        f.write(3);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Polling), patience);
        QVERIFY(!f.tail->state().reason.isEmpty());
        f.write(1200);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        f.write(5, QStringLiteral("b"));
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        QCOMPARE(loki.tailsOpened, 0);
    }

    void pollingGivesWayToTheWebSocketWhenThereIsOne()
    {
        FakeLoki loki;
        loki.refusesWebSockets = true;
        Following f(loki, [](TailOptions& o) { o.refusedRetry = milliseconds(600); });
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Polling), patience);
        f.write(5);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        loki.refusesWebSockets = false;
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        f.write(5);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
    }

    void aBadQueryFailsWithTheServersWords()
    {
        FakeLoki loki;
        loki.queryError = "parse error at line 1, col 12: syntax error: unexpected $end, expecting } or ,";
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.error, patience);
        QVERIFY(f.isIn(Phase::Failed));
        QVERIFY2(f.error->what.contains(QLatin1String("col 12: syntax error")), qPrintable(f.error->what));
        QCOMPARE(loki.tailsOpened, 0);
    }

    void whatTheServerDroppedIsCountedAndReadByQuery()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        QTRY_VERIFY_WITH_TIMEOUT(loki.queries >= 3, patience);
        loki.losesLiveLines = true;
        f.write(4);
        loki.sendToTails(QStringLiteral(
            R"({"streams":[],"dropped_entries":[{"labels":{},"timestamp":"1"},{"labels":{},"timestamp":"2"}]})"));
        QTRY_COMPARE_WITH_TIMEOUT(f.dropped, 2, patience);
        QCOMPARE(f.tail->droppedCount(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
    }

    void aMessageThatIsNoneIsToldAndSurvived()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        loki.sendToTails(QStringLiteral("{\"streams\":"));
        QTRY_COMPARE_WITH_TIMEOUT(f.warnings.size(), 1, patience);
        f.write(2);
        QTRY_VERIFY_WITH_TIMEOUT(f.isWhole(), patience);
        QCOMPARE(loki.tailsOpened, 1);
    }

    void stoppedIsStopped()
    {
        FakeLoki loki;
        Following f(loki);
        f.tail->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.isIn(Phase::Live), patience);
        f.tail->stop();
        QVERIFY(f.isIn(Phase::Idle));
        QTRY_COMPARE_WITH_TIMEOUT(loki.tailCount(), 0, patience);
    }
};

} // namespace tst_tail

SIGNALBOX_GUILESS_TEST(tst_tail, TestTail)
#include "tst_tail.moc"
