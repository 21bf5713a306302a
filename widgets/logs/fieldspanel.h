// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/fieldcounts.h"
#include "widgets/common/banner.h"
#include "widgets/logs/fieldtree.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace signalbox::items {
class FieldCountModel;
}

namespace signalbox::widgets {

/// Every field with its values and how many of the loaded lines have them. A click on a value filters by it.
class FieldsPanel : public QWidget
{
    Q_OBJECT

public:
    FieldsPanel(items::FieldCountModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

    void setFoot(const QString& text);
    /// Opens the values of that field.
    void showField(const logs::FieldName& field);
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QTreeView* tree() const { return m_tree; }

Q_SIGNALS:
    void fieldActed(signalbox::widgets::FieldAction action, const signalbox::logs::FieldName& field,
                    const QString& value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void act(FieldAction action, const QModelIndex& index);
    void openMenu(const QModelIndex& index, const QPoint& global);

    items::FieldCountModel* m_model;
    const theme::Theme* m_theme;
    Banner* m_banner;
    QTreeView* m_tree;
    QLabel* m_foot;
    std::optional<logs::FieldName> m_open; ///< stays open when the counts change
};

} // namespace signalbox::widgets
