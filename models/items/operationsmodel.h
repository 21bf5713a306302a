// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/series.h"

#include <QAbstractTableModel>

namespace signalbox::items {

/// Requests of one group: an operation, a version, a pod. NaN is "not told".
struct OperationRow
{
    QString name;
    double traffic = 0;
    double successP99 = 0;
    double failureP99 = 0;
    double errorRatio = 0;
    double failed = 0;   ///< a second
    double timeLost = 0; ///< seconds of waiting a second: latency x volume
    double share = 0;    ///< of the greatest impact, for the bar
    bool operator==(const OperationRow&) const = default;
};

/// What the groups are made from: an instant answer each; empty where nothing was asked.
struct OperationAnswers
{
    QStringList labels; ///< a group is their values
    std::vector<Series> traffic;
    std::vector<Series> failed;
    std::vector<Series> successP99;
    std::vector<Series> failureP99;
    std::vector<Series> timeSpent;
    int total = 0; ///< groups on the server, when it said so
};

struct OperationTable
{
    std::vector<OperationRow> rows; ///< by impact
    int more = 0;                   ///< groups with traffic that are not in it
    int idle = 0;                   ///< groups without traffic in this range
    bool operator==(const OperationTable&) const = default;
};

/// By impact: the time lost where it is known, else the failures, else the traffic. Pure.
[[nodiscard]] OperationTable operationsOf(const OperationAnswers& answers, std::size_t most);

/// A table of operations, or of what else the requests are broken down by.
class OperationsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        TrafficColumn,
        SuccessColumn,
        FailureColumn,
        ErrorsColumn,
        FailedColumn,
        ImpactColumn,
        ColumnCount
    };
    enum Role
    {
        ShareRole = Qt::UserRole + 1, ///< of the impact bar, 0 to 1
        GravityRole                   ///< 0 quiet, 1 above 1 % of errors, 2 above 5 %
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(OperationTable table);
    /// What a group is: "Operation", "version".
    void setGroupName(const QString& name);
    [[nodiscard]] const OperationTable& table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    OperationTable m_table;
    QString m_groupName;
};

} // namespace signalbox::items
