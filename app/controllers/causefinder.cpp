// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/causefinder.h"

#include "app/backends.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/servicelist.h"
#include "connectors/loki/client.h"
#include "connectors/prometheus/client.h"
#include "connectors/tracing/backend.h"
#include "models/chart/marks.h"
#include "models/golden/changequery.h"
#include "models/golden/queries.h"
#include "models/patterns/comparison.h"

#include <cmath>

namespace signalbox::app {

using namespace std::chrono_literals;
using causes::Breakdown;
using golden::Signal;

namespace {

constexpr int poolThreads = 1;
constexpr Duration longestStretch = 30min;
constexpr Duration deployReach = 20min; ///< a little more than a hint reaches back
constexpr int mostLines = 1'000;        ///< of each stretch
constexpr int lightTraces = 100;
constexpr qsizetype mostSuspects = 4;

/// A smaller change hurts nobody.
double leastChangeOf(Signal signal)
{
    switch (signal) {
    case Signal::Errors:
        return 0.005;
    case Signal::Latency:
        return 0.02;
    case Signal::Saturation:
        return 0.05;
    case Signal::Traffic:
        break;
    }
    return 0;
}

Breakdown breakdownOf(const QString& label, const std::vector<Series>& series, double seconds)
{
    Breakdown out{label, {}};
    for (const Series& each : series) {
        if (each.values.empty())
            continue;
        const QString value = each.labels.value(label);
        auto it = std::find_if(out.values.begin(), out.values.end(),
                               [&](const causes::ValueCounts& v) { return v.value == value; });
        if (it == out.values.end()) {
            out.values.push_back({.value = value});
            it = out.values.end() - 1;
        }
        const QString part = each.labels.value(golden::partLabel);
        const double count = each.values.back() * seconds;
        if (part == golden::allDuring)
            it->allDuring = count;
        else if (part == golden::badDuring)
            it->badDuring = count;
        else if (part == golden::allBefore)
            it->allBefore = count;
        else if (part == golden::badBefore)
            it->badBefore = count;
    }
    // What a histogram's parts differ by may be a hair below nothing.
    for (causes::ValueCounts& v : out.values)
        for (double* count : {&v.badBefore, &v.badDuring})
            *count = *count < 0 && *count > -0.5 ? 0 : *count;
    return out;
}

patterns::Loaded loadedOf(const loki::LogPage& page, const Interval& range)
{
    patterns::Loaded loaded{.pieces = {{page.batch, 0}}, .range = range, .covered = range};
    // A full page is newest first and may not reach the beginning.
    if (page.batch->size() >= static_cast<std::size_t>(mostLines))
        loaded.covered.start = page.batch->time(static_cast<std::uint32_t>(page.batch->size() - 1));
    return loaded;
}

} // namespace

CauseFinder::CauseFinder(Backends* backends, ServiceList* services, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_services(services)
{
    m_pool.setMaxThreadCount(poolThreads);
}

CauseFinder::~CauseFinder()
{
    cancel();
    m_pool.waitForDone();
}

void CauseFinder::cancel()
{
    m_looking.cancel();
    m_reporting.cancel();
    m_awaited.clear();
    *m_stopped = true;
    m_isRunning = false;
    m_pending = 0;
}

template <typename T, typename F>
void CauseFinder::await(QFuture<Result<T>> future, F&& f)
{
    ++m_queries;
    ++m_pending;
    auto latest = std::make_shared<Latest<T>>();
    m_awaited.push_back(latest);
    latest->await(std::move(future), this, [this, f = std::forward<F>(f)](Result<T> result) mutable {
        f(std::move(result));
        done();
    });
}

void CauseFinder::took(const QString& what, const Error& error)
{
    m_problems.append(QStringLiteral("%1: %2").arg(what, error.what));
}

void CauseFinder::ask(const CauseQuestion& question, const golden::ServiceView& view)
{
    cancel();
    m_stopped = std::make_shared<std::atomic<bool>>(false);
    m_question = question;
    m_view = view;
    m_findings = {.service = question.service, .signal = question.signal, .marks = question.marks};
    m_report = {};
    m_linesBefore.reset();
    m_linesDuring.reset();
    m_problems.clear();
    m_bounds.clear();
    m_queries = 0;
    m_isRunning = true;
    m_since.start();
    m_looking.await(runOnPool(&m_pool,
                              [q = question]() -> Result<std::optional<causes::Onset>> {
                                  return causes::onsetOf({.series = q.series.get(),
                                                          .step = q.step,
                                                          .window = q.window,
                                                          .leastChange = leastChangeOf(q.signal),
                                                          .onlyRise = q.signal != Signal::Traffic});
                              }),
                    this, [this](const Result<std::optional<causes::Onset>>& onset) {
                        m_findings.onset = *onset;
                        if (*onset)
                            compare();
                        else
                            conclude();
                    });
}

void CauseFinder::compare()
{
    const Instant start{m_question.series->times.front()};
    const causes::Stretches both = causes::stretchesOf(*m_findings.onset, start, longestStretch);
    m_findings.before = both.before;
    m_findings.during = both.during;
    Q_EMIT changed();
    ++m_pending; // until all are under way
    askLabels();
    askLines();
    askTraces();
    askVersions();
    done();
}

void CauseFinder::askLabels()
{
    const QStringList labels = golden::breakdownLabels(m_view, m_question.service).mid(0, mostLabels);
    const QString buckets = golden::bucketSelector(m_view, m_question.service);
    const auto prometheus = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!prometheus || labels.isEmpty())
        return;
    if (m_question.signal != Signal::Latency || buckets.isEmpty()) {
        askLabelsOf(labels);
        return;
    }
    // Which of the bounds tells slow requests from usual ones?
    await((*prometheus)
              ->prometheus->labelValues(
                  QStringLiteral("le"),
                  {.selectors = {buckets}, .start = m_findings.before.start, .end = m_findings.during.end}),
          [this, labels](const Result<prometheus::ListAnswer>& bounds) {
              if (bounds)
                  m_bounds = bounds->values;
              else
                  took(tr("Buckets"), bounds.error());
              askLabelsOf(labels);
          });
}

void CauseFinder::askLabelsOf(const QStringList& labels)
{
    const auto prometheus = m_backends->choose({profile::BackendKind::Prometheus}, {});
    golden::ChangeQuestion change{.service = m_question.service, .signal = m_question.signal};
    change.window = std::chrono::floor<std::chrono::seconds>(m_findings.during.length());
    change.slowBound = golden::slowBound(m_view, m_question.service, m_bounds, m_findings.onset->before,
                                         m_findings.onset->after);
    const auto seconds = static_cast<double>(std::chrono::floor<std::chrono::seconds>(change.window).count());
    for (const QString& label : labels) {
        const QString query = golden::changeQuery(m_view, change, label, mostValues);
        if (query.isEmpty())
            continue;
        await((*prometheus)->prometheus->instant({.expr = query, .time = m_findings.during.end}),
              [this, label, seconds](const Result<prometheus::QueryAnswer>& answer) {
                  if (!answer) {
                      took(label, answer.error());
                      return;
                  }
                  Breakdown breakdown = breakdownOf(label, answer->series, seconds);
                  if (breakdown.values.size() >= static_cast<std::size_t>(mostValues))
                      m_problems.append(tr("%1 has too many values to weigh.").arg(label));
                  else
                      m_findings.breakdowns.push_back(std::move(breakdown));
              });
    }
}

/// What was rolled out shortly before: the marks that are on the screen may begin later.
void CauseFinder::askVersions()
{
    const QString versions = golden::versionQuery(m_view, {});
    const auto prometheus = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!prometheus || versions.isEmpty())
        return;
    await((*prometheus)
              ->prometheus->range({.expr = versions,
                                   .start = m_findings.onset->at - deployReach,
                                   .end = m_findings.during.end,
                                   .step = m_question.step}),
          [this](const Result<prometheus::RangeAnswer>& answer) {
              if (!answer) {
                  took(tr("Deploys"), answer.error());
                  return;
              }
              std::erase_if(m_findings.marks,
                            [](const chart::Mark& mark) { return mark.kind != chart::MarkKind::Alert; });
              for (chart::Mark& mark : chart::deployMarks(answer->series, m_question.step))
                  m_findings.marks.push_back(std::move(mark));
              std::sort(m_findings.marks.begin(), m_findings.marks.end(),
                        [](const chart::Mark& a, const chart::Mark& b) { return a.at < b.at; });
          });
}

/// The service itself, and whom somebody changed shortly before.
QStringList CauseFinder::suspects() const
{
    QStringList out{m_question.service};
    for (const chart::Mark& mark : m_question.marks) {
        const Duration ahead = m_findings.onset->at - mark.at;
        const QString service = mark.label.section(u' ', 0, 0);
        if (mark.kind != chart::MarkKind::Alert && ahead > -1min && ahead < 15min &&
            m_services->mapping().find(service))
            out.append(service);
    }
    out.removeDuplicates();
    return out.mid(0, mostSuspects);
}

void CauseFinder::askLines()
{
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    if (!loki)
        return;
    logql::Question question;
    question.services = suspects();
    question.minLevel = Level::Warn;
    const Result<QString> query = logql::toLogQl(m_services->inLogs(question));
    if (!query)
        return;
    const auto ask = [&](const Interval& range, std::optional<loki::LogPage> CauseFinder::*place) {
        await((*loki)->loki->queryRange(
                  {.query = *query, .range = {range.start, range.end}, .limit = mostLines}),
              [this, place](Result<loki::LogPage> page) {
                  if (page)
                      this->*place = std::move(*page);
                  else
                      took(tr("Logs"), page.error());
              });
    };
    ask(m_findings.before, &CauseFinder::m_linesBefore);
    ask(m_findings.during, &CauseFinder::m_linesDuring);
}

void CauseFinder::askTraces()
{
    const auto traces = m_backends->traces();
    const bool isTelling = m_question.signal == Signal::Errors || m_question.signal == Signal::Latency;
    if (!traces || !isTelling || !m_services->mapping().nameIn(mapping::Store::Traces, m_question.service))
        return;
    const int limit = (*traces)->abilities().lightSearch ? lightTraces : heavyTraces;
    pivots::SearchStep odd{.service = m_question.service};
    odd.errorsOnly = m_question.signal == Signal::Errors;
    if (!odd.errorsOnly)
        odd.minDuration =
            std::chrono::duration_cast<Duration>(std::chrono::duration<double>(m_findings.onset->after / 2));
    const pivots::SearchStep normal{.service = m_question.service};
    const auto ask = [&](const pivots::SearchStep& step, const Interval& range,
                         std::vector<TraceSummary> causes::Findings::*place) {
        await((*traces)->search(searchQueryOf(step, range, *m_services, limit)),
              [this, place](Result<tracing::SearchResult> found) {
                  if (found)
                      m_findings.*place = std::move(found->traces);
                  else
                      took(tr("Traces"), found.error());
              });
    };
    ask(odd, m_findings.during, &causes::Findings::oddTraces);
    ask(normal, m_findings.before, &causes::Findings::normalTraces);
}

void CauseFinder::done()
{
    if (--m_pending == 0)
        conclude();
}

void CauseFinder::conclude()
{
    struct Input
    {
        causes::Findings findings;
        std::optional<loki::LogPage> before;
        std::optional<loki::LogPage> during;
    };
    auto input =
        std::make_shared<Input>(Input{m_findings, std::move(m_linesBefore), std::move(m_linesDuring)});
    m_reporting.await(runOnPool(&m_pool,
                                [input, stopped = m_stopped]() -> Result<causes::Report> {
                                    if (input->before && input->during)
                                        input->findings.shapes =
                                            patterns::compare(
                                                loadedOf(*input->before, input->findings.before),
                                                loadedOf(*input->during, input->findings.during), *stopped)
                                                .shapes;
                                    return causes::reportOf(input->findings);
                                }),
                      this, [this](Result<causes::Report> report) {
                          m_report = std::move(*report);
                          m_took = std::chrono::milliseconds(m_since.elapsed());
                          m_isRunning = false;
                          Q_EMIT changed();
                      });
}

} // namespace signalbox::app
