// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/queryhistory.h"

#include <QAbstractListModel>

namespace signalbox::widgets {

/// The queries of a history that contain a text, starred ones first.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        StarredRole = Qt::UserRole + 1,
        QueryRole ///< in full; the display text is one line of it
    };

    using QAbstractListModel::QAbstractListModel;

    void setHistory(const promql::QueryHistory& history);
    void setFilter(const QString& filter);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void refill();

    promql::QueryHistory m_history;
    QString m_filter;
    std::vector<promql::HistoryEntry> m_rows;
};

} // namespace signalbox::widgets
