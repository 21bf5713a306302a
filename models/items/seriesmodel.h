// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/series.h"

#include <QAbstractTableModel>

#include <memory>

namespace signalbox::items {

/// The answer to a metric query as a table: a series a row, its figures prepared when it is set.
class SeriesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        LabelsColumn,
        ShapeColumn,
        LastColumn,
        MinColumn,
        MaxColumn,
        PointsColumn,
        ColumnCount
    };
    /// The values thinned to at most 120 points, as QList<double>, for a sparkline; NaN where there is a gap.
    enum Role
    {
        ShapeRole = Qt::UserRole + 1
    };

    /// A row made ready off the GUI thread.
    struct Row
    {
        LabelSet labels;
        QString labelsText;
        QList<double> shape;
        double last = 0;
        double min = 0;
        double max = 0;
        std::size_t points = 0;
        bool hasValues = false;
        bool operator==(const Row&) const = default;
    };
    /// Pure; runs on the pool.
    [[nodiscard]] static std::vector<Row> prepared(const std::vector<Series>& series, Instant start,
                                                   Instant end);

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<Row> rows);
    [[nodiscard]] const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace signalbox::items
