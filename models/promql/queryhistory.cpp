// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/queryhistory.h"

#include "models/promql/querytext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace signalbox::promql {

namespace {

constexpr qsizetype maxJsonBytes = 16 * 1024 * 1024; ///< all places full of the longest queries fit

auto withQuery(const QString& query)
{
    return [&query](const HistoryEntry& entry) { return entry.query == query; };
}

std::size_t starredIn(const std::vector<HistoryEntry>& entries)
{
    return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(),
                                                  [](const HistoryEntry& entry) { return entry.starred; }));
}

} // namespace

void QueryHistory::add(QStringView query)
{
    const QString text = cleanedQuery(query).trimmed();
    if (text.isEmpty())
        return;
    HistoryEntry entry{.query = text};
    const auto known = std::find_if(m_entries.begin(), m_entries.end(), withQuery(text));
    if (known != m_entries.end()) {
        entry.starred = known->starred;
        m_entries.erase(known);
    }
    m_entries.insert(m_entries.begin(), entry);
    trim();
}

bool QueryHistory::setStarred(const QString& query, bool starred)
{
    const auto known = std::find_if(m_entries.begin(), m_entries.end(), withQuery(query));
    if (known == m_entries.end())
        return false;
    if (starred && !known->starred && starredIn(m_entries) >= maxStarred)
        return false;
    known->starred = starred;
    trim();
    return true;
}

void QueryHistory::remove(const QString& query)
{
    std::erase_if(m_entries, withQuery(query));
}

void QueryHistory::trim()
{
    std::size_t plain = 0;
    std::size_t starred = 0;
    std::erase_if(m_entries, [&](const HistoryEntry& entry) {
        return entry.starred ? ++starred > maxStarred : ++plain > maxPlain;
    });
}

QByteArray QueryHistory::toJson() const
{
    QJsonArray queries;
    for (const HistoryEntry& entry : m_entries) {
        QJsonObject object{{QStringLiteral("query"), entry.query}};
        if (entry.starred)
            object.insert(QStringLiteral("starred"), true);
        queries.append(object);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("queries"), queries}}).toJson(QJsonDocument::Compact);
}

QueryHistory QueryHistory::fromJson(const QByteArray& json)
{
    QueryHistory history;
    if (json.size() > maxJsonBytes)
        return history;
    const QJsonArray queries =
        QJsonDocument::fromJson(json).object().value(QLatin1String("queries")).toArray();
    for (const QJsonValue& value : queries) {
        const QJsonObject object = value.toObject();
        const QString query = cleanedQuery(object.value(QLatin1String("query")).toString()).trimmed();
        const bool known = std::any_of(history.m_entries.begin(), history.m_entries.end(), withQuery(query));
        if (query.isEmpty() || known)
            continue;
        history.m_entries.push_back(
            {.query = query, .starred = object.value(QLatin1String("starred")).toBool()});
        history.trim(); // as it grows: a long file must not make it long
    }
    return history;
}

std::optional<QString> HistoryWalk::older(const QueryHistory& history, const QString& shown)
{
    const auto& entries = history.entries();
    int next = m_at + 1;
    if (m_at < 0)
        m_draft = shown;
    // What has just been run stands first: going back to it would look as if nothing happened.
    if (m_at < 0 && !entries.empty() && entries.front().query == shown.trimmed())
        next = 1;
    if (next >= static_cast<int>(entries.size()))
        return std::nullopt;
    m_at = next;
    return entries[static_cast<std::size_t>(m_at)].query;
}

std::optional<QString> HistoryWalk::newer(const QueryHistory& history, const QString& shown)
{
    const auto& entries = history.entries();
    if (m_at < 0)
        return std::nullopt;
    do
        --m_at;
    while (m_at >= static_cast<int>(entries.size()) ||
           (m_at >= 0 && entries[static_cast<std::size_t>(m_at)].query == shown));
    return m_at < 0 ? m_draft : entries[static_cast<std::size_t>(m_at)].query;
}

} // namespace signalbox::promql
