// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracescontroller.h"

#include "app/backends.h"
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
#include <QMenu>
#include <QMessageBox>

namespace signalbox::app {

using widgets::FindPage;
using widgets::TracePage;

namespace {

constexpr int poolThreads = 2;
constexpr std::chrono::seconds logPadding{2};
constexpr std::chrono::minutes signalPadding{15};

} // namespace

TracesController::TracesController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                                   widgets::TracesPane* pane, items::TraceModel* traces, QObject* parent)
    : QObject(parent)
    , m_focus(focus)
    , m_pane(pane)
    , m_store(new TraceStore(backends, this))
    , m_finder(new TraceFinder(backends, focus, services, m_store, pane->findPage(), traces, &m_pool, this))
    , m_reader(new TraceReader(backends, services, m_store, pane->tracePage(), &m_pool, this))
{
    m_pool.setMaxThreadCount(poolThreads);
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

void TracesController::askForLogs()
{
    const traces::ReadingPtr& reading = m_reader->reading();
    if (!reading)
        return;
    const Trace& trace = *reading->trace;
    logql::Question question;
    if (const auto at = span())
        question.services = {trace.serviceOf(trace.at(*at))};
    // Some services write the id into the line and others beside it.
    const auto place = question.services.isEmpty()
                           ? std::nullopt
                           : traces::idPlaceOf(reading->logs, question.services.front());
    if (place && !place->field.isEmpty())
        question.fields = {{.field = {.name = place->field, .place = logs::FieldPlace::Metadata},
                            .op = Matcher::Op::Equal,
                            .value = place->text}};
    else
        question.lines = {{.match = logql::LineMatch::Contains,
                           .text = place ? place->text : trace.id().toShortHex(),
                           .ignoreCase = true}};
    Q_EMIT logsRequested(question,
                         {trace.start() - logPadding, trace.start() + trace.duration() + logPadding});
}

void TracesController::filterLogs(const QString& value)
{
    const traces::ReadingPtr& reading = m_reader->reading();
    const auto at = span();
    if (!reading || !at)
        return;
    const Trace& trace = *reading->trace;
    logql::Question question;
    question.services = {trace.serviceOf(trace.at(*at))};
    question.lines = {{.match = logql::LineMatch::Contains, .text = value.left(200), .ignoreCase = false}};
    Q_EMIT logsRequested(question,
                         {trace.start() - logPadding, trace.start() + trace.duration() + logPadding});
}

void TracesController::askForSignals()
{
    const auto at = span();
    if (!at)
        return;
    const Trace& trace = *m_reader->reading()->trace;
    const Span& span = trace.at(*at);
    Q_EMIT signalsRequested(trace.serviceOf(span), {span.start - signalPadding, span.end() + signalPadding});
}

void TracesController::findSimilar()
{
    const auto at = span();
    if (!at)
        return;
    const Trace& trace = *m_reader->reading()->trace;
    const Span& span = trace.at(*at);
    m_pane->showFindPage();
    m_finder->searchFor({.service = trace.serviceOf(span), .operation = trace.operationOf(span)});
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
