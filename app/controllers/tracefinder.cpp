// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracefinder.h"

#include "app/backends.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/staleness.h"
#include "app/controllers/tracestore.h"
#include "connectors/tracing/backend.h"
#include "models/base/duration.h"
#include "models/items/tracemodel.h"
#include "models/items/tracesheets.h"
#include "widgets/trace/mapview.h"

#include <QEvent>
#include <QTableView>

namespace signalbox::app {

using widgets::BannerText;
using widgets::FindPage;

namespace {

constexpr int searchLimit = 200;
constexpr int wholeLimit = 60;      ///< where each trace comes whole
constexpr std::size_t leastOdd = 2; ///< traces, to compare at all
constexpr std::size_t leastNormal = 3;

} // namespace

TraceFinder::TraceFinder(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                         TraceStore* store, FindPage* page, items::TraceModel* model, QThreadPool* pool,
                         QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_services(services)
    , m_store(store)
    , m_page(page)
    , m_model(model)
    , m_pool(pool)
{
    connect(m_focus, &focus::FocusModel::changed, this, &TraceFinder::focusChanged);
    connect(m_services, &ServiceList::changed, this, [this] {
        const QString before = m_page->search().service;
        showServices();
        if (m_page->search().service != before || !m_foundAt)
            search();
    });
    connect(m_page, &FindPage::submitted, this, [this] {
        askOperations();
        search();
    });
    connect(m_page->banner(), &widgets::Banner::actionTriggered, this, [this] {
        if (m_foundAt && m_found.empty() && m_page->banner()->text().kind == BannerText::Kind::Empty) {
            const TimeRange& range =
                m_focus->current().range; // a longer time finds what a shorter one did not
            m_focus->setRange(focus::zoomedOut(range, m_backends->clock().now()),
                              tr("a longer time for traces"));
            return;
        }
        askOperations();
        search();
    });
    connect(m_page, &FindPage::cancelled, this, [this] {
        m_search.cancel();
        m_page->banner()->hideNow();
    });
    connect(m_page, &FindPage::filterChanged, this, &TraceFinder::showFiltered);
    connect(m_page, &FindPage::areaChanged, this, &TraceFinder::showFiltered);
    connect(m_page, &FindPage::shownChanged, this, [this] {
        if (m_page->shown() == FindPage::Shown::Map)
            showMap();
        else if (m_page->shown() == FindPage::Shown::Cohorts)
            compareSets();
    });
    connect(m_page, &FindPage::serviceChosen, this, [this](const QString& service) {
        m_focus->setServices({m_services->mapping().serviceOf(mapping::Store::Traces, service)});
        m_page->showPart(FindPage::Shown::Found);
    });
    connect(m_page, &FindPage::traitChosen, this, [this](int row) {
        if (row < 0 || row >= m_page->traits()->rowCount())
            return;
        const auto at = static_cast<std::size_t>(m_page->traits()->row(row).key);
        if (at >= m_report.traits.size())
            return;
        const traces::Trait& trait = m_report.traits[at];
        widgets::TraceSearch search = m_page->search();
        if (trait.kind == traces::Trait::Kind::Tag) {
            const qsizetype equals = trait.name.indexOf(u'=');
            search.tags = {{trait.name.left(equals), trait.name.mid(equals + 1)}};
        } else if (!trait.service.isEmpty()) {
            search.service = trait.service;
            search.operation = trait.name;
        } else {
            search.service = trait.name;
            search.operation.clear();
        }
        searchFor(search);
    });
    connect(m_page->mapBanner(), &widgets::Banner::actionTriggered, this, &TraceFinder::showMap);
    connect(m_page->mapBanner(), &widgets::Banner::cancelRequested, this, [this] {
        m_asksMap.cancel();
        drawMap();
    });
    connect(m_page->cohortBanner(), &widgets::Banner::actionTriggered, this, &TraceFinder::compareSets);
    connect(m_page->cohortBanner(), &widgets::Banner::cancelRequested, this, [this] {
        m_store->cancel();
        m_page->cohortBanner()->show(BannerText::empty(tr("Not compared: cancelled."), {}, tr("Compare")));
    });
    m_page->installEventFilter(this);
    showServices();
}

bool TraceFinder::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_page && event->type() == QEvent::Show && m_stale)
        QMetaObject::invokeMethod(this, &TraceFinder::search, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

TraceFinder::~TraceFinder() = default;

void TraceFinder::setZone(Zone zone)
{
    m_model->setZone(zone);
    m_page->scatter()->setZone(zone);
}

void TraceFinder::showServices()
{
    const QStringList& chosen = m_focus->current().services;
    const auto backend = m_backends->traces();
    const bool mayBeAny = backend && !(*backend)->abilities().needsService;
    // A new choice in the Focus counts; else what was searched for here stays.
    QString current;
    if (chosen != m_focusServices && !chosen.isEmpty())
        current = m_services->inTraces(chosen.front());
    m_focusServices = chosen;
    // A server that must be told one gets the first until a person chooses.
    if (current.isEmpty() && m_page->search().service.isEmpty() && !mayBeAny &&
        !m_services->traced().isEmpty())
        current = m_services->traced().front();
    m_page->setServices(m_services->traced(), current, mayBeAny);
    askOperations();
}

void TraceFinder::askOperations()
{
    const QString service = m_page->search().service;
    const auto backend = m_backends->traces();
    if (!backend || service.isEmpty() || service == m_operationsOf)
        return;
    m_operationsOf = service;
    m_operations.await((*backend)->operations(service, {}), this,
                       [this, service](const Result<std::vector<tracing::Operation>>& got) {
                           if (!got) { // a name can be typed all the same; asked again with the next search
                               m_operationsOf.clear();
                               return;
                           }
                           QStringList names;
                           for (const tracing::Operation& operation : *got)
                               names.append(operation.name);
                           names.removeDuplicates();
                           m_page->setOperations(names);
                       });
}

void TraceFinder::focusChanged()
{
    showServices();
    search();
}

void TraceFinder::prepare(const widgets::TraceSearch& search)
{
    m_page->setSearch(search);
    m_page->setFilter({});
    m_page->setArea(std::nullopt);
    m_page->showPart(FindPage::Shown::Found);
}

void TraceFinder::searchFor(const widgets::TraceSearch& search)
{
    prepare(search);
    askOperations();
    this->search();
}

void TraceFinder::search()
{
    m_stale = !m_page->isVisible();
    if (m_stale)
        return;
    const auto backend = m_backends->traces();
    if (!backend) {
        m_page->banner()->show(BannerText::empty(tr("This profile names no server of traces."),
                                                 tr("Add a Jaeger or a Tempo to it to find traces.")));
        return;
    }
    const widgets::TraceSearch& wanted = m_page->search();
    if (wanted.service.isEmpty() && (*backend)->abilities().needsService) {
        const QString problem = m_services->problem();
        m_page->banner()->show(problem.isEmpty()
                                   ? BannerText::loading((*backend)->name())
                                   : BannerText::empty(tr("No service to search by."), problem, tr("Retry")));
        return;
    }
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!range) {
        m_page->banner()->show(BannerText::failed(range.error()));
        return;
    }
    if (m_found.empty())
        m_page->banner()->show(BannerText::loading((*backend)->name()));
    tracing::SearchQuery query{.service = wanted.service,
                               .operation = wanted.operation,
                               .minDuration = wanted.minDuration,
                               .maxDuration = wanted.maxDuration,
                               .start = range->start,
                               .end = range->end,
                               .limit = (*backend)->abilities().lightSearch ? searchLimit : wholeLimit};
    for (const auto& [key, value] : wanted.tags)
        query.tags.push_back({key, value});
    m_search.await((*backend)->search(query), this,
                   [this](Result<tracing::SearchResult> found) { showFound(std::move(found)); });
}

void TraceFinder::showFound(Result<tracing::SearchResult> found)
{
    const Instant now = m_backends->clock().now();
    if (!found) {
        m_page->banner()->show(m_foundAt && !m_found.empty() ? staleText(found.error(), *m_foundAt, now)
                                                             : BannerText::failed(found.error()));
        return;
    }
    m_foundAt = now;
    m_found = std::move(found->traces);
    m_notes = found->notes;
    m_limited = found->limitReached;
    m_page->setFoundServices(traces::servicesIn(m_found));
    showFiltered();
    Q_EMIT foundChanged();
    Q_EMIT answered(now);
}

QString TraceFinder::countText() const
{
    if (!m_foundAt)
        return {};
    return m_limited ? tr("%1 traces or more").arg(m_found.size())
                     : tr("%n traces", nullptr, static_cast<int>(m_found.size()));
}

void TraceFinder::showFiltered()
{
    const traces::FoundFilter filter = m_page->filter();
    const std::optional<widgets::ScatterArea> area = m_page->area();
    const Duration slow = traces::slowLimit(m_found);
    std::vector<TraceSummary> kept;
    std::vector<bool> faint(m_found.size(), false);
    for (std::size_t i = 0; i < m_found.size(); ++i) {
        const bool keep = traces::keeps(filter, m_found[i], slow) && (!area || area->contains(m_found[i]));
        faint[i] = !keep;
        if (keep)
            kept.push_back(m_found[i]);
    }
    const std::size_t count = kept.size();
    m_page->scatter()->setTraces(m_found, std::move(faint));
    m_model->setTraces(std::move(kept));
    m_page->setNote(count == m_found.size() ? countText() : tr("%1 of %2").arg(count).arg(countText()));
    if (!m_foundAt)
        return;
    if (m_found.empty()) {
        const auto backend = m_backends->traces();
        m_page->banner()->show(BannerText::empty(tr("No trace matches in this range."),
                                                 backend ? (*backend)->abilities().emptyHint : QString(),
                                                 tr("Search a longer time")));
    } else if (count == 0) {
        m_page->banner()->show(
            BannerText::empty(tr("None of the %1 found traces is kept by the filter.").arg(m_found.size()),
                              tr("Choose All, any service, and press Escape over the dots.")));
    } else if (!m_notes.isEmpty()) {
        m_page->banner()->show(BannerText::partial(m_notes.front(), m_notes.mid(1).join(u' ')));
    } else {
        m_page->banner()->hideNow();
    }
}

void TraceFinder::showMap()
{
    drawMap();
    const auto backend = m_backends->traces();
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!backend || !range || !(*backend)->abilities().dependencies)
        return;
    if (m_dependencies.empty())
        m_page->mapBanner()->show(BannerText::loading((*backend)->name()));
    m_asksMap.await((*backend)->dependencies(range->end, range->end - range->start), this,
                    [this](const Result<std::vector<tracing::Dependency>>& got) {
                        m_mapFailure.reset();
                        if (got)
                            m_dependencies = *got;
                        else
                            m_mapFailure = got.error();
                        drawMap();
                    });
}

void TraceFinder::drawMap()
{
    std::vector<traces::MapEdge> told;
    for (const tracing::Dependency& edge : m_dependencies)
        told.push_back({.from = edge.parent, .to = edge.child, .calls = edge.calls});
    m_drawing.await(
        runOnPool(m_pool,
                  [all = m_store->all(), told]() -> Result<traces::ServiceMap> {
                      traces::ServiceMap map = traces::mapOf(all);
                      traces::addDependencies(map, told);
                      return map;
                  }),
        this, [this](Result<traces::ServiceMap> map) {
            if (!map)
                return;
            const bool isEmpty = map->edges.empty();
            const auto count = static_cast<int>(map->traces);
            m_page->map()->setMap(std::move(*map));
            if (m_mapFailure)
                m_page->mapBanner()->show(BannerText::failed(*m_mapFailure));
            else if (m_asksMap.isRunning())
                return; // the banner says that more is on its way
            else if (isEmpty)
                m_page->mapBanner()->show(BannerText::empty(
                    tr("Nobody calls anybody, as far as is known."),
                    tr("Open a trace, or compare sets of them: their calls are drawn here."),
                    tr("Look again")));
            else if (m_dependencies.empty())
                m_page->mapBanner()->show(BannerText::partial(
                    tr("Drawn from the %n traces at hand alone.", nullptr, count),
                    tr("This server tells no calls between services; open more traces for more.")));
            else
                m_page->mapBanner()->hideNow();
        });
}

void TraceFinder::compareSets()
{
    m_cohorts = traces::cohortsOf(m_found);
    m_page->setCohortNote({});
    if (m_cohorts.odd.size() < leastOdd || m_cohorts.normal.size() < leastNormal) {
        m_report = {};
        m_page->traits()->setRows({});
        m_page->cohortBanner()->show(BannerText::empty(
            tr("Too few traces of one kind to compare."),
            tr("At least two failed or slow ones and three normal ones of the same operation are "
               "needed; search a longer time or without filters.")));
        return;
    }
    std::vector<TraceId> all = m_cohorts.odd;
    all.insert(all.end(), m_cohorts.normal.begin(), m_cohorts.normal.end());
    m_page->cohortBanner()->show(BannerText::loading(tr("%1 traces").arg(all.size())));
    m_store->fetch(
        all,
        [this](int done, int of) {
            m_page->cohortBanner()->show(BannerText::loading(tr("%1 of %2 traces").arg(done).arg(of)));
        },
        [this](const std::optional<Error>& failure) { weigh(failure); });
}

// Of what has come; that some have not is said.
void TraceFinder::weigh(const std::optional<Error>& failure)
{
    const auto at = [this](const std::vector<TraceId>& ids) {
        std::vector<traces::TracePtr> whole;
        for (const TraceId& id : ids)
            if (traces::TracePtr trace = m_store->find(id))
                whole.push_back(std::move(trace));
        return whole;
    };
    const std::vector<traces::TracePtr> odd = at(m_cohorts.odd);
    const std::vector<traces::TracePtr> normal = at(m_cohorts.normal);
    const std::size_t missing = m_cohorts.odd.size() + m_cohorts.normal.size() - odd.size() - normal.size();
    if (failure && (odd.size() < leastOdd || normal.size() < leastNormal)) {
        m_page->cohortBanner()->show(BannerText::failed(*failure));
        return;
    }
    m_weighing.await(
        runOnPool(
            m_pool,
            [odd, normal]() -> Result<traces::CohortReport> { return traces::compareCohorts(odd, normal); }),
        this, [this, missing](const Result<traces::CohortReport>& report) {
            if (!report)
                return;
            m_report = *report;
            m_page->traits()->setRows(items::traitRows(m_report));
            const QString sets = (m_cohorts.byErrors ? tr("%1 failed traces of %2 against %3 normal ones.")
                                                     : tr("%1 slow traces of %2 against %3 normal ones."))
                                     .arg(m_report.odd)
                                     .arg(cleaned(QStringView(m_cohorts.root), 80))
                                     .arg(m_report.normal);
            if (m_report.traits.empty()) {
                m_page->setCohortNote({});
                m_page->cohortBanner()->show(BannerText::empty(
                    sets + tr(" Nothing sets them apart that chance would not."),
                    tr("%1 services, operations and tags were weighed.").arg(m_report.looked),
                    tr("Compare again")));
                return;
            }
            m_page->cohortBanner()->hideNow();
            QString note =
                sets + tr(" What goes together is no proof of a cause. Enter searches for traces with it.");
            if (missing > 0)
                note += tr(" %1 traces could not be fetched.").arg(missing);
            m_page->setCohortNote(note);
        });
}

} // namespace signalbox::app
