// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/signals/signalspane.h"

#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/dashboard/foundpage.h"
#include "widgets/dashboard/namespage.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/dashboard/servicepage.h"

#include <QKeyEvent>
#include <QStackedLayout>

namespace signalbox::widgets {

SignalsPane::SignalsPane(const Models& models, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_stack(new QStackedLayout(this))
    , m_overview(new OverviewPage(models.overview, theme, this))
    , m_service(new ServicePage(models.operations, models.hints, theme, &m_pool, this))
    , m_alerts(new AlertsPage(models.alerts, theme, this))
    , m_explore(new ExplorePage(models.series, theme, this))
    , m_exploreChart(new ChartView(theme, &m_pool, m_explore))
    , m_found(new FoundPage(models.found, theme, this))
    , m_names(new NamesPage(models.names, theme, this))
{
    m_pool.setMaxThreadCount(2);
    m_explore->setChart(m_exploreChart);
    for (QWidget* page :
         std::initializer_list<QWidget*>{m_overview, m_service, m_alerts, m_explore, m_found, m_names})
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
    connect(m_found, &FoundPage::namesRequested, this, [this] { showPage(Page::Names); });
    connect(m_names, &NamesPage::backRequested, this, &SignalsPane::goBack);
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
    const auto isAside = [](Page p) { return p == Page::Found || p == Page::Explore || p == Page::Names; };
    if (!isAside(page))
        m_before = Page::Overview;
    else if (!isAside(m_page))
        m_before = m_page;
    m_page = page;
    m_stack->setCurrentIndex(static_cast<int>(page));
    Q_EMIT pageChanged(page);
    takeFocus();
}

void SignalsPane::goBack()
{
    const bool isAside = m_page == Page::Found || m_page == Page::Explore || m_page == Page::Names;
    showPage(isAside ? m_before : Page::Overview);
}

std::vector<Command> SignalsPane::commands()
{
    return {{QStringLiteral("signals.worst"),
             title(),
             tr("Select the worst window"),
             {QKeySequence(Qt::Key_W)},
             [this] { Q_EMIT worstRequested(); }},
            {QStringLiteral("signals.explore"),
             title(),
             tr("A query of one's own"),
             {},
             [this] { showPage(Page::Explore); }},
            {QStringLiteral("signals.found"),
             title(),
             tr("How was this found?"),
             {},
             [this] { showPage(Page::Found); }},
            {QStringLiteral("signals.names"),
             title(),
             tr("Names of services"),
             {},
             [this] { showPage(Page::Names); }},
            {QStringLiteral("signals.causes"),
             title(),
             tr("What explains the change of the chosen chart"),
             {},
             [this] {
                 showPage(Page::Service);
                 m_service->setCausesShown(true);
             }}};
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
    case Page::Names:
        m_names->takeFocus();
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
