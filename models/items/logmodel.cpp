// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/logmodel.h"

#include "models/base/error.h"
#include "models/items/timedisplay.h"

#include <algorithm>

namespace signalbox::items {

namespace {

constexpr qsizetype cellChars = 400;

} // namespace

QString serviceOf(const LabelSet& labels)
{
    for (const auto name : {u"service_name", u"service", u"app", u"container", u"job"}) {
        const QString value = labels.value(name);
        if (!value.isEmpty())
            return value;
    }
    return labels.isEmpty() ? QString() : labels.begin()->value;
}

void LogModel::clear()
{
    if (m_batches.empty())
        return;
    beginResetModel();
    m_batches.clear();
    m_ends.clear();
    endResetModel();
}

void LogModel::append(const LogBatchPtr& batch)
{
    if (!batch || batch->isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(batch->size()) - 1);
    m_batches.push_back(batch);
    m_ends.push_back(static_cast<std::size_t>(first) + batch->size());
    endInsertRows();
}

void LogModel::setZone(Zone zone)
{
    m_zone = zone;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

LogModel::Place LogModel::placeOf(int row) const
{
    const auto wanted = static_cast<std::size_t>(row);
    const auto it = std::upper_bound(m_ends.begin(), m_ends.end(), wanted);
    const auto batch = static_cast<std::size_t>(it - m_ends.begin());
    const std::size_t before = batch == 0 ? 0 : m_ends[batch - 1];
    return {m_batches[batch].get(), wanted - before};
}

LogLine LogModel::lineAt(int row) const
{
    const Place place = placeOf(row);
    return place.batch->at(place.row);
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_ends.empty() ? 0 : static_cast<int>(m_ends.back());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Place place = placeOf(index.row());
    if (role == LevelRole)
        return static_cast<int>(place.batch->level(place.row));
    if (role == Qt::ToolTipRole && index.column() == TimeColumn)
        return place.batch->time(place.row).toRfc3339();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return clockText(place.batch->time(place.row), m_zone);
    case LevelColumn:
        return toString(place.batch->level(place.row)).toUpper();
    case ServiceColumn:
        return cleaned(QStringView(serviceOf(place.batch->labels(place.row))));
    case MessageColumn: {
        const std::string_view line = place.batch->line(place.row);
        const auto size = static_cast<qsizetype>(std::min<std::size_t>(line.size(), cellChars * 4));
        return cleaned(QByteArray::fromRawData(line.data(), size), cellChars);
    }
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return m_zone == Zone::Utc ? tr("Time (UTC)") : tr("Time (local)");
    case LevelColumn:
        return tr("Level");
    case ServiceColumn:
        return tr("Service");
    case MessageColumn:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace signalbox::items
