// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts.h"

#include "app/backends.h"
#include "connectors/alertmanager/client.h"
#include "connectors/prometheus/client.h"

namespace signalbox::cli {

namespace {

using profile::BackendKind;

QStringList warningsOf(const alertmanager::AlertsAnswer& answer)
{
    if (answer.badEntries == 0)
        return {};
    return {QStringLiteral("%1 alerts could not be read and are missing; the first: %2")
                .arg(answer.badEntries)
                .arg(answer.firstBadEntry)};
}

QStringList warningsOf(const prometheus::AlertsAnswer& answer)
{
    QStringList warnings = answer.notes.warnings;
    if (answer.notes.badEntries > 0)
        warnings.append(QStringLiteral("%1 alerts could not be read and are missing; the first: %2")
                            .arg(answer.notes.badEntries)
                            .arg(answer.notes.firstBadEntry));
    return warnings;
}

} // namespace

void AlertsCommand::start()
{
    const auto chosen =
        backends().choose({BackendKind::Alertmanager, BackendKind::Prometheus}, common().backend);
    if (!chosen) {
        fail(chosen.error(), WrongUsage);
        return;
    }
    ++m_open; // until all have been asked
    for (const app::BackendClients& clients : backends().all()) {
        if (!common().backend.isEmpty() && &clients != *chosen)
            continue;
        const QString name = clients.backend().name;
        if (clients.alertmanager) {
            ++m_open;
            whenReady(
                clients.alertmanager->alerts(), this,
                [this, name](const Result<alertmanager::AlertsAnswer>& answer) { took(name, true, answer); });
        } else if (clients.prometheus) {
            ++m_open;
            whenReady(
                clients.prometheus->alerts(), this,
                [this, name](const Result<prometheus::AlertsAnswer>& answer) { took(name, false, answer); });
        }
    }
    --m_open;
}

template <typename Answer>
void AlertsCommand::took(const QString& backend, bool isManager, const Result<Answer>& answer)
{
    if (!answer) {
        m_hasFailed = true;
        m_warnings.append(answer.error().what);
    } else {
        m_hasAnswer = true;
        m_warnings += warningsOf(*answer);
        if (isManager)
            m_list.addFromAlertmanager(answer->alerts, backend);
        else
            m_list.addFromPrometheus(answer->alerts, backend);
    }
    if (--m_open == 0)
        show();
}

void AlertsCommand::show()
{
    const auto alerts = m_list.sorted();
    if (common().json && m_hasAnswer) {
        Json list = Json::array();
        for (const ListedAlert& alert : alerts)
            list.push_back(toJson(alert));
        Json root;
        root["alerts"] = std::move(list);
        root["warnings"] = toJson(m_warnings);
        output().write(dumped(root) + '\n');
    } else if (!alerts.empty()) {
        output().write(alertTable(alerts, backends().clock().now(), output().width()));
    } else if (m_hasAnswer && !m_hasFailed) {
        output().write(QStringLiteral("No alerts.\n"));
    }
    for (const QString& warning : m_warnings)
        output().say(warning);
    finish(m_hasFailed ? Failed : Done);
}

} // namespace signalbox::cli
