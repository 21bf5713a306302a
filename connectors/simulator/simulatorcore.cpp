// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/simulatorcore.h"

#include "connectors/simulator/backends.h"
#include "connectors/simulator/server/control.h"
#include "connectors/simulator/server/httpserver.h"

#include <array>

namespace signalbox::simulator {

namespace {

constexpr std::array names{"prometheus", "alertmanager", "loki", "jaeger"};
constexpr std::size_t loki = 2;

Reply notReady()
{
    return {.status = 503, .contentType = "text/plain", .body = "starting\n", .headers = {}};
}

} // namespace

Instant WorldClock::now() const
{
    const Duration since = m_real.now() - m_launch;
    if (m_speed == 1)
        return m_launch + since;
    return m_launch + Duration(static_cast<std::int64_t>(static_cast<double>(since.count()) * m_speed));
}

SimulatorCore::SimulatorCore(const SimulatorOptions& options)
    : m_options(options)
    , m_clock(*options.clock, options.speed)
{
    for (const char* name : names)
        m_faults.announce(QLatin1String(name));
}

SimulatorCore::~SimulatorCore()
{
    // The servers refer to the handlers' world.
    m_servers.clear();
}

Result<void> SimulatorCore::read()
{
    for (const BackendFaults& wish : m_options.faults) {
        if (!m_faults.knows(wish.backend))
            return failure({.kind = ErrorKind::Invalid,
                            .what = QStringLiteral("There is no backend \"%1\" to break. The simulator has "
                                                   "prometheus, alertmanager, loki and jaeger.")
                                        .arg(cleaned(wish.backend, 40)),
                            .detail = {}});
        m_faults.set(wish.backend, wish.faults);
    }
    auto scenario = world::shopScenario();
    if (!scenario)
        return failure(std::move(scenario.error()));
    m_scenario = std::move(*scenario);
    const std::int64_t incident = m_clock.launch().milliseconds() - m_scenario.launch;
    m_incident = Instant::fromMilliseconds(incident / 1000 * 1000);
    return {};
}

Result<std::vector<QUrl>> SimulatorCore::listen()
{
    if (auto ready = read(); !ready)
        return failure(std::move(ready.error()));
    if (!m_options.dataset.isEmpty()) {
        auto dataset = Dataset::read(m_options.dataset);
        if (!dataset)
            return failure(std::move(dataset.error()));
        m_backends = std::make_unique<Backends>(std::move(*dataset), m_clock, m_options.seed, QString());
    }
    std::vector<QUrl> urls;
    for (std::size_t i = 0; i <= names.size(); ++i) {
        const bool control = i == names.size();
        ServerOptions options;
        options.name = control ? QStringLiteral("control") : QString::fromLatin1(names[i]);
        options.clock = &m_clock;
        options.faults = control ? nullptr : &m_faults;
        options.seed = m_options.seed + i;
        Handler handler = control ? controlHandler(&m_faults) : Handler([this, i](const Request& request) {
            return m_backends ? m_backends->handle(i, request) : notReady();
        });
        m_servers.push_back(std::make_unique<HttpServer>(std::move(options), std::move(handler)));
        if (i == loki)
            m_servers.back()->setWebSocketHandler([this](const Request& request) {
                return m_backends ? m_backends->upgrade(request)
                                  : UpgradeAnswer{.refusal = notReady(), .accepted = {}};
            });
        const quint16 port =
            m_options.firstPort == 0 ? quint16{0} : static_cast<quint16>(m_options.firstPort + i);
        if (auto open = m_servers.back()->listen(port); !open)
            return failure(std::move(open.error()));
        urls.emplace_back(m_servers.back()->baseUrl());
    }
    return urls;
}

void SimulatorCore::build()
{
    if (m_backends)
        return;
    auto world = std::make_unique<world::World>(std::move(m_scenario), m_incident.milliseconds(),
                                                m_options.seed, m_clock);
    m_backends =
        std::make_unique<Backends>(std::move(world), m_clock, m_options.seed, m_servers.front()->baseUrl());
}

void SimulatorCore::setFaults(const QString& backend, const Faults& faults)
{
    if (m_faults.knows(backend))
        m_faults.set(backend, faults);
}

} // namespace signalbox::simulator
