// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace signalbox::promql {

struct HistoryEntry
{
    QString query;
    bool starred = false;
    bool operator==(const HistoryEntry&) const = default;
};

/// The queries that were run, the latest first, each of them once. The oldest fall out; starred ones stay.
class QueryHistory
{
public:
    static constexpr std::size_t maxPlain = 100;
    static constexpr std::size_t maxStarred = 100;

    [[nodiscard]] const std::vector<HistoryEntry>& entries() const { return m_entries; }
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }

    /// Cleaned and trimmed first; nothing happens when nothing is left.
    void add(QStringView query);
    /// False when there are too many stars, or no such query.
    bool setStarred(const QString& query, bool starred);
    void remove(const QString& query);

    [[nodiscard]] QByteArray toJson() const;
    /// What cannot be read is left out: a history is no reason not to start.
    [[nodiscard]] static QueryHistory fromJson(const QByteArray& json);

    bool operator==(const QueryHistory&) const = default;

private:
    void trim();

    std::vector<HistoryEntry> m_entries;
};

/// Steps through a history as a shell does: what was being typed comes back at the end.
class HistoryWalk
{
public:
    /// The query to show instead of `shown`; none at the end.
    [[nodiscard]] std::optional<QString> older(const QueryHistory& history, const QString& shown);
    [[nodiscard]] std::optional<QString> newer(const QueryHistory& history, const QString& shown);
    /// The text was edited or run: the walk begins anew.
    void leave() { m_at = -1; }

private:
    int m_at = -1; ///< -1: at the draft
    QString m_draft;
};

} // namespace signalbox::promql
