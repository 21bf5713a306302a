// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/overviewrow.h"

#include <QAbstractTableModel>

#include <optional>

namespace signalbox::items {

/// Every service a row, worst first and calm. Rows are prepared elsewhere; this orders, filters and tells the
/// view as little as has changed. While it is frozen nothing changes its place.
class OverviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        ServiceColumn,
        LatencyColumn,
        TrafficColumn,
        ErrorsColumn,
        SaturationColumn,
        AlertsColumn,
        ColumnCount
    };
    /// What the counts above the list are about.
    enum class Group
    {
        Bad,
        Warning,
        Blind, ///< no data, a query that failed, or nothing known of what is normal
        Healthy
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<OverviewRow> rows);
    void setFilter(const QString& typed);
    void setGroup(std::optional<Group> group);
    void setFrozen(bool frozen);

    [[nodiscard]] const OverviewRow& row(int index) const;
    [[nodiscard]] int indexOf(const QString& service) const;
    /// Over all rows, whatever the filter is.
    [[nodiscard]] int count(Group group) const;
    [[nodiscard]] int totalCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] static Group groupOf(golden::State state);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// Texts for readers of screens, for tooltips and for copying; the delegate paints row().
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// count() or totalCount() may tell something else now.
    void countsChanged();

private:
    [[nodiscard]] bool isShown(const OverviewRow& row) const;

    std::vector<OverviewRow> m_rows;    ///< by the order of m_order
    QStringList m_order;                ///< of all services
    std::vector<std::size_t> m_visible; ///< indexes into m_rows
    QString m_filter;
    std::optional<Group> m_group;
    bool m_frozen = false;
};

} // namespace signalbox::items
