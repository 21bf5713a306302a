// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/completion.h"

#include <QAbstractListModel>

namespace signalbox::widgets {

/// What a completion popup lists, ready to be painted.
class CompletionListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        KindRole = Qt::UserRole + 1, ///< the word for it, "metric"
        DetailRole,
        DescriptionRole,
        PositionsRole ///< QList<int>: the letters that were typed
    };

    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<promql::RankedItem> items);
    [[nodiscard]] const promql::CompletionItem& item(int row) const
    {
        return m_items[static_cast<std::size_t>(row)].item;
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QString kindWord(promql::CompletionItem::Kind kind);

    std::vector<promql::RankedItem> m_items;
};

} // namespace signalbox::widgets
