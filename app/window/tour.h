// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/watchdog.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace signalbox::app {

class MainWindow;

/// What one station of the tour does and when it has arrived.
struct Station
{
    QString name;
    std::function<void()> act;
    std::function<bool()> arrived;
    QString note;
};

/// Drives the real window from station to station without a person: acts, waits until the station has
/// arrived, takes its picture, writes tour.json at the end. Must not reach around the window: stations act
/// through its actions, panes and Focus.
class Tour : public QObject
{
    Q_OBJECT

public:
    Tour(MainWindow* window, QString folder, std::vector<Station> stations, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    /// 0 when every station arrived and all was written.
    void finished(int exitCode);

private:
    struct Visit
    {
        QString name;
        QString picture;
        double guiMs = 0;
        double backendMs = 0;
        qint64 worstStallMs = 0;
        bool ok = false;
        QString note;
    };
    void enter();
    void look();
    void leave(bool ok, const QString& note);
    void end();

    MainWindow* m_window;
    QString m_folder;
    std::vector<Station> m_stations;
    std::vector<Visit> m_visits;
    std::size_t m_current = 0;
    Watchdog m_watchdog;
    QTimer m_poll;
    QElapsedTimer m_since;
    int m_calm = 0; ///< polls in a row for which the station had arrived
};

} // namespace signalbox::app
