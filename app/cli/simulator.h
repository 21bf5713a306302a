// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

#include <memory>

namespace signalbox::simulator {
class Simulator;
}

namespace signalbox::cli {

/// `signalbox simulator`: the demo's backends without the window, until Ctrl+C.
class SimulatorCommand final : public Command
{
    Q_OBJECT

public:
    SimulatorCommand(Context context, SimulatorOptions options, QObject* parent = nullptr);
    ~SimulatorCommand() override;

    void start() override;
    void interrupt() override;

private:
    SimulatorOptions m_options;
    std::unique_ptr<simulator::Simulator> m_simulator;
};

} // namespace signalbox::cli
