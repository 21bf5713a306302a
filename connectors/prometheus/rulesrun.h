// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/client.h"
#include "connectors/prometheus/parser.h"

namespace signalbox::prometheus {

/// Asks for rules page by page until the server names no next one. Deletes itself when done or cancelled.
class RulesRun : public QObject
{
    Q_OBJECT

public:
    RulesRun(http::HttpClient* http, const RuleQuery& query, http::Priority priority, QObject* parent);

    [[nodiscard]] QFuture<Result<RulesAnswer>> start();

private:
    void askNext();
    void take(Result<RulesPage> page);
    void conclude(Result<RulesAnswer> result);

    http::HttpClient* m_http; ///< borrowed
    http::Request m_request;  ///< without the token
    QString m_token;
    int m_pages = 0;
    RulesAnswer m_answer;
    QFuture<Result<RulesPage>> m_asked;
    Pending<RulesAnswer> m_pending;
};

} // namespace signalbox::prometheus
