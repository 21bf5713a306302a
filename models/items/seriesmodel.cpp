// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/seriesmodel.h"

#include "models/base/error.h"
#include "models/items/timedisplay.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace signalbox::items {

namespace {

constexpr int shapePoints = 120;

// The greatest value of each of 120 slices of the range: a spike of one point stays visible.
QList<double> shapeOf(const Series& series, Instant start, Instant end)
{
    QList<double> shape(shapePoints, std::numeric_limits<double>::quiet_NaN());
    const double length = static_cast<double>((end - start).count());
    if (length <= 0)
        return shape;
    for (std::size_t i = 0; i < series.times.size(); ++i) {
        const double place = static_cast<double>(series.times[i] - start.ns) / length * shapePoints;
        const auto slice = static_cast<qsizetype>(std::clamp(place, 0.0, shapePoints - 1.0));
        double& kept = shape[slice];
        if (std::isnan(kept) || series.values[i] > kept)
            kept = series.values[i];
    }
    return shape;
}

} // namespace

std::vector<SeriesModel::Row> SeriesModel::prepared(const std::vector<Series>& series, Instant start,
                                                    Instant end)
{
    std::vector<Row> rows;
    rows.reserve(series.size());
    for (const Series& one : series) {
        Row row{.labels = one.labels,
                .labelsText = cleaned(QStringView(one.labels.toString()), 400),
                .shape = shapeOf(one, start, end),
                .points = one.pointCount()};
        bool any = false;
        for (const double value : one.values) {
            if (std::isnan(value))
                continue;
            row.min = any ? std::min(row.min, value) : value;
            row.max = any ? std::max(row.max, value) : value;
            any = true;
        }
        row.hasValues = any;
        row.last = one.values.empty() ? 0 : one.values.back();
        rows.push_back(std::move(row));
    }
    return rows;
}

void SeriesModel::setRows(std::vector<Row> rows)
{
    // The same series with new figures keep their places, so that the selection and the scroll stay.
    const bool same = rows.size() == m_rows.size() &&
                      std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                 [](const Row& a, const Row& b) { return a.labels == b.labels; });
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SeriesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SeriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SeriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == ShapeRole)
        return QVariant::fromValue(row.shape);
    if (role == Qt::ToolTipRole && index.column() == LabelsColumn)
        return row.labelsText;
    if (role == Qt::TextAlignmentRole)
        return index.column() > ShapeColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                            : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto figure = [&](double value) { return row.hasValues ? valueText(value) : QStringLiteral("–"); };
    switch (index.column()) {
    case LabelsColumn:
        return row.labelsText;
    case LastColumn:
        return figure(row.last);
    case MinColumn:
        return figure(row.min);
    case MaxColumn:
        return figure(row.max);
    case PointsColumn:
        return QString::number(row.points);
    default:
        return {};
    }
}

QVariant SeriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section > ShapeColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                     : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LabelsColumn:
        return tr("Series");
    case ShapeColumn:
        return tr("In the range");
    case LastColumn:
        return tr("Last");
    case MinColumn:
        return tr("Min");
    case MaxColumn:
        return tr("Max");
    case PointsColumn:
        return tr("Points");
    default:
        return {};
    }
}

} // namespace signalbox::items
