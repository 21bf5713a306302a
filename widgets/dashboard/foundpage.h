// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/serviceview.h"
#include "widgets/common/banner.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace signalbox::items {
class FoundModel;
}

namespace signalbox::widgets {

class PaneHeader;

/// "How was this found?": each signal of each service with its metric and the reason, or why it is missing;
/// below, what a person can put right about the chosen one. Emits intent; the profile is kept elsewhere.
class FoundPage : public QWidget
{
    Q_OBJECT

public:
    FoundPage(items::FoundModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

    /// What the corrections start from.
    void setCorrections(const golden::Corrections& corrections);
    void setNote(const QString& note);
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    void takeFocus();

Q_SIGNALS:
    void backRequested();
    void refreshRequested();
    /// What each store calls a service.
    void namesRequested();
    void corrected(const signalbox::golden::Corrections& corrections);

private:
    void showChosen();
    void apply();
    void undo();
    [[nodiscard]] const golden::Finding* chosen() const;

    items::FoundModel* m_model;
    PaneHeader* m_header;
    Banner* m_banner;
    QTableView* m_table;
    QLineEdit* m_filter;
    QLabel* m_subject;
    QLabel* m_why;
    QComboBox* m_convention;
    QLineEdit* m_label;
    QLineEdit* m_own;
    QLineEdit* m_target;
    QLineEdit* m_name;
    QPushButton* m_apply;
    QPushButton* m_undo;
    QPushButton* m_off;
    golden::Corrections m_corrections;
    golden::Finding m_shown; ///< that the fields were filled from
};

} // namespace signalbox::widgets
