// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/palettemodel.h"

#include "widgets/shell/actionregistry.h"

#include <algorithm>

namespace signalbox::widgets {

PaletteModel::PaletteModel(const ActionRegistry* registry, QObject* parent)
    : QAbstractListModel(parent)
    , m_registry(registry)
{
}

void PaletteModel::setPattern(const QString& pattern)
{
    beginResetModel();
    m_rows.clear();
    for (QAction* action : m_registry->actions()) {
        if (!action->isEnabled())
            continue;
        if (auto match = actions::fuzzyMatch(pattern, action->text()))
            m_rows.push_back({action, *std::move(match)});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row& a, const Row& b) { return a.match.score > b.match.score; });
    endResetModel();
}

QAction* PaletteModel::actionAt(const QModelIndex& index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid)
               ? m_rows[static_cast<std::size_t>(index.row())].action
               : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.action->text();
    case KeyRole:
        return row.action->shortcut().toString(QKeySequence::NativeText);
    case GroupRole:
        return ActionRegistry::groupOf(row.action);
    case PositionsRole:
        return QVariant::fromValue(QList<int>(row.match.positions.begin(), row.match.positions.end()));
    default:
        return {};
    }
}

} // namespace signalbox::widgets
