// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/alertscontroller.h"

#include "app/backends.h"
#include "app/controllers/staleness.h"
#include "models/items/alertmodel.h"
#include "models/telemetry/alertlist.h"

namespace signalbox::app {

using profile::BackendKind;
using widgets::BannerText;

AlertsController::AlertsController(Backends* backends, items::AlertModel* alerts, widgets::Banner* banner,
                                   QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_model(alerts)
    , m_banner(banner)
{
    connect(m_banner, &widgets::Banner::actionTriggered, this, &AlertsController::refresh);
}

void AlertsController::refresh()
{
    m_error.reset();
    const auto prometheus = m_backends->choose({BackendKind::Prometheus}, {});
    const auto manager = m_backends->choose({BackendKind::Alertmanager}, {});
    if (prometheus) {
        m_prometheus.await((*prometheus)->prometheus->alerts(http::Priority::Background), this,
                           [this](Result<prometheus::AlertsAnswer> answer) {
                               if (answer)
                                   take(m_evaluated, std::move(answer->alerts));
                               else
                                   fail(answer.error());
                           });
    }
    if (manager) {
        m_manager.await((*manager)->alertmanager->alerts({}, http::Priority::Background), this,
                        [this](Result<alertmanager::AlertsAnswer> answer) {
                            if (answer)
                                take(m_managed, std::move(answer->alerts));
                            else
                                fail(answer.error());
                        });
    }
    if (!prometheus && !manager)
        m_banner->show(BannerText::empty(tr("This profile names no source of alerts."),
                                         tr("Add a Prometheus or an Alertmanager to it.")));
    else if (!m_at)
        m_banner->show(BannerText::loading(tr("Alerts")));
}

void AlertsController::take(std::optional<std::vector<Alert>>& place, std::vector<Alert> alerts)
{
    place = std::move(alerts);
    m_at = m_backends->clock().now();
    show();
    Q_EMIT answered(*m_at);
}

void AlertsController::fail(const Error& error)
{
    m_error = error;
    show();
}

void AlertsController::show()
{
    AlertList list;
    const auto nameOf = [this](BackendKind kind) {
        const profile::Backend* backend = m_backends->profile().firstOf(kind);
        return backend ? backend->name : QString();
    };
    if (m_managed)
        list.addFromAlertmanager(*m_managed, nameOf(BackendKind::Alertmanager));
    if (m_evaluated)
        list.addFromPrometheus(*m_evaluated, nameOf(BackendKind::Prometheus));
    m_alerts = list.sorted();
    std::erase_if(m_alerts,
                  [](const ListedAlert& listed) { return listed.alert.state == AlertState::Inactive; });
    m_model->setRows(m_alerts);
    Q_EMIT firingChanged(m_model->firingCount());
    if (m_error && m_at)
        m_banner->show(staleText(*m_error, *m_at, m_backends->clock().now()));
    else if (m_error)
        m_banner->show(BannerText::failed(*m_error));
    else if (m_model->rowCount() == 0)
        m_banner->show(BannerText::empty(tr("No alert burns."),
                                         tr("Neither firing nor pending, as of the last answer.")));
    else
        m_banner->hideNow();
}

} // namespace signalbox::app
