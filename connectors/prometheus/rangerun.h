// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/client.h"
#include "connectors/prometheus/parser.h"
#include "connectors/prometheus/rangeplan.h"

namespace signalbox::prometheus {

/// Asks for the parts of one range query, one after the other (so that no more than one undigested answer is
/// in memory and a cap ends it early), and joins them. Deletes itself when it is done or cancelled.
class RangeRun : public QObject
{
    Q_OBJECT

public:
    RangeRun(http::HttpClient* http, RangeQuery query, RangePlan plan, http::Priority priority,
             QObject* parent);

    [[nodiscard]] QFuture<Result<RangeAnswer>> start();

private:
    void askNext();
    void take(Result<QueryAnswer> part);
    void conclude(Result<RangeAnswer> result);

    http::HttpClient* m_http; ///< borrowed
    RangeQuery m_query;
    RangePlan m_plan;
    http::Priority m_priority;
    Caps m_left; ///< points that may still come
    std::size_t m_next = 0;
    RangeAnswer m_answer;
    QFuture<Result<QueryAnswer>> m_asked;
    Pending<RangeAnswer> m_pending;
};

/// What instant and range queries send alike: the expression and how long the server may compute.
[[nodiscard]] http::Request queryRequest(const http::HttpClient& http, const QString& path,
                                         const QString& expr, const QString& supersedeKey,
                                         http::Priority priority);

} // namespace signalbox::prometheus
