// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/alertmanager/client.h"
#include "connectors/prometheus/client.h"
#include "models/focus/focusmodel.h"
#include "models/items/alertmodel.h"
#include "models/items/seriesmodel.h"

#include <QObject>
#include <QThreadPool>

namespace signalbox::widgets {
class SignalsPane;
}

namespace signalbox::app {

class Backends;

/// Feeds the Signals pane: alerts of Prometheus and Alertmanager, and the person's metric query over the
/// range of the Focus.
class SignalsController : public QObject
{
    Q_OBJECT

public:
    SignalsController(Backends* backends, focus::FocusModel* focus, widgets::SignalsPane* pane,
                      items::AlertModel* alerts, items::SeriesModel* series, QObject* parent = nullptr);

    void refresh();
    void setQuery(const QString& query);
    [[nodiscard]] QString query() const { return m_query; }

Q_SIGNALS:
    void firingChanged(int count);
    void answered(signalbox::Instant at);

private:
    void askAlerts();
    void askSeries();
    void takeAlerts(std::optional<std::vector<Alert>>& place, std::vector<Alert> alerts);
    void failAlerts(const Error& error);
    void showAlerts();
    void showSeries(Result<prometheus::RangeAnswer> answer);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    widgets::SignalsPane* m_pane;
    items::AlertModel* m_alertModel;
    items::SeriesModel* m_seriesModel;
    QString m_query;
    Latest<prometheus::AlertsAnswer> m_prometheusAlerts;
    Latest<alertmanager::AlertsAnswer> m_managerAlerts;
    Latest<prometheus::RangeAnswer> m_range;
    Latest<std::vector<items::SeriesModel::Row>> m_rows;
    std::optional<std::vector<Alert>> m_evaluated; ///< of Prometheus
    std::optional<std::vector<Alert>> m_managed;   ///< of Alertmanager
    std::optional<Error> m_alertError;
    std::optional<Instant> m_alertsAt;
    std::optional<Instant> m_seriesAt;
    QThreadPool m_pool;
};

} // namespace signalbox::app
