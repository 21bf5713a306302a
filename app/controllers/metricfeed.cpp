// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/metricfeed.h"

#include "app/backends.h"

namespace signalbox::app {

using chart::TailPlan;
using namespace std::chrono_literals;

namespace {

/// Points that a late sample or a window that was not full may still change.
Duration unsettledOf(Duration step)
{
    return std::max<Duration>(3 * step, 60s);
}

bool movedOn(const MetricFeed::Question& asked, const MetricFeed::Question& now)
{
    const Duration moved = now.range.start - asked.range.start;
    return now.expr == asked.expr && now.step == asked.step && moved >= 0ns &&
           moved * 10 < now.range.length() &&
           (now.range.length() - asked.range.length()) * 10 < now.range.length() &&
           (asked.range.length() - now.range.length()) * 10 < now.range.length();
}

} // namespace

MetricFeed::MetricFeed(Backends* backends, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_pool(pool)
{
}

void MetricFeed::ask(const Question& question, http::Priority priority)
{
    // A server that needs longer than the refresh would never get to answer: what only moved on with the
    // clock waits for the answer that is under way.
    if (isRunning() && movedOn(m_question, question))
        return;
    if (question.expr != m_question.expr) {
        m_series.reset();
        m_loaded.reset();
        m_notes = {};
    }
    m_question = question;
    m_question.range = chart::aligned(question.range, question.step);
    m_joined.cancel();
    const TailPlan plan =
        chart::planTail(m_loaded, m_question.range, question.step, unsettledOf(question.step));
    if (plan.kind == TailPlan::Kind::Nothing) {
        m_answer.cancel();
        m_error.reset();
        Q_EMIT settled();
        return;
    }
    const auto chosen = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!chosen) {
        m_error = chosen.error();
        Q_EMIT settled();
        return;
    }
    m_askedAt = m_backends->clock().steady();
    const prometheus::RangeQuery query{
        .expr = question.expr, .start = plan.ask.start, .end = plan.ask.end, .step = question.step};
    m_answer.await(
        (*chosen)->prometheus->range(query, priority), this,
        [this, plan](Result<prometheus::RangeAnswer> answer) { received(std::move(answer), plan); });
}

void MetricFeed::received(Result<prometheus::RangeAnswer> answer, const TailPlan& plan)
{
    m_latency = m_backends->clock().steady() - m_askedAt;
    if (!answer) {
        m_error = std::move(answer.error());
        Q_EMIT settled();
        return;
    }
    m_error.reset();
    m_answeredAt = m_backends->clock().now();
    m_notes = std::move(answer->notes);
    const auto keep = [this](SeriesPtr series) {
        m_series = std::move(series);
        m_loaded = chart::LoadedRange{.range = m_question.range, .step = m_question.step};
        Q_EMIT settled();
    };
    if (plan.kind == TailPlan::Kind::All || !m_series) {
        keep(std::make_shared<const std::vector<Series>>(std::move(answer->series)));
        return;
    }
    m_joined.await(runOnPool(m_pool,
                             [loaded = m_series, tail = std::move(answer->series), from = plan.ask.start,
                              range = m_question.range]() mutable -> Result<std::vector<Series>> {
                                 return chart::joinTail(*loaded, std::move(tail), from, range);
                             }),
                   this, [keep](Result<std::vector<Series>> joined) {
                       keep(std::make_shared<const std::vector<Series>>(std::move(*joined)));
                   });
}

} // namespace signalbox::app
