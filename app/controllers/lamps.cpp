// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/lamps.h"

#include "app/backends.h"
#include "connectors/alertmanager/client.h"
#include "connectors/http/health.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/client.h"
#include "connectors/tracing/backend.h"

namespace signalbox::app {

health::Lamp lampOf(const http::HttpClient& client)
{
    const http::Health seen = client.health();
    const health::Observed observed{.reached = seen.reached,
                                    .breakerOpen = seen.breaker == http::Health::Breaker::Open,
                                    .failuresInARow = seen.failuresInARow,
                                    .p95 = seen.p95};
    return {.backend = client.backend().name,
            .url = client.backend().url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery),
            .state = health::stateOf(observed),
            .p50 = seen.p50,
            .p95 = seen.p95,
            .latencies = seen.latencies,
            .untilNextTry = seen.untilNextTry,
            .lastError = seen.lastError ? seen.lastError->what : QString(),
            .lastErrorAt = seen.lastErrorAt,
            .lastSuccessAt = seen.lastSuccessAt,
            .clockSkew = seen.clockSkew};
}

Lamps::Lamps(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
{
    for (const BackendClients& clients : m_backends->all())
        connect(clients.http.get(), &http::HttpClient::healthChanged, this, &Lamps::refresh);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &Lamps::refresh);
    m_tick.start();
    refresh();
}

void Lamps::refresh()
{
    std::vector<health::Lamp> lamps;
    for (const BackendClients& clients : m_backends->all())
        lamps.push_back(lampOf(*clients.http));
    if (lamps == m_lamps)
        return;
    m_lamps = std::move(lamps);
    Q_EMIT changed(m_lamps);
}

void Lamps::probe()
{
    for (std::size_t i = 0; i < m_backends->all().size(); ++i)
        probe(i);
}

void Lamps::probe(std::size_t index)
{
    // The answers do not matter here: the HTTP layer has seen them, and says so by healthChanged().
    const BackendClients& clients = m_backends->all()[index];
    using http::Priority;
    if (clients.prometheus)
        (void)clients.prometheus->ready(Priority::Background);
    else if (clients.alertmanager)
        (void)clients.alertmanager->ready(Priority::Background);
    else if (clients.loki)
        (void)clients.loki->ready();
    else if (clients.traces())
        (void)clients.traces()->services();
}

void Lamps::retry(const QString& backend)
{
    for (std::size_t i = 0; i < m_backends->all().size(); ++i) {
        const BackendClients& clients = m_backends->all()[i];
        if (clients.backend().name == backend) {
            clients.http->resetBreaker();
            probe(i);
        }
    }
}

} // namespace signalbox::app
