// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/logbatch.h"

#include <QAbstractTableModel>

#include <vector>

namespace signalbox::items {

/// Loaded log lines as a table over the batches as they came: no row is copied, and a cell's text is made
/// when the cell is looked at.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        LevelColumn,
        ServiceColumn,
        MessageColumn,
        ColumnCount
    };
    enum Role
    {
        LevelRole = Qt::UserRole + 1
    }; ///< a Level as int

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Lines that come after those that are here, in the order of the query.
    void append(const LogBatchPtr& batch);
    void setZone(Zone zone);
    [[nodiscard]] LogLine lineAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Place
    {
        const LogBatch* batch;
        std::size_t row;
    };
    [[nodiscard]] Place placeOf(int row) const;

    std::vector<LogBatchPtr> m_batches;
    std::vector<std::size_t> m_ends; ///< rows up to and including each batch
    Zone m_zone = Zone::Utc;
};

/// Which label names the service of a stream, the first of them that is there.
[[nodiscard]] QString serviceOf(const LabelSet& labels);

} // namespace signalbox::items
