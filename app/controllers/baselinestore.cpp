// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/baselinestore.h"

#include "app/backends.h"

#include <QTimer>

#include <algorithm>

namespace signalbox::app {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostUnderWay = 2;
constexpr qsizetype mostEntries = 200;
constexpr int announceMs = 250;
constexpr Duration day = 24h;
constexpr Duration pauseAfterFailure = 60s;

// The window moves on with the clock. Asked for with room ahead, the days need not be asked for again at
// each refresh.
Interval withRoomAhead(const Interval& range)
{
    return {range.start, range.end + std::max<Duration>(range.length() / 2, 15min)};
}

} // namespace

BaselineStore::BaselineStore(Backends* backends, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
{
}

void BaselineStore::want(const std::vector<Question>& questions, const Interval& range)
{
    m_waiting.clear();
    if (m_notBefore && m_backends->clock().now() < *m_notBefore)
        return;
    m_notBefore.reset();
    for (const Question& question : questions) {
        Entry& entry = m_entries[question];
        entry.usedAt = ++m_uses;
        if (!entry.covered.contains(range.start) || !entry.covered.contains(range.end))
            entry = {.covered = withRoomAhead(range), .days = {}, .usedAt = m_uses};
    }
    // Day by day over all questions: three days of everything are worth more than all days of one.
    for (int d = 0; d < dayCount; ++d)
        for (const Question& question : questions) {
            const Entry& entry = m_entries[question];
            const Job job{question, d, entry.covered};
            if (!entry.days[static_cast<std::size_t>(d)] &&
                std::find(m_underWay.begin(), m_underWay.end(), job) == m_underWay.end())
                m_waiting.push_back(job);
        }
    makeRoom();
    askMore();
}

BaselineStore::Days BaselineStore::days(const Question& question) const
{
    const auto it = m_entries.constFind(question);
    return it == m_entries.cend() ? Days{} : it->days;
}

void BaselineStore::askMore()
{
    while (m_underWay.size() < mostUnderWay && !m_waiting.empty()) {
        const Job job = m_waiting.front();
        m_waiting.pop_front();
        ask(job);
    }
}

void BaselineStore::ask(const Job& job)
{
    const auto chosen = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!chosen)
        return;
    m_underWay.push_back(job);
    const Duration back = (job.day + 1) * day;
    const prometheus::RangeQuery query{.expr = job.question.expr,
                                       .start = job.covered.start - back,
                                       .end = job.covered.end - back,
                                       .step = job.question.step};
    whenReady((*chosen)->prometheus->range(query, http::Priority::Background), this,
              [this, job](Result<prometheus::RangeAnswer> answer) {
                  std::erase(m_underWay, job);
                  received(job, std::move(answer));
                  askMore();
              });
}

void BaselineStore::received(const Job& job, Result<prometheus::RangeAnswer> answer)
{
    if (!answer) {
        if (answer.error().isCancelled())
            return;
        // One that cannot answer a small question about the past has better things to do now.
        m_notBefore = m_backends->clock().now() + pauseAfterFailure;
        m_waiting.clear();
        announce();
        return;
    }
    const auto it = m_entries.find(job.question);
    if (it == m_entries.end() || it->covered != job.covered)
        return;
    it->days[static_cast<std::size_t>(job.day)] =
        std::make_shared<const std::vector<Series>>(std::move(answer->series));
    announce();
}

void BaselineStore::makeRoom()
{
    while (m_entries.size() > mostEntries) {
        auto oldest = m_entries.begin();
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it)
            if (it->usedAt < oldest->usedAt)
                oldest = it;
        m_entries.erase(oldest);
    }
}

void BaselineStore::announce()
{
    if (std::exchange(m_announcing, true))
        return;
    QTimer::singleShot(announceMs, this, [this] {
        m_announcing = false;
        Q_EMIT changed();
    });
}

} // namespace signalbox::app
