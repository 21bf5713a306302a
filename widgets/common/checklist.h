// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/popup.h"

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace signalbox::widgets {

/// A popup in which any number of names can be ticked: filter by typing, Enter takes the first match alone,
/// Space ticks. Used for services.
class Checklist : public Popup
{
    Q_OBJECT

public:
    Checklist(const QString& title, const theme::Theme* theme, QWidget* owner);

    void setNames(const QStringList& names);
    void setTicked(const QStringList& names);
    [[nodiscard]] QStringList ticked() const;
    /// Said in place of the list while it is empty.
    void setEmptyText(const QString& text);
    void open(const QWidget* anchor);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// The person ticked; every name that is ticked now.
    void tickedChanged(const QStringList& names);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeFirstMatch();
    void refreshEmpty();

    QLineEdit* m_filter;
    QListView* m_list;
    QLabel* m_empty;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_proxy;
    bool m_setting = false;
};

} // namespace signalbox::widgets
