// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/actions/fuzzy.h"

#include <QAbstractListModel>

#include <vector>

class QAction;

namespace signalbox::widgets {

class ActionRegistry;

/// The enabled actions that match what was typed, best first.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        KeyRole = Qt::UserRole + 1,
        GroupRole,
        PositionsRole
    };

    explicit PaletteModel(const ActionRegistry* registry, QObject* parent = nullptr);

    void setPattern(const QString& pattern);
    [[nodiscard]] QAction* actionAt(const QModelIndex& index) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row
    {
        QAction* action;
        actions::FuzzyMatch match;
    };
    const ActionRegistry* m_registry;
    std::vector<Row> m_rows;
};

} // namespace signalbox::widgets
