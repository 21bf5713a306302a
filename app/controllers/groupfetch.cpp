// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/groupfetch.h"

#include "app/backends.h"

namespace signalbox::app {

GroupFetch::GroupFetch(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
{
}

void GroupFetch::cancel()
{
    m_left = 0;
    for (auto& query : m_queries)
        query.cancel();
}

void GroupFetch::ask(const golden::GroupQueries& queries, Instant at)
{
    if (m_left > 0 && queries == m_asked)
        return;
    cancel();
    m_asked = queries;
    m_error.reset();
    m_answers = std::make_shared<items::OperationAnswers>();
    m_answers->labels = queries.labels;
    const auto chosen = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!chosen) {
        Q_EMIT failed(chosen.error());
        return;
    }
    const std::array<const QString*, 6> texts{&queries.traffic,          &queries.failed,
                                              &queries.successP99,       &queries.failureP99,
                                              &queries.secondsPerSecond, &queries.count};
    m_left = 0;
    for (const QString* text : texts)
        m_left += text->isEmpty() ? 0 : 1;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i]->isEmpty())
            continue;
        m_queries[i].await(
            (*chosen)->prometheus->instant({.expr = *texts[i], .time = at}, http::Priority::Background), this,
            [this, i](Result<prometheus::QueryAnswer> answer) { take(i, std::move(answer)); });
    }
}

void GroupFetch::take(std::size_t which, Result<prometheus::QueryAnswer> answer)
{
    const std::array<std::vector<Series>*, 5> places{&m_answers->traffic, &m_answers->failed,
                                                     &m_answers->successP99, &m_answers->failureP99,
                                                     &m_answers->timeSpent};
    if (!answer) {
        if (which == 0)
            m_error = std::move(answer.error());
    } else if (which < places.size()) {
        *places[which] = std::move(answer->series);
    } else if (!answer->series.empty() && !answer->series.front().values.empty()) {
        m_answers->total = static_cast<int>(std::min(answer->series.front().values.back(), 1e6));
    }
    if (--m_left > 0)
        return;
    if (m_error)
        Q_EMIT failed(*m_error);
    else
        Q_EMIT came(m_answers);
}

} // namespace signalbox::app
