// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/sheetmodel.h"

#include <algorithm>

namespace signalbox::items {

SheetModel::SheetModel(std::vector<SheetColumn> columns, bool sortable, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_sortable(sortable)
{
}

void SheetModel::setRows(std::vector<SheetRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    arrange();
    endResetModel();
}

void SheetModel::setColumnTitle(int column, const QString& title)
{
    m_columns[static_cast<std::size_t>(column)].title = title;
    Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
}

int SheetModel::rowOf(std::int64_t key) const
{
    const auto at =
        std::find_if(m_rows.begin(), m_rows.end(), [key](const SheetRow& row) { return row.key == key; });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int SheetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SheetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant SheetModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SheetRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (role == KeyRole)
        return QVariant::fromValue<qlonglong>(row.key);
    if (role == Qt::TextAlignmentRole)
        return int((m_columns[column].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (column >= row.cells.size())
        return {};
    const SheetCell& cell = row.cells[column];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell.text;
    case BarRole:
        return cell.bar;
    case SwatchRole:
        return cell.swatch;
    case ToneRole:
        return QVariant::fromValue(cell.tone);
    case IndentRole:
        return int{cell.indent};
    default:
        return {};
    }
}

QVariant SheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= static_cast<int>(m_columns.size()))
        return {};
    const SheetColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

void SheetModel::sort(int column, Qt::SortOrder order)
{
    if (!m_sortable || column >= static_cast<int>(m_columns.size()))
        return;
    m_sortColumn = column;
    m_order = order;
    if (column < 0)
        return; // as it came: with the next rows
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::int64_t> keys;
    for (const QModelIndex& index : before)
        keys.push_back(m_rows[static_cast<std::size_t>(index.row())].key);
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(rowOf(keys[static_cast<std::size_t>(i)]), before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void SheetModel::arrange()
{
    if (m_sortColumn < 0)
        return;
    const auto column = static_cast<std::size_t>(m_sortColumn);
    const bool isNumber = m_columns[column].isNumber;
    const auto less = [column, isNumber](const SheetRow& a, const SheetRow& b) {
        const bool hasA = column < a.cells.size();
        const bool hasB = column < b.cells.size();
        if (!hasA || !hasB)
            return hasA < hasB;
        return isNumber ? a.cells[column].order < b.cells[column].order
                        : a.cells[column].text.compare(b.cells[column].text, Qt::CaseInsensitive) < 0;
    };
    if (m_order == Qt::AscendingOrder)
        std::stable_sort(m_rows.begin(), m_rows.end(), less);
    else
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [&less](const SheetRow& a, const SheetRow& b) { return less(b, a); });
}

} // namespace signalbox::items
