// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/pivotcounter.h"

#include "app/backends.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/servicelist.h"
#include "connectors/loki/client.h"
#include "connectors/tracing/backend.h"
#include "models/items/timedisplay.h"
#include "models/telemetry/level.h"

#include <cmath>

namespace signalbox::app {

using pivots::LogStep;
using pivots::Plan;
using pivots::SearchStep;
using pivots::Target;

namespace {

constexpr int lightLimit = 100;

PivotCount unknown(const QString& reason)
{
    return {.isKnown = false, .reason = reason};
}

template <typename Kind>
const pivots::Rung* firstOf(const Plan& plan)
{
    for (const pivots::Rung& rung : plan.rungs)
        if (std::holds_alternative<Kind>(rung.step))
            return &rung;
    return nullptr;
}

PivotCount countOf(const loki::MetricPage& page)
{
    PivotCount count{.isKnown = true};
    for (const Series& series : page.series) {
        const double value = series.values.empty() ? 0 : series.values.back();
        if (!std::isfinite(value))
            continue;
        const auto lines = static_cast<qint64>(value);
        count.all += lines;
        const auto level = levelOfWord(QStringView(series.labels.value(u"detected_level")));
        if (level && *level >= Level::Error)
            count.bad += lines;
    }
    return count;
}

} // namespace

QString PivotCount::text(const QString& badWord) const
{
    if (!isKnown)
        return {};
    QString text = items::countText(all) + (isMore ? QStringLiteral("+") : QString());
    if (bad > 0)
        text += QStringLiteral(" (%1 %2)").arg(items::countText(bad), badWord);
    return text;
}

PivotCounter::PivotCounter(Backends* backends, ServiceList* services, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_services(services)
{
}

PivotCounter::~PivotCounter() = default;

void PivotCounter::cancel()
{
    m_logs.cancel();
    m_traces.cancel();
}

void PivotCounter::count(const Plan& logs, const Plan& traces)
{
    cancel();
    countLogs(logs);
    countTraces(traces);
}

void PivotCounter::countLogs(const Plan& plan)
{
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    const pivots::Rung* rung = firstOf<LogStep>(plan);
    if (!loki || !rung) {
        Q_EMIT counted(Target::Logs, unknown(loki ? pivots::vainSentence(plan) : loki.error().what));
        return;
    }
    if (rung->range.length() > longest) {
        Q_EMIT counted(Target::Logs, unknown(tr("The range is long: its lines are not counted beforehand.")));
        return;
    }
    const Result<QString> query = logql::toLogQl(m_services->inLogs(std::get<LogStep>(rung->step).question));
    if (!query) {
        Q_EMIT counted(Target::Logs, unknown(query.error().what));
        return;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(rung->range.length()).count();
    const QString counting = QStringLiteral("sum by (detected_level) (count_over_time(%1 [%2s]))")
                                 .arg(*query, QString::number(seconds));
    m_logs.await((*loki)->loki->metricAt(counting, rung->range.end), this,
                 [this, where = rung->where](const Result<loki::MetricPage>& page) {
                     PivotCount count = page ? countOf(*page) : unknown(page.error().what);
                     if (count.isKnown && count.all == 0)
                         count.reason = tr("No line %1.").arg(where);
                     Q_EMIT counted(Target::Logs, count);
                 });
}

void PivotCounter::countTraces(const Plan& plan)
{
    const auto traces = m_backends->traces();
    const pivots::Rung* rung = firstOf<SearchStep>(plan);
    if (!traces || !rung) {
        Q_EMIT counted(Target::Traces, unknown(traces ? pivots::vainSentence(plan) : traces.error().what));
        return;
    }
    SearchStep step = std::get<SearchStep>(rung->step);
    step.errorsOnly = false; // all of them are counted, and the failed ones among them
    step.minDuration.reset();
    const int limit = (*traces)->abilities().lightSearch ? lightLimit : heavyTraces;
    m_traces.await((*traces)->search(searchQueryOf(step, rung->range, *m_services, limit)), this,
                   [this](const Result<tracing::SearchResult>& found) {
                       if (!found) {
                           Q_EMIT counted(Target::Traces, unknown(found.error().what));
                           return;
                       }
                       PivotCount count{.isKnown = true, .isMore = found->limitReached};
                       for (const TraceSummary& trace : found->traces) {
                           ++count.all;
                           count.bad += trace.errors > 0 ? 1 : 0;
                       }
                       if (count.all == 0)
                           count.reason = tr("No trace in exactly that time.");
                       Q_EMIT counted(Target::Traces, count);
                   });
}

} // namespace signalbox::app
