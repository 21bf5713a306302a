// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/sheetview.h"

#include "models/items/sheetmodel.h"
#include "widgets/common/plaintable.h"
#include "widgets/trace/waterfallpainter.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace signalbox::widgets {

using items::CellTone;
using items::SheetModel;
using theme::Color;

namespace {

constexpr int indentStep = 14;

Color colorOf(CellTone tone)
{
    switch (tone) {
    case CellTone::Quiet:
        return Color::TextSecondary;
    case CellTone::Good:
    case CellTone::Removed:
        return tone == CellTone::Good ? Color::StateOkText : Color::StateBadText;
    case CellTone::Warn:
        return Color::StateWarnText;
    case CellTone::Bad:
        return Color::StateBadText;
    case CellTone::Added:
        return Color::StateOkText;
    case CellTone::Plain:
    case CellTone::Strong:
        break;
    }
    return Color::TextPrimary;
}

} // namespace

SheetDelegate::SheetDelegate(const theme::Theme* theme, QObject* parent)
    : RowDelegate(theme, 28, parent)
{
}

void SheetDelegate::paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    QRect place = rect.adjusted(
        std::min(rect.width() / 2, index.data(SheetModel::IndentRole).toInt() * indentStep), 0, 0, 0);
    if (const QString service = index.data(SheetModel::SwatchRole).toString(); !service.isEmpty()) {
        drawSwatch(*painter, {place.left(), place.center().y() - 3}, theme()->serviceColor(service));
        place.setLeft(place.left() + 16);
    }
    const auto tone = index.data(SheetModel::ToneRole).value<CellTone>();
    if (const double bar = index.data(SheetModel::BarRole).toDouble(); bar >= 0) {
        painter->fillRect(QRect(rect.left(), rect.bottom() - 3, rect.width(), 2),
                          theme()->color(Color::LineSubtle));
        const int width = std::max(1, static_cast<int>(bar * rect.width()));
        painter->fillRect(QRect(rect.left(), rect.bottom() - 3, width, 2),
                          theme()->color(tone == CellTone::Bad ? Color::StateBadBase : Color::AccentBase));
    }
    drawText(painter, place, index.data(Qt::DisplayRole).toString(), colorOf(tone), false,
             Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
}

QTableView* sheetTable(SheetModel* model, const QString& name, const std::vector<int>& widths, bool sortable,
                       const theme::Theme* theme, QWidget* parent)
{
    QTableView* table = plainTable(model, name, theme, parent);
    table->setItemDelegate(new SheetDelegate(theme, table));
    for (std::size_t i = 0; i < widths.size(); ++i)
        table->setColumnWidth(static_cast<int>(i), widths[i]);
    QHeaderView* header = table->horizontalHeader();
    header->setMinimumSectionSize(40);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    if (sortable) {
        header->setSortIndicator(-1, Qt::DescendingOrder);
        table->setSortingEnabled(true);
        header->setSectionsClickable(true);
    }
    return table;
}

} // namespace signalbox::widgets
