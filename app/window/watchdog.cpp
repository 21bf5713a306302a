// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/watchdog.h"

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

} // namespace

Watchdog::Watchdog(QObject* parent)
    : QObject(parent)
    , m_busyAt(threadMilliseconds())
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(beatMs);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { m_worst = qMax(m_worst, m_since.restart() - beatMs); });
    m_since.start();
    m_timer.start();
}

qint64 Watchdog::takeWorst()
{
    return std::exchange(m_worst, 0);
}

double Watchdog::takeBusy()
{
    const double now = threadMilliseconds();
    return now - std::exchange(m_busyAt, now);
}

} // namespace signalbox::app
