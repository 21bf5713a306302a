// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/plaintable.h"

#include "widgets/common/rowdelegate.h"

#include <QHeaderView>
#include <QTableView>

namespace signalbox::widgets {

QTableView* plainTable(QAbstractItemModel* model, const QString& name, const theme::Theme* theme,
                       QWidget* parent)
{
    constexpr int rowHeight = 28;
    auto* table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->horizontalHeader()->setFixedHeight(rowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    dress(table, theme);
    return table;
}

} // namespace signalbox::widgets
