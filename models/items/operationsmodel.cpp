// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/operationsmodel.h"

#include "models/base/error.h"
#include "models/chart/valuetext.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>

namespace signalbox::items {

using chart::Unit;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr qsizetype nameChars = 300;

using Values = QHash<QStringList, double>;

QStringList keyOf(const LabelSet& set, const QStringList& labels)
{
    QStringList key;
    for (const QString& label : labels)
        key += set.value(label);
    return key;
}

Values valuesOf(const std::vector<Series>& answer, const QStringList& labels)
{
    Values out;
    for (const Series& series : answer)
        if (!series.values.empty())
            out.insert(keyOf(series.labels, labels), series.values.back());
    return out;
}

double impactOf(const OperationRow& row)
{
    if (std::isfinite(row.timeLost))
        return row.timeLost;
    return std::isfinite(row.failed) ? row.failed : row.traffic;
}

} // namespace

OperationTable operationsOf(const OperationAnswers& answers, std::size_t most)
{
    const Values failed = valuesOf(answers.failed, answers.labels);
    const Values success = valuesOf(answers.successP99, answers.labels);
    const Values failure = valuesOf(answers.failureP99, answers.labels);
    const Values spent = valuesOf(answers.timeSpent, answers.labels);
    OperationTable out;
    for (const Series& series : answers.traffic) {
        const double traffic = series.values.empty() ? nan : series.values.back();
        if (!(traffic > 0)) {
            ++out.idle;
            continue;
        }
        const QStringList key = keyOf(series.labels, answers.labels);
        OperationRow row{.name = cleaned(QStringView(key.join(u' ')).trimmed(), nameChars),
                         .traffic = traffic,
                         .successP99 = success.value(key, nan),
                         .failureP99 = failure.value(key, nan),
                         .failed = failed.value(key, 0), // none that failed is none, not unknown
                         .timeLost = spent.value(key, nan)};
        row.errorRatio = row.failed / traffic;
        if (row.name.isEmpty())
            row.name = QStringLiteral("(none)");
        out.rows.push_back(std::move(row));
    }
    std::stable_sort(out.rows.begin(), out.rows.end(), [](const OperationRow& a, const OperationRow& b) {
        const double impactA = impactOf(a);
        const double impactB = impactOf(b);
        if (impactA != impactB)
            return impactA > impactB;
        return a.failed != b.failed ? a.failed > b.failed : a.name < b.name;
    });
    const int known = static_cast<int>(out.rows.size()) + out.idle;
    if (out.rows.size() > most) {
        out.more = static_cast<int>(out.rows.size() - most);
        out.rows.resize(most);
    }
    out.more += std::max(0, answers.total - known);
    const double greatest = out.rows.empty() ? 0 : impactOf(out.rows.front());
    for (OperationRow& row : out.rows)
        row.share = greatest > 0 ? std::clamp(impactOf(row) / greatest, 0.0, 1.0) : 0;
    return out;
}

void OperationsModel::setTable(OperationTable table)
{
    const bool same =
        table.rows.size() == m_table.rows.size() &&
        std::equal(table.rows.begin(), table.rows.end(), m_table.rows.begin(),
                   [](const OperationRow& a, const OperationRow& b) { return a.name == b.name; });
    if (same) {
        m_table = std::move(table);
        if (!m_table.rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

void OperationsModel::setGroupName(const QString& name)
{
    m_groupName = name;
    Q_EMIT headerDataChanged(Qt::Horizontal, NameColumn, NameColumn);
}

int OperationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int OperationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OperationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OperationRow& row = m_table.rows[static_cast<std::size_t>(index.row())];
    if (role == ShareRole)
        return row.share;
    if (role == GravityRole)
        return row.errorRatio > 0.05 ? 2 : row.errorRatio > 0.01 ? 1 : 0;
    if (role == Qt::TextAlignmentRole)
        return index.column() == NameColumn || index.column() == ImpactColumn
                   ? int(Qt::AlignLeft | Qt::AlignVCenter)
                   : int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == NameColumn)
        return row.name;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return row.name;
    case TrafficColumn:
        return chart::text(row.traffic, Unit::PerSecond);
    case SuccessColumn:
        return chart::text(row.successP99, Unit::Seconds);
    case FailureColumn:
        return chart::text(row.failureP99, Unit::Seconds);
    case ErrorsColumn:
        return chart::text(row.errorRatio, Unit::Ratio);
    case FailedColumn:
        return chart::text(row.failed, Unit::PerSecond);
    case ImpactColumn:
        return std::isfinite(row.timeLost) ? tr("%1 /min").arg(chart::text(row.timeLost * 60, Unit::Seconds))
                                           : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant OperationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == NameColumn || section == ImpactColumn ? int(Qt::AlignLeft | Qt::AlignVCenter)
                                                                : int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return m_groupName.isEmpty() ? tr("Operation") : m_groupName;
    case TrafficColumn:
        return tr("Traffic");
    case SuccessColumn:
        return tr("p99 success");
    case FailureColumn:
        return tr("p99 errors");
    case ErrorsColumn:
        return tr("Errors");
    case FailedColumn:
        return tr("Failed per s");
    case ImpactColumn:
        return tr("Impact: time waited");
    default:
        return {};
    }
}

} // namespace signalbox::items
