// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profiles/connectiontest.h"

#include "app/backends.h"
#include "app/cli/backendcheck.h"
#include "app/cli/doctor.h"
#include "connectors/alertmanager/client.h"
#include "connectors/jaeger/client.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/client.h"

namespace signalbox::app {

ConnectionTest::ConnectionTest(const profile::Profile& profile, QObject* parent)
    : QObject(parent)
    , m_backends(std::make_unique<Backends>(cli::DoctorCommand::impatient(profile)))
{
    const Instant now = m_backends->clock().now();
    for (const BackendClients& clients : m_backends->all()) {
        auto check = std::make_unique<cli::BackendCheck>(clients, m_backends->secrets(), now);
        connect(check.get(), &cli::BackendCheck::finished, this, [this, c = check.get()] { take(c); });
        m_checks.push_back(std::move(check));
    }
}

ConnectionTest::~ConnectionTest()
{
    m_checks.clear(); // they borrow from the backends
}

std::vector<widgets::ConnectionResult> ConnectionTest::backends() const
{
    std::vector<widgets::ConnectionResult> rows;
    for (const profile::Backend& backend : m_backends->profile().backends)
        rows.push_back(
            {.backend = backend.name, .kind = backend.kind, .version = {}, .auth = {}, .sentence = {}});
    return rows;
}

void ConnectionTest::start()
{
    for (const auto& check : m_checks)
        check->start(patience);
}

void ConnectionTest::take(const cli::BackendCheck* check)
{
    using State = widgets::ConnectionResult::State;
    const cli::CheckReport& report = check->report();
    Q_EMIT answered({.backend = report.name,
                     .kind = report.kind,
                     .state = report.ok ? State::Ok : State::Failed,
                     .reached = report.reached,
                     .version = cleaned(report.version, 40),
                     .latency = report.latency,
                     .clockSkew = report.clockSkew,
                     .auth = report.auth,
                     .sentence = report.error ? report.error->what : QString()});
    if (++m_done == m_checks.size())
        Q_EMIT finished();
}

} // namespace signalbox::app
