// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/watchdog.h"

#include <QFile>

#include <ctime>

namespace signalbox::app {

namespace {

constexpr int beatMs = 5;

double threadMilliseconds()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

/// How long this thread was ready to run and had no processor. A busy machine must not look like a blocked
/// window. 0 where the kernel does not tell.
double runQueueMilliseconds()
{
    QFile file(QStringLiteral("/proc/thread-self/schedstat"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return 0;
    return file.read(128).split(' ').value(1).toDouble() / 1e6;
}

} // namespace

Watchdog::Watchdog(QObject* parent)
    : QObject(parent)
    , m_busyAt(threadMilliseconds())
    , m_waitedAt(runQueueMilliseconds())
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(beatMs);
    connect(&m_timer, &QTimer::timeout, this, &Watchdog::beat);
    m_since.start();
    m_timer.start();
}

void Watchdog::beat()
{
    const double waited = runQueueMilliseconds();
    const double without = waited - std::exchange(m_waitedAt, waited);
    m_worst = qMax(m_worst, m_since.restart() - beatMs - static_cast<qint64>(without));
}

qint64 Watchdog::takeWorst()
{
    beat();
    return std::exchange(m_worst, 0);
}

double Watchdog::takeBusy()
{
    const double now = threadMilliseconds();
    return now - std::exchange(m_busyAt, now);
}

} // namespace signalbox::app
