// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace signalbox::app {

/// Notices when the event loop does not turn. Used by the tour and its test, which fails when anything blocks
/// the window. The time for which the machine had no processor for us does not count.
class Watchdog : public QObject
{
    Q_OBJECT

public:
    explicit Watchdog(QObject* parent = nullptr);

    /// The longest stall in ms since the last call.
    [[nodiscard]] qint64 takeWorst();
    /// The GUI thread's own processor time in ms since the last call.
    [[nodiscard]] double takeBusy();

private:
    void beat();

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_worst = 0;
    double m_busyAt = 0;
    double m_waitedAt = 0;
};

} // namespace signalbox::app
