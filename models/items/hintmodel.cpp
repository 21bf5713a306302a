// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/hintmodel.h"

namespace signalbox::items {

using causes::Hint;

void HintModel::setHints(std::vector<Hint> hints)
{
    if (hints == m_hints)
        return;
    beginResetModel();
    m_hints = std::move(hints);
    endResetModel();
}

int HintModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hints.size());
}

QVariant HintModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Hint& hint = m_hints[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return hint.sentence();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return QString(hint.sentence() + QStringLiteral(". ") + hint.detail);
    case HeadRole:
        return hint.head;
    case StrongRole:
        return hint.strong;
    case TailRole:
        return hint.tail;
    case DetailRole:
        return hint.detail;
    case StrengthRole:
        return hint.strength;
    case KindRole:
        return static_cast<int>(hint.kind);
    case LinkRole:
        switch (hint.kind) {
        case Hint::Kind::Label:
            return tr("Metrics by %1").arg(hint.label);
        case Hint::Kind::Deploy:
            return tr("Before and after");
        case Hint::Kind::Alert:
            return tr("Logs at its time");
        case Hint::Kind::Shape:
            return tr("Logs");
        case Hint::Kind::Traces:
            return tr("Traces");
        }
        return {};
    default:
        return {};
    }
}

} // namespace signalbox::items
