// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/session.h"

#include "app/controllers/explorecontroller.h"
#include "app/controllers/lamps.h"
#include "app/controllers/linepick.h"
#include "app/controllers/logscontroller.h"
#include "app/controllers/omnisearch.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/signalpivots.h"
#include "app/controllers/signalscontroller.h"
#include "app/controllers/staleness.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracescontroller.h"
#include "app/discovery/discoverycontroller.h"
#include "app/mainwindow/mainwindow.h"
#include "models/items/alertmodel.h"
#include "models/items/logmodel.h"
#include "models/items/mappingmodel.h"
#include "models/items/tracemodel.h"
#include "widgets/logs/volumechart.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/panearea.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/statusbar.h"
#include "widgets/shell/topbar.h"
#include "widgets/trace/tracespane.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::app {

using widgets::BannerText;

namespace {

const QString signalsId = QStringLiteral("signals");
const QString tracesId = QStringLiteral("traces");
const QString paneKey = QStringLiteral("pane");
const QString logsKey = QStringLiteral("logs");
const QString tracesKey = QStringLiteral("traces");
const QString signalsKey = QStringLiteral("signals");

} // namespace

Session::Session(profile::Profile profile, const Panes& panes, focus::FocusModel* focus, MainWindow* window,
                 QObject* parent)
    : QObject(parent)
    , m_focus(focus)
    , m_window(window)
    , m_backends(new Backends(std::move(profile), {}, this))
    , m_lamps(new Lamps(m_backends, this))
    , m_panes(panes)
    , m_services(new ServiceList(m_backends, this))
    , m_pivots(new PivotController(m_backends, m_services, this))
    , m_omni(new OmniSearch(m_backends, focus, m_services, this))
    , m_signals(new SignalsController(m_backends, focus, m_services, m_pivots, panes.signalsPane,
                                      panes.signalModels, this))
    , m_logs(new LogsController(m_backends, focus, m_services, panes.logsPane, panes.logModels, this))
    , m_traces(
          new TracesController(m_backends, focus, m_services, m_pivots, panes.tracesPane, panes.traces, this))
{
    const auto showLamps = [this](const std::vector<health::Lamp>& lamps) {
        m_window->setLamps(lamps);
        QString skew;
        for (const health::Lamp& lamp : lamps) {
            const auto seconds = lamp.clockSkew ? static_cast<double>(lamp.clockSkew->count()) / 1e9 : 0;
            if (qAbs(seconds) >= 1.5)
                skew = tr("%1 clock %2%3 s")
                           .arg(lamp.backend, seconds > 0 ? QStringLiteral("+") : QStringLiteral("\u2212"))
                           .arg(qAbs(seconds), 0, 'f', 0);
        }
        m_window->status()->setSkew(skew);
    };
    connect(m_lamps, &Lamps::changed, this, showLamps);
    showLamps(m_lamps->lamps());
    connect(window, &MainWindow::retryRequested, m_lamps, &Lamps::retry);
    connect(window, &MainWindow::refreshRequested, this, &Session::refresh);
    connect(window, &MainWindow::refreshSecondsChanged, this, &Session::applyRefresh);
    connect(window, &MainWindow::zoneChanged, panes.signalModels.alerts, &items::AlertModel::setZone);
    connect(window, &MainWindow::zoneChanged, m_signals, &SignalsController::setZone);
    m_signals->setZone(window->zone());
    connect(m_signals, &SignalsController::corrected, this, &Session::corrected);
    connect(window, &MainWindow::zoneChanged, m_logs, &LogsController::setZone);
    m_logs->setZone(window->zone());
    connect(m_logs, &LogsController::paneRequested, window, &MainWindow::showPane);
    connect(m_signals, &SignalsController::marksChanged, panes.logsPane->volume(),
            &widgets::VolumeChart::setMarks);
    connect(window, &MainWindow::zoneChanged, m_traces, &TracesController::setZone);
    m_traces->setZone(window->zone());
    wirePivots();
    wireTrail();
    wireOmnibox();
    connect(m_signals, &SignalsController::firingChanged, this,
            [this](int count) { m_window->rail()->setBadge(QStringLiteral("signals"), count); });
    const auto showServices = [this] {
        m_window->topBar()->setServices(m_services->names(), m_focus->current().services);
        m_window->omnibox()->setServices(m_services->names());
        m_window->topBar()->setServicesEmptyText(m_services->problem().isEmpty()
                                                     ? tr("No backend has named a service yet.")
                                                     : m_services->problem());
    };
    connect(m_services, &ServiceList::changed, this, showServices);
    connect(m_focus, &focus::FocusModel::changed, this, showServices);
    showServices();
    const auto came = [this](Instant at) {
        m_dataAt = at;
        showAge();
    };
    connect(m_signals, &SignalsController::answered, this, came);
    connect(m_logs, &LogsController::answered, this, came);
    connect(m_traces, &TracesController::answered, this, came);
    m_age.setInterval(1000);
    connect(&m_age, &QTimer::timeout, this, &Session::showAge);
    m_age.start();
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        // Nothing may move under a hand that drags.
        if (QGuiApplication::mouseButtons() == Qt::NoButton)
            refresh();
    });
    applyRefresh(window->refreshSeconds());
    showAge();
    m_signals->start();
}

Session::~Session()
{
    m_focus->setKeeper({});
}

void Session::applyRefresh(int seconds)
{
    if (seconds <= 0)
        m_refresh.stop();
    else
        m_refresh.start(seconds * 1000);
}

void Session::refresh()
{
    if (const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now()))
        m_services->refresh(*range);
    m_lamps->probe();
    m_signals->refresh();
    m_logs->refresh();
    m_traces->refresh();
}

void Session::showAge()
{
    m_window->status()->setAge(
        m_dataAt ? tr("Data %1 old").arg(ageText(m_backends->clock().now() - *m_dataAt)) : tr("No data yet"));
}

void Session::wirePivots()
{
    const auto follow = [this](const pivots::Plan& plan) { m_pivots->follow(plan); };
    connect(m_traces, &TracesController::pivotRequested, this, follow);
    connect(m_logs, &LogsController::traceRequested, this, [this](const LogLine& line) {
        m_pivots->follow(pivots::traceOf(pickOf(line, m_services->mapping()), m_pivots->ground()));
    });
    connect(m_logs, &LogsController::linePivotRequested, this, &Session::pivotFrom);
    connect(m_pivots, &PivotController::reached, this, &Session::reach);
    connect(m_pivots, &PivotController::climbing, this, [this](const QString& sentence) {
        m_window->sayWay(sentence.isEmpty() ? BannerText{} : BannerText::loading(sentence));
    });
    connect(m_pivots, &PivotController::said, this, [this](const QString& sentence) {
        m_window->sayWay(sentence.isEmpty() ? BannerText{} : BannerText::note(sentence, {}, tr("Close")));
    });
    connect(m_pivots, &PivotController::vain, this, [this](const QString& sentence) {
        m_window->sayWay(BannerText::note(
            sentence,
            tr("The question stands below as it was asked first; change it, or go back (Alt+Left)."),
            tr("Close")));
    });
    connect(m_pivots, &PivotController::failed, this, [this](const Error& error) {
        m_window->sayWay(BannerText::partial(tr("The pivot ended early: %1").arg(error.what),
                                             tr("The question stands below and can be asked again there."),
                                             tr("Close")));
    });
    connect(m_window, &MainWindow::wayCancelled, m_pivots, &PivotController::cancel);
    // Who goes elsewhere meanwhile is not called back, and what was said was about the place that they left.
    // A pivot that arrives changes the Focus before it says how it got there.
    connect(m_focus, &focus::FocusModel::changed, this, [this] {
        m_pivots->cancel();
        m_window->sayWay({});
    });
    connect(m_signals->pivots(), &SignalPivots::said, this, [this](const QString& sentence) {
        m_window->sayWay(BannerText::note(sentence, {}, tr("Close")));
    });
    connect(m_panes.signalsPane, &widgets::SignalsPane::worstRequested, m_signals->pivots(),
            &SignalPivots::selectWorst);
    connect(m_signals->discovery(), &DiscoveryController::changed, this,
            [this] { m_services->setMetrics(m_signals->discovery()->view()); });
    const auto showNames = [this] {
        m_panes.signalModels.names->setMapping(m_services->mapping(), m_services->corrections());
    };
    connect(m_services, &ServiceList::changed, this, showNames);
    connect(
        m_panes.signalModels.names, &items::MappingModel::corrected, this,
        [this, showNames](const mapping::Corrections& corrections) {
            m_services->setCorrections(corrections);
            showNames();
            Q_EMIT named(corrections);
        },
        Qt::QueuedConnection); // the cell is still being edited
}

void Session::wireOmnibox()
{
    widgets::CommandPalette* box = m_window->omnibox();
    connect(box, &widgets::CommandPalette::searchWanted, m_omni, &OmniSearch::search);
    connect(m_omni, &OmniSearch::found, box, &widgets::CommandPalette::setFound);
}

void Session::wireTrail()
{
    m_focus->setKeeper([this] { return place(); });
    const auto partOf = [](const QByteArray& place, const QString& key) {
        return QJsonDocument::fromJson(place).object().value(key).toObject();
    };
    connect(m_focus, &focus::FocusModel::arriving, this, [this, partOf](const QByteArray& place) {
        m_logs->prepare(partOf(place, logsKey));
        m_traces->prepare(partOf(place, tracesKey));
    });
    connect(m_focus, &focus::FocusModel::arrived, this, [this, partOf](const QByteArray& place) {
        m_traces->takePlace(partOf(place, tracesKey));
        m_signals->pivots()->takePlace(partOf(place, signalsKey));
        const QString pane = QJsonDocument::fromJson(place).object().value(paneKey).toString();
        if (!pane.isEmpty())
            m_window->showPane(pane);
    });
}

QByteArray Session::place() const
{
    const widgets::Pane* pane = m_window->paneArea()->current();
    return QJsonDocument(QJsonObject{{paneKey, pane ? pane->id() : QString()},
                                     {logsKey, m_logs->place()},
                                     {tracesKey, m_traces->place()},
                                     {signalsKey, m_signals->pivots()->place()}})
        .toJson(QJsonDocument::Compact);
}

void Session::pivotFrom(const LogLine& line, widgets::LinePivot pivot)
{
    using widgets::LinePivot;
    const pivots::LinePick pick = pickOf(line, m_services->mapping());
    const pivots::Ground ground = m_pivots->ground();
    switch (pivot) {
    case LinePivot::SameTrace:
        m_pivots->follow(pivots::logsOfTrace(pick, ground));
        return;
    case LinePivot::SameRequest:
        m_pivots->follow(pivots::logsOfRequest(pick, ground));
        return;
    case LinePivot::Rate:
        m_pivots->follow(pivots::rateOf(pick, ground));
        return;
    case LinePivot::Signals:
        m_pivots->follow(pivots::signalsOf(pick, ground));
        return;
    }
}

void Session::reach(const pivots::Rung& rung, const QString& how)
{
    if (const auto* logs = std::get_if<pivots::LogStep>(&rung.step)) {
        m_logs->lookFor(logs->question, rung.range, how);
    } else if (const auto* search = std::get_if<pivots::SearchStep>(&rung.step)) {
        m_traces->lookFor(*search, TimeRange::absolute(rung.range), how);
        m_window->showPane(tracesId);
    } else if (const auto* trace = std::get_if<pivots::TraceStep>(&rung.step)) {
        m_traces->reader()->setWantsSlowest(trace->isSlowWanted);
        m_focus->setTrace(trace->trace, trace->span, how);
        m_traces->reader()->setWantsSlowest(false);
        m_panes.tracesPane->showTracePage();
        m_window->showPane(tracesId);
    } else if (const auto* page = std::get_if<pivots::SignalStep>(&rung.step)) {
        focus::Focus next = m_focus->current();
        next.services = page->services;
        next.range = TimeRange::absolute(rung.range);
        m_focus->change(std::move(next), how);
        m_panes.signalsPane->showPage(page->services.size() == 1 ? widgets::SignalsPane::Page::Service
                                                                 : widgets::SignalsPane::Page::Overview);
        m_window->showPane(signalsId);
    }
}

void Session::go(const pivots::Recognised& target)
{
    using Kind = pivots::Recognised::Kind;
    const QString how = tr("pasted: %1").arg(target.what);
    const Instant now = m_backends->clock().now();
    const auto range = target.range.value_or(m_focus->current().range);
    switch (target.kind) {
    case Kind::Trace:
        reach({pivots::TraceStep{target.trace->trace, target.trace->span}, {}, {}}, how);
        return;
    case Kind::Search: {
        pivots::SearchStep step{
            .service = m_services->mapping().serviceOf(mapping::Store::Traces, target.services.value(0)),
            .operation = target.operation,
            .tags = target.tags,
            .minDuration = target.minDuration};
        m_traces->lookFor(step, range, how);
        m_window->showPane(tracesId);
        return;
    }
    case Kind::Metrics:
        if (target.range)
            m_focus->setRange(*target.range, how);
        m_panes.signalsPane->showPage(widgets::SignalsPane::Page::Explore);
        m_window->showPane(signalsId);
        m_signals->explore()->setQuery(target.text);
        return;
    case Kind::Lines:
        m_logs->askText(target.text, target.range, how);
        return;
    case Kind::Alert:
        m_pivots->follow(
            pivots::pivotOf({.labels = *target.labels, .since = target.at.value_or(now), .until = {}},
                            pivots::Target::Signals, m_pivots->ground()));
        return;
    case Kind::Service:
        m_window->showPane(signalsId);
        m_signals->openService(target.services.front());
        return;
    case Kind::Range:
        m_focus->setRange(range, how);
        return;
    case Kind::Text: {
        logql::Question question;
        question.lines = {{.match = logql::LineMatch::Contains, .text = target.text, .ignoreCase = true}};
        if (const auto settled = range.resolved(now))
            m_logs->lookFor(question, *settled, how);
        return;
    }
    case Kind::Link:
        return; // the console opens links: they may be of another profile
    }
}

} // namespace signalbox::app
