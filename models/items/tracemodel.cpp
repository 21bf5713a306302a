// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tracemodel.h"

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/items/timedisplay.h"

#include <algorithm>

namespace signalbox::items {

void TraceModel::setTraces(std::vector<TraceSummary> traces)
{
    std::stable_sort(traces.begin(), traces.end(), [](const TraceSummary& a, const TraceSummary& b) {
        const bool ea = a.errors > 0;
        const bool eb = b.errors > 0;
        return ea != eb ? ea : a.duration > b.duration;
    });
    if (traces == m_traces)
        return;
    beginResetModel();
    m_traces = std::move(traces);
    m_longest = Duration(1);
    for (const TraceSummary& trace : m_traces)
        m_longest = std::max(m_longest, trace.duration);
    endResetModel();
}

void TraceModel::setZone(Zone zone)
{
    m_zone = zone;
    if (!m_traces.empty())
        Q_EMIT dataChanged(index(0, StartColumn), index(rowCount() - 1, StartColumn));
}

int TraceModel::rowOf(const TraceId& id) const
{
    const auto it =
        std::find_if(m_traces.begin(), m_traces.end(), [&](const TraceSummary& t) { return t.id == id; });
    return it == m_traces.end() ? -1 : static_cast<int>(it - m_traces.begin());
}

int TraceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_traces.size());
}

int TraceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TraceModel::text(const TraceSummary& trace, int column) const
{
    switch (column) {
    case RootColumn:
        return trace.rootOperation.isEmpty() ? tr("root not yet received")
                                             : trace.rootService + QLatin1Char(' ') + trace.rootOperation;
    case DurationColumn:
        return humanText(trace.duration);
    case SpansColumn:
        return QString::number(trace.spans);
    case ErrorsColumn:
        return trace.errors > 0 ? QString::number(trace.errors) : QString();
    case StartColumn:
        return dateClockText(trace.start, m_zone);
    case ServicesColumn: {
        QStringList names;
        for (const ServiceCount& service : trace.services)
            names += QStringLiteral("%1 %2").arg(service.name).arg(service.spans);
        return names.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QVariant TraceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TraceSummary& trace = m_traces[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cleaned(QStringView(text(trace, index.column())));
    case Qt::ToolTipRole:
        return trace.id.toHex() + QLatin1Char('\n') + cleaned(QStringView(text(trace, index.column())), 600);
    case Qt::TextAlignmentRole:
        return index.column() >= DurationColumn && index.column() <= ErrorsColumn
                   ? int(Qt::AlignRight | Qt::AlignVCenter)
                   : int(Qt::AlignLeft | Qt::AlignVCenter);
    case ServiceRole:
        return trace.rootService;
    case HasErrorRole:
        return trace.errors > 0;
    case ShareRole:
        return static_cast<double>(trace.duration.count()) / static_cast<double>(m_longest.count());
    default:
        return {};
    }
}

QVariant TraceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section >= DurationColumn && section <= ErrorsColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                                    : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RootColumn:
        return tr("Service and operation");
    case DurationColumn:
        return tr("Duration");
    case SpansColumn:
        return tr("Spans");
    case ErrorsColumn:
        return tr("Errors");
    case StartColumn:
        return tr("Start");
    case ServicesColumn:
        return tr("Services");
    default:
        return {};
    }
}

} // namespace signalbox::items
