// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QAbstractItemView>
#include <QStyledItemDelegate>

namespace signalbox::widgets {

/// The ground of all our delegates: row fill, the edge of the selected row, elided text in our type scale.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RowDelegate(const theme::Theme* theme, int rowHeight, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Tooltips are plain text: what a backend sends must not be read as markup.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

protected:
    /// Draws the content of a cell; the ground is there already. The base draws the display text.
    virtual void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const;
    void drawText(QPainter* painter, const QRect& rect, const QString& text, theme::Color color,
                  bool data = false, Qt::Alignment alignment = Qt::AlignLeft) const;
    [[nodiscard]] const theme::Theme* theme() const { return m_theme; }

private:
    const theme::Theme* m_theme;
    int m_rowHeight;
};

/// Flat, no grid, pane-coloured ground that follows the theme; tables and trees alike.
void dress(QAbstractItemView* view, const theme::Theme* theme);

} // namespace signalbox::widgets
