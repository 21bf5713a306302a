// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/patterns/comparison.h"

#include <QAbstractListModel>

namespace signalbox::items {

/// The shapes of the lines, before against during, as a list.
class PatternModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setComparison(patterns::Comparison comparison);
    [[nodiscard]] const patterns::Comparison& comparison() const { return m_comparison; }
    void setZone(Zone zone);
    [[nodiscard]] Zone zone() const { return m_zone; }
    [[nodiscard]] const patterns::Shape& shape(int row) const
    {
        return m_comparison.shapes[static_cast<std::size_t>(row)];
    }
    /// "NEW", "UP", "same", "DOWN", "GONE", "?".
    [[nodiscard]] static QString tagText(patterns::Tag tag);
    /// "14:29:52" of a new or gone one, "× 27", "−17 %".
    [[nodiscard]] QString changeText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    patterns::Comparison m_comparison;
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::items
