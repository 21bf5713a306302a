// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/spanmodel.h"

#include "models/base/duration.h"
#include "models/base/error.h"

namespace signalbox::items {

void SpanModel::setTrace(std::shared_ptr<const Trace> trace)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_rows.assign(m_trace ? m_trace->size() : 0, 0);
    if (m_trace) {
        const auto number = [this](std::span<const std::uint32_t> siblings) {
            for (std::size_t i = 0; i < siblings.size(); ++i)
                m_rows[siblings[i]] = static_cast<std::uint32_t>(i);
        };
        number(m_trace->roots());
        for (std::size_t i = 0; i < m_trace->size(); ++i)
            number(m_trace->children(i));
    }
    endResetModel();
}

std::span<const std::uint32_t> SpanModel::childrenOf(const QModelIndex& parent) const
{
    if (!m_trace)
        return {};
    return parent.isValid() ? m_trace->children(positionOf(parent)) : m_trace->roots();
}

QModelIndex SpanModel::indexOf(std::uint32_t position) const
{
    return m_trace && position < m_trace->size()
               ? createIndex(static_cast<int>(m_rows[position]), 0, quintptr(position))
               : QModelIndex();
}

QModelIndex SpanModel::index(int row, int column, const QModelIndex& parent) const
{
    const auto siblings = childrenOf(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || static_cast<std::size_t>(row) >= siblings.size() ||
        (parent.isValid() && parent.column() != 0))
        return {};
    return createIndex(row, column, quintptr(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex SpanModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || !m_trace)
        return {};
    const std::int32_t parent = m_trace->at(positionOf(child)).parent;
    return parent < 0 ? QModelIndex() : indexOf(static_cast<std::uint32_t>(parent));
}

int SpanModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int SpanModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant SpanModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Span& span = m_trace->at(positionOf(index));
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == OperationColumn)
            return cleaned(QStringView(m_trace->operationOf(span)));
        return index.column() == DurationColumn ? QVariant(humanText(span.duration)) : QVariant();
    case Qt::ToolTipRole:
        return QStringLiteral("%1 %2\n%3")
            .arg(cleaned(QStringView(m_trace->serviceOf(span))),
                 cleaned(QStringView(m_trace->operationOf(span)), 600), span.id.toHex());
    case Qt::TextAlignmentRole:
        return index.column() == DurationColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                                : int(Qt::AlignLeft | Qt::AlignVCenter);
    case ServiceRole:
        return m_trace->serviceOf(span);
    case ErrorRole:
        return span.error;
    case BeginRole:
    case LengthRole: {
        const double whole = static_cast<double>(std::max<std::int64_t>(1, m_trace->duration().count()));
        const Duration part = role == BeginRole ? span.start - m_trace->start() : span.duration;
        return qBound(0.0, static_cast<double>(part.count()) / whole, 1.0);
    }
    default:
        return {};
    }
}

QVariant SpanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OperationColumn:
        return tr("Service and operation");
    case DurationColumn:
        return tr("Duration");
    case TimelineColumn:
        return m_trace ? tr("0 to %1").arg(humanText(m_trace->duration())) : QString();
    default:
        return {};
    }
}

} // namespace signalbox::items
