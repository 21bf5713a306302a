// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/pending.h"

namespace signalbox::app {

/// The newest of several requests of one kind: asking anew cancels the one before, whose answer is never
/// delivered. Thread: GUI.
template <typename T>
class Latest
{
public:
    ~Latest() { cancel(); }

    /// `f(Result<T>)` is called unless a newer request or cancel() came first; never with Cancelled.
    template <typename F>
    void await(QFuture<Result<T>> future, QObject* receiver, F&& f)
    {
        cancel();
        m_future = future;
        m_running = true;
        whenReady(future, receiver,
                  [this, generation = m_generation, f = std::forward<F>(f)](Result<T> result) mutable {
                      if (generation != m_generation)
                          return;
                      m_running = false;
                      if (!result && result.error().isCancelled())
                          return;
                      f(std::move(result));
                  });
    }

    void cancel()
    {
        ++m_generation;
        if (std::exchange(m_running, false))
            m_future.cancel();
    }

    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    QFuture<Result<T>> m_future;
    quint64 m_generation = 0;
    bool m_running = false;
};

} // namespace signalbox::app
