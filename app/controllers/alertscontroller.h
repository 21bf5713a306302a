// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/alertmanager/client.h"
#include "connectors/prometheus/client.h"
#include "models/telemetry/alertlist.h"

#include <QObject>

namespace signalbox::items {
class AlertModel;
}
namespace signalbox::widgets {
class Banner;
}

namespace signalbox::app {

class Backends;

/// Asks Prometheus and Alertmanager for what burns and feeds the list of alerts. What one of them cannot
/// tell the other still does; what is on the screen stays when both fail, with its age.
class AlertsController : public QObject
{
    Q_OBJECT

public:
    AlertsController(Backends* backends, items::AlertModel* alerts, widgets::Banner* banner,
                     QObject* parent = nullptr);

    void refresh();
    /// Firing and pending, worst first; empty until the first answer.
    [[nodiscard]] const std::vector<ListedAlert>& alerts() const { return m_alerts; }

Q_SIGNALS:
    void firingChanged(int count);
    /// After each answer, with alerts() anew.
    void answered(signalbox::Instant at);

private:
    void take(std::optional<std::vector<Alert>>& place, std::vector<Alert> alerts);
    void fail(const Error& error);
    void show();

    Backends* m_backends;
    items::AlertModel* m_model;
    widgets::Banner* m_banner;
    Latest<prometheus::AlertsAnswer> m_prometheus;
    Latest<alertmanager::AlertsAnswer> m_manager;
    std::optional<std::vector<Alert>> m_evaluated; ///< of Prometheus
    std::optional<std::vector<Alert>> m_managed;   ///< of Alertmanager
    std::vector<ListedAlert> m_alerts;
    std::optional<Error> m_error;
    std::optional<Instant> m_at;
};

} // namespace signalbox::app
