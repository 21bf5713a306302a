// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/signals/signalspane.h"

#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/dashboard/foundpage.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/dashboard/servicepage.h"

#include <QKeyEvent>
#include <QStackedLayout>

namespace signalbox::widgets {

SignalsPane::SignalsPane(const Models& models, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_stack(new QStackedLayout(this))
    , m_overview(new OverviewPage(models.overview, theme, this))
    , m_service(new ServicePage(models.operations, theme, &m_pool, this))
    , m_alerts(new AlertsPage(models.alerts, theme, this))
    , m_explore(new ExplorePage(models.series, theme, this))
    , m_exploreChart(new ChartView(theme, &m_pool, m_explore))
    , m_found(new FoundPage(models.found, theme, this))
{
    m_pool.setMaxThreadCount(2);
    m_explore->setChart(m_exploreChart);
    for (QWidget* page : std::initializer_list<QWidget*>{m_overview, m_service, m_alerts, m_explore, m_found})
        m_stack->addWidget(page);
    connect(m_overview, &OverviewPage::alertsRequested, this, [this] { showPage(Page::Alerts); });
    connect(m_overview, &OverviewPage::exploreRequested, this, [this] { showPage(Page::Explore); });
    connect(m_overview, &OverviewPage::foundRequested, this, [this] { showPage(Page::Found); });
    connect(m_service, &ServicePage::foundRequested, this, [this] { showPage(Page::Found); });
    connect(m_service, &ServicePage::backRequested, this, &SignalsPane::goBack);
    connect(m_service, &ServicePage::exploreRequested, this, [this](const QString& query) {
        showPage(Page::Explore);
        m_explore->setQuery(query);
        Q_EMIT m_explore->querySubmitted(query);
    });
    connect(m_alerts, &AlertsPage::backRequested, this, &SignalsPane::goBack);
    connect(m_explore, &ExplorePage::backRequested, this, &SignalsPane::goBack);
    connect(m_found, &FoundPage::backRequested, this, &SignalsPane::goBack);
}

SignalsPane::~SignalsPane()
{
    // The charts' jobs hold nothing of theirs but values; what runs may end.
    m_pool.waitForDone();
}

void SignalsPane::showPage(Page page)
{
    if (page == m_page)
        return;
    m_before = page == Page::Found || page == Page::Explore ? m_page : Page::Overview;
    m_page = page;
    m_stack->setCurrentIndex(static_cast<int>(page));
    Q_EMIT pageChanged(page);
    takeFocus();
}

void SignalsPane::goBack()
{
    const Page back = m_page == Page::Found || m_page == Page::Explore ? m_before : Page::Overview;
    showPage(back == Page::Service || back == Page::Alerts ? back : Page::Overview);
}

void SignalsPane::takeFocus()
{
    switch (m_page) {
    case Page::Overview:
        m_overview->takeFocus();
        break;
    case Page::Service:
        m_service->takeFocus();
        break;
    case Page::Alerts:
        m_alerts->takeFocus();
        break;
    case Page::Explore:
        m_explore->takeFocus();
        break;
    case Page::Found:
        m_found->takeFocus();
        break;
    }
}

void SignalsPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Backspace && m_page != Page::Overview)
        goBack();
    else
        Pane::keyPressEvent(event);
}

} // namespace signalbox::widgets
