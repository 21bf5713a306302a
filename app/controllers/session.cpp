// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/session.h"

#include "app/controllers/lamps.h"
#include "app/controllers/logscontroller.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/signalscontroller.h"
#include "app/controllers/staleness.h"
#include "app/controllers/tracescontroller.h"
#include "app/mainwindow/mainwindow.h"
#include "models/items/alertmodel.h"
#include "models/items/logmodel.h"
#include "models/items/tracemodel.h"
#include "models/telemetry/tracecontext.h"
#include "widgets/logs/volumechart.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/statusbar.h"
#include "widgets/shell/topbar.h"
#include "widgets/trace/tracespane.h"

#include <QGuiApplication>

namespace signalbox::app {

Session::Session(profile::Profile profile, const Panes& panes, focus::FocusModel* focus, MainWindow* window,
                 QObject* parent)
    : QObject(parent)
    , m_focus(focus)
    , m_window(window)
    , m_backends(new Backends(std::move(profile), {}, this))
    , m_lamps(new Lamps(m_backends, this))
    , m_services(new ServiceList(m_backends, this))
    , m_signals(new SignalsController(m_backends, focus, panes.signalsPane, panes.signalModels, this))
    , m_logs(new LogsController(m_backends, focus, m_services, panes.logsPane, panes.logModels, this))
    , m_traces(new TracesController(m_backends, focus, m_services, panes.tracesPane, panes.traces, this))
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
    connect(m_signals, &SignalsController::paneRequested, window, &MainWindow::showPane);
    connect(m_signals, &SignalsController::corrected, this, &Session::corrected);
    connect(window, &MainWindow::zoneChanged, m_logs, &LogsController::setZone);
    m_logs->setZone(window->zone());
    connect(m_logs, &LogsController::paneRequested, window, &MainWindow::showPane);
    connect(m_signals, &SignalsController::marksChanged, panes.logsPane->volume(),
            &widgets::VolumeChart::setMarks);
    connect(window, &MainWindow::zoneChanged, m_traces, &TracesController::setZone);
    m_traces->setZone(window->zone());
    connect(m_traces, &TracesController::logsRequested, this,
            [this](const logql::Question& question, const Interval& range) {
                m_logs->lookFor(question, range, tr("logs of a span"));
            });
    connect(m_traces, &TracesController::signalsRequested, this,
            [this](const QString& service, const Interval& range) {
                focus::Focus next = m_focus->current();
                next.services = {service};
                next.range = TimeRange::absolute(range);
                m_focus->change(std::move(next), tr("signals of a span"));
                m_window->showPane(QStringLiteral("signals"));
            });
    connect(m_logs, &LogsController::traceRequested, this, &Session::openTraceOf);
    connect(m_signals, &SignalsController::firingChanged, this,
            [this](int count) { m_window->rail()->setBadge(QStringLiteral("signals"), count); });
    const auto showServices = [this] {
        m_window->topBar()->setServices(m_services->names(), m_focus->current().services);
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

Session::~Session() = default;

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

void Session::openTraceOf(const LogLine& line)
{
    const auto context = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
    if (!context)
        return;
    m_focus->setTrace(context->trace, context->span, tr("trace of a log line"));
    m_window->showPane(QStringLiteral("traces"));
}

} // namespace signalbox::app
