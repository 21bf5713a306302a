// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/completion.h"
#include "widgets/theme/theme.h"

#include <QFrame>

class QLabel;
class QListView;

namespace signalbox::widgets {

class CompletionListModel;

/// The list below the cursor. It never takes the keyboard: its editor goes on receiving the keys and moves
/// the current row.
class CompletionPopup : public QFrame
{
    Q_OBJECT

public:
    CompletionPopup(const theme::Theme* theme, QWidget* editor);

    /// The first row becomes the current one.
    void setItems(std::vector<promql::RankedItem> items);
    [[nodiscard]] int count() const;
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] const promql::CompletionItem& item(int row) const;
    [[nodiscard]] CompletionListModel* model() const { return m_model; }
    /// Goes round at both ends.
    void step(int rows);
    void page(int pages);
    /// Below the rectangle, which is of that widget, or above it when there is more room.
    void openBeside(const QWidget* widget, const QRect& rect);

Q_SIGNALS:
    void clicked(int row);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showDescription();
    void applyTheme();
    [[nodiscard]] int fittingHeight() const;

    const theme::Theme* m_theme;
    CompletionListModel* m_model;
    QListView* m_list;
    QLabel* m_description;
};

} // namespace signalbox::widgets
