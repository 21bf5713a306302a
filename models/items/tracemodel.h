// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/tracesummary.h"

#include <QAbstractTableModel>

namespace signalbox::items {

/// Found traces, those that hurt first: with errors before without, then the longest.
class TraceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        RootColumn,
        DurationColumn,
        SpansColumn,
        ErrorsColumn,
        StartColumn,
        ServicesColumn,
        ColumnCount
    };
    enum Role
    {
        ServiceRole = Qt::UserRole + 1,
        HasErrorRole,
        ShareRole
    }; ///< ShareRole: duration as part of the longest

    using QAbstractTableModel::QAbstractTableModel;

    void setTraces(std::vector<TraceSummary> traces);
    void setZone(Zone zone);
    [[nodiscard]] const TraceSummary& trace(int row) const { return m_traces[static_cast<std::size_t>(row)]; }
    /// -1 when it is not among them.
    [[nodiscard]] int rowOf(const TraceId& id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const TraceSummary& trace, int column) const;

    std::vector<TraceSummary> m_traces;
    Duration m_longest{1};
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::items
