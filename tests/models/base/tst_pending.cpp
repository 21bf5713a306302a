// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/pending.h"

#include <QTest>

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

QTEST_GUILESS_MAIN(TestPending)
#include "tst_pending.moc"
