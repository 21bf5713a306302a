// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/fieldcounts.h"

#include <QAbstractItemModel>

namespace signalbox::items {

/// Fields, and below each its values with their counts.
class FieldCountModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role
    {
        ShareRole = Qt::UserRole + 1, ///< 0 to 1, of the lines that were looked at
        CountRole,                    ///< lines
        PlainRole                     ///< of a value, as it is
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setCounts(logs::FieldCounts counts);
    [[nodiscard]] const logs::FieldCounts& counts() const { return m_counts; }
    /// The field that a row is or belongs to.
    [[nodiscard]] const logs::FieldCount& field(const QModelIndex& index) const;
    [[nodiscard]] bool isValue(const QModelIndex& index) const { return index.internalId() != 0; }
    /// The row of that field; invalid when it is not counted.
    [[nodiscard]] QModelIndex indexOf(const logs::FieldName& field) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    logs::FieldCounts m_counts;
};

} // namespace signalbox::items
