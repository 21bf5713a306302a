// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/rowdelegate.h"

class QTableView;

namespace signalbox::items {
class SheetModel;
}

namespace signalbox::widgets {

/// Cells of a SheetModel: swatch, tone, indent, and a bar below the figure.
class SheetDelegate : public RowDelegate
{
    Q_OBJECT

public:
    SheetDelegate(const theme::Theme* theme, QObject* parent);

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
};

/// A table for a SheetModel; the first column takes the room that the others leave. Sorted by a click on a
/// head when `sortable`.
[[nodiscard]] QTableView* sheetTable(items::SheetModel* model, const QString& name,
                                     const std::vector<int>& widths, bool sortable, const theme::Theme* theme,
                                     QWidget* parent);

} // namespace signalbox::widgets
