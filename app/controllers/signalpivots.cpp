// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/signalpivots.h"

#include "app/backends.h"
#include "app/controllers/causeview.h"
#include "app/controllers/mainline.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/pivotcounter.h"
#include "app/controllers/servicelist.h"
#include "app/discovery/discoverycontroller.h"
#include "models/causes/onset.h"
#include "models/golden/queries.h"
#include "models/items/alertmodel.h"
#include "models/items/overviewmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/alertspage.h"
#include "widgets/dashboard/servicepage.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::app {

using namespace std::chrono_literals;
using golden::Signal;
using pivots::Target;
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

/// What the lines that are pointed at have in common: their services, and labels that other stores know, too.
void takeLabels(pivots::MetricPick& pick, const chart::ChartData& data, const QStringList& lines,
                const mapping::Mapping& mapping)
{
    constexpr qsizetype mostServices = 10;
    QStringList services;
    std::optional<std::vector<Label>> common;
    for (const chart::Line& line : data.lines) {
        if (!line.series || !lines.contains(line.name))
            continue;
        const LabelSet& labels = line.series->labels;
        if (const QString service = mapping.serviceOf(mapping::Store::Metrics, labels); !service.isEmpty())
            services.append(service);
        if (!common)
            common.emplace(labels.begin(), labels.end());
        else
            std::erase_if(*common,
                          [&](const Label& label) { return labels.value(label.name) != label.value; });
    }
    services.removeDuplicates();
    if (!services.isEmpty() && services.size() <= mostServices)
        pick.services = services;
    for (const Label& label : common.value_or(std::vector<Label>()))
        if (!mapping.labelIn(mapping::Store::Logs, label.name).isEmpty() ||
            !mapping.labelIn(mapping::Store::Traces, label.name).isEmpty())
            pick.labels.push_back({label.name, Matcher::Op::Equal, label.value});
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
    , m_causes(new CauseView(backends, services, pivots, m_discovery, pane, models, this))
{
    for (const Signal signal : golden::allSignals)
        wire(m_pane->service()->chart(signal));
    wire(m_pane->exploreChart());
    wireAlerts();
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
        m_causes->drop();
    });
}

SignalPivots::~SignalPivots() = default;

CauseFinder* SignalPivots::causes() const
{
    return m_causes->finder();
}

void SignalPivots::explain(Signal signal)
{
    m_causes->explain(signal);
}

void SignalPivots::setZone(Zone zone)
{
    m_causes->setZone(zone);
}

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
    connect(chart, &ChartView::elsewhereRequested, this, [this, chart](const ChartSelection& selection) {
        m_pivots->follow(pivots::signalsOf(pickOf(chart, selection), m_pivots->ground()));
    });
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

pivots::MetricPick SignalPivots::pickOf(ChartView* chart, const ChartSelection& selection) const
{
    const Interval& range = selection.range;
    pivots::MetricPick pick{.range = range};
    const widgets::ServicePage* page = m_pane->service();
    const bool isService = chart != m_pane->exploreChart();
    pick.services = isService ? QStringList{page->service()} : m_focus->current().services;
    const chart::ChartDataPtr& data = chart->data();
    if (!data)
        return pick;
    pick.chart = data->title;
    pick.step = data->step;
    if (!isService) {
        takeLabels(pick, *data, selection.lines, m_services->mapping());
        return pick;
    }
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
    const pivots::MetricPick pick = pickOf(chart, selection);
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
    const pivots::MetricPick pick = pickOf(chart, selection);
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

std::optional<causes::Onset> SignalPivots::onsetIn(Signal signal) const
{
    const chart::ChartDataPtr& data = m_pane->service()->chart(signal)->data();
    const chart::Line* line = data ? mainLine(*data, signal) : nullptr;
    if (!line)
        return std::nullopt;
    return causes::onsetOf({.series = line->series.get(),
                            .step = data->step,
                            .window = windowOf(*data),
                            .onlyRise = signal != Signal::Traffic});
}

Signal SignalPivots::worstSignal() const
{
    const int row = m_models.overview->indexOf(m_pane->service()->service());
    if (row < 0) {
        // The overview was not looked at yet, as after a restart: what changed says most, else what is there.
        static constexpr std::array byWeight{Signal::Errors, Signal::Latency, Signal::Saturation,
                                             Signal::Traffic};
        const auto changed = std::find_if(byWeight.begin(), byWeight.end(),
                                          [this](Signal signal) { return onsetIn(signal).has_value(); });
        const auto drawn = std::find_if(byWeight.begin(), byWeight.end(), [this](Signal signal) {
            const chart::ChartDataPtr& data = m_pane->service()->chart(signal)->data();
            return data && mainLine(*data, signal);
        });
        return changed != byWeight.end() ? *changed : drawn != byWeight.end() ? *drawn : Signal::Errors;
    }
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
    const auto onset = onsetIn(signal);
    std::optional<Interval> window =
        onset ? std::optional(Interval{onset->at, onset->end}) : causes::worstWindow(*line->series, 1min);
    if (!window) {
        Q_EMIT said(tr("The chart has no points to select."));
        return;
    }
    window->end = std::max(window->end, window->start + Duration(30s));
    page->reveal(signal);
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

} // namespace signalbox::app
