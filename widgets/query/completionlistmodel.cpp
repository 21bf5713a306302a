// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/completionlistmodel.h"

#include "models/base/error.h"

namespace signalbox::widgets {

using promql::CompletionItem;

void CompletionListModel::setItems(std::vector<promql::RankedItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int CompletionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QString CompletionListModel::kindWord(CompletionItem::Kind kind)
{
    switch (kind) {
    case CompletionItem::Kind::Metric:
        return tr("metric");
    case CompletionItem::Kind::Function:
        return tr("function");
    case CompletionItem::Kind::Aggregation:
        return tr("aggregation");
    case CompletionItem::Kind::Keyword:
        return tr("keyword");
    case CompletionItem::Kind::Label:
        return tr("label");
    case CompletionItem::Kind::Value:
        return tr("value");
    case CompletionItem::Kind::Duration:
        return tr("duration");
    }
    return {};
}

QVariant CompletionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const promql::RankedItem& ranked = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: // names and values come from a server
        return ranked.item.text.isEmpty() ? tr("(empty)") : cleaned(QStringView(ranked.item.text));
    case KindRole:
        return kindWord(ranked.item.kind);
    case DetailRole:
        return cleaned(QStringView(ranked.item.detail), 80);
    case DescriptionRole:
        return cleaned(QStringView(ranked.item.description), 300);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(cleaned(QStringView(ranked.item.text)),
                                            kindWord(ranked.item.kind));
    case PositionsRole:
        return QVariant::fromValue(QList<int>(ranked.positions.begin(), ranked.positions.end()));
    default:
        return {};
    }
}

} // namespace signalbox::widgets
