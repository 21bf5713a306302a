// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/signalscontroller.h"

#include "app/backends.h"
#include "app/controllers/alertscontroller.h"
#include "app/controllers/baselinestore.h"
#include "app/controllers/chartsaver.h"
#include "app/controllers/explorecontroller.h"
#include "app/controllers/overviewcontroller.h"
#include "app/controllers/servicecontroller.h"
#include "app/controllers/signalpivots.h"
#include "app/controllers/staleness.h"
#include "app/discovery/discoverycontroller.h"
#include "models/items/foundmodel.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/dashboard/foundpage.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/dashboard/servicepage.h"

namespace signalbox::app {

using widgets::BannerText;
using widgets::ChartAction;
using widgets::ChartView;
using Page = widgets::SignalsPane::Page;

SignalsController::SignalsController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                                     PivotController* pivots, widgets::SignalsPane* pane,
                                     const widgets::SignalsPane::Models& models, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_pane(pane)
    , m_models(models)
    , m_discovery(new DiscoveryController(backends, this))
    , m_baselines(new BaselineStore(backends, this))
    , m_alerts(new AlertsController(backends, models.alerts, pane->alerts()->banner(), this))
    , m_overview(new OverviewController(backends, focus, m_discovery, m_alerts, m_baselines, &m_pool,
                                        models.overview, pane->overview(), this))
    , m_service(new ServiceController(backends, focus, m_discovery, m_baselines, &m_pool, models.overview,
                                      models.operations, pane->service(), this))
    , m_explore(new ExploreController(backends, focus, &m_pool, models.series, pane->explore(),
                                      pane->exploreChart(), this))
    , m_ways(new SignalPivots(backends, focus, services, pivots, m_discovery, pane, models, this))
{
    m_pool.setMaxThreadCount(2);
    connectPages();
}

void SignalsController::tellMarks()
{
    std::vector<chart::Mark> marks = m_overview->marks();
    for (const ListedAlert& listed : m_alerts->alerts())
        if (const auto since = listed.alert.since(); since && listed.alert.state == AlertState::Firing)
            marks.push_back({.kind = chart::MarkKind::Alert, .at = *since, .label = listed.alert.name()});
    std::sort(marks.begin(), marks.end(),
              [](const chart::Mark& a, const chart::Mark& b) { return a.at < b.at; });
    m_ways->setMarks(marks);
    Q_EMIT marksChanged(marks);
}

SignalsController::~SignalsController()
{
    m_pool.waitForDone();
}

void SignalsController::connectPages()
{
    connect(m_alerts, &AlertsController::firingChanged, this, &SignalsController::firingChanged);
    connect(m_alerts, &AlertsController::firingChanged, m_pane->overview(),
            &widgets::OverviewPage::setFiring);
    connect(m_alerts, &AlertsController::answered, this, &SignalsController::answered);
    connect(m_alerts, &AlertsController::answered, this, &SignalsController::tellMarks);
    connect(m_overview, &OverviewController::answered, this, &SignalsController::tellMarks);
    connect(m_overview, &OverviewController::answered, this, &SignalsController::answered);
    connect(m_overview, &OverviewController::rowsChanged, m_service, &ServiceController::showState);
    connect(m_service, &ServiceController::answered, this, &SignalsController::answered);
    connect(m_explore, &ExploreController::answered, this, &SignalsController::answered);
    connect(m_ways, &SignalPivots::serviceRequested, this, &SignalsController::openService);
    connect(m_pane->overview(), &widgets::OverviewPage::serviceActivated, this,
            &SignalsController::openService);
    connect(m_discovery, &DiscoveryController::changed, this, &SignalsController::showFound);
    connect(m_discovery, &DiscoveryController::corrected, this, &SignalsController::corrected);
    connect(m_pane->found(), &widgets::FoundPage::corrected, m_discovery,
            &DiscoveryController::setCorrections);
    connect(m_pane->found(), &widgets::FoundPage::refreshRequested, m_discovery,
            &DiscoveryController::refresh);
    connect(m_pane->found()->banner(), &widgets::Banner::actionTriggered, m_discovery,
            &DiscoveryController::refresh);
    for (const golden::Signal signal : golden::allSignals)
        wire(m_pane->service()->chart(signal));
    wire(m_pane->exploreChart());
}

void SignalsController::wire(ChartView* chart)
{
    chart->setOffered({ChartAction::Zoom, ChartAction::Logs, ChartAction::Traces, ChartAction::Deploys,
                       ChartAction::Elsewhere, ChartAction::Copy, ChartAction::Save});
    connect(chart, &ChartView::zoomRequested, this, [this, chart](const Interval& range) {
        chart->clearSelection(); // it is all of the plot now
        showRange(range, tr("zoomed into a chart"));
    });
    connect(chart, &ChartView::zoomOutRequested, this, [this] {
        m_focus->setRange(focus::zoomedOut(m_focus->current().range, m_backends->clock().now()),
                          tr("zoomed out"));
    });
    connect(chart, &ChartView::actionTriggered, this, &SignalsController::refresh);
    connect(chart, &ChartView::saveRequested, this,
            [this, chart](const widgets::ChartFile& file) { saveChart(file, chart, &m_pool); });
}

void SignalsController::showRange(const Interval& range, const QString& how)
{
    m_focus->setRange(TimeRange::absolute(range), how);
}

void SignalsController::openService(const QString& service)
{
    m_focus->setServices({service});
    m_pane->showPage(Page::Service);
}

void SignalsController::start()
{
    m_discovery->start();
}

void SignalsController::refresh()
{
    m_alerts->refresh();
    m_overview->refresh();
    m_service->refresh();
    m_explore->refresh();
}

void SignalsController::setZone(Zone zone)
{
    m_overview->setZone(zone);
    m_ways->setZone(zone);
    m_pane->service()->setZone(zone);
    m_pane->exploreChart()->setZone(zone);
}

void SignalsController::showFound()
{
    const golden::ServiceView& view = m_discovery->view();
    std::vector<golden::Finding> findings;
    for (const QString& service : view.services())
        for (golden::Finding& finding : view.findingsOf(service))
            findings.push_back(std::move(finding));
    m_models.found->setFindings(std::move(findings));
    m_pane->found()->setCorrections(view.corrections());
    widgets::Banner* banner = m_pane->found()->banner();
    const bool known = view.discovery().at.ns > 0;
    const QString age = known ? ageText(m_backends->clock().now() - view.discovery().at) : QString();
    m_pane->found()->setNote(known ? tr("looked %1 ago, %2 services").arg(age).arg(view.services().size())
                                   : QString());
    if (m_discovery->error() && known)
        banner->show(BannerText::stale(tr("These are the findings of %1 ago.").arg(age),
                                       m_discovery->error()->what, tr("Look again")));
    else if (m_discovery->error())
        banner->show(BannerText::failed(*m_discovery->error()));
    else if (m_discovery->isRunning() && !known)
        banner->show(BannerText::loading(tr("Looking for signals")));
    else if (!m_discovery->warnings().isEmpty())
        banner->show(
            BannerText::partial(m_discovery->warnings().front(), tr("The other conventions are in use.")));
    else if (!view.discovery().remarks.isEmpty())
        banner->show(BannerText::partial(view.discovery().remarks.front(),
                                         tr("Seen, and of no use: %n such remarks.", nullptr,
                                            static_cast<int>(view.discovery().remarks.size()))));
    else
        banner->hideNow();
}

} // namespace signalbox::app
