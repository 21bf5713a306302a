// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/simulator.h"

#include "connectors/simulator/simulatorcore.h"

#include <algorithm>
#include <array>

namespace signalbox::simulator {

namespace {

using profile::BackendKind;
constexpr std::array kinds{BackendKind::Prometheus, BackendKind::Alertmanager, BackendKind::Loki,
                           BackendKind::Jaeger};

} // namespace

Simulator::Simulator(SimulatorOptions options)
    : m_options(std::move(options))
{
    m_thread.setObjectName(QStringLiteral("simulator"));
}

Simulator::~Simulator()
{
    stop();
}

Result<void> Simulator::start()
{
    if (isRunning())
        return {};
    if (m_options.clock == nullptr)
        m_options.clock = &m_systemClock;
    auto core = std::make_unique<SimulatorCore>(m_options);
    Result<std::vector<QUrl>> listening;
    m_thread.start();
    core->moveToThread(&m_thread);
    SimulatorCore* const there = core.release();
    QMetaObject::invokeMethod(
        there, [&listening, there] { listening = there->listen(); }, Qt::BlockingQueuedConnection);
    m_core = there;
    if (!listening) {
        stop();
        return failure(std::move(listening.error()));
    }
    m_urls = std::move(*listening);
    m_incident = there->incident();
    QMetaObject::invokeMethod(
        there, [there] { there->build(); }, Qt::QueuedConnection);
    return {};
}

void Simulator::stop()
{
    if (m_core == nullptr)
        return;
    // Sockets and timers must die in the thread that they live in.
    QMetaObject::invokeMethod(
        m_core, [core = m_core] { delete core; }, Qt::BlockingQueuedConnection);
    m_core = nullptr;
    m_urls.clear();
    m_thread.quit();
    m_thread.wait();
}

QUrl Simulator::url(BackendKind kind) const
{
    const auto index = static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin());
    return index < m_urls.size() ? m_urls[index] : QUrl();
}

QUrl Simulator::controlUrl() const
{
    return m_urls.empty() ? QUrl() : m_urls.back();
}

profile::Profile Simulator::profile() const
{
    profile::Profile out;
    out.name = QStringLiteral("demo");
    for (const BackendKind kind : kinds) {
        profile::Backend backend;
        backend.name = toString(kind);
        backend.kind = kind;
        backend.url = url(kind);
        out.backends.push_back(std::move(backend));
    }
    return out;
}

QString Simulator::describe() const
{
    QString out;
    const auto line = [&out](const QString& name, const QUrl& at) {
        out += name.leftJustified(14) + at.toString() + u'\n';
    };
    for (const BackendKind kind : kinds)
        line(toString(kind), url(kind));
    line(QStringLiteral("control"), controlUrl());
    return out;
}

Instant Simulator::incident() const
{
    return m_incident;
}

void Simulator::setFaults(const QString& backend, const Faults& faults)
{
    if (m_core == nullptr)
        return;
    QMetaObject::invokeMethod(
        m_core, [core = m_core, backend, faults] { core->setFaults(backend, faults); }, Qt::QueuedConnection);
}

} // namespace signalbox::simulator
