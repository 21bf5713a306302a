// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracescontroller.h"

#include "app/backends.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/tracefinder.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracestore.h"
#include "models/items/tracemodel.h"
#include "widgets/trace/spandetail.h"
#include "widgets/trace/tracespane.h"
#include "widgets/trace/waterfallview.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QJsonArray>
#include <QMenu>
#include <QMessageBox>
#include <QScrollBar>

namespace signalbox::app {

using widgets::FindPage;
using widgets::TracePage;

namespace {

constexpr int traceThreads = 2;

const QString searchKey = QStringLiteral("search");
const QString tagsKey = QStringLiteral("tags");
const QString partKey = QStringLiteral("part");
const QString quickKey = QStringLiteral("quick");
const QString withKey = QStringLiteral("with");
const QString traceKey = QStringLiteral("trace");
const QString spanKey = QStringLiteral("span");
const QString viewKey = QStringLiteral("view");
const QString beginKey = QStringLiteral("begin");
const QString viewEndKey = QStringLiteral("end");
const QString scrollKey = QStringLiteral("scroll");

QJsonValue durationJson(const std::optional<Duration>& duration)
{
    return duration ? QJsonValue(QString::number(duration->count())) : QJsonValue();
}

std::optional<Duration> durationOf(const QJsonValue& value)
{
    return value.isString() ? std::optional(Duration{value.toString().toLongLong()}) : std::nullopt;
}

} // namespace

TracesController::TracesController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                                   PivotController* pivots, widgets::TracesPane* pane,
                                   items::TraceModel* traces, QObject* parent)
    : QObject(parent)
    , m_focus(focus)
    , m_services(services)
    , m_pivots(pivots)
    , m_pane(pane)
    , m_store(new TraceStore(backends, this))
    , m_finder(new TraceFinder(backends, focus, services, m_store, pane->findPage(), traces, &m_pool, this))
    , m_reader(new TraceReader(backends, services, m_store, pane->tracePage(), &m_pool, this))
{
    m_pool.setMaxThreadCount(traceThreads);
    connectFinder();
    connectReader();
    connect(m_focus, &focus::FocusModel::changed, this, &TracesController::focusChanged);
    m_pane->tracePage()->setBackText(tr("Traces"));
    m_pane->tracePage()->setHeading(tr("No trace is open"), {}, {});
    m_reader->show(std::nullopt, std::nullopt);
    focusChanged();
}

TracesController::~TracesController()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TracesController::connectFinder()
{
    FindPage* page = m_pane->findPage();
    connect(page, &FindPage::traceChosen, this,
            [this](const TraceId& id) { openTrace(id, std::nullopt, tr("trace chosen")); });
    connect(page, &FindPage::compareRequested, this, [this](const TraceId& id) {
        if (!m_reader->reading()) {
            openTrace(id, std::nullopt, tr("trace chosen"));
            return;
        }
        m_pane->showTracePage();
        m_pane->tracePage()->showView(TracePage::View::Compare);
        m_pane->tracePage()->setOther(id, id.toShortHex());
    });
    connect(page, &FindPage::fileRequested, this, &TracesController::askForFile);
    connect(m_finder, &TraceFinder::answered, this, &TracesController::answered);
    connect(m_finder, &TraceFinder::foundChanged, this, [this] {
        m_pane->tracePage()->setBackText(m_finder->countText());
        m_reader->setOthers(m_finder->found());
    });
}

void TracesController::connectReader()
{
    TracePage* page = m_pane->tracePage();
    connect(m_reader, &TraceReader::answered, this, &TracesController::answered);
    connect(m_reader, &TraceReader::readingChanged, this, &TracesController::applyPlace);
    connect(m_reader, &TraceReader::fileFailed, this, &TracesController::say);
    connect(m_reader, &TraceReader::fileOpened, this, [this](const TraceId& id) {
        openTrace(id, std::nullopt, tr("trace from a file"));
        m_pane->takeFocus(); // the dialog had it
    });
    connect(m_pane, &widgets::TracesPane::logsRequested, this, &TracesController::askForLogs);
    connect(m_pane, &widgets::TracesPane::signalsRequested, this, &TracesController::askForSignals);
    connect(m_pane, &widgets::TracesPane::similarRequested, this, &TracesController::findSimilar);
    connect(page, &TracePage::saveRequested, this, &TracesController::askWhereToSave);
    connect(page, &TracePage::spanMenuRequested, this, &TracesController::openSpanMenu);
    connect(page->waterfall(), &widgets::WaterfallView::logActivated, this, &TracesController::askForLogs);
    widgets::FactTree* facts = page->detail()->facts();
    connect(facts, &widgets::FactTree::findRequested, this, [this](const QString& key, const QString& value) {
        const auto at = span();
        widgets::TraceSearch search{.service = m_pane->findPage()->search().service};
        if (at)
            search.service = m_reader->reading()->trace->serviceOf(m_reader->reading()->trace->at(*at));
        search.tags = {{key, value}};
        m_pane->showFindPage();
        m_finder->searchFor(search);
    });
    connect(facts, &widgets::FactTree::filterRequested, this,
            [this](const QString& /*key*/, const QString& value) { filterLogs(value); });
    connect(facts, &widgets::FactTree::linkRequested, this,
            [this](const TraceId& trace, const SpanId& linked) {
                openTrace(trace, linked, tr("link of a span"));
            });
}

void TracesController::refresh()
{
    m_finder->search();
    m_reader->refresh();
}

void TracesController::setZone(Zone zone)
{
    m_finder->setZone(zone);
    m_pane->tracePage()->setZone(zone);
}

void TracesController::focusChanged()
{
    const focus::Focus& focus = m_focus->current();
    if (focus.trace == m_seenTrace && focus.span == m_seenSpan)
        return;
    m_seenTrace = focus.trace;
    m_seenSpan = focus.span;
    m_reader->show(focus.trace, focus.span);
    if (focus.trace)
        m_pane->showTracePage();
    else
        m_pane->showFindPage();
}

void TracesController::openTrace(const TraceId& id, const std::optional<SpanId>& span, const QString& how)
{
    const bool isSame = m_focus->current().trace == id && m_focus->current().span == span;
    m_focus->setTrace(id, span, how);
    if (isSame)
        m_reader->show(id, span);
    m_pane->showTracePage();
}

std::optional<std::uint32_t> TracesController::span() const
{
    const std::int64_t current = m_pane->tracePage()->waterfall()->currentSpan();
    return m_reader->reading() && current >= 0 ? std::optional(static_cast<std::uint32_t>(current))
                                               : std::nullopt;
}

std::optional<pivots::SpanPick> TracesController::pick() const
{
    const traces::ReadingPtr& reading = m_reader->reading();
    if (!reading)
        return std::nullopt;
    const Trace& trace = *reading->trace;
    const Interval whole{trace.start(), trace.start() + trace.duration()};
    pivots::SpanPick pick{.trace = trace.id(), .range = whole, .whole = whole};
    const auto ours = [this](const QString& name) {
        return m_services->mapping().serviceOf(mapping::Store::Traces, name);
    };
    for (const ServiceCount& count : trace.services())
        pick.others.append(ours(count.name));
    const auto at = span();
    if (!at)
        return pick;
    const Span& span = trace.at(*at);
    pick.service = ours(trace.serviceOf(span));
    pick.operation = trace.operationOf(span);
    pick.range = {span.start, span.end()};
    pick.isFailed = span.error;
    // Some services write the id into the line and others beside it.
    if (const auto place = traces::idPlaceOf(reading->logs, trace.serviceOf(span)))
        pick.idPlace = pivots::SpanPick::IdPlace{place->field, place->text};
    return pick;
}

void TracesController::askForLogs()
{
    if (const auto from = pick())
        Q_EMIT pivotRequested(pivots::logsOf(*from, m_pivots->ground()));
}

void TracesController::filterLogs(const QString& value)
{
    if (const auto from = pick())
        Q_EMIT pivotRequested(pivots::logsWith(*from, value, m_pivots->ground()));
}

void TracesController::askForSignals()
{
    if (const auto from = pick())
        Q_EMIT pivotRequested(pivots::signalsOf(*from, m_pivots->ground()));
}

void TracesController::findSimilar()
{
    if (const auto from = pick(); from && !from->service.isEmpty())
        Q_EMIT pivotRequested(pivots::tracesLike(*from, m_pivots->ground()));
}

void TracesController::lookFor(const pivots::SearchStep& step, const TimeRange& range, const QString& how)
{
    widgets::TraceSearch search{.service = m_services->inTraces(step.service),
                                .operation = step.operation,
                                .tags = step.tags,
                                .minDuration = step.minDuration};
    if (step.errorsOnly)
        search.tags.emplace_back(QStringLiteral("error"), QStringLiteral("true"));
    focus::Focus next = m_focus->current();
    if (!step.service.isEmpty())
        next.services = {step.service};
    next.range = range;
    next.trace.reset();
    next.span.reset();
    m_focus->change(std::move(next), how);
    m_pane->showFindPage();
    m_finder->searchFor(search); // and ends the question that the Focus made
}

QJsonObject TracesController::place() const
{
    const widgets::TraceSearch& search = m_pane->findPage()->search();
    QJsonArray tags;
    for (const auto& [key, value] : search.tags)
        tags.append(QJsonArray{key, value});
    QJsonObject place{
        {searchKey, QJsonArray{search.service, search.operation, durationJson(search.minDuration),
                               durationJson(search.maxDuration)}},
        {tagsKey, tags},
        {partKey, static_cast<int>(m_pane->findPage()->shown())},
        {quickKey, static_cast<int>(m_pane->findPage()->filter().quick)},
        {withKey, m_pane->findPage()->filter().service}};
    if (const auto at = span()) {
        const widgets::WaterfallView* waterfall = m_pane->tracePage()->waterfall();
        const Trace& trace = *m_reader->reading()->trace;
        place[traceKey] = trace.id().toHex();
        place[spanKey] = trace.at(*at).id.toHex();
        place[viewKey] = static_cast<int>(m_pane->tracePage()->view());
        place[beginKey] = QString::number(waterfall->view().begin);
        place[viewEndKey] = QString::number(waterfall->view().end);
        place[scrollKey] = waterfall->verticalScrollBar()->value();
    }
    return place;
}

void TracesController::prepare(const QJsonObject& place)
{
    const QJsonArray words = place.value(searchKey).toArray();
    if (words.size() != 4)
        return;
    widgets::TraceSearch search{.service = words[0].toString(),
                                .operation = words[1].toString(),
                                .minDuration = durationOf(words[2]),
                                .maxDuration = durationOf(words[3])};
    for (const QJsonValue& tag : place.value(tagsKey).toArray())
        search.tags.emplace_back(tag[0].toString(), tag[1].toString());
    m_finder->prepare(search);
}

void TracesController::takePlace(const QJsonObject& place)
{
    if (place.isEmpty())
        return;
    widgets::FindPage* page = m_pane->findPage();
    const int quick = place.value(quickKey).toInt();
    if (quick >= 0 && quick <= static_cast<int>(traces::FoundFilter::Quick::Slow))
        page->setFilter({static_cast<traces::FoundFilter::Quick>(quick), place.value(withKey).toString()});
    const int part = place.value(partKey).toInt();
    if (part >= 0 && part <= static_cast<int>(FindPage::Shown::Cohorts))
        page->showPart(static_cast<FindPage::Shown>(part));
    m_place = place;
    applyPlace();
}

void TracesController::applyPlace()
{
    const traces::ReadingPtr& reading = m_reader->reading();
    if (m_place.isEmpty() || !reading || reading->trace->id().toHex() != m_place.value(traceKey).toString())
        return;
    const QJsonObject place = std::exchange(m_place, {});
    widgets::WaterfallView* waterfall = m_pane->tracePage()->waterfall();
    if (const auto id = SpanId::fromHex(place.value(spanKey).toString()))
        if (const auto found = reading->trace->find(*id); !found.empty())
            waterfall->showSpan(found.front());
    const int view = place.value(viewKey).toInt(-1);
    if (view >= 0 && view <= static_cast<int>(TracePage::View::Compare))
        m_pane->tracePage()->showView(static_cast<TracePage::View>(view));
    const traces::Stretch stretch{place.value(beginKey).toString().toLongLong(),
                                  place.value(viewEndKey).toString().toLongLong()};
    if (stretch.end > stretch.begin)
        waterfall->setView(stretch);
    waterfall->verticalScrollBar()->setValue(place.value(scrollKey).toInt());
}

void TracesController::openSpanMenu(const QPoint& global)
{
    const auto at = span();
    if (!at)
        return;
    widgets::WaterfallView* view = m_pane->tracePage()->waterfall();
    const Trace& trace = *m_reader->reading()->trace;
    const QString service = trace.serviceOf(trace.at(*at));
    auto* menu = new QMenu(m_pane);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Logs of this span\tL"), this, &TracesController::askForLogs);
    menu->addAction(tr("Signals of its service\tM"), this, &TracesController::askForSignals);
    menu->addAction(tr("Traces like this\tT"), this, &TracesController::findSimilar);
    menu->addSeparator();
    menu->addAction(tr("Zoom to it\tZ"), view, [view, at] { view->zoomToSpan(*at); });
    menu->addAction(tr("Only this service"), this,
                    [this, service] { m_pane->tracePage()->setKeptService(service); });
    menu->addAction(tr("Close all of this service\tAlt+click"), view,
                    [view, service] { view->closeService(service, true); });
    menu->addAction(tr("Open all of this service"), view,
                    [view, service] { view->closeService(service, false); });
    menu->addSeparator();
    menu->addAction(tr("Copy the span id"), this,
                    [id = trace.at(*at).id] { QGuiApplication::clipboard()->setText(id.toHex()); });
    menu->popup(global);
}

void TracesController::askForFile()
{
    auto* dialog = new QFileDialog(m_pane, tr("Open a trace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Traces (*.json *.jsonl *.ndjson)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_reader, &TraceReader::openFile);
    dialog->open();
}

void TracesController::askWhereToSave(const QString& form)
{
    if (!m_reader->reading())
        return;
    auto* dialog = new QFileDialog(m_pane, tr("Save the trace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(
        QStringLiteral("trace-%1.%2").arg(m_reader->reading()->trace->id().toShortHex(), form));
    connect(dialog, &QFileDialog::fileSelected, m_reader,
            [this, form](const QString& path) { m_reader->saveTo(path, form); });
    dialog->open();
}

void TracesController::say(const QString& sentence)
{
    auto* box = new QMessageBox(QMessageBox::Warning, QGuiApplication::applicationDisplayName(),
                                cleaned(QStringView(sentence), 600), QMessageBox::Ok, m_pane);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace signalbox::app
