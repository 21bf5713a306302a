// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/console.h"

#include "app/controllers/causefinder.h"
#include "app/controllers/explorecontroller.h"
#include "app/controllers/logscontroller.h"
#include "app/controllers/signalpivots.h"
#include "app/controllers/signalscontroller.h"
#include "app/controllers/tracefinder.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracescontroller.h"
#include "models/items/alertmodel.h"
#include "models/items/foundmodel.h"
#include "models/items/hintmodel.h"
#include "models/items/logmodel.h"
#include "models/items/operationsmodel.h"
#include "models/items/overviewmodel.h"
#include "models/items/patternmodel.h"
#include "models/items/seriesmodel.h"
#include "models/items/tracemodel.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/dashboard/servicepage.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/panearea.h"
#include "widgets/signals/signalspane.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/mapview.h"
#include "widgets/trace/tracespane.h"
#include "widgets/trace/waterfallview.h"

#include <QApplication>
#include <QKeyEvent>
#include <QTimer>

namespace signalbox::app {

namespace {

/// As a person would: to the menu that is open, else to whoever has the keyboard.
void pressEnter(QWidget* otherwise)
{
    QWidget* target = QApplication::activePopupWidget();
    target = target ? target : otherwise;
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &press);
    QKeyEvent release(QEvent::KeyRelease, Qt::Key_Return, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &release);
}

} // namespace

// From the spike to the cause: W, Enter, Enter; and what explains it.
void Console::addThreeMoves(std::vector<Station>& all)
{
    using namespace std::chrono_literals;
    const auto chosen = [this]() -> widgets::ChartView* {
        const auto signal = m_panes.signalsPane->service()->chosenSignal();
        return signal ? m_panes.signalsPane->service()->chart(*signal) : nullptr;
    };
    all.push_back(
        {.name = QStringLiteral("spike"),
         .act = [this] { m_window->actions()->find(QStringLiteral("signals.worst"))->trigger(); },
         .arrived =
             [chosen] {
                 const widgets::ChartView* chart = chosen();
                 if (!chart || !chart->hasSelection() || !QApplication::activePopupWidget())
                     return false;
                 // What the ways out would find is known.
                 const QStringList texts = chart->countTexts();
                 return texts.size() == 3 && !texts.contains(QString());
             },
         .note = tr("W: the worst window of the worst service, with what its logs and traces hold")});
    all.push_back({.name = QStringLiteral("spike-logs"),
                   .act = [chosen] { pressEnter(chosen()->plotWidget()); },
                   .arrived =
                       [this] {
                           return m_window->paneArea()->current() == m_panes.logsPane &&
                                  m_panes.logsPane->view()->currentRow() >= 0 &&
                                  m_panes.logsPane->banner()->text().kind ==
                                      widgets::BannerText::Kind::Hidden;
                       },
                   .note = tr("Enter: exactly its lines, and one of them that says most")});
    all.push_back({.name = QStringLiteral("spike-trace"),
                   .act = [this] { pressEnter(m_panes.logsPane->view()); },
                   .arrived =
                       [this] {
                           const traces::ReadingPtr& reading =
                               m_session->tracesController()->reader()->reading();
                           return reading && !reading->logs.lines.empty() &&
                                  m_panes.tracesPane->tracePage()->waterfall()->currentSpan() >= 0;
                       },
                   .note = tr("Enter: the trace of that line, with its logs in place")});
    all.push_back(
        {.name = QStringLiteral("back"),
         .act =
             [this] {
                 m_focus.goBack();
                 // The second key comes after the first.
                 QTimer::singleShot(150, this, [this] { m_focus.goBack(); });
             },
         .arrived = [this,
                     chosen] { return m_window->paneArea()->current() == m_panes.signalsPane && chosen(); },
         .note = tr("Alt+Left, twice: the stretch as it was selected")});
    all.push_back({.name = QStringLiteral("hints"),
                   .act = [this] { m_window->actions()->find(QStringLiteral("signals.causes"))->trigger(); },
                   .arrived =
                       [this] {
                           return m_panes.signalModels.hints->rowCount() > 0 &&
                                  !m_session->signalsController()->pivots()->causes()->isRunning();
                       },
                   .note = tr("when it changed, and what may explain it")});
}

// The commander's first look around: what burns, a metric, the logs of the services that hurt, a line, its
// traces, the slowest of them, its slow span.
std::vector<Station> Console::stations()
{
    using namespace std::chrono_literals;
    std::vector<Station> all;
    auto* signalsPane = m_panes.signalsPane;
    using Page = widgets::SignalsPane::Page;
    const auto chartHas = [signalsPane](golden::Signal signal) {
        const chart::ChartDataPtr& data = signalsPane->service()->chart(signal)->data();
        return data && !data->lines.empty();
    };
    all.push_back({.name = QStringLiteral("overview"),
                   .act =
                       [this, signalsPane] {
                           m_focus.setRange(TimeRange::last(30min), tr("tour"));
                           m_window->showPane(QStringLiteral("signals"));
                           signalsPane->showPage(Page::Overview);
                       },
                   .arrived =
                       [this] {
                           const items::OverviewModel* overview = m_panes.signalModels.overview;
                           return m_panes.signalModels.alerts->firingCount() > 0 &&
                                  overview->rowCount() > 0 && overview->row(0).state == golden::State::Bad &&
                                  !overview->row(0).cells.front().bandHigh.isEmpty();
                       },
                   .note = tr("every service against its normal, worst first")});
    all.push_back({.name = QStringLiteral("service"),
                   .act =
                       [this, signalsPane] {
                           const QString worst = m_panes.signalModels.overview->row(0).service;
                           Q_EMIT signalsPane->overview()->serviceActivated(worst);
                       },
                   .arrived =
                       [this, chartHas] {
                           const auto each = golden::allSignals;
                           const widgets::ServicePage* page = m_panes.signalsPane->service();
                           return std::all_of(each.begin(), each.end(), chartHas) &&
                                  !page->chart(golden::Signal::Traffic)->data()->band.isEmpty() &&
                                  !page->chart(golden::Signal::Latency)->data()->exemplars.empty() &&
                                  m_panes.signalModels.operations->rowCount() > 0;
                       },
                   .note = tr("four charts of the worst, and its operations by impact")});
    addThreeMoves(all);
    all.push_back({.name = QStringLiteral("breakdown"),
                   .act =
                       [signalsPane] {
                           signalsPane->service()->setCausesShown(false);
                           Q_EMIT signalsPane->service()->groupChosen(QStringLiteral("pod"));
                       },
                   .arrived =
                       [this] {
                           const auto* operations = m_panes.signalModels.operations;
                           return operations->rowCount() > 1 &&
                                  operations->headerData(0, Qt::Horizontal, Qt::DisplayRole) ==
                                      QLatin1String("pod");
                       },
                   .note = tr("its requests by pod")});
    all.push_back({.name = QStringLiteral("explore"),
                   .act =
                       [this, signalsPane] {
                           signalsPane->showPage(Page::Explore);
                           m_session->signalsController()->explore()->setQuery(
                               QStringLiteral("histogram_quantile(0.99, sum by (le, service_name) "
                                              "(rate(http_server_request_duration_seconds_bucket[2m])))"));
                       },
                   .arrived = [this] { return m_panes.signalModels.series->rowCount() > 1; },
                   .note = tr("a query of one's own: p99 of every service")});
    all.push_back({.name = QStringLiteral("found"),
                   .act = [signalsPane] { signalsPane->showPage(Page::Found); },
                   .arrived = [this] { return m_panes.signalModels.found->rowCount() > 8; },
                   .note = tr("how each signal was found, and why one is missing")});
    all.push_back({.name = QStringLiteral("logs"),
                   .act =
                       [this, signalsPane] {
                           signalsPane->showPage(Page::Overview);
                           m_focus.setServices({QStringLiteral("checkout"), QStringLiteral("payments")});
                           m_window->showPane(QStringLiteral("logs"));
                       },
                   .arrived =
                       [this] {
                           return m_panes.logModels.lines->rowCount() > 0 &&
                                  m_panes.logsPane->query().contains(QLatin1String("payments")) &&
                                  m_panes.logsPane->banner()->text().kind ==
                                      widgets::BannerText::Kind::Hidden;
                       },
                   .note = tr("checkout and payments, newest first")});
    all.push_back({.name = QStringLiteral("patterns"),
                   .act = [this] { m_panes.logsPane->showSide(widgets::LogsPane::Side::Patterns); },
                   .arrived =
                       [this] {
                           const patterns::Comparison& shapes = m_panes.logModels.patterns->comparison();
                           return !shapes.shapes.empty() && shapes.beforeCovered > 0;
                       },
                   .note = tr("their shapes, before against during: what is new comes first")});
    all.push_back({.name = QStringLiteral("log-detail"),
                   .act =
                       [this] {
                           const items::LogModel* lines = m_panes.logModels.lines;
                           int row = 0;
                           while (row + 1 < lines->rowCount() && lines->row(row).level < Level::Error)
                               ++row;
                           m_panes.logsPane->view()->openDetail(row);
                       },
                   .arrived = [this] { return m_panes.logsPane->detail()->parts() != nullptr; },
                   .note = tr("one line whole, in place, with its trace")});
    all.push_back({.name = QStringLiteral("tail"),
                   .act =
                       [this] {
                           m_panes.logsPane->view()->closeDetail();
                           m_window->actions()->find(QStringLiteral("logs.live"))->trigger();
                       },
                   .arrived =
                       [this] {
                           return m_panes.logsPane->isLive() && m_panes.logModels.lines->rowCount() > 0 &&
                                  m_session->logsController()->feed()->tailState().phase ==
                                      loki::TailState::Phase::Live;
                       },
                   .note = tr("lines as they are written")});
    all.push_back({.name = QStringLiteral("trace-search"),
                   .act =
                       [this] {
                           m_window->actions()->find(QStringLiteral("logs.live"))->trigger();
                           m_window->showPane(QStringLiteral("traces"));
                       },
                   .arrived = [this] { return m_panes.traces->rowCount() > 0; },
                   .note = tr("traces of checkout, failed and slow ones first")});
    const auto reader = [this] { return m_session->tracesController()->reader(); };
    widgets::TracePage* page = m_panes.tracesPane->tracePage();
    all.push_back({.name = QStringLiteral("waterfall"),
                   .act = [this] { m_focus.setTrace(m_panes.traces->trace(0).id, std::nullopt, tr("tour")); },
                   .arrived = [reader] { return reader()->reading() != nullptr; },
                   .note = tr("the first trace, its bottleneck chosen")});
    all.push_back(
        {.name = QStringLiteral("trace-logs"),
         .act = [] {},
         .arrived = [reader] { return reader()->reading() && !reader()->reading()->logs.lines.empty(); },
         .note = tr("lines of the logs under their spans")});
    all.push_back({.name = QStringLiteral("span"),
                   .act =
                       [page] {
                           page->waterfall()->setFocus();
                           Q_EMIT page->waterfall()->spanActivated();
                       },
                   .arrived = [page] { return page->isDetailShown(); },
                   .note = tr("the span that everything waited for, with its facts")});
    all.push_back({.name = QStringLiteral("statistics"),
                   .act =
                       [page] {
                           page->setDetailShown(false);
                           page->showView(widgets::TracePage::View::Statistics);
                       },
                   .arrived = [page] { return page->statistics()->rowCount() > 0; },
                   .note = tr("the same spans by operation")});
    all.push_back({.name = QStringLiteral("flame"),
                   .act = [page] { page->showView(widgets::TracePage::View::Flame); },
                   .arrived = [page] { return page->flame()->current() >= 0; },
                   .note = tr("the same spans as a flame graph")});
    all.push_back({.name = QStringLiteral("compare"),
                   .act =
                       [this, page] {
                           int last = m_panes.traces->rowCount() - 1;
                           while (last > 0 && m_panes.traces->trace(last).services.size() < 4)
                               --last;
                           page->showView(widgets::TracePage::View::Compare);
                           page->setOther(m_panes.traces->trace(last).id,
                                          m_panes.traces->trace(last).id.toShortHex());
                       },
                   .arrived = [page] { return page->difference()->rowCount() > 0; },
                   .note = tr("against the quickest trace that was found")});
    all.push_back({.name = QStringLiteral("trace-sets"),
                   .act =
                       [this] {
                           m_panes.tracesPane->showFindPage();
                           m_panes.tracesPane->findPage()->showPart(widgets::FindPage::Shown::Cohorts);
                       },
                   .arrived = [this] { return m_session->tracesController()->finder()->report().looked > 0; },
                   .note = tr("what failed traces have in common that normal ones have not")});
    all.push_back(
        {.name = QStringLiteral("service-map"),
         .act = [this] { m_panes.tracesPane->findPage()->showPart(widgets::FindPage::Shown::Map); },
         .arrived = [this] { return !m_panes.tracesPane->findPage()->map()->drawing().nodes.empty(); },
         .note = tr("who calls whom")});
    return all;
}

void Console::startTour()
{
    if (!m_session) {
        QCoreApplication::exit(1);
        return;
    }
    auto* tour = new Tour(m_window.get(), m_options.tourFolder, stations(), this);
    connect(tour, &Tour::finished, this, [](int code) { QCoreApplication::exit(code); });
    tour->start();
}

} // namespace signalbox::app
