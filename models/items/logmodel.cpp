// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/logmodel.h"

#include "models/base/error.h"

#include <algorithm>

namespace signalbox::items {

namespace {

constexpr int keptRows = 400;

} // namespace

LogModel::LogModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_rows(keptRows)
{
}

void LogModel::forget(bool rows)
{
    m_rows.clear();
    if (rows && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void LogModel::clear()
{
    if (m_store.isEmpty())
        return;
    beginResetModel();
    m_store.clear();
    m_rows.clear();
    endResetModel();
}

void LogModel::append(const LogBatchPtr& batch)
{
    if (!batch || batch->isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(batch->size()) - 1);
    m_store.append(batch);
    endInsertRows();
}

void LogModel::append(logs::Break gap)
{
    const int first = rowCount();
    beginInsertRows({}, first, first);
    m_store.append(std::move(gap));
    endInsertRows();
}

void LogModel::prepend(const LogBatchPtr& batch)
{
    if (!batch || batch->isEmpty())
        return;
    beginInsertRows({}, 0, static_cast<int>(batch->size()) - 1);
    m_store.prepend(batch);
    endInsertRows();
}

void LogModel::prepend(logs::Break gap)
{
    beginInsertRows({}, 0, 0);
    m_store.prepend(std::move(gap));
    endInsertRows();
}

void LogModel::removeFirstBreak()
{
    if (!m_store.firstBreak())
        return;
    beginRemoveRows({}, 0, 0);
    m_store.removeFirst();
    m_rows.clear();
    endRemoveRows();
}

void LogModel::removeLastBreak()
{
    if (!m_store.lastBreak())
        return;
    const int last = rowCount() - 1;
    beginRemoveRows({}, last, last);
    m_store.removeLast();
    m_rows.clear();
    endRemoveRows();
}

void LogModel::removeMoreBreak()
{
    const logs::Break* last = m_store.lastBreak();
    if (last && (last->kind == logs::Break::Kind::More || last->kind == logs::Break::Kind::Failed))
        removeLastBreak();
}

std::size_t LogModel::shrinkFront(std::size_t lines)
{
    const std::size_t rows = m_store.surplusAtFront(lines);
    if (rows == 0)
        return 0;
    const std::size_t before = m_store.lineCount();
    beginRemoveRows({}, 0, static_cast<int>(rows) - 1);
    m_store.dropFront(rows);
    m_rows.clear(); // their numbers are given anew
    endRemoveRows();
    return before - m_store.lineCount();
}

std::size_t LogModel::shrinkBack(std::size_t lines)
{
    const std::size_t rows = m_store.surplusAtBack(lines);
    if (rows == 0)
        return 0;
    const std::size_t before = m_store.lineCount();
    const int count = rowCount();
    beginRemoveRows({}, count - static_cast<int>(rows), count - 1);
    m_store.dropBack(rows);
    m_rows.clear();
    endRemoveRows();
    return before - m_store.lineCount();
}

void LogModel::setLook(LogLook look)
{
    if (look == m_look)
        return;
    if (look.columns == m_look.columns) {
        m_look = std::move(look);
        forget();
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        return;
    }
    beginResetModel();
    m_look = std::move(look);
    m_rows.clear();
    endResetModel();
}

void LogModel::setZone(Zone zone)
{
    LogLook look = m_look;
    look.zone = zone;
    setLook(std::move(look));
}

void LogModel::setStars(logs::Stars stars)
{
    if (stars == m_stars)
        return;
    m_stars = std::move(stars);
    forget();
}

const LogRow& LogModel::row(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    const std::int64_t number = m_store.numberOf(at);
    if (const LogRow* known = m_rows.object(number))
        return *known;
    const logs::LogStore::Row place = m_store.at(at);
    auto* fresh = new LogRow;
    if (place.gap) {
        fresh->gap = *place.gap;
        fresh->at = place.gap->at;
    } else {
        *fresh = prepared(*place.batch, place.index, m_look);
        fresh->starred =
            m_stars.mayContain(fresh->at) && m_stars.contains(logs::keyOf(*place.batch, place.index));
    }
    m_rows.insert(number, fresh);
    return *fresh;
}

bool LogModel::isBreak(int row) const
{
    return m_store.at(static_cast<std::size_t>(row)).gap != nullptr;
}

LogLine LogModel::lineAt(int row) const
{
    const logs::LogStore::Row place = m_store.at(static_cast<std::size_t>(row));
    return place.batch ? place.batch->at(place.index) : LogLine{};
}

logs::LineKey LogModel::keyAt(int row) const
{
    const logs::LogStore::Row place = m_store.at(static_cast<std::size_t>(row));
    return place.batch ? logs::keyOf(*place.batch, place.index) : logs::LineKey{};
}

Instant LogModel::timeAt(int row) const
{
    const logs::LogStore::Row place = m_store.at(static_cast<std::size_t>(row));
    return place.batch ? place.batch->time(place.index) : place.gap->at;
}

bool LogModel::isNewestFirst() const
{
    // A break need not know its time, so the first and the last line tell.
    const int rows = rowCount();
    int first = 0;
    int last = rows - 1;
    while (first < last && isBreak(first))
        ++first;
    while (last > first && isBreak(last))
        --last;
    return first < last && timeAt(first) > timeAt(last);
}

int LogModel::rowNear(Instant at) const
{
    const int rows = rowCount();
    if (rows == 0)
        return -1;
    const bool newestFirst = isNewestFirst();
    const auto lineTime = [&](int row) {
        // Of the nearest line when the row is a break; breaks do not stand in long runs.
        for (int i = row; i < rows; ++i)
            if (!isBreak(i))
                return timeAt(i);
        for (int i = row; i >= 0; --i)
            if (!isBreak(i))
                return timeAt(i);
        return Instant{};
    };
    int low = 0;
    int high = rows - 1;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        const bool before = newestFirst ? lineTime(middle) > at : lineTime(middle) < at;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    // The nearer of the lines around it; breaks are stepped over.
    int best = -1;
    const auto consider = [&](int row, int step) {
        while (row >= 0 && row < rows && isBreak(row))
            row += step;
        if (row < 0 || row >= rows)
            return;
        const auto distance = [&](int of) { return qAbs((timeAt(of) - at).count()); };
        if (best < 0 || distance(row) < distance(best))
            best = row;
    };
    consider(low, 1);
    consider(low - 1, -1);
    return best;
}

int LogModel::rowOf(const logs::LineKey& line) const
{
    const int near = rowNear(line.at);
    if (near < 0)
        return -1;
    // Lines of one time stand together; a tail's late lines may stand a little apart.
    constexpr int around = 50'000;
    const auto isIt = [&](int row) { return !isBreak(row) && timeAt(row) == line.at && keyAt(row) == line; };
    for (int step = 0; step < around; ++step) {
        const int after = near + step;
        const int before = near - step;
        if (after < rowCount() && isIt(after))
            return after;
        if (before >= 0 && isIt(before))
            return before;
        const bool done = (after >= rowCount() || timeAt(after) != line.at) &&
                          (before < 0 || timeAt(before) != line.at) && step > 1'000;
        if (done)
            break;
    }
    return -1;
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_store.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstFieldColumn + static_cast<int>(m_look.columns.size()) + 1;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogRow& line = row(index.row());
    if (role == BreakRole)
        return line.gap.has_value();
    if (line.gap)
        return role == Qt::DisplayRole && index.column() == messageColumn() ? line.gap->text : QVariant();
    switch (role) {
    case LevelRole:
        return static_cast<int>(line.level);
    case QuietRole:
        return line.quiet;
    case StarRole:
        return line.starred;
    case Qt::ToolTipRole:
        return index.column() == TimeColumn ? line.at.toRfc3339() : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (index.column() == messageColumn())
        return line.message;
    switch (index.column()) {
    case TimeColumn:
        return line.time;
    case LevelColumn:
        return line.levelWord;
    case ServiceColumn:
        return line.service;
    default:
        return line.fields.value(index.column() - FirstFieldColumn);
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == messageColumn())
        return m_look.raw ? tr("Line as it came") : tr("Message");
    switch (section) {
    case TimeColumn:
        return m_look.zone == Zone::Utc ? tr("Time (UTC)") : tr("Time (local)");
    case LevelColumn:
        return tr("Level");
    case ServiceColumn:
        return tr("Service");
    default:
        break;
    }
    const auto field = static_cast<std::size_t>(section - FirstFieldColumn);
    return field < m_look.columns.size() ? cleaned(QStringView(m_look.columns[field].name)) : QVariant();
}

} // namespace signalbox::items
