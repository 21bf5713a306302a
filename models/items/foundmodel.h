// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/serviceview.h"

#include <QAbstractTableModel>

namespace signalbox::items {

/// How each signal of each service was found: the rows of "How was this found?".
class FoundModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        ServiceColumn,
        SignalColumn,
        ByColumn,
        MetricColumn,
        LabelColumn,
        WhyColumn,
        ColumnCount
    };
    enum Role
    {
        FoundRole = Qt::UserRole + 1, ///< bool
        CorrectedRole                 ///< bool: a person chose this
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(std::vector<golden::Finding> findings);
    /// Letters of a service's name.
    void setFilter(const QString& typed);
    [[nodiscard]] const golden::Finding& finding(int row) const
    {
        return m_shown[static_cast<std::size_t>(row)];
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void show();

    std::vector<golden::Finding> m_findings;
    std::vector<golden::Finding> m_shown; ///< those that the filter leaves
    QString m_filter;
};

} // namespace signalbox::items
