// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/causeview.h"

#include "app/backends.h"
#include "app/controllers/causefinder.h"
#include "app/controllers/mainline.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/pivotcounter.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/signalpivots.h"
#include "app/discovery/discoverycontroller.h"
#include "models/chart/ticks.h"
#include "models/items/hintmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/servicepage.h"

#include <cmath>

namespace signalbox::app {

using namespace std::chrono_literals;
using golden::Signal;
using pivots::Target;
using widgets::BannerText;
using widgets::CausesPanel;
using widgets::ChartView;

namespace {

QString clockText(Instant at, Zone zone)
{
    return QDateTime::fromMSecsSinceEpoch(at.milliseconds(), chart::timeZoneOf(zone))
        .toString(QStringLiteral("HH:mm:ss"));
}

/// A deploy takes a while to hurt.
Interval withDeploys(const Interval& during)
{
    return {during.start - 5min, during.end};
}

} // namespace

CauseView::CauseView(Backends* backends, ServiceList* services, PivotController* pivots,
                     DiscoveryController* discovery, widgets::SignalsPane* pane,
                     const widgets::SignalsPane::Models& models, SignalPivots* ways)
    : QObject(ways)
    , m_services(services)
    , m_pivots(pivots)
    , m_discovery(discovery)
    , m_pane(pane)
    , m_models(models)
    , m_ways(ways)
    , m_counter(new PivotCounter(backends, services, this))
    , m_causes(new CauseFinder(backends, services, this))
{
    wire();
}

CauseView::~CauseView() = default;

void CauseView::drop()
{
    if (m_causes->isRunning()) {
        m_causes->cancel();
        m_counter->cancel();
    }
    m_explained.reset();
}

void CauseView::wire()
{
    widgets::ServicePage* page = m_pane->service();
    CausesPanel* panel = page->causes();
    connect(page, &widgets::ServicePage::causesToggled, this, [this, page](bool shown) {
        if (!shown) {
            m_causes->cancel();
            m_counter->cancel();
            return;
        }
        explain(page->chosenSignal().value_or(m_ways->worstSignal()));
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
                signal == page->chosenSignal().value_or(m_ways->worstSignal()))
                explain(signal);
        });
    }
    connect(m_causes, &CauseFinder::changed, this, &CauseView::show);
    connect(panel, &CausesPanel::hintChosen, this, &CauseView::followHint);
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
            m_ways->followDeploys(withDeploys(m_range));
        else
            m_ways->followFrom(chart, {.range = m_range},
                               what == CausesPanel::Counted::Logs ? Target::Logs : Target::Traces);
    });
    connect(m_counter, &PivotCounter::counted, this, [panel](Target target, const PivotCount& count) {
        panel->setCount(target == Target::Logs ? CausesPanel::Counted::Logs : CausesPanel::Counted::Traces,
                        count.text(target == Target::Logs ? tr("errors") : tr("failed")),
                        count.isKnown && count.all == 0, count.reason);
    });
}

void CauseView::explain(Signal signal)
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
    m_subject = tr("%1 of %2").arg(data->title, page->service());
    panel->setSubject(m_subject, {});
    panel->banner()->show(BannerText::loading(tr("What changed")));
    m_causes->ask({.service = page->service(),
                   .signal = signal,
                   .series = line->series,
                   .step = data->step,
                   .window = m_ways->windowOf(*data),
                   .marks = m_ways->marks()},
                  m_discovery->view());
}

void CauseView::show()
{
    if (!m_explained)
        return;
    widgets::ServicePage* page = m_pane->service();
    CausesPanel* panel = page->causes();
    const causes::Findings& found = m_causes->findings();
    if (!found.onset) {
        panel->setSubject(m_subject, {});
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
                          .arg(m_subject, clockText(onset.at, m_zone))
                          .arg(seconds)
                          .arg(onset.confidence, 0, 'f', 2),
                      tr("%1 – %2 against the same length before.")
                          .arg(clockText(found.during.start, m_zone), clockText(found.during.end, m_zone)));
    if (m_range != found.during || m_causes->isRunning()) {
        m_range = found.during;
        const auto deploys = static_cast<int>(m_ways->deploysIn(withDeploys(found.during)).size());
        panel->setCount(CausesPanel::Counted::Deploys, items::countText(deploys), deploys == 0,
                        deploys == 0 ? tr("No deploy was seen in that time.") : QString());
        for (const auto what : {CausesPanel::Counted::Logs, CausesPanel::Counted::Traces})
            panel->setCount(what, {}, false, {});
        const pivots::MetricPick pick = m_ways->pickOf(page->chart(*m_explained), {.range = found.during});
        m_counter->count(pivots::logsOf(pick, m_pivots->ground()),
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

void CauseView::followHint(int row)
{
    if (row < 0 || row >= m_models.hints->rowCount() || !m_explained)
        return;
    const causes::Hint hint = m_models.hints->hint(row);
    const causes::Findings& found = m_causes->findings();
    const pivots::Ground ground = m_pivots->ground();
    const QString service = m_services->mapping().serviceOf(mapping::Store::Logs, hint.service);
    pivots::MetricPick pick = m_ways->pickOf(m_pane->service()->chart(*m_explained), {.range = found.during});
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
