// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/signalpivots.h"

#include "app/backends.h"
#include "app/controllers/causefinder.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/pivotcounter.h"
#include "app/controllers/servicelist.h"
#include "app/discovery/discoverycontroller.h"
#include "models/base/duration.h"
#include "models/chart/ticks.h"
#include "models/golden/queries.h"
#include "models/items/alertmodel.h"
#include "models/items/hintmodel.h"
#include "models/items/overviewmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/servicepage.h"

#include <cmath>

namespace signalbox::app {

using namespace std::chrono_literals;
using chart::LineRole;
using golden::Signal;
using pivots::Target;
using widgets::BannerText;
using widgets::CausesPanel;
using widgets::ChartAction;
using widgets::ChartSelection;
using widgets::ChartView;
using Page = widgets::SignalsPane::Page;

namespace {

const QString pageKey = QStringLiteral("page");
const QString causesKey = QStringLiteral("causes");
const QString signalKey = QStringLiteral("signal");
const QString startKey = QStringLiteral("start");
const QString endKey = QStringLiteral("end");

/// The line that tells the signal: of durations the one that hurts most, without the noise of the last
/// percent.
const chart::Line* mainLine(const chart::ChartData& data, Signal signal)
{
    const auto find = [&](LineRole role) -> const chart::Line* {
        for (const chart::Line& line : data.lines)
            if (line.role == role && line.series && !line.series->isEmpty())
                return &line;
        return nullptr;
    };
    const chart::Line* line = nullptr;
    switch (signal) {
    case Signal::Latency:
        line = find(LineRole::P99);
        line = line ? line : find(LineRole::P95);
        break;
    case Signal::Traffic:
        line = find(LineRole::Total);
        break;
    case Signal::Errors:
        line = find(LineRole::ServerError);
        break;
    case Signal::Saturation:
        break;
    }
    if (line)
        return line;
    // Of several resources the fullest one.
    double highest = -1;
    for (const chart::Line& each : data.lines) {
        if (!each.series)
            continue;
        for (const double value : each.series->values)
            if (value > highest) {
                highest = value;
                line = &each;
            }
    }
    return line;
}

QString clockText(Instant at, Zone zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.milliseconds(), chart::timeZoneOf(zone))
        .toString(QStringLiteral("HH:mm:ss"));
}

widgets::ChartCount countOf(const PivotCount& count, const QString& badWord)
{
    return {.text = count.text(badWord), .isZero = count.isKnown && count.all == 0, .reason = count.reason};
}

} // namespace

SignalPivots::SignalPivots(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                           PivotController* pivots, DiscoveryController* discovery,
                           widgets::SignalsPane* pane, const widgets::SignalsPane::Models& models,
                           QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_services(services)
    , m_pivots(pivots)
    , m_discovery(discovery)
    , m_pane(pane)
    , m_models(models)
    , m_counter(new PivotCounter(backends, services, this))
    , m_causeCounter(new PivotCounter(backends, services, this))
    , m_causes(new CauseFinder(backends, services, this))
{
    for (const Signal signal : golden::allSignals)
        wire(m_pane->service()->chart(signal));
    wire(m_pane->exploreChart());
    wireAlerts();
    wireCauses();
    connect(m_counter, &PivotCounter::counted, this, [this](Target target, const PivotCount& count) {
        if (m_counted && target == Target::Logs)
            m_counted->setCount(ChartAction::Logs, countOf(count, tr("errors")));
        else if (m_counted)
            m_counted->setCount(ChartAction::Traces, countOf(count, tr("failed")));
    });
    connect(m_focus, &focus::FocusModel::changed, this, [this] {
        // What was counted and explained was of another Focus.
        m_counter->cancel();
        m_worstOf.clear();
        if (m_causes->isRunning()) {
            m_causes->cancel();
            m_causeCounter->cancel();
        }
        m_explained.reset();
    });
}

SignalPivots::~SignalPivots() = default;

void SignalPivots::setMarks(std::vector<chart::Mark> marks)
{
    m_marks = std::move(marks);
}

void SignalPivots::wire(ChartView* chart)
{
    connect(chart, &ChartView::logsRequested, this,
            [this, chart](const ChartSelection& selection) { followFrom(chart, selection, Target::Logs); });
    connect(chart, &ChartView::tracesRequested, this,
            [this, chart](const ChartSelection& selection) { followFrom(chart, selection, Target::Traces); });
    connect(chart, &ChartView::deploysRequested, this,
            [this](const ChartSelection& selection) { followDeploys(selection.range); });
    connect(chart, &ChartView::exemplarChosen, this, [this](const TraceId& trace) {
        const Instant now = m_backends->clock().now();
        pivots::Plan plan = pivots::linked(trace, {}, {now - 1min, now});
        plan.how = tr("exemplar of a chart");
        m_pivots->follow(std::move(plan));
    });
    connect(chart, &ChartView::menuOpened, this,
            [this, chart](const ChartSelection& selection) { count(chart, selection); });
    connect(chart, &ChartView::selectionCleared, m_counter, &PivotCounter::cancel);
    connect(chart, &ChartView::pictureShown, this, &SignalPivots::trySelectWorst);
    connect(chart, &ChartView::pictureShown, this, &SignalPivots::applyPlace);
}

pivots::MetricPick SignalPivots::pickOf(ChartView* chart, const Interval& range) const
{
    pivots::MetricPick pick{.range = range};
    const widgets::ServicePage* page = m_pane->service();
    const bool isService = chart != m_pane->exploreChart();
    pick.services = isService ? QStringList{page->service()} : m_focus->current().services;
    const chart::ChartDataPtr& data = chart->data();
    if (!data)
        return pick;
    pick.chart = data->title;
    pick.step = data->step;
    if (!isService)
        return pick;
    if (chart == page->chart(Signal::Errors))
        pick.fault = pivots::MetricPick::Fault::Errors;
    if (chart == page->chart(Signal::Latency)) {
        pick.fault = pivots::MetricPick::Fault::Latency;
        double slowest = 0;
        if (const chart::Line* line = mainLine(*data, Signal::Latency))
            for (std::size_t i = 0; i < line->series->times.size(); ++i)
                if (range.contains(Instant{line->series->times[i]}) && std::isfinite(line->series->values[i]))
                    slowest = std::max(slowest, line->series->values[i]);
        if (slowest > 0)
            pick.latency = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(slowest));
        // Who points at a moment means its exemplar.
        if (range.length() <= 2 * data->step)
            pick.value = slowest;
        for (const chart::ExemplarDot& dot : data->exemplars)
            pick.exemplars.push_back({dot.at, dot.value, dot.trace});
    }
    return pick;
}

void SignalPivots::followFrom(ChartView* chart, const ChartSelection& selection, Target target)
{
    const pivots::MetricPick pick = pickOf(chart, selection.range);
    m_pivots->follow(target == Target::Logs ? pivots::logsOf(pick, m_pivots->ground())
                                            : pivots::tracesOf(pick, m_pivots->ground()));
}

std::vector<chart::Mark> SignalPivots::deploysIn(const Interval& range) const
{
    // What the charts of the service show, and what is known besides.
    std::vector<chart::Mark> all = m_marks;
    if (const chart::ChartDataPtr& data = m_pane->service()->chart(Signal::Errors)->data())
        all.insert(all.end(), data->marks.begin(), data->marks.end());
    std::vector<chart::Mark> out;
    for (const chart::Mark& mark : all) {
        const bool isDeploy = mark.kind == chart::MarkKind::Deploy || mark.kind == chart::MarkKind::Rollback;
        const bool isKnown = std::any_of(out.begin(), out.end(), [&](const chart::Mark& other) {
            return other.label == mark.label && (other.at - mark.at < 2min && mark.at - other.at < 2min);
        });
        if (isDeploy && !isKnown && range.contains(mark.at))
            out.push_back(mark);
    }
    std::sort(out.begin(), out.end(), [](const chart::Mark& a, const chart::Mark& b) { return a.at < b.at; });
    return out;
}

void SignalPivots::followDeploys(const Interval& range)
{
    const std::vector<chart::Mark> deploys = deploysIn(range);
    if (deploys.empty())
        return;
    const chart::Mark& first = deploys.front();
    m_pivots->follow(pivots::pivotOf(
        {.service = m_services->mapping().serviceOf(mapping::Store::Metrics, first.label.section(u' ', 0, 0)),
         .version = first.label.section(u' ', 1),
         .at = first.at},
        Target::Signals, m_pivots->ground()));
}

void SignalPivots::count(ChartView* chart, const ChartSelection& selection)
{
    if (m_counted && m_counted != chart)
        m_counted->clearCounts();
    m_counted = chart;
    chart->clearCounts();
    const auto deploys = static_cast<int>(deploysIn(selection.range).size());
    chart->setCount(ChartAction::Deploys,
                    {.text = items::countText(deploys),
                     .isZero = deploys == 0,
                     .reason = deploys == 0 ? tr("No deploy was seen in that time.") : QString()});
    const pivots::MetricPick pick = pickOf(chart, selection.range);
    m_counter->count(pivots::logsOf(pick, m_pivots->ground()), pivots::tracesOf(pick, m_pivots->ground()));
}

void SignalPivots::wireAlerts()
{
    const auto follow = [this](Target target) {
        return [this, target](int row) {
            const Alert& alert = m_models.alerts->row(row).alert;
            m_pivots->follow(pivots::pivotOf({.labels = alert.labels,
                                              .since = alert.since().value_or(m_backends->clock().now()),
                                              .until = {}},
                                             target, m_pivots->ground()));
        };
    };
    connect(m_pane->alerts(), &widgets::AlertsPage::logsRequested, this, follow(Target::Logs));
    connect(m_pane->alerts(), &widgets::AlertsPage::tracesRequested, this, follow(Target::Traces));
    connect(m_pane->alerts(), &widgets::AlertsPage::signalsRequested, this, follow(Target::Signals));
}

Signal SignalPivots::worstSignal() const
{
    const int row = m_models.overview->indexOf(m_pane->service()->service());
    if (row < 0)
        return Signal::Errors;
    const auto& cells = m_models.overview->row(row).cells;
    Signal worst = Signal::Errors;
    // Between equals: errors say most, then latency.
    for (const Signal signal : {Signal::Latency, Signal::Saturation, Signal::Traffic})
        if (cells[static_cast<std::size_t>(signal)].state > cells[static_cast<std::size_t>(worst)].state)
            worst = signal;
    return worst;
}

Duration SignalPivots::windowOf(const chart::ChartData& data) const
{
    return golden::rateWindow(m_discovery->scrapeInterval(), data.step);
}

void SignalPivots::selectWorst()
{
    if (m_pane->page() != Page::Service || m_pane->service()->service().isEmpty()) {
        if (m_models.overview->rowCount() == 0) {
            Q_EMIT said(tr("No service is known yet: nothing to select."));
            return;
        }
        const QString worst = m_models.overview->row(0).service;
        Q_EMIT serviceRequested(worst); // clears what was wanted before
        m_worstOf = worst;
    } else {
        m_worstOf = m_pane->service()->service();
    }
    trySelectWorst();
}

void SignalPivots::trySelectWorst()
{
    widgets::ServicePage* page = m_pane->service();
    if (m_worstOf.isEmpty() || m_worstOf != page->service() || !page->isVisible())
        return;
    const Signal signal = worstSignal();
    ChartView* chart = page->chart(signal);
    const chart::ChartDataPtr data = chart->data();
    const chart::Line* line = data ? mainLine(*data, signal) : nullptr;
    if (!line || chart->plotRect().isEmpty())
        return; // its picture is under way
    m_worstOf.clear();
    const auto onset = causes::onsetOf({.series = line->series.get(),
                                        .step = data->step,
                                        .window = windowOf(*data),
                                        .onlyRise = signal != Signal::Traffic});
    std::optional<Interval> window =
        onset ? std::optional(Interval{onset->at, onset->end}) : causes::worstWindow(*line->series, 1min);
    if (!window) {
        Q_EMIT said(tr("The chart has no points to select."));
        return;
    }
    window->end = std::max(window->end, window->start + Duration(30s));
    chart->plotWidget()->setFocus();
    chart->select(*window);
}

QJsonObject SignalPivots::place() const
{
    QJsonObject place{{pageKey, static_cast<int>(m_pane->page())},
                      {causesKey, m_pane->service()->areCausesShown()}};
    for (const Signal signal : golden::allSignals) {
        const ChartView* chart = m_pane->service()->chart(signal);
        if (!chart->hasSelection())
            continue;
        place[signalKey] = golden::keyOf(signal);
        place[startKey] = QString::number(chart->selection().range.start.ns);
        place[endKey] = QString::number(chart->selection().range.end.ns);
    }
    return place;
}

void SignalPivots::takePlace(const QJsonObject& place)
{
    const int page = place.value(pageKey).toInt(-1);
    if (page < 0 || page > static_cast<int>(Page::Names))
        return;
    m_pane->showPage(static_cast<Page>(page));
    m_pane->service()->setCausesShown(place.value(causesKey).toBool());
    m_place = place.contains(signalKey) ? place : QJsonObject();
    applyPlace();
}

void SignalPivots::applyPlace()
{
    const auto signal = golden::signalOf(m_place.value(signalKey).toString());
    if (!signal)
        return;
    ChartView* chart = m_pane->service()->chart(*signal);
    const Interval range{Instant{m_place.value(startKey).toString().toLongLong()},
                         Instant{m_place.value(endKey).toString().toLongLong()}};
    if (!chart->data() || chart->plotRect().isEmpty() || !chart->data()->range.contains(range.start))
        return; // its picture is under way
    m_place = {};
    chart->markSelection(range);
}

void SignalPivots::wireCauses()
{
    widgets::ServicePage* page = m_pane->service();
    CausesPanel* panel = page->causes();
    connect(page, &widgets::ServicePage::causesToggled, this, [this, page](bool shown) {
        if (!shown) {
            m_causes->cancel();
            m_causeCounter->cancel();
            return;
        }
        explain(page->chosenSignal().value_or(worstSignal()));
        m_pane->service()->causes()->takeFocus();
    });
    for (const Signal signal : golden::allSignals) {
        connect(page->chart(signal), &ChartView::selectionMade, this, [this, page, signal] {
            if (page->areCausesShown() && m_explained != signal)
                explain(signal);
        });
        connect(page->chart(signal), &ChartView::pictureShown, this, [this, page, signal] {
            // The Focus moved on: what is on the screen now is explained.
            if (page->areCausesShown() && !m_explained && page->isVisible() &&
                signal == page->chosenSignal().value_or(worstSignal()))
                explain(signal);
        });
    }
    connect(m_causes, &CauseFinder::changed, this, &SignalPivots::showCauses);
    connect(panel, &CausesPanel::hintChosen, this, &SignalPivots::followHint);
    connect(panel->banner(), &widgets::Banner::actionTriggered, this, [this] {
        if (m_explained)
            explain(*m_explained);
    });
    connect(panel->banner(), &widgets::Banner::cancelRequested, this, [this] {
        m_causes->cancel();
        m_pane->service()->causes()->banner()->show(
            BannerText::empty(tr("Not looked at: cancelled."), {}, tr("Look")));
    });
    connect(panel, &CausesPanel::countChosen, this, [this](CausesPanel::Counted what) {
        if (!m_explained)
            return;
        ChartView* chart = m_pane->service()->chart(*m_explained);
        if (what == CausesPanel::Counted::Deploys)
            followDeploys(m_causeRange);
        else
            followFrom(chart, {.range = m_causeRange},
                       what == CausesPanel::Counted::Logs ? Target::Logs : Target::Traces);
    });
    connect(m_causeCounter, &PivotCounter::counted, this, [panel](Target target, const PivotCount& count) {
        panel->setCount(target == Target::Logs ? CausesPanel::Counted::Logs : CausesPanel::Counted::Traces,
                        count.text(target == Target::Logs ? tr("errors") : tr("failed")),
                        count.isKnown && count.all == 0, count.reason);
    });
}

void SignalPivots::explain(Signal signal)
{
    widgets::ServicePage* page = m_pane->service();
    ChartView* chart = page->chart(signal);
    const chart::ChartDataPtr data = chart->data();
    const chart::Line* line = data ? mainLine(*data, signal) : nullptr;
    m_explained = signal;
    m_models.hints->setHints({});
    CausesPanel* panel = page->causes();
    panel->setSilent({});
    panel->setFoot({});
    for (const auto what :
         {CausesPanel::Counted::Logs, CausesPanel::Counted::Traces, CausesPanel::Counted::Deploys})
        panel->setCount(what, {}, true, tr("No stretch is looked at."));
    if (!line) {
        m_causes->cancel();
        panel->setSubject(page->service(), {});
        panel->banner()->show(BannerText::empty(tr("The chart has no points yet."),
                                                tr("There is nothing to explain before it is drawn."),
                                                tr("Look")));
        return;
    }
    panel->setSubject(tr("%1 of %2").arg(data->title, page->service()), {});
    panel->banner()->show(BannerText::loading(tr("What changed")));
    m_causes->ask({.service = page->service(),
                   .signal = signal,
                   .series = line->series,
                   .step = data->step,
                   .window = windowOf(*data),
                   .marks = m_marks},
                  m_discovery->view());
}

void SignalPivots::showCauses()
{
    if (!m_explained)
        return;
    widgets::ServicePage* page = m_pane->service();
    CausesPanel* panel = page->causes();
    const causes::Findings& found = m_causes->findings();
    const QString title = tr("%1 of %2").arg(page->chart(*m_explained)->data()->title, found.service);
    if (!found.onset) {
        panel->setSubject(title, {});
        panel->banner()->show(
            BannerText::empty(tr("No clear change in this range."),
                              tr("The series stays within what it does anyway, or too little of it is known. "
                                 "Nothing is explained "
                                 "rather than something wrong. A longer range may show a change.")));
        panel->setFoot({});
        return;
    }
    const causes::Onset& onset = *found.onset;
    const auto seconds = std::chrono::round<std::chrono::seconds>(onset.sure).count();
    panel->setSubject(tr("%1, onset %2 ± %3 s, confidence %4")
                          .arg(title, clockText(onset.at, m_zone))
                          .arg(seconds)
                          .arg(onset.confidence, 0, 'f', 2),
                      tr("%1 – %2 against the same length before.")
                          .arg(clockText(found.during.start, m_zone), clockText(found.during.end, m_zone)));
    if (m_causeRange != found.during || m_causes->isRunning()) {
        m_causeRange = found.during;
        const auto deploys = static_cast<int>(deploysIn(found.during).size());
        panel->setCount(CausesPanel::Counted::Deploys, items::countText(deploys), deploys == 0,
                        deploys == 0 ? tr("No deploy was seen in that time.") : QString());
        for (const auto what : {CausesPanel::Counted::Logs, CausesPanel::Counted::Traces})
            panel->setCount(what, {}, false, {});
        const pivots::MetricPick pick = pickOf(page->chart(*m_explained), found.during);
        m_causeCounter->count(pivots::logsOf(pick, m_pivots->ground()),
                              pivots::tracesOf(pick, m_pivots->ground()));
    }
    if (m_causes->isRunning()) {
        panel->banner()->show(BannerText::loading(tr("Labels, lines and traces")));
        return;
    }
    const causes::Report& report = m_causes->report();
    m_models.hints->setHints(report.hints);
    panel->setSilent(report.silent);
    if (report.hints.empty())
        panel->banner()->show(BannerText::empty(tr("Nothing that was looked at explains it."),
                                                m_causes->problems().join(u' ')));
    else if (!m_causes->problems().isEmpty())
        panel->banner()->show(BannerText::partial(tr("Some of it could not be looked at."),
                                                  cleaned(QStringView(m_causes->problems().front()), 300)));
    else
        panel->banner()->hideNow();
    panel->setFoot(tr("Correlation, not proof. n = %1 requests. %2 of at most %3 queries, %4 s.")
                       .arg(items::countText(std::llround(report.requests)))
                       .arg(m_causes->queries())
                       .arg(CauseFinder::mostQueries)
                       .arg(static_cast<double>(m_causes->took().count()) / 1000, 0, 'f', 1));
}

void SignalPivots::followHint(int row)
{
    if (row < 0 || row >= m_models.hints->rowCount() || !m_explained)
        return;
    const causes::Hint hint = m_models.hints->hint(row);
    const causes::Findings& found = m_causes->findings();
    const pivots::Ground ground = m_pivots->ground();
    const QString service = m_services->mapping().serviceOf(mapping::Store::Logs, hint.service);
    pivots::MetricPick pick = pickOf(m_pane->service()->chart(*m_explained), found.during);
    switch (hint.kind) {
    case causes::Hint::Kind::Label:
        Q_EMIT m_pane->service()->groupChosen(hint.label);
        return;
    case causes::Hint::Kind::Deploy:
        m_pivots->follow(pivots::pivotOf(
            {.service = m_services->mapping().serviceOf(mapping::Store::Metrics, hint.service),
             .version = hint.strong.section(u' ', 1),
             .at = hint.at.value_or(found.during.start)},
            Target::Signals, ground));
        return;
    case causes::Hint::Kind::Alert:
        pick.range = {hint.at.value_or(found.during.start), found.during.end};
        m_pivots->follow(pivots::logsOf(pick, ground));
        return;
    case causes::Hint::Kind::Shape: {
        pivots::LinePick line{
            .service = service, .at = hint.at.value_or(found.during.start), .shape = hint.regex};
        pivots::Plan plan = pivots::rateOf(line, ground);
        for (pivots::Rung& rung : plan.rungs)
            rung.range = {found.before.start, found.during.end};
        plan.how = tr("lines of a new shape");
        m_pivots->follow(std::move(plan));
        return;
    }
    case causes::Hint::Kind::Traces:
        m_pivots->follow(pivots::tracesOf(pick, ground));
        return;
    }
}

} // namespace signalbox::app
