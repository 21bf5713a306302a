// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/faults.h"
#include "models/base/clock.h"
#include "models/profile/profile.h"

#include <QThread>

#include <memory>
#include <vector>

namespace signalbox::simulator {

class SimulatorCore;

struct SimulatorOptions
{
    quint16 firstPort =
        0; ///< of five in a row: Prometheus, Alertmanager, Loki, Jaeger, control; 0: free ones
    std::vector<BackendFaults> faults; ///< from the beginning
    double speed = 1;                  ///< of the simulated time after the start
    std::uint64_t seed = 1;
    /// What the clock of the world starts from and runs with; null: the system's. Is read in the simulator's
    /// thread, so one that is moved by hand must stand still while requests are under way.
    const Clock* clock = nullptr;
    QString dataset; ///< a folder with metrics.om, loki_push.json and otlp.json to serve instead of the demo
};

/// The demo's Prometheus, Alertmanager, Loki and Jaeger on loopback, on a thread of their own. Start and stop
/// it from one thread; setFaults() may be called from any. Must never be reachable from other machines.
class Simulator
{
public:
    explicit Simulator(SimulatorOptions options = {});
    ~Simulator();
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;

    /// Returns when all ports listen; the world is made while the first requests wait for it.
    [[nodiscard]] Result<void> start();
    /// Drops all connections. Harmless when it does not run.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_core != nullptr; }

    [[nodiscard]] QUrl url(profile::BackendKind kind) const;
    [[nodiscard]] QUrl controlUrl() const;
    /// The four backends as an environment with the name "demo".
    [[nodiscard]] profile::Profile profile() const;
    /// A line for each port, for people.
    [[nodiscard]] QString describe() const;
    /// The instant T of the story.
    [[nodiscard]] Instant incident() const;

    /// From the next request on. The name as in the profile.
    void setFaults(const QString& backend, const Faults& faults);

    static constexpr double slowest = 0.01;
    static constexpr double fastest = 1000;

private:
    SimulatorOptions m_options;
    SystemClock m_systemClock;
    QThread m_thread;
    SimulatorCore* m_core = nullptr; ///< lives in the thread
    std::vector<QUrl> m_urls;
    Instant m_incident;
};

} // namespace signalbox::simulator
