// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/overviewcontroller.h"

#include "app/backends.h"
#include "app/controllers/alertscontroller.h"
#include "app/controllers/servertime.h"
#include "app/controllers/staleness.h"
#include "app/discovery/discoverycontroller.h"
#include "connectors/prometheus/rangeplan.h"
#include "models/chart/marks.h"
#include "models/golden/queries.h"
#include "models/items/overviewmodel.h"
#include "widgets/dashboard/overviewpage.h"

#include <QEvent>

namespace signalbox::app {

using http::Priority;
using widgets::BannerText;

namespace {

constexpr int burstMs = 80;
constexpr int pictureWidth = 120;

} // namespace

Duration overviewStep(Duration range, Duration scrapeInterval)
{
    return prometheus::stepFor(range, pictureWidth, scrapeInterval);
}

OverviewController::OverviewController(Backends* backends, focus::FocusModel* focus,
                                       DiscoveryController* discovery, AlertsController* alerts,
                                       BaselineStore* baselines, QThreadPool* pool,
                                       items::OverviewModel* model, widgets::OverviewPage* page,
                                       QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_discovery(discovery)
    , m_alerts(alerts)
    , m_baselines(baselines)
    , m_pool(pool)
    , m_model(model)
    , m_page(page)
{
    m_burst.setSingleShot(true);
    m_burst.setInterval(burstMs);
    connect(&m_burst, &QTimer::timeout, this, &OverviewController::prepare);
    connect(m_discovery, &DiscoveryController::changed, this, &OverviewController::refresh);
    connect(m_focus, &focus::FocusModel::changed, this, &OverviewController::refresh);
    connect(m_baselines, &BaselineStore::changed, &m_burst, qOverload<>(&QTimer::start));
    connect(m_alerts, &AlertsController::answered, &m_burst, qOverload<>(&QTimer::start));
    connect(m_page->banner(), &widgets::Banner::actionTriggered, this, [this] {
        if (m_discovery->error())
            m_discovery->refresh();
        else
            refresh();
    });
    m_page->installEventFilter(this);
}

OverviewController::~OverviewController() = default;

bool OverviewController::eventFilter(QObject* watched, QEvent* event)
{
    // Shown: asks. Hidden: lets go of what is under way.
    if (watched == m_page && (event->type() == QEvent::Show || event->type() == QEvent::Hide))
        QMetaObject::invokeMethod(this, &OverviewController::refresh, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void OverviewController::setZone(Zone zone)
{
    m_zone = zone;
    m_page->setTime(m_range, m_zone);
}

void OverviewController::makeFeeds()
{
    std::map<QString, std::unique_ptr<MetricFeed>> kept;
    for (Asked& asked : m_asked)
        kept.emplace(asked.query.expr, std::move(asked.feed));
    m_asked.clear();
    // Both lists come from one view: they tell of the same signals in the same order.
    std::vector<golden::OverviewQuery> queries = golden::overviewQueries(m_discovery->view(), m_window);
    const auto normals = golden::overviewQueries(m_discovery->view(), golden::baselineWindow(m_window));
    for (std::size_t i = 0; i < queries.size(); ++i) {
        golden::OverviewQuery& query = queries[i];
        auto& feed = kept[query.expr];
        if (!feed) {
            feed = std::make_unique<MetricFeed>(m_backends, m_pool);
            connect(feed.get(), &MetricFeed::settled, this, &OverviewController::settle);
        }
        m_asked.push_back({std::move(query), normals[i].expr, std::move(feed)});
        kept.erase(m_asked.back().query.expr);
    }
}

void OverviewController::refresh()
{
    // What nobody looks at is not asked for.
    if (!m_page->isVisible()) {
        for (const Asked& asked : m_asked)
            asked.feed->cancel();
        return;
    }
    showBanner();
    const Result<Interval> range = m_focus->current().range.resolved(metricsNow(*m_backends));
    if (!range) {
        m_page->banner()->show(BannerText::failed(range.error()));
        return;
    }
    m_range = *range;
    m_step = overviewStep(range->length(), m_discovery->scrapeInterval());
    m_window = golden::rateWindow(m_discovery->scrapeInterval(), m_step);
    m_page->setTime(m_range, m_zone);
    makeFeeds();
    for (const Asked& asked : m_asked)
        asked.feed->ask({asked.query.expr, m_range, m_step}, Priority::Background);
    const QString versions = golden::versionQuery(m_discovery->view(), {});
    if (!versions.isEmpty()) {
        if (!m_versions) {
            m_versions = std::make_unique<MetricFeed>(m_backends, m_pool);
            connect(m_versions.get(), &MetricFeed::settled, this, &OverviewController::showDeploys);
        }
        m_versions->ask({versions, m_range, m_step}, Priority::Background);
    }
}

void OverviewController::showDeploys()
{
    if (!m_versions->series())
        return;
    m_marks = chart::deployMarks(*m_versions->series(), m_step);
    m_page->setMarks(m_marks);
}

void OverviewController::settle()
{
    // Who is hidden must not take the earlier days away from who is on the screen.
    if (!m_page->isVisible())
        return;
    m_burst.start();
    const bool all =
        std::none_of(m_asked.begin(), m_asked.end(), [](const Asked& a) { return a.feed->isRunning(); });
    if (!all)
        return;
    std::vector<BaselineStore::Question> questions;
    for (const Asked& asked : m_asked)
        if (asked.feed->series() && !asked.feed->error())
            questions.push_back({asked.normal, BaselineStore::coarser * m_step});
    m_baselines->want(questions, m_range);
    showBanner();
    std::optional<Instant> newest;
    for (const Asked& asked : m_asked)
        if (const auto at = asked.feed->answeredAt(); at && (!newest || *newest < *at))
            newest = at;
    if (newest)
        Q_EMIT answered(*newest);
}

void OverviewController::prepare()
{
    if (m_asked.empty() || !m_page->isVisible())
        return;
    auto input = std::make_shared<items::OverviewInput>();
    input->view = m_discovery->view();
    input->range = m_range;
    input->step = m_step;
    input->baselineStep = BaselineStore::coarser * m_step;
    input->now = std::min(metricsNow(*m_backends), m_range.end);
    input->alerts = m_alerts->alerts();
    for (const Asked& asked : m_asked) {
        items::OverviewInput::Answer answer{
            .query = asked.query, .series = asked.feed->series(), .failed = asked.feed->error().has_value()};
        for (const BaselineStore::Day& day : m_baselines->days({asked.normal, input->baselineStep}))
            answer.days.push_back(day);
        input->answers.push_back(std::move(answer));
    }
    m_rows.await(runOnPool(m_pool,
                           [input]() -> Result<std::vector<items::OverviewRow>> {
                               return items::overviewRows(*input);
                           }),
                 this, [this](Result<std::vector<items::OverviewRow>> rows) { show(std::move(*rows)); });
}

void OverviewController::show(std::vector<items::OverviewRow> rows)
{
    m_shown = true;
    m_model->setRows(std::move(rows));
    Duration slowest{0};
    for (const Asked& asked : m_asked)
        slowest = std::max(slowest, asked.feed->latency());
    m_page->setCost(tr("%1 services · %2 grouped queries, slowest %3 ms")
                        .arg(m_model->totalCount())
                        .arg(m_asked.size())
                        .arg(std::chrono::duration_cast<std::chrono::milliseconds>(slowest).count()));
    int days = 0;
    for (const Asked& asked : m_asked) {
        int known = 0;
        for (const auto& day : m_baselines->days({asked.normal, BaselineStore::coarser * m_step}))
            known += day && !day->empty() ? 1 : 0;
        days = std::max(days, known);
    }
    m_page->setNormal(days > 0 ? tr("normal: same time, last %n days", nullptr, days)
                               : tr("normal: not known yet"));
    showBanner();
    Q_EMIT rowsChanged();
}

void OverviewController::showBanner()
{
    widgets::Banner* banner = m_page->banner();
    const golden::ServiceView& view = m_discovery->view();
    if (!m_backends->choose({profile::BackendKind::Prometheus}, {})) {
        banner->show(
            BannerText::empty(tr("This profile names no Prometheus."), tr("Add one to it to see signals.")));
        return;
    }
    if (view.services().isEmpty()) {
        if (m_discovery->isRunning())
            banner->show(BannerText::loading(tr("Looking for signals")));
        else if (m_discovery->error())
            banner->show(BannerText::failed(*m_discovery->error()));
        else if (!view.discovery().remarks.isEmpty())
            banner->show(
                BannerText::empty(tr("No golden signal was found."), view.discovery().remarks.front()));
        else
            banner->show(BannerText::loading(tr("Looking for signals")));
        return;
    }
    std::size_t failed = 0;
    std::size_t answered = 0;
    const Error* why = nullptr;
    std::optional<Instant> newest;
    for (const Asked& asked : m_asked) {
        answered += asked.feed->series() ? 1 : 0;
        if (const auto at = asked.feed->answeredAt(); at && (!newest || *newest < *at))
            newest = at;
        if (asked.feed->error()) {
            ++failed;
            why = &*asked.feed->error();
        }
    }
    if (failed > 0 && answered == 0)
        banner->show(BannerText::failed(*why));
    else if (failed > 0 && failed == m_asked.size())
        banner->show(staleText(*why, *newest, m_backends->clock().now()));
    else if (failed > 0)
        banner->show(BannerText::partial(
            tr("%1 of %2 queries failed: their signals are old or missing.").arg(failed).arg(m_asked.size()),
            why->what, tr("Retry")));
    else if (answered == 0 && !m_shown)
        banner->show(BannerText::loading(
            tr("Signals of %n services", nullptr, static_cast<int>(view.services().size()))));
    else
        banner->hideNow();
}

} // namespace signalbox::app
