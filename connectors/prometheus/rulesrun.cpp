// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/rulesrun.h"

#include "connectors/prometheus/ask.h"

namespace signalbox::prometheus {

namespace {

constexpr int groupsPerPage = 500; ///< servers that know no pages ignore it and give all
constexpr int mostPages = 1000;

} // namespace

RulesRun::RulesRun(http::HttpClient* http, const RuleQuery& query, http::Priority priority, QObject* parent)
    : QObject(parent)
    , m_http(http)
{
    m_request.path = QStringLiteral("/api/v1/rules");
    m_request.priority = priority;
    const auto add = [this](const QString& key, const QString& value) {
        m_request.params.push_back({key, value});
    };
    if (query.kind)
        add(QStringLiteral("type"),
            *query.kind == Rule::Kind::Alerting ? QStringLiteral("alert") : QStringLiteral("record"));
    for (const QString& name : query.names)
        add(QStringLiteral("rule_name[]"), name);
    for (const QString& group : query.groups)
        add(QStringLiteral("rule_group[]"), group);
    for (const QString& file : query.files)
        add(QStringLiteral("file[]"), file);
    if (!query.withAlerts)
        add(QStringLiteral("exclude_alerts"), QStringLiteral("true"));
    add(QStringLiteral("group_limit"), QString::number(groupsPerPage));
}

QFuture<Result<RulesAnswer>> RulesRun::start()
{
    m_pending.onCancel(this, [this] {
        m_asked.cancel();
        deleteLater();
    });
    askNext();
    return m_pending.future();
}

void RulesRun::askNext()
{
    ++m_pages;
    http::Request request = m_request;
    if (!m_token.isEmpty())
        request.params.push_back({QStringLiteral("group_next_token"), m_token});
    // Owned by the client: what passes a cancel on to the socket must outlive this object.
    m_asked = ask<RulesPage>(m_http, parent(), std::move(request), &parseRules);
    whenReady(m_asked, this, [this](Result<RulesPage> page) { take(std::move(page)); });
}

void RulesRun::take(Result<RulesPage> page)
{
    if (!page) {
        conclude(failure(std::move(page.error())));
        return;
    }
    m_answer.notes.merge(page->answer.notes);
    std::move(page->answer.groups.begin(), page->answer.groups.end(), std::back_inserter(m_answer.groups));
    if (page->nextToken.isEmpty()) {
        conclude(std::move(m_answer));
        return;
    }
    // A server that names the same page again would keep us here for ever.
    if (page->nextToken == m_token || m_pages >= mostPages) {
        m_answer.notes.truncated = true;
        m_answer.notes.warnings.append(
            QStringLiteral("The list of rules did not come to an end; what came is shown."));
        conclude(std::move(m_answer));
        return;
    }
    m_token = page->nextToken;
    askNext();
}

void RulesRun::conclude(Result<RulesAnswer> result)
{
    m_pending.finish(std::move(result));
    deleteLater();
}

} // namespace signalbox::prometheus
