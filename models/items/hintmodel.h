// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/causes/hints.h"

#include <QAbstractListModel>

namespace signalbox::items {

/// What may explain a change, the strongest first.
class HintModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        HeadRole = Qt::UserRole + 1,
        StrongRole, ///< the words that matter
        TailRole,
        DetailRole,
        StrengthRole, ///< 0 to 1
        KindRole,     ///< causes::Hint::Kind as int
        LinkRole      ///< where Enter leads: "Logs"
    };

    using QAbstractListModel::QAbstractListModel;

    void setHints(std::vector<causes::Hint> hints);
    [[nodiscard]] const causes::Hint& hint(int row) const { return m_hints[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<causes::Hint> m_hints;
};

} // namespace signalbox::items
