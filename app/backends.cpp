// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backends.h"

#include "connectors/alertmanager/client.h"
#include "connectors/http/secretreader.h"
#include "connectors/jaeger/client.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/client.h"
#include "connectors/tempo/client.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::app {

namespace {

using profile::BackendKind;

BackendClients clientsFor(const profile::Backend& backend, const http::Environment& environment)
{
    BackendClients made;
    made.http = std::make_unique<http::HttpClient>(backend, environment);
    switch (backend.kind) {
    case BackendKind::Prometheus:
        made.prometheus = std::make_unique<prometheus::Client>(made.http.get());
        break;
    case BackendKind::Alertmanager:
        made.alertmanager = std::make_unique<alertmanager::Client>(made.http.get());
        break;
    case BackendKind::Loki:
        made.loki = std::make_unique<loki::Client>(made.http.get());
        break;
    case BackendKind::Jaeger:
        made.jaeger = std::make_unique<jaeger::Client>(made.http.get());
        break;
    case BackendKind::Tempo:
        made.tempo = std::make_unique<tempo::Client>(made.http.get());
        break;
    }
    return made;
}

QString namesOf(const profile::Profile& profile)
{
    QStringList names;
    for (const profile::Backend& backend : profile.backends)
        names.append(QStringLiteral("%1 (%2)").arg(backend.name, toString(backend.kind)));
    return names.isEmpty() ? QStringLiteral("none") : names.join(QLatin1String(", "));
}

} // namespace

Backends::Backends(profile::Profile profile, Watch watch, QObject* parent)
    : QObject(parent)
    , m_profile(std::move(profile))
    , m_secrets(std::make_unique<http::SecretReader>())
{
    const http::Environment environment{.clock = &m_clock,
                                        .random = systemRandom(),
                                        .secrets = m_secrets.get(),
                                        .pool = &m_pool,
                                        .watch = std::move(watch)};
    for (const profile::Backend& backend : m_profile.backends)
        m_all.push_back(clientsFor(backend, environment));
}

Backends::~Backends() = default;

tracing::TraceBackend* BackendClients::traces() const
{
    if (jaeger)
        return jaeger.get();
    return tempo.get();
}

Result<tracing::TraceBackend*> Backends::traces() const
{
    const auto chosen = choose({profile::traceKinds.begin(), profile::traceKinds.end()}, {});
    if (!chosen)
        return failure(chosen.error());
    return (*chosen)->traces();
}

Result<const BackendClients*> Backends::choose(const std::vector<BackendKind>& kinds,
                                               const QString& name) const
{
    QStringList wanted;
    for (const BackendKind kind : kinds)
        wanted.append(toString(kind));
    const QString kindText = wanted.join(QLatin1String(" or "));
    const auto fits = [&kinds](const BackendClients& clients) {
        return std::find(kinds.begin(), kinds.end(), clients.backend().kind) != kinds.end();
    };
    const auto it = std::find_if(m_all.begin(), m_all.end(), [&](const BackendClients& clients) {
        return name.isEmpty() ? fits(clients) : clients.backend().name == name;
    });
    const auto refused = [this](const QString& what) {
        return failure({.kind = ErrorKind::Invalid,
                        .what = QStringLiteral("%1 Backends of the profile \"%2\": %3.")
                                    .arg(what, m_profile.name, namesOf(m_profile)),
                        .detail = {}});
    };
    if (it == m_all.end() && name.isEmpty())
        return refused(
            QStringLiteral("This needs a backend of the kind %1; add one to the profile.").arg(kindText));
    if (it == m_all.end())
        return refused(QStringLiteral("There is no backend \"%1\".").arg(name));
    if (!fits(*it))
        return refused(QStringLiteral("The backend \"%1\" is a %2, and this needs a %3.")
                           .arg(name, toString(it->backend().kind), kindText));
    return &*it;
}

} // namespace signalbox::app
