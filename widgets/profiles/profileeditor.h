// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profile/profiledraft.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace signalbox::widgets {

class BackendForm;
class Field;

/// The editor of one profile: its name, the table of its backends, and the form of the one that is chosen.
/// Holds a draft; nothing here is ever written without a person saving it.
class ProfileEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileEditor(const theme::Theme* theme, QWidget* parent = nullptr);

    void setDraft(const profile::ProfileDraft& draft);
    [[nodiscard]] const profile::ProfileDraft& draft() const { return m_draft; }
    /// Shows every problem and goes to the first. Returns how many there are.
    int revealProblems();

    [[nodiscard]] BackendForm* form() const { return m_form; }
    [[nodiscard]] Field* nameField() const { return m_name; }
    [[nodiscard]] QTableWidget* table() const { return m_table; }

public Q_SLOTS:
    void addBackend(signalbox::profile::BackendKind kind);
    void removeBackend();
    void chooseBackend(int index);

Q_SIGNALS:
    void edited();
    void storeRequested();

private:
    void layOut();
    void fillTable();
    void fillRow(int row);
    void formEdited();
    void refreshProblems();
    [[nodiscard]] int current() const;

    const theme::Theme* m_theme;
    profile::ProfileDraft m_draft;
    Field* m_name;
    QTableWidget* m_table;
    QPushButton* m_add;
    QPushButton* m_remove;
    QLabel* m_none;
    QLabel* m_formTitle;
    BackendForm* m_form;
    bool m_filling = false;
    bool m_revealed = false;
};

} // namespace signalbox::widgets
