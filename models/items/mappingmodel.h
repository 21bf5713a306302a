// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mapping/mapping.h"

#include <QAbstractTableModel>

namespace signalbox::items {

/// What each store calls a service, how sure that is, and why; then the labels of versions, zones, pods and
/// the like. What a person may put right is edited in its cell.
class MappingModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        ServiceColumn,
        MetricsColumn,
        LogsColumn,
        TracesColumn,
        SureColumn,
        WhyColumn,
        ColumnCount
    };
    enum Role
    {
        MissingRole = Qt::UserRole + 1, ///< bool: that store has no name for it
        CorrectedRole,                  ///< bool
        ConfidenceRole,                 ///< double; of the least sure of its names
        DimensionRole                   ///< bool: the row is one of labels, not a service
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setMapping(mapping::Mapping mapping, mapping::Corrections corrections);
    [[nodiscard]] const mapping::Mapping& mapping() const { return m_mapping; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Takes "label=value", a value alone, or nothing for "it is not there".
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    /// Takes back what a person said of that row.
    void undo(int row);

Q_SIGNALS:
    void corrected(const signalbox::mapping::Corrections& corrections);

private:
    [[nodiscard]] bool isDimension(int row) const;
    [[nodiscard]] QVariant serviceData(const mapping::Row& row, int column, int role) const;
    [[nodiscard]] QVariant dimensionData(const mapping::DimensionRow& row, int column, int role) const;

    mapping::Mapping m_mapping;
    mapping::Corrections m_corrections;
};

} // namespace signalbox::items
