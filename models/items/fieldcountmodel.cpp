// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fieldcountmodel.h"

#include "models/base/error.h"

#include <algorithm>

namespace signalbox::items {

// The internal id of a value is the row of its field plus one, that of a field is 0.

void FieldCountModel::setCounts(logs::FieldCounts counts)
{
    if (counts == m_counts)
        return;
    beginResetModel();
    m_counts = std::move(counts);
    endResetModel();
}

const logs::FieldCount& FieldCountModel::field(const QModelIndex& index) const
{
    const auto row = isValue(index) ? static_cast<std::size_t>(index.internalId() - 1)
                                    : static_cast<std::size_t>(index.row());
    return m_counts.fields[row];
}

QModelIndex FieldCountModel::indexOf(const logs::FieldName& field) const
{
    const auto found = std::find_if(m_counts.fields.begin(), m_counts.fields.end(),
                                    [&field](const logs::FieldCount& one) { return one.field == field; });
    return found == m_counts.fields.end() ? QModelIndex()
                                          : index(static_cast<int>(found - m_counts.fields.begin()), 0);
}

QModelIndex FieldCountModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : quintptr{0});
}

QModelIndex FieldCountModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || !isValue(index))
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr{0});
}

int FieldCountModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_counts.fields.size());
    if (isValue(parent) || parent.column() > 0)
        return 0;
    const logs::FieldCount& one = m_counts.fields[static_cast<std::size_t>(parent.row())];
    return static_cast<int>(one.values.size()) + (one.others > 0 ? 1 : 0);
}

int FieldCountModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant FieldCountModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const logs::FieldCount& one = field(index);
    const bool value = isValue(index);
    const bool other = value && index.row() >= static_cast<int>(one.values.size());
    const std::int64_t count = !value  ? one.lines
                               : other ? one.others
                                       : one.values[static_cast<std::size_t>(index.row())].count;
    switch (role) {
    case Qt::DisplayRole:
        if (!value)
            return cleaned(QStringView(one.field.name), 120);
        if (other)
            return tr("all other values");
        return cleaned(QStringView(one.values[static_cast<std::size_t>(index.row())].value), 200);
    case CountRole:
        return static_cast<qlonglong>(count);
    case ShareRole:
        return m_counts.lines > 0 ? static_cast<double>(count) / static_cast<double>(m_counts.lines) : 0.0;
    case PlainRole:
        return value && !other ? one.values[static_cast<std::size_t>(index.row())].value : QVariant();
    default:
        return {};
    }
}

} // namespace signalbox::items
