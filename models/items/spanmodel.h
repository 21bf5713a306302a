// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/trace.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace signalbox::items {

/// The spans of a trace as a tree; the internal id of an index is the span's position in the trace.
class SpanModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        OperationColumn,
        DurationColumn,
        TimelineColumn,
        ColumnCount
    };
    /// Begin and length of the bar as parts of the trace, 0 to 1.
    enum Role
    {
        ServiceRole = Qt::UserRole + 1,
        ErrorRole,
        BeginRole,
        LengthRole
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setTrace(std::shared_ptr<const Trace> trace);
    [[nodiscard]] const std::shared_ptr<const Trace>& trace() const { return m_trace; }
    [[nodiscard]] QModelIndex indexOf(std::uint32_t position) const;
    [[nodiscard]] static std::uint32_t positionOf(const QModelIndex& index)
    {
        return static_cast<std::uint32_t>(index.internalId());
    }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] std::span<const std::uint32_t> childrenOf(const QModelIndex& parent) const;

    std::shared_ptr<const Trace> m_trace;
    std::vector<std::uint32_t> m_rows; ///< of each span among its siblings
};

} // namespace signalbox::items
