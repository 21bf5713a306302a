// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/signalscontroller.h"

#include "app/backends.h"
#include "app/controllers/staleness.h"
#include "widgets/signals/signalspane.h"

namespace signalbox::app {

using profile::BackendKind;
using widgets::BannerText;

SignalsController::SignalsController(Backends* backends, focus::FocusModel* focus, widgets::SignalsPane* pane,
                                     items::AlertModel* alerts, items::SeriesModel* series, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_pane(pane)
    , m_alertModel(alerts)
    , m_seriesModel(series)
    , m_query(QStringLiteral("up"))
{
    m_pool.setMaxThreadCount(1);
    m_pane->setQuery(m_query);
    connect(m_pane, &widgets::SignalsPane::querySubmitted, this, &SignalsController::setQuery);
    connect(m_pane, &widgets::SignalsPane::alertsRetried, this, &SignalsController::askAlerts);
    connect(m_focus, &focus::FocusModel::changed, this, &SignalsController::askSeries);
}

void SignalsController::refresh()
{
    askAlerts();
    askSeries();
}

void SignalsController::setQuery(const QString& query)
{
    m_query = query.trimmed();
    m_pane->setQuery(m_query);
    m_seriesAt.reset(); // what is on the screen belongs to another question
    m_seriesModel->setRows({});
    askSeries();
}

void SignalsController::takeAlerts(std::optional<std::vector<Alert>>& place, std::vector<Alert> alerts)
{
    place = std::move(alerts);
    m_alertsAt = m_backends->clock().now();
    showAlerts();
    Q_EMIT answered(*m_alertsAt);
}

void SignalsController::failAlerts(const Error& error)
{
    m_alertError = error;
    showAlerts();
}

void SignalsController::askAlerts()
{
    m_alertError.reset();
    const auto prometheus = m_backends->choose({BackendKind::Prometheus}, {});
    const auto manager = m_backends->choose({BackendKind::Alertmanager}, {});
    if (prometheus) {
        m_prometheusAlerts.await((*prometheus)->prometheus->alerts(http::Priority::Background), this,
                                 [this](Result<prometheus::AlertsAnswer> answer) {
                                     if (answer)
                                         takeAlerts(m_evaluated, std::move(answer->alerts));
                                     else
                                         failAlerts(answer.error());
                                 });
    }
    if (manager) {
        m_managerAlerts.await((*manager)->alertmanager->alerts({}, http::Priority::Background), this,
                              [this](Result<alertmanager::AlertsAnswer> answer) {
                                  if (answer)
                                      takeAlerts(m_managed, std::move(answer->alerts));
                                  else
                                      failAlerts(answer.error());
                              });
    }
    if (!prometheus && !manager)
        m_pane->alertsBanner()->show(BannerText::empty(tr("This profile names no source of alerts."),
                                                       tr("Add a Prometheus or an Alertmanager to it.")));
    else if (!m_alertsAt)
        m_pane->alertsBanner()->show(BannerText::loading(tr("Alerts")));
}

void SignalsController::showAlerts()
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
    std::vector<ListedAlert> alerts = list.sorted();
    std::erase_if(alerts,
                  [](const ListedAlert& listed) { return listed.alert.state == AlertState::Inactive; });
    m_alertModel->setRows(std::move(alerts));
    Q_EMIT firingChanged(m_alertModel->firingCount());
    if (m_alertError && m_alertsAt)
        m_pane->alertsBanner()->show(staleText(*m_alertError, *m_alertsAt, m_backends->clock().now()));
    else if (m_alertError)
        m_pane->alertsBanner()->show(BannerText::failed(*m_alertError));
    else if (m_alertModel->rowCount() == 0)
        m_pane->alertsBanner()->show(BannerText::empty(
            tr("No alert burns."), tr("Neither firing nor pending, as of the last answer.")));
    else
        m_pane->alertsBanner()->hideNow();
}

void SignalsController::askSeries()
{
    const auto prometheus = m_backends->choose({BackendKind::Prometheus}, {});
    if (!prometheus) {
        m_pane->seriesBanner()->show(BannerText::empty(tr("This profile names no Prometheus."),
                                                       tr("Add one to it to ask for metrics.")));
        return;
    }
    if (m_query.isEmpty()) {
        m_pane->seriesBanner()->show(
            BannerText::empty(tr("No query."), tr("Write a PromQL expression above, such as up.")));
        return;
    }
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!range) {
        m_pane->seriesBanner()->show(BannerText::failed(range.error()));
        return;
    }
    if (!m_seriesAt)
        m_pane->seriesBanner()->show(BannerText::loading((*prometheus)->backend().name));
    prometheus::RangeQuery query{.expr = m_query, .start = range->start, .end = range->end, .plotWidth = 240};
    query.supersedeKey = QStringLiteral("signals.series");
    m_range.await((*prometheus)->prometheus->range(query), this,
                  [this](Result<prometheus::RangeAnswer> answer) { showSeries(std::move(answer)); });
}

void SignalsController::showSeries(Result<prometheus::RangeAnswer> answer)
{
    const Instant now = m_backends->clock().now();
    if (!answer) {
        m_pane->seriesBanner()->show(m_seriesAt ? staleText(answer.error(), *m_seriesAt, now)
                                                : BannerText::failed(answer.error()));
        return;
    }
    const QStringList warnings = answer->notes.warnings;
    const bool empty = answer->series.empty();
    m_rows.await(
        runOnPool(&m_pool,
                  [value = std::move(*answer)]() -> Result<std::vector<items::SeriesModel::Row>> {
                      return items::SeriesModel::prepared(value.series, value.start, value.end);
                  }),
        this, [this, warnings, empty, now](Result<std::vector<items::SeriesModel::Row>> rows) {
            m_seriesAt = now;
            m_seriesModel->setRows(std::move(*rows));
            if (!warnings.isEmpty())
                m_pane->seriesBanner()->show(BannerText::partial(cleaned(QStringView(warnings.front())),
                                                                 tr("The server said so with its answer.")));
            else if (empty)
                m_pane->seriesBanner()->show(BannerText::empty(tr("The query has no series in this range."),
                                                               tr("Widen the range or check the names.")));
            else
                m_pane->seriesBanner()->hideNow();
            m_pane->setNote(tr("%n series", nullptr, m_seriesModel->rowCount()));
            Q_EMIT answered(now);
        });
}

} // namespace signalbox::app
