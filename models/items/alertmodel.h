// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/alertlist.h"

#include <QAbstractTableModel>

namespace signalbox::items {

/// How much an alert hurts, for its shape and for the count of those that burn; the worst last.
enum class AlertGravity
{
    Quiet,
    Pending,
    Warning,
    Critical
};
[[nodiscard]] AlertGravity gravityOf(const Alert& alert);

/// Alerts as a table, in the order in which they are given.
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

    void setRows(std::vector<ListedAlert> rows);
    void setZone(Zone zone);
    [[nodiscard]] const ListedAlert& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    /// Those that fire and are not silenced.
    [[nodiscard]] int firingCount() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const ListedAlert& row, int column) const;

    std::vector<ListedAlert> m_rows;
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::items
