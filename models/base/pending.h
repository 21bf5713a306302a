// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace signalbox {

/// What a finished future holds. A future that was cancelled, or whose promise died, holds Cancelled.
template <typename T>
[[nodiscard]] Result<T> outcomeOf(const QFuture<Result<T>>& future)
{
    if (future.isCanceled() || future.resultCount() == 0)
        return failure(Error::cancelled());
    return future.result();
}

/// Calls `f(Result<T>)` once in the receiver's thread when the future has finished, or never when the
/// receiver is gone by then. Needs an event loop in that thread. This is the only way in which the
/// program receives a future: QFuture::then(context, f) aborts when the context dies first (Qt 6.4).
template <typename T, typename F>
void whenReady(const QFuture<Result<T>>& future, QObject* receiver, F&& f)
{
    auto* watcher = new QFutureWatcher<Result<T>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, f = std::forward<F>(f)]() mutable {
                         watcher->deleteLater();
                         f(outcomeOf(watcher->future()));
                     });
    watcher->setFuture(future);
}

/// The giving end of a QFuture<Result<T>>. Copies share one promise; when the last one is dropped without
/// finish(), the taker sees Cancelled. Thread: make, use and drop it in one thread.
template <typename T>
class Pending
{
public:
    Pending()
        : m_state(std::make_shared<State>())
    {
        m_state->promise.start();
        m_state->watcher.setFuture(m_state->promise.future());
    }

    [[nodiscard]] QFuture<Result<T>> future() const { return m_state->promise.future(); }
    [[nodiscard]] bool isCancelled() const { return m_state->promise.isCanceled(); }
    [[nodiscard]] bool isFinished() const { return m_state->finished; }

    /// The first call counts; later ones, and those after a cancel, have no effect.
    void finish(Result<T> result) const
    {
        if (std::exchange(m_state->finished, true))
            return;
        m_state->promise.addResult(std::move(result));
        m_state->promise.finish();
    }

    /// Calls `f` in the context's thread when the taker cancels.
    template <typename F>
    void onCancel(QObject* context, F&& f) const
    {
        QObject::connect(&m_state->watcher, &QFutureWatcherBase::canceled, context, std::forward<F>(f));
    }

    /// Cancelling our future cancels that one. With this a chain of steps passes a cancel to its source.
    /// The source is let go as soon as it has finished: what it holds may be a whole response body, and
    /// our future may live much longer than that.
    template <typename U>
    void cancelsAlso(const QFuture<Result<U>>& source) const
    {
        if (isCancelled()) { // its signal has been and gone
            QFuture<Result<U>>(source).cancel();
            return;
        }
        auto* link = new QFutureWatcher<Result<U>>(&m_state->watcher);
        QObject::connect(&m_state->watcher, &QFutureWatcherBase::canceled, link, &QFutureWatcherBase::cancel);
        QObject::connect(link, &QFutureWatcherBase::finished, link, &QObject::deleteLater);
        link->setFuture(source);
    }

private:
    struct State
    {
        QPromise<Result<T>> promise;
        QFutureWatcher<Result<T>> watcher;
        bool finished = false;
    };
    std::shared_ptr<State> m_state;
};

/// A future that is ready at once.
template <typename T>
[[nodiscard]] QFuture<Result<T>> readyResult(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// Runs the pure function `f` (returning Result<T>) on the pool. What it captures must be values.
/// A job whose future was cancelled before it began is not run.
template <typename F>
[[nodiscard]] auto runOnPool(QThreadPool* pool, F&& f)
{
    using R = std::invoke_result_t<F&>;
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    QFuture<R> future = promise->future();
    pool->start([promise, f = std::forward<F>(f)]() mutable {
        if (!promise->isCanceled())
            promise->addResult(f());
        promise->finish();
    });
    return future;
}

/// The usual chain of a client: wait for `source`, run `f(S)` (pure, returning Result<T>) on the pool.
/// A failure of the source is passed on; cancelling the returned future cancels the source.
template <typename S, typename F>
[[nodiscard]] auto thenOnPool(const QFuture<Result<S>>& source, QObject* owner, QThreadPool* pool, F&& f)
{
    using R = std::invoke_result_t<F&, S>;
    using T = typename R::value_type;
    Pending<T> pending;
    pending.cancelsAlso(source);
    whenReady(source, owner, [pending, owner, pool, f = std::forward<F>(f)](Result<S> got) mutable {
        if (!got) {
            pending.finish(failure(std::move(got.error())));
            return;
        }
        auto parsed = runOnPool(
            pool, [f = std::move(f), value = std::move(*got)]() mutable { return f(std::move(value)); });
        pending.cancelsAlso(parsed);
        whenReady(parsed, owner, [pending](R result) { pending.finish(std::move(result)); });
    });
    return pending.future();
}

} // namespace signalbox
