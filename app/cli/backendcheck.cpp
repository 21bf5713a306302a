// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backendcheck.h"

#include "connectors/alertmanager/client.h"
#include "connectors/http/secretreader.h"
#include "connectors/jaeger/client.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/client.h"
#include "connectors/tempo/client.h"

namespace signalbox::cli {

namespace {

using profile::Auth;
using profile::BackendKind;

std::vector<profile::SecretRef> secretsOf(const profile::Backend& backend)
{
    std::vector<profile::SecretRef> refs;
    const auto add = [&refs](const profile::SecretRef& ref) {
        if (!ref.isEmpty())
            refs.push_back(ref);
    };
    add(backend.auth.secret);
    for (const profile::Header& header : backend.headers)
        add(header.secret);
    add(backend.tls.keyPassphrase);
    return refs;
}

QString authText(const profile::Backend& backend)
{
    QStringList parts;
    if (backend.auth.kind == Auth::Kind::Basic)
        parts.append(QStringLiteral("basic"));
    if (backend.auth.kind == Auth::Kind::Bearer)
        parts.append(QStringLiteral("bearer"));
    if (!backend.tls.clientCertFile.isEmpty())
        parts.append(QStringLiteral("certificate"));
    for (const profile::Header& header : backend.headers) {
        if (!header.secret.isEmpty())
            parts.append(header.name);
    }
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QLatin1String(" + "));
}

template <typename T>
struct IsFeature : std::false_type
{
};
template <typename T>
struct IsFeature<std::optional<T>> : std::true_type
{
};

} // namespace

BackendCheck::BackendCheck(const app::BackendClients& clients, http::SecretReader& secrets, Instant now,
                           QObject* parent)
    : QObject(parent)
    , m_clients(clients)
    , m_secrets(secrets)
    , m_now(now)
{
    const profile::Backend& backend = clients.backend();
    m_report.name = backend.name;
    m_report.kind = backend.kind;
    m_report.url = backend.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
    m_report.auth = authText(backend);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &BackendCheck::conclude);
}

void BackendCheck::start(std::chrono::milliseconds patience)
{
    m_patience.start(patience);
    ++m_open; // until all is asked, so that no early answer ends the check
    readSecrets();
    switch (m_report.kind) {
    case BackendKind::Prometheus:
        askPrometheus();
        break;
    case BackendKind::Alertmanager:
        askAlertmanager();
        break;
    case BackendKind::Loki:
        askLoki();
        break;
    case BackendKind::Jaeger:
        askJaeger();
        break;
    case BackendKind::Tempo:
        askTempo();
        break;
    }
    questionDone();
}

template <typename T, typename F>
void BackendCheck::await(const QFuture<Result<T>>& future, F&& take)
{
    ++m_open;
    whenReady(future, this, [this, take = std::forward<F>(take)](Result<T> result) mutable {
        if (m_isOver)
            return;
        take(std::move(result));
        questionDone();
    });
}

template <typename T>
void BackendCheck::part(const QString& name, const QFuture<Result<T>>& future)
{
    await(future, [this, name](const Result<T>& result) {
        if (result) {
            if constexpr (IsFeature<T>::value)
                note(name, result->has_value());
            else
                note(name, true);
            return;
        }
        // A server that complains about the question knows the path; silence and faults tell nothing.
        const int status = result.error().httpStatus;
        if (status == 400 || status == 422)
            note(name, true);
        else if (status == 404 || status == 405 || status == 501)
            note(name, false);
    });
}

void BackendCheck::readSecrets()
{
    const auto refs = secretsOf(m_clients.backend());
    if (refs.empty())
        return;
    m_report.auth += QStringLiteral(", secret read");
    for (const profile::SecretRef& ref : refs) {
        await(m_secrets.read(ref), [this](const Result<QByteArray>& secret) {
            if (secret)
                return;
            m_report.auth = QStringLiteral("%1, secret not readable").arg(authText(m_clients.backend()));
            failWith(secret.error());
        });
    }
}

void BackendCheck::askPrometheus()
{
    await(m_clients.prometheus->serverInfo(), [this](const Result<prometheus::ServerInfo>& info) {
        m_answered = true;
        if (!info) {
            failWith(info.error());
            return;
        }
        if (info->build)
            m_report.version = info->build->version;
        if (info->flavour == prometheus::ServerInfo::Flavour::VictoriaMetrics)
            m_report.version = QStringLiteral("VictoriaMetrics");
        askPrometheusParts();
    });
}

void BackendCheck::askPrometheusParts()
{
    prometheus::Client& client = *m_clients.prometheus;
    const QString up = QStringLiteral("up");
    part(QStringLiteral("exemplars"), client.exemplars(up, m_now - std::chrono::minutes(5), m_now));
    part(QStringLiteral("rules"), client.rules());
    part(QStringLiteral("format"), client.formatQuery(up));
}

void BackendCheck::askAlertmanager()
{
    await(m_clients.alertmanager->status(), [this](const Result<alertmanager::Status>& status) {
        m_answered = true;
        if (!status) {
            failWith(status.error());
            return;
        }
        m_report.version = status->version;
        if (!status->clusterStatus.isEmpty())
            note(QStringLiteral("cluster %1").arg(status->clusterStatus), true);
    });
}

void BackendCheck::askLoki()
{
    const loki::Range lately{.start = m_now - std::chrono::hours(1), .end = m_now};
    // Gateways often hide the version, and it is told without a tenant: labels are what counts.
    await(m_clients.loki->buildInfo(), [this](const Result<loki::BuildInfo>& info) {
        if (info)
            m_report.version = info->version;
    });
    await(m_clients.loki->labels(lately), [this](const Result<QStringList>& labels) {
        m_answered = true;
        if (labels)
            askLokiParts();
        else
            failWith(labels.error());
    });
}

void BackendCheck::askLokiParts()
{
    const loki::Range lately{.start = m_now - std::chrono::hours(1), .end = m_now};
    const QString any = QStringLiteral("{service_name=~\".+\"}");
    part(QStringLiteral("detected labels"), m_clients.loki->detectedLabels({}, lately));
    part(QStringLiteral("volume"), m_clients.loki->volume(any, lately));
    part(QStringLiteral("patterns"), m_clients.loki->patterns(any, lately));
}

void BackendCheck::askTempo()
{
    await(m_clients.tempo->probe(), [this](const Result<QString>& version) {
        m_answered = true;
        if (version)
            m_report.version = *version;
        else
            failWith(version.error());
    });
}

void BackendCheck::askJaeger()
{
    await(m_clients.jaeger->probe(), [this](const Result<jaeger::Capabilities>& found) {
        m_answered = true;
        if (!found) {
            failWith(found.error());
            return;
        }
        m_report.version = found->version;
        note(QStringLiteral("v3"), found->v3);
        note(QStringLiteral("summaries"), found->summaries);
        note(QStringLiteral("legacy search"), found->legacySearch);
        if (found->spm != jaeger::Capabilities::Spm::Unknown)
            note(QStringLiteral("metrics"), found->spm == jaeger::Capabilities::Spm::On);
    });
}

void BackendCheck::note(const QString& name, bool isPresent)
{
    (isPresent ? m_report.present : m_report.absent).append(name);
}

void BackendCheck::failWith(const Error& error)
{
    if (m_report.error)
        return;
    m_report.error = error;
    // The usual advice is about long queries; these are short.
    if (error.kind == ErrorKind::Timeout)
        m_report.error->what =
            QStringLiteral("%1 did not answer in time; check that it is up and that nothing "
                           "between you and it holds the connection.")
                .arg(m_report.name);
}

void BackendCheck::questionDone()
{
    if (--m_open == 0)
        conclude();
}

void BackendCheck::conclude()
{
    if (std::exchange(m_isOver, true))
        return;
    m_patience.stop();
    if (!m_answered)
        failWith({.kind = ErrorKind::Timeout, .what = {}, .detail = {}});
    const http::Health health = m_clients.http->health();
    m_report.reached = health.reached;
    m_report.clockSkew = health.clockSkew;
    if (!health.latencies.empty())
        m_report.latency = health.latencies.front();
    m_report.present.sort();
    m_report.absent.sort();
    m_report.ok = !m_report.error;
    Q_EMIT finished();
}

} // namespace signalbox::cli
