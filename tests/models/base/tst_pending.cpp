// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/pending.h"

#include "tests/support/testmain.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

#include <memory>

namespace tst_pending {

using namespace signalbox;

class TestPending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversTheResultInTheReceiversThread()
    {
        Pending<int> pending;
        int got = 0;
        whenReady(pending.future(), this, [&](Result<int> r) { got = r.value_or(-1); });
        pending.finish(7);
        pending.finish(8); // has no effect
        QTRY_COMPARE(got, 7);
    }

    void aDroppedPromiseIsCancelled()
    {
        QFuture<Result<int>> future;
        {
            Pending<int> pending;
            future = pending.future();
        }
        bool cancelled = false;
        whenReady(future, this, [&](Result<int> r) { cancelled = !r && r.error().isCancelled(); });
        QTRY_VERIFY(cancelled);
    }

    void aDeadReceiverIsNeverCalled()
    {
        Pending<int> pending;
        bool called = false;
        auto receiver = std::make_unique<QObject>();
        whenReady(pending.future(), receiver.get(), [&](const Result<int>&) { called = true; });
        receiver.reset();
        pending.finish(1);
        bool second = false;
        whenReady(pending.future(), this, [&](const Result<int>&) { second = true; });
        QTRY_VERIFY(second);
        QVERIFY(!called);
    }

    void cancellingAChainCancelsItsSource()
    {
        QThreadPool pool;
        Pending<int> source;
        bool sourceCancelled = false;
        source.onCancel(this, [&] { sourceCancelled = true; });
        auto product = thenOnPool(source.future(), this, &pool,
                                  [](int v) -> Result<QString> { return QString::number(v); });
        product.cancel();
        QTRY_VERIFY(sourceCancelled);
    }

    void aCancelledChainCancelsASourceThatJoinsLate()
    {
        Pending<int> product;
        product.future().cancel();
        Pending<QString> source;
        product.cancelsAlso(source.future());
        QVERIFY(source.isCancelled());
    }

    void aChainLetsGoOfAFinishedSource()
    {
        Pending<QString> product;
        std::weak_ptr<int> body;
        {
            Pending<std::shared_ptr<int>> source;
            product.cancelsAlso(source.future());
            auto held = std::make_shared<int>(7);
            body = held;
            source.finish(std::move(held));
        }
        QTRY_VERIFY(body.expired());
        QVERIFY(!product.isFinished());
    }

    void theStepOfAChainIsTheOnlyHolderOfItsInput()
    {
        QSemaphore done;
        QThreadPool pool;
        const auto letGo = qScopeGuard([&done] { done.release(); }); // the pool waits for the step
        std::weak_ptr<int> body;
        QFuture<Result<std::shared_ptr<int>>> product;
        {
            Pending<std::shared_ptr<int>> source;
            product = thenOnPool(source.future(), this, &pool,
                                 [&done](std::shared_ptr<int> input) -> Result<std::shared_ptr<int>> {
                                     done.acquire();
                                     return input;
                                 });
            auto held = std::make_shared<int>(7);
            body = held;
            source.finish(std::move(held));
        }
        // The step waits with its input in hand; nobody else may still have it, nor later anyone but the
        // product.
        QTRY_COMPARE(pool.activeThreadCount(), 1);
        QTRY_COMPARE(body.use_count(), 1L);
        done.release();
        QTRY_VERIFY(product.isFinished());
        product = {};
        QTRY_VERIFY(body.expired());
    }

    void aChainRunsItsStepAndPassesFailuresOn()
    {
        QThreadPool pool;
        Pending<int> good;
        Pending<int> bad;
        QString text;
        QString what;
        const auto step = [](int v) -> Result<QString> { return QString::number(v + 1); };
        whenReady(thenOnPool(good.future(), this, &pool, step), this,
                  [&](Result<QString> r) { text = r.value_or(QString()); });
        whenReady(thenOnPool(bad.future(), this, &pool, step), this,
                  [&](Result<QString> r) { what = r.error().what; });
        good.finish(41);
        bad.finish(failure({.kind = ErrorKind::Network, .what = QStringLiteral("refused"), .detail = {}}));
        QTRY_COMPARE(text, QStringLiteral("42"));
        QTRY_COMPARE(what, QStringLiteral("refused"));
    }
};

} // namespace tst_pending

SIGNALBOX_GUILESS_TEST(tst_pending, TestPending)
#include "tst_pending.moc"
