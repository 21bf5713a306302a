// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/pivotcontroller.h"

#include "app/backends.h"
#include "app/controllers/servicelist.h"
#include "connectors/tracing/backend.h"
#include "models/chart/valuetext.h"

#include <algorithm>

namespace signalbox::app {

using pivots::LogStep;
using pivots::Rung;
using pivots::SearchStep;
using pivots::TraceStep;

tracing::SearchQuery searchQueryOf(const SearchStep& step, const Interval& range, const ServiceList& services,
                                   int limit)
{
    tracing::SearchQuery query{.service = services.inTraces(step.service),
                               .operation = step.operation,
                               .minDuration = step.minDuration,
                               .start = range.start,
                               .end = range.end,
                               .limit = limit,
                               .errorsOnly = step.errorsOnly};
    for (const auto& [key, value] : step.tags)
        query.tags.push_back({key, value});
    return query;
}

PivotController::PivotController(Backends* backends, ServiceList* services, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_services(services)
{
}

PivotController::~PivotController() = default;

pivots::Ground PivotController::ground() const
{
    const auto traces = m_backends->traces();
    return {.mapping = &m_services->mapping(),
            .now = m_backends->clock().now(),
            .anyServiceInTraces = traces && !(*traces)->abilities().needsService};
}

void PivotController::follow(pivots::Plan plan)
{
    cancel();
    m_plan = std::move(plan);
    m_rung = 0;
    m_skipped.clear();
    m_group.clear();
    if (m_plan.isEmpty()) {
        Q_EMIT vain(pivots::vainSentence(m_plan));
        return;
    }
    m_isClimbing = true;
    attempt();
}

void PivotController::stop()
{
    m_stats.cancel();
    m_lines.cancel();
    m_search.cancel();
    m_trace.cancel();
    if (std::exchange(m_isClimbing, false))
        Q_EMIT climbing({});
}

void PivotController::cancel()
{
    stop();
}

void PivotController::fail(const Error& error)
{
    const Rung& rung = m_plan.rungs[m_rung];
    stop();
    // The question stands where it would have been answered, so that it can be asked again there.
    Q_EMIT reached(rung, m_plan.how);
    Q_EMIT failed(error);
}

void PivotController::climb()
{
    if (m_rung + 1 < m_plan.rungs.size()) {
        ++m_rung;
        attempt();
        return;
    }
    m_rung = 0;
    stop();
    Q_EMIT reached(m_plan.rungs.front(), m_plan.how);
    Q_EMIT vain((QStringList{pivots::vainSentence(m_plan)} + m_skipped).join(u' '));
}

void PivotController::conclude(qint64 found)
{
    const int group = m_plan.rungs[m_rung].group;
    m_group.emplace_back(m_rung, found);
    if (group != 0 && m_rung + 1 < m_plan.rungs.size() && m_plan.rungs[m_rung + 1].group == group) {
        ++m_rung;
        attempt();
        return;
    }
    const auto all = std::exchange(m_group, {});
    const auto best = std::max_element(all.begin(), all.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best->second == 0) {
        climb();
        return;
    }
    qint64 elsewhere = 0;
    for (const auto& [rung, count] : all)
        elsewhere += rung == best->first ? 0 : count;
    arrive(best->first, best->second, elsewhere);
}

void PivotController::arrive(std::size_t rung, qint64 found, qint64 elsewhere)
{
    m_rung = rung;
    stop();
    Q_EMIT reached(m_plan.rungs[rung], m_plan.how);
    const int group = m_plan.rungs[rung].group;
    const bool isNearest = rung == 0 || (group != 0 && m_plan.rungs.front().group == group);
    QStringList parts;
    if (!isNearest)
        parts.append(pivots::sentence(m_plan, rung, found >= counted ? -1 : found));
    if (elsewhere > 0)
        parts.append(tr("%n more %1.", nullptr, static_cast<int>(elsewhere))
                         .arg(group != 0 && rung > 0 && m_plan.rungs[rung - 1].group == group
                                  ? m_plan.rungs[rung - 1].where
                                  : m_plan.rungs[rung + 1].where));
    Q_EMIT said(parts.join(u' '));
}

void PivotController::askLines(const LogStep& step, const Interval& range)
{
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    const Result<QString> query = logql::toLogQl(m_services->inLogs(step.question));
    if (!loki || !query) {
        fail(loki ? query.error() : loki.error());
        return;
    }
    if (step.question.services.isEmpty()) {
        weigh((*loki)->loki.get(), *query, range);
        return;
    }
    send((*loki)->loki.get(), *query, range);
}

void PivotController::send(loki::Client* client, const QString& query, const Interval& range)
{
    m_lines.await(client->queryRange({.query = query, .range = {range.start, range.end}, .limit = counted}),
                  this, [this](const Result<loki::LogPage>& page) {
                      if (page)
                          conclude(static_cast<qint64>(page->batch->size()));
                      else
                          fail(page.error());
                  });
}

/// The streams of all services may be more than one may ask unasked.
void PivotController::weigh(loki::Client* client, const QString& query, const Interval& range)
{
    m_stats.await(client->indexStats(logql::selectorOf(query), {range.start, range.end}), this,
                  [this, client, query, range](const Result<loki::Feature<loki::IndexStats>>& stats) {
                      // Who cannot weigh it is asked all the same, as by hand.
                      if (!stats || !*stats || (*stats)->bytes <= m_heavyBytes) {
                          send(client, query, range);
                          return;
                      }
                      m_skipped = {
                          tr("Not asked %1: about %2 would have to be read.")
                              .arg(m_plan.rungs[m_rung].where,
                                   chart::text(static_cast<double>((*stats)->bytes), chart::Unit::Bytes))};
                      conclude(0);
                  });
}

void PivotController::attempt()
{
    const Rung& rung = m_plan.rungs[m_rung];
    if (m_plan.rungs.size() > 1)
        Q_EMIT climbing(tr("Looking for a %1 %2 (%3 of %4)")
                            .arg(m_plan.thing, rung.where)
                            .arg(m_rung + 1)
                            .arg(m_plan.rungs.size()));
    if (const auto* step = std::get_if<LogStep>(&rung.step)) {
        askLines(*step, rung.range);
        return;
    }
    const auto traces = m_backends->traces();
    if (const auto* step = std::get_if<SearchStep>(&rung.step)) {
        if (!traces) {
            fail(traces.error());
            return;
        }
        const int limit = (*traces)->abilities().lightSearch ? counted : heavyTraces;
        m_search.await((*traces)->search(searchQueryOf(*step, rung.range, *m_services, limit)), this,
                       [this](const Result<tracing::SearchResult>& found) {
                           if (found)
                               conclude(found->limitReached ? counted
                                                            : static_cast<qint64>(found->traces.size()));
                           else
                               fail(found.error());
                       });
        return;
    }
    const auto* step = std::get_if<TraceStep>(&rung.step);
    if (!step || m_plan.rungs.size() == 1 || !traces) {
        conclude(1); // its pane says what it finds
        return;
    }
    // An exemplar may name a trace that was never kept.
    m_trace.await((*traces)->trace(step->trace), this,
                  [this](const Result<std::shared_ptr<const Trace>>& trace) {
                      if (trace)
                          conclude(1);
                      else if (tracing::isNotFound(trace.error()))
                          climb();
                      else
                          fail(trace.error());
                  });
}

} // namespace signalbox::app
