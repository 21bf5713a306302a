// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/items/alertrow.h"

#include <QAbstractTableModel>

namespace signalbox::items {

/// Alerts as a table, worst first.
class AlertModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        StateColumn,
        NameColumn,
        LabelsColumn,
        SinceColumn,
        SummaryColumn,
        ColumnCount
    };
    enum Role
    {
        GravityRole = Qt::UserRole + 1
    }; ///< an AlertGravity as int

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<AlertRow> rows);
    void setZone(Zone zone);
    [[nodiscard]] const AlertRow& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    /// Those that fire and are not silenced.
    [[nodiscard]] int firingCount() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const AlertRow& row, int column) const;

    std::vector<AlertRow> m_rows;
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::items
