// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/simulator.h"
#include "connectors/simulator/world/scenario.h"

#include <QObject>

namespace signalbox::simulator {

class HttpServer;

/// The time of the world: it stands at `launch` when the simulator starts and then runs with the speed.
class WorldClock final : public Clock
{
public:
    WorldClock(const Clock& real, double speed)
        : m_real(real)
        , m_speed(speed)
        , m_launch(real.now())
    {
    }

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] Duration steady() const override { return m_real.steady(); }
    [[nodiscard]] Instant launch() const { return m_launch; }

private:
    const Clock& m_real;
    double m_speed;
    Instant m_launch;
};

/// What answers behind the ports; made in the simulator's thread.
class Backends;

/// The part of the simulator that lives in its thread.
class SimulatorCore : public QObject
{
    Q_OBJECT

public:
    explicit SimulatorCore(const SimulatorOptions& options);
    ~SimulatorCore() override;

    /// Opens the five ports and reads what will be served.
    [[nodiscard]] Result<std::vector<QUrl>> listen();
    /// Makes the world. Nothing is answered before.
    void build();
    void setFaults(const QString& backend, const Faults& faults);
    [[nodiscard]] Instant incident() const { return m_incident; }

private:
    [[nodiscard]] Result<void> read();

    SimulatorOptions m_options;
    WorldClock m_clock;
    FaultBoard m_faults;
    Instant m_incident;
    world::Scenario m_scenario;
    std::unique_ptr<Backends> m_backends;
    std::vector<std::unique_ptr<HttpServer>> m_servers;
};

} // namespace signalbox::simulator
