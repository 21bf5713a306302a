// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/simulator.h"

#include <QObject>

class QMenu;

namespace signalbox::app {

class MainWindow;

/// The demo: the simulator behind the window, and the menu "Break something" with which a person can see the
/// console survive.
class Demo : public QObject
{
    Q_OBJECT

public:
    explicit Demo(QObject* parent = nullptr);

    [[nodiscard]] Result<void> start();
    [[nodiscard]] profile::Profile profile() const { return m_simulator.profile(); }
    /// Puts the menu into the top bar and its entries among the window's actions.
    void addMenu(MainWindow* window);
    void setFaults(const QString& backend, const QString& faults);

private:
    simulator::Simulator m_simulator;
};

} // namespace signalbox::app
