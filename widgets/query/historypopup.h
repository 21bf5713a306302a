// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/queryhistory.h"
#include "widgets/common/popup.h"

#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace signalbox::widgets {

class HistoryModel;

/// The queries that were run: type to find, Enter takes, Ctrl+S stars, Ctrl+Delete forgets; a click on the
/// star does as well.
class HistoryPopup : public Popup
{
    Q_OBJECT

public:
    HistoryPopup(const theme::Theme* theme, QWidget* owner);

    void setHistory(const promql::QueryHistory& history);
    void openFor(const QWidget* anchor);
    [[nodiscard]] HistoryModel* model() const { return m_model; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QString& query);
    void starToggled(const QString& query, bool starred);
    void removed(const QString& query);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void toggleStar(const QModelIndex& index);
    void keepRow(int row);

    HistoryModel* m_model;
    QLineEdit* m_filter;
    QListView* m_list;
    QLabel* m_empty;
    QPointer<QWidget> m_before; ///< had the keyboard; has it again after Esc
};

} // namespace signalbox::widgets
