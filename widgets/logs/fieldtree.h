// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/fieldtreemodel.h"
#include "widgets/theme/theme.h"

#include <QTreeView>

namespace signalbox::widgets {

/// What can be done with a field of a line.
enum class FieldAction
{
    FilterIn,
    FilterOut,
    AddColumn,
    Count,
    Copy
};

/// The fields of a line. The row under the mouse or the keyboard shows what can be done with it; the keys are
/// +, -, |, # and Ctrl+C, the menu has them all.
class FieldTree : public QTreeView
{
    Q_OBJECT

public:
    FieldTree(items::FieldTreeModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

    /// Those that a field offers: only what a query can name can be filtered by.
    [[nodiscard]] static std::vector<FieldAction> actionsOf(const items::FieldTreeModel::Node& node);

Q_SIGNALS:
    void fieldActed(signalbox::widgets::FieldAction action, const signalbox::logs::FieldName& field,
                    const QString& value);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void act(FieldAction action, const QModelIndex& index);
    void openMenu(const QModelIndex& index, const QPoint& global);
    [[nodiscard]] std::optional<FieldAction> actionAt(const QModelIndex& index, const QPoint& place) const;

    items::FieldTreeModel* m_model;
    const theme::Theme* m_theme;
};

} // namespace signalbox::widgets
