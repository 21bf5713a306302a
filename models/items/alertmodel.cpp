// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/alertmodel.h"

#include "models/items/timedisplay.h"

namespace signalbox::items {

AlertGravity gravityOf(const Alert& alert)
{
    switch (alert.state) {
    case AlertState::Pending:
        return AlertGravity::Pending;
    case AlertState::Firing:
    case AlertState::Active:
    case AlertState::Unprocessed: {
        const QString severity = alert.labels.value(u"severity").toLower();
        const bool mild = severity == QLatin1String("warning") || severity == QLatin1String("info") ||
                          severity == QLatin1String("warn") || severity == QLatin1String("none");
        return mild ? AlertGravity::Warning : AlertGravity::Critical;
    }
    case AlertState::Suppressed:
    case AlertState::Inactive:
    case AlertState::Unknown:
        return AlertGravity::Quiet;
    }
    return AlertGravity::Quiet;
}

void AlertModel::setRows(std::vector<ListedAlert> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void AlertModel::setZone(Zone zone)
{
    m_zone = zone;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, SinceColumn), index(rowCount() - 1, SinceColumn));
}

int AlertModel::firingCount() const
{
    int count = 0;
    for (const ListedAlert& row : m_rows)
        if (gravityOf(row.alert) >= AlertGravity::Warning)
            ++count;
    return count;
}

int AlertModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AlertModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AlertModel::text(const ListedAlert& row, int column) const
{
    switch (column) {
    case StateColumn:
        return toString(row.alert.state);
    case NameColumn:
        return row.alert.name();
    case LabelsColumn:
        return row.alert.labels.without(u"alertname").toString();
    case SinceColumn:
        return row.alert.since() ? dateClockText(*row.alert.since(), m_zone) : QString();
    case SummaryColumn: {
        const QString summary = row.alert.annotations.value(u"summary");
        return summary.isEmpty() ? row.alert.annotations.value(u"description") : summary;
    }
    default:
        return {};
    }
}

QVariant AlertModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ListedAlert& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cleaned(QStringView(text(row, index.column())));
    case Qt::ToolTipRole:
        return QStringLiteral("%1\n%2\n%3")
            .arg(row.sources.join(QLatin1String(", ")), row.alert.labels.toString(),
                 cleaned(QStringView(text(row, SummaryColumn)), 600));
    case GravityRole:
        return static_cast<int>(gravityOf(row.alert));
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case NameColumn:
        return tr("Alert");
    case LabelsColumn:
        return tr("Labels");
    case SinceColumn:
        return tr("Since");
    case SummaryColumn:
        return tr("Summary");
    default:
        return {};
    }
}

} // namespace signalbox::items
