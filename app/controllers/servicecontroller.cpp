// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/servicecontroller.h"

#include "app/backends.h"
#include "app/controllers/servertime.h"
#include "app/controllers/staleness.h"
#include "app/discovery/discoverycontroller.h"
#include "connectors/prometheus/rangeplan.h"
#include "models/base/duration.h"
#include "models/items/overviewmodel.h"
#include "widgets/dashboard/servicepage.h"

#include <QEvent>

#include <map>

namespace signalbox::app {

using golden::Signal;
using http::Priority;
using widgets::BannerText;

namespace {

constexpr int chartBurstMs = 80;
constexpr int chartPoints = 480; // a point for each one or two pixels of half a window
constexpr int mostGroups = 200;
constexpr std::size_t mostRows = 10;
constexpr Duration longestGroupWindow = std::chrono::hours(24);

} // namespace

ServiceController::ServiceController(Backends* backends, focus::FocusModel* focus,
                                     DiscoveryController* discovery, BaselineStore* baselines,
                                     QThreadPool* pool, items::OverviewModel* overview,
                                     items::OperationsModel* operations, widgets::ServicePage* page,
                                     QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_discovery(discovery)
    , m_baselines(baselines)
    , m_pool(pool)
    , m_overview(overview)
    , m_operations(operations)
    , m_page(page)
    , m_groups(backends)
    , m_versions(newFeed())
    , m_alerts(newFeed())
{
    m_burst.setSingleShot(true);
    m_burst.setInterval(chartBurstMs);
    connect(&m_burst, &QTimer::timeout, this, &ServiceController::prepare);
    connect(m_discovery, &DiscoveryController::changed, this, &ServiceController::refresh);
    connect(m_focus, &focus::FocusModel::changed, this, &ServiceController::refresh);
    connect(m_baselines, &BaselineStore::changed, &m_burst, qOverload<>(&QTimer::start));
    connect(m_page->banner(), &widgets::Banner::actionTriggered, this, &ServiceController::refresh);
    connect(m_page->operationsBanner(), &widgets::Banner::actionTriggered, this,
            &ServiceController::askGroups);
    connect(m_page, &widgets::ServicePage::groupChosen, this, [this](const QString& label) {
        m_group = label;
        askGroups();
    });
    connect(&m_groups, &GroupFetch::came, this, &ServiceController::showGroups);
    connect(&m_groups, &GroupFetch::failed, this,
            [this](const Error& error) { m_page->operationsBanner()->show(BannerText::failed(error)); });
    m_page->installEventFilter(this);
}

ServiceController::~ServiceController() = default;

std::unique_ptr<MetricFeed> ServiceController::newFeed()
{
    auto feed = std::make_unique<MetricFeed>(m_backends, m_pool);
    connect(feed.get(), &MetricFeed::settled, this, &ServiceController::settle);
    return feed;
}

bool ServiceController::eventFilter(QObject* watched, QEvent* event)
{
    // Shown: asks. Hidden: lets go of what is under way.
    if (watched == m_page && (event->type() == QEvent::Show || event->type() == QEvent::Hide))
        QMetaObject::invokeMethod(this, &ServiceController::refresh, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void ServiceController::makeFeeds()
{
    std::map<QString, std::unique_ptr<MetricFeed>> kept;
    for (Asked& asked : m_asked)
        kept.emplace(asked.query.expr, std::move(asked.feed));
    m_asked.clear();
    QList<std::pair<QString, QString>> texts;
    // Both lists come from one view: they tell of the same lines in the same order.
    auto queries = golden::dashboardQueries(m_discovery->view(), m_service, m_window);
    const auto normals =
        golden::dashboardQueries(m_discovery->view(), m_service, golden::baselineWindow(m_window));
    for (std::size_t i = 0; i < queries.size(); ++i) {
        golden::DashboardQuery& query = queries[i];
        const auto it = kept.find(query.expr);
        std::unique_ptr<MetricFeed> feed = it != kept.end() && it->second ? std::move(it->second) : newFeed();
        texts.append({golden::keyOf(query.signal) + u' ' + query.name, query.expr});
        m_asked.push_back({std::move(query), normals[i].expr, std::move(feed)});
    }
    m_page->setQueries(texts);
}

void ServiceController::refresh()
{
    if (!m_page->isVisible()) {
        for (const Asked& asked : m_asked)
            asked.feed->cancel();
        m_groups.cancel();
        m_exemplarAnswer.cancel();
        return;
    }
    const Result<Interval> range = m_focus->current().range.resolved(metricsNow(*m_backends));
    if (!range) {
        m_page->banner()->show(BannerText::failed(range.error()));
        return;
    }
    const QStringList& focused = m_focus->current().services;
    const QString service = focused.isEmpty() ? m_service : focused.front();
    const bool another = service != m_service;
    m_service = service;
    m_page->setService(service);
    showState();
    if (another) {
        m_group.clear();
        m_exemplars.clear();
        m_operations->setTable({});
        for (const Signal signal : golden::allSignals)
            m_page->chart(signal)->setData(nullptr);
    }
    m_range = *range;
    m_step = prometheus::stepFor(range->length(), chartPoints, m_discovery->scrapeInterval());
    m_window = golden::rateWindow(m_discovery->scrapeInterval(), m_step);
    makeFeeds();
    for (const Asked& asked : m_asked)
        asked.feed->ask({asked.query.expr, m_range, m_step},
                        another ? Priority::Interactive : Priority::Background);
    if (const QString versions = golden::versionQuery(m_discovery->view(), {}); !versions.isEmpty())
        m_versions->ask({versions, m_range, m_step}, Priority::Background);
    m_alerts->ask({QStringLiteral("ALERTS{alertstate=\"firing\"}"), m_range, m_step}, Priority::Background);
    askGroups();
    askExemplars();
    showBanners();
}

void ServiceController::askGroups()
{
    const golden::ServiceView& view = m_discovery->view();
    m_page->setGroups(golden::breakdownLabels(view, m_service), m_group);
    m_operations->setGroupName(m_group);
    const Duration window = std::clamp<Duration>(m_range.length(), m_window, longestGroupWindow);
    const auto queries =
        m_group.isEmpty()
            ? golden::operationQueries(view, m_service, golden::rateWindow({}, window), mostGroups)
            : golden::breakdownQueries(view, m_service, m_group, golden::rateWindow({}, window), mostGroups);
    if (!queries) {
        m_groups.cancel();
        m_operations->setTable({});
        m_page->operationsBanner()->show(
            BannerText::empty(tr("Its requests cannot be told apart by operation."),
                              tr("No label of its metrics names one; another label may serve: see \"By\".")));
        return;
    }
    if (m_operations->rowCount() == 0)
        m_page->operationsBanner()->show(BannerText::loading(tr("Requests")));
    m_groups.ask(*queries, m_range.end);
}

void ServiceController::askExemplars()
{
    const QString selector = golden::exemplarSelector(m_discovery->view(), m_service);
    const auto chosen = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (selector.isEmpty() || !chosen) {
        m_exemplars.clear();
        return;
    }
    if (m_exemplarAnswer.isRunning() && selector == m_exemplarsOf)
        return;
    m_exemplarsOf = selector;
    m_exemplarAnswer.await(
        (*chosen)->prometheus->exemplars(selector, m_range.start, m_range.end, Priority::Background), this,
        [this](Result<prometheus::ExemplarAnswer> answer) {
            // Many servers keep none; a chart without dots is whole.
            if (answer)
                m_exemplars = std::move(answer->series);
            m_burst.start();
        });
}

std::vector<BaselineStore::Question> ServiceController::baselineQuestions() const
{
    std::vector<BaselineStore::Question> questions;
    bool saturation = false;
    for (const Asked& asked : m_asked) {
        const bool first = asked.query.signal == Signal::Saturation &&
                           !std::exchange(saturation, saturation || asked.query.signal == Signal::Saturation);
        if (hasBaseline(asked.query, first))
            questions.push_back({asked.normal, BaselineStore::coarser * m_step});
    }
    return questions;
}

void ServiceController::settle()
{
    // Who is hidden must not take the earlier days away from who is on the screen.
    if (!m_page->isVisible())
        return;
    m_burst.start();
    if (std::any_of(m_asked.begin(), m_asked.end(), [](const Asked& a) { return a.feed->isRunning(); }))
        return;
    m_baselines->want(baselineQuestions(), m_range);
    std::optional<Instant> newest;
    for (const Asked& asked : m_asked)
        if (const auto at = asked.feed->answeredAt(); at && (!newest || *newest < *at))
            newest = at;
    if (newest)
        Q_EMIT answered(*newest);
}

void ServiceController::prepare()
{
    if (m_asked.empty() || !m_page->isVisible())
        return;
    auto answers = std::make_shared<ServiceAnswers>();
    answers->service = m_service;
    answers->range = m_range;
    answers->step = m_step;
    answers->baselineStep = BaselineStore::coarser * m_step;
    answers->now = metricsNow(*m_backends);
    answers->versions = m_versions->series();
    answers->alerts = m_alerts->series();
    answers->exemplars = m_exemplars;
    answers->targets = m_discovery->view().corrections().targets;
    for (const Asked& asked : m_asked) {
        ServiceAnswers::Line line{.query = asked.query, .series = asked.feed->series()};
        for (const BaselineStore::Day& day : m_baselines->days({asked.normal, answers->baselineStep}))
            line.days.push_back(day);
        answers->lines.push_back(std::move(line));
    }
    m_charts.await(runOnPool(m_pool, [answers]() -> Result<ServiceCharts> { return chartsOf(*answers); }),
                   this, [this](Result<ServiceCharts> charts) { show(*charts); });
}

void ServiceController::show(const ServiceCharts& charts)
{
    // What nothing measures has no axes either: the banner says why.
    const std::vector<golden::Finding> findings = m_discovery->view().findingsOf(m_service);
    for (const Signal signal : golden::allSignals) {
        const auto i = static_cast<std::size_t>(signal);
        m_page->chart(signal)->setData(
            findings[i].found ? std::make_shared<const chart::ChartData>(charts.bySignal[i]) : nullptr);
    }
    QStringList right;
    if (charts.exemplarsAll > 0)
        right += tr("exemplars %1 shown of %2").arg(charts.exemplarsShown).arg(charts.exemplarsAll);
    right += tr("step %1").arg(humanText(m_step));
    if (charts.bySignal.front().fillingFrom)
        right += tr("last point still filling");
    const items::OperationTable& table = m_operations->table();
    QStringList left;
    if (table.more > 0)
        left += tr("%n more with traffic", nullptr, table.more);
    if (table.idle > 0)
        left += tr("%n without traffic in this range", nullptr, table.idle);
    m_page->setFoot(left.join(QStringLiteral(" · ")), right.join(QStringLiteral(" · ")));
    showState();
    showBanners();
}

void ServiceController::showState()
{
    const int row = m_overview->indexOf(m_service);
    m_page->setState(row < 0 ? golden::ServiceState{}
                             : golden::ServiceState{m_overview->row(row).state, m_overview->row(row).score,
                                                    m_overview->row(row).reason});
}

void ServiceController::showBanners()
{
    const std::vector<golden::Finding> findings = m_discovery->view().findingsOf(m_service);
    for (const Signal signal : golden::allSignals) {
        widgets::ChartView* chart = m_page->chart(signal);
        const golden::Finding& finding = findings[static_cast<std::size_t>(signal)];
        const Error* error = nullptr;
        bool running = false;
        std::optional<Instant> newest;
        for (const Asked& asked : m_asked) {
            if (asked.query.signal != signal)
                continue;
            running = running || asked.feed->isRunning();
            if (asked.feed->error())
                error = &*asked.feed->error();
            if (const auto at = asked.feed->answeredAt(); at && (!newest || *newest < *at))
                newest = at;
        }
        if (!finding.found)
            chart->setBanner(BannerText::empty(tr("Not measured."), finding.why));
        else if (error && newest)
            chart->setBanner(staleText(*error, *newest, m_backends->clock().now()));
        else if (error)
            chart->setBanner(BannerText::failed(*error));
        else if (running && !newest)
            chart->setBanner(BannerText::loading(chart->data() ? chart->data()->title : tr("Chart")));
        else
            chart->setBanner({});
    }
    m_page->banner()->show(m_service.isEmpty()
                               ? BannerText::empty(tr("No service is chosen."),
                                                   tr("Choose one in the top bar or in the overview."))
                               : BannerText{});
}

void ServiceController::showGroups(const std::shared_ptr<items::OperationAnswers>& answers)
{
    m_table.await(runOnPool(m_pool,
                            [answers]() -> Result<items::OperationTable> {
                                return items::operationsOf(*answers, mostRows);
                            }),
                  this, [this](Result<items::OperationTable> table) {
                      m_operations->setTable(std::move(*table));
                      if (m_operations->rowCount() == 0)
                          m_page->operationsBanner()->show(
                              BannerText::empty(tr("No requests in this range."),
                                                tr("The metrics are there; nothing was counted.")));
                      else
                          m_page->operationsBanner()->hideNow();
                      m_burst.start();
                  });
}

} // namespace signalbox::app
