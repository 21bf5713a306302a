// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/mappingmodel.h"

#include "models/base/error.h"

#include <algorithm>
#include <cmath>

namespace signalbox::items {

using mapping::Corrections;
using mapping::DimensionRow;
using mapping::Name;
using mapping::Row;
using mapping::Store;

namespace {

constexpr qsizetype longest = 512;

std::optional<Store> storeOf(int column)
{
    switch (column) {
    case MappingModel::MetricsColumn:
        return Store::Metrics;
    case MappingModel::LogsColumn:
        return Store::Logs;
    case MappingModel::TracesColumn:
        return Store::Traces;
    default:
        return std::nullopt;
    }
}

double leastSure(const Row& row)
{
    double least = 1;
    for (const auto& name : row.names)
        if (name)
            least = std::min(least, name->confidence);
    return least;
}

QString nameText(const Name& name, Store store)
{
    // The servers of metrics and traces have but one label for it here.
    return store == Store::Logs ? name.label + u'=' + name.value : name.value;
}

} // namespace

void MappingModel::setMapping(mapping::Mapping mapping, Corrections corrections)
{
    if (mapping == m_mapping && corrections == m_corrections)
        return;
    beginResetModel();
    m_mapping = std::move(mapping);
    m_corrections = std::move(corrections);
    endResetModel();
}

int MappingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_mapping.rows().size() + m_mapping.dimensions().size());
}

int MappingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool MappingModel::isDimension(int row) const
{
    return static_cast<std::size_t>(row) >= m_mapping.rows().size();
}

QVariant MappingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == DimensionRole)
        return isDimension(index.row());
    const auto at = static_cast<std::size_t>(index.row());
    return isDimension(index.row())
               ? dimensionData(m_mapping.dimensions()[at - m_mapping.rows().size()], index.column(), role)
               : serviceData(m_mapping.rows()[at], index.column(), role);
}

QVariant MappingModel::serviceData(const Row& row, int column, int role) const
{
    const auto store = storeOf(column);
    const Name* name = store && row.in(*store) ? &*row.in(*store) : nullptr;
    switch (role) {
    case Qt::EditRole:
        return name ? nameText(*name, *store) : QString();
    case Qt::DisplayRole:
        if (store)
            return name ? cleaned(QStringView(nameText(*name, *store)), 200) : tr("not there");
        if (column == ServiceColumn)
            return cleaned(QStringView(row.service), 200);
        if (column == SureColumn)
            return QStringLiteral("%1 %").arg(std::lround(leastSure(row) * 100));
        if (column == WhyColumn) {
            QStringList why;
            for (const auto& each : row.names)
                if (each && (each->confidence < 1 || each->isCorrected))
                    why.append(each->why);
            why.removeDuplicates();
            if (why.isEmpty())
                for (const auto& each : row.names)
                    if (each)
                        why = {each->why};
            return cleaned(QStringView(why.join(QStringLiteral("; "))), 200);
        }
        return {};
    case Qt::ToolTipRole:
        if (name)
            return tr("%1 (%2, %3 % sure)")
                .arg(cleaned(QStringView(nameText(*name, *store)), 300), name->why)
                .arg(std::lround(name->confidence * 100));
        return data(index(0, column), Qt::DisplayRole);
    case MissingRole:
        return store && !name;
    case CorrectedRole:
        return name ? name->isCorrected
                    : m_corrections.services.contains(row.service) && column == ServiceColumn;
    case ConfidenceRole:
        return leastSure(row);
    default:
        return {};
    }
}

QVariant MappingModel::dimensionData(const DimensionRow& row, int column, int role) const
{
    const auto store = storeOf(column);
    switch (role) {
    case Qt::EditRole:
        return store ? row.in(*store) : QString();
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (store)
            return row.in(*store).isEmpty() ? tr("not there") : cleaned(QStringView(row.in(*store)), 200);
        if (column == ServiceColumn)
            return tr("label of the %1").arg(mapping::keyOf(row.dimension));
        if (column == WhyColumn)
            return row.isCorrected ? tr("you said so") : tr("by the usual names");
        return {};
    case MissingRole:
        return store && row.in(*store).isEmpty();
    case CorrectedRole:
        return row.isCorrected && store.has_value();
    case ConfidenceRole:
        return 1.0;
    default:
        return {};
    }
}

QVariant MappingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ServiceColumn:
        return tr("Service");
    case MetricsColumn:
        return tr("In metrics");
    case LogsColumn:
        return tr("In logs");
    case TracesColumn:
        return tr("In traces");
    case SureColumn:
        return tr("Sure");
    case WhyColumn:
        return tr("Why");
    default:
        return {};
    }
}

Qt::ItemFlags MappingModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    // What a metric calls a service is put right on the page of the metrics.
    const bool mayEdit = index.column() == LogsColumn || index.column() == TracesColumn ||
                         (index.column() == MetricsColumn && index.isValid() && isDimension(index.row()));
    return mayEdit ? flags | Qt::ItemIsEditable : flags;
}

bool MappingModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const auto store = storeOf(index.column());
    if (role != Qt::EditRole || !store || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const QString text = value.toString().trimmed().left(longest);
    if (text == data(index, Qt::EditRole).toString())
        return false;
    Corrections next = m_corrections;
    const auto at = static_cast<std::size_t>(index.row());
    if (isDimension(index.row())) {
        next.labels[m_mapping.dimensions()[at - m_mapping.rows().size()].dimension][*store] = text;
    } else {
        const qsizetype equals = *store == Store::Logs ? text.indexOf(u'=') : -1;
        next.services[m_mapping.rows()[at].service][*store] = {
            text.left(std::max<qsizetype>(0, equals)).trimmed(), text.mid(equals + 1).trimmed()};
    }
    Q_EMIT corrected(next);
    return true;
}

void MappingModel::undo(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    Corrections next = m_corrections;
    const auto at = static_cast<std::size_t>(row);
    if (isDimension(row))
        next.labels.erase(m_mapping.dimensions()[at - m_mapping.rows().size()].dimension);
    else
        next.services.erase(m_mapping.rows()[at].service);
    if (!(next == m_corrections))
        Q_EMIT corrected(next);
}

} // namespace signalbox::items
