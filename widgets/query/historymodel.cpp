// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/historymodel.h"

#include "models/base/error.h"

#include <algorithm>

namespace signalbox::widgets {

void HistoryModel::setHistory(const promql::QueryHistory& history)
{
    m_history = history;
    refill();
}

void HistoryModel::setFilter(const QString& filter)
{
    m_filter = filter;
    refill();
}

void HistoryModel::refill()
{
    beginResetModel();
    m_rows.clear();
    for (const promql::HistoryEntry& entry : m_history.entries())
        if (entry.query.contains(m_filter, Qt::CaseInsensitive))
            m_rows.push_back(entry);
    std::stable_partition(m_rows.begin(), m_rows.end(),
                          [](const promql::HistoryEntry& entry) { return entry.starred; });
    endResetModel();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const promql::HistoryEntry& entry = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cleaned(QStringView(entry.query), 400);
    case Qt::ToolTipRole:
        return cleaned(QStringView(entry.query), 2'000).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return entry.starred ? tr("Starred: %1").arg(cleaned(QStringView(entry.query), 400))
                             : cleaned(QStringView(entry.query), 400);
    case StarredRole:
        return entry.starred;
    case QueryRole:
        return entry.query;
    default:
        return {};
    }
}

} // namespace signalbox::widgets
