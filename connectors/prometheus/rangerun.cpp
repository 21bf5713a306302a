// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/rangerun.h"

#include "connectors/prometheus/ask.h"
#include "connectors/prometheus/querytext.h"

namespace signalbox::prometheus {

http::Request queryRequest(const http::HttpClient& http, const QString& path, const QString& expr,
                           const QString& supersedeKey, http::Priority priority)
{
    // A little less than we wait, so that the server's own words about it arrive.
    const auto patience = http.backend().limits.deadline * 9 / 10;
    http::Request request;
    request.method = http::Method::PostForm;
    request.path = path;
    request.params = {{QStringLiteral("query"), expr},
                      {QStringLiteral("timeout"),
                       QStringLiteral("%1ms").arg(qMax(qlonglong{1}, qlonglong{patience.count()}))}};
    request.priority = priority;
    request.supersedeKey = supersedeKey;
    return request;
}

RangeRun::RangeRun(http::HttpClient* http, RangeQuery query, RangePlan plan, http::Priority priority,
                   QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_query(std::move(query))
    , m_plan(std::move(plan))
    , m_priority(priority)
{
    m_answer.start = m_query.start;
    m_answer.end = m_query.end;
    m_answer.step = m_plan.step;
}

QFuture<Result<RangeAnswer>> RangeRun::start()
{
    m_pending.onCancel(this, [this] {
        m_asked.cancel();
        deleteLater();
    });
    askNext();
    return m_pending.future();
}

void RangeRun::askNext()
{
    const RangePart& part = m_plan.parts[m_next++];
    http::Request request = queryRequest(*m_http, QStringLiteral("/api/v1/query_range"), m_query.expr,
                                         m_query.supersedeKey, m_priority);
    request.params.push_back({QStringLiteral("start"), timeParam(part.start)});
    request.params.push_back({QStringLiteral("end"), timeParam(part.end)});
    request.params.push_back({QStringLiteral("step"), stepParam(m_plan.step)});
    // Owned by the client: what passes a cancel on to the socket must outlive this object.
    m_asked = ask<QueryAnswer>(m_http, parent(), std::move(request),
                               [caps = m_left](const QByteArray& body, const QString& backend) {
                                   return parseQuery(body, backend, caps);
                               });
    whenReady(m_asked, this, [this](Result<QueryAnswer> answer) { take(std::move(answer)); });
}

void RangeRun::take(Result<QueryAnswer> part)
{
    if (!part) {
        conclude(failure(std::move(part.error())));
        return;
    }
    std::size_t points = 0;
    for (const Series& series : part->series)
        points += series.pointCount();
    const bool wasCut = part->notes.truncated;
    join(m_answer, std::move(*part));
    m_left.points -= std::min(points, m_left.points);
    if (m_next < m_plan.parts.size() && m_left.points > 0 && !wasCut) {
        askNext();
        return;
    }
    if (m_next < m_plan.parts.size()) {
        m_answer.notes.truncated = true;
        m_answer.notes.warnings.append(
            QStringLiteral("The answer was too large: it ends at %1. Take a wider step or a shorter range.")
                .arg(m_plan.parts[m_next - 1].end.toRfc3339()));
    }
    finish(m_answer);
    conclude(std::move(m_answer));
}

void RangeRun::conclude(Result<RangeAnswer> result)
{
    m_pending.finish(std::move(result));
    deleteLater();
}

} // namespace signalbox::prometheus
