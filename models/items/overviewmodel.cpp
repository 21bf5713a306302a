// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/overviewmodel.h"

#include <QHash>

#include <algorithm>

namespace signalbox::items {

using golden::Signal;
using golden::State;

OverviewModel::Group OverviewModel::groupOf(State state)
{
    switch (state) {
    case State::Bad:
        return Group::Bad;
    case State::Warn:
        return Group::Warning;
    case State::NoData:
    case State::Failed:
    case State::Missing:
    case State::Unknown:
        return Group::Blind;
    case State::Ok:
        break;
    }
    return Group::Healthy;
}

bool OverviewModel::isShown(const OverviewRow& row) const
{
    return (!m_group || groupOf(row.state) == *m_group) && golden::matchesFilter(row.service, m_filter);
}

void OverviewModel::setRows(std::vector<OverviewRow> rows)
{
    std::vector<golden::Ranked> ranks;
    ranks.reserve(rows.size());
    for (const OverviewRow& row : rows)
        ranks.push_back({row.service, row.state, row.score});
    const QStringList order = golden::ranked(m_order, ranks, m_frozen);
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i)
        places.insert(rows[i].service, i);
    std::vector<OverviewRow> sorted;
    sorted.reserve(rows.size());
    for (const QString& service : order)
        sorted.push_back(std::move(rows[places.value(service)]));

    QStringList shown;
    for (const OverviewRow& row : sorted)
        if (isShown(row))
            shown += row.service;
    QStringList former;
    for (const std::size_t i : m_visible)
        former += m_rows[i].service;

    // Who is gone leaves, who is new comes at the end, and then all take their places: the selection stays.
    const QSet<QString> stays(shown.begin(), shown.end());
    for (qsizetype i = former.size() - 1; i >= 0; --i)
        if (!stays.contains(former[i])) {
            beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
            m_visible.erase(m_visible.begin() + i);
            former.removeAt(i);
            endRemoveRows();
        }
    const QSet<QString> known(former.begin(), former.end());
    QStringList grown = former;
    for (const QString& service : shown)
        if (!known.contains(service))
            grown += service;
    QHash<QString, std::size_t> sortedPlaces;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        sortedPlaces.insert(sorted[i].service, i);
    const auto placeAll = [&](const QStringList& services) {
        m_visible.clear();
        for (const QString& service : services)
            m_visible.push_back(sortedPlaces.value(service));
    };
    const bool grows = grown.size() > former.size();
    if (grows)
        beginInsertRows({}, static_cast<int>(former.size()), static_cast<int>(grown.size()) - 1);
    m_rows = std::move(sorted);
    m_order = order;
    placeAll(grown);
    if (grows)
        endInsertRows();
    if (grown != shown) {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList before = persistentIndexList();
        QHash<QString, int> now;
        for (qsizetype i = 0; i < shown.size(); ++i)
            now.insert(shown[i], static_cast<int>(i));
        QModelIndexList after;
        for (const QModelIndex& index : before)
            after += this->index(now.value(grown[index.row()]), index.column());
        placeAll(shown);
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    if (!shown.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT countsChanged();
}

void OverviewModel::setFilter(const QString& typed)
{
    if (typed.trimmed() == m_filter)
        return;
    m_filter = typed.trimmed();
    setRows(m_rows);
}

void OverviewModel::setGroup(std::optional<Group> group)
{
    if (group == m_group)
        return;
    m_group = group;
    setRows(m_rows);
}

void OverviewModel::setFrozen(bool frozen)
{
    if (std::exchange(m_frozen, frozen) == frozen)
        return;
    if (!frozen)
        setRows(m_rows);
}

const OverviewRow& OverviewModel::row(int index) const
{
    return m_rows[m_visible[static_cast<std::size_t>(index)]];
}

int OverviewModel::indexOf(const QString& service) const
{
    for (int i = 0; i < rowCount(); ++i)
        if (row(i).service == service)
            return i;
    return -1;
}

int OverviewModel::count(Group group) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [group](const OverviewRow& row) {
        return groupOf(row.state) == group;
    }));
}

int OverviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

int OverviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OverviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) ||
        (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const OverviewRow& row = this->row(index.row());
    const bool tip = role == Qt::ToolTipRole;
    switch (index.column()) {
    case ServiceColumn:
        return tip ? cleaned(QStringView(row.service), 2048) + u'\n' + row.reason
                   : cleaned(QStringView(row.service));
    case AlertsColumn:
        return row.firing > 0 ? tr("%n firing", nullptr, row.firing) : QStringLiteral("–");
    default: {
        const SignalCell& cell = row.cells[static_cast<std::size_t>(index.column() - LatencyColumn)];
        const QString text =
            cell.change.isEmpty() ? cell.text : cell.text + QStringLiteral(", ") + cell.change;
        return tip && !cell.why.isEmpty() ? text + u'\n' + cell.why : text;
    }
    }
}

QVariant OverviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ServiceColumn:
        return tr("Service");
    case LatencyColumn:
        return tr("Latency p99");
    case TrafficColumn:
        return tr("Traffic");
    case ErrorsColumn:
        return tr("Errors");
    case SaturationColumn:
        return tr("Saturation");
    case AlertsColumn:
        return tr("Alerts");
    default:
        return {};
    }
}

} // namespace signalbox::items
