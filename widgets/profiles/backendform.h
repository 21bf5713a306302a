// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profile/profiledraft.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <map>

class QComboBox;
class QPushButton;

namespace signalbox::widgets {

class Field;
class HeadersEditor;
class Segments;

/// All that can be said of one backend, but for its limits, which stay as they are in the file.
class BackendForm : public QWidget
{
    Q_OBJECT

public:
    explicit BackendForm(const theme::Theme* theme, QWidget* parent = nullptr);

    void setDraft(const profile::BackendDraft& draft);
    [[nodiscard]] const profile::BackendDraft& draft() const { return m_draft; }
    /// Those of this backend.
    void setProblems(const std::vector<profile::DraftProblem>& problems);
    void revealProblems();
    /// Puts the cursor where the problem is.
    void focusOn(const profile::DraftProblem& problem);
    void forgetVisits();
    [[nodiscard]] Field* field(profile::DraftField field) const { return m_fields.at(field); }

    /// As if the person had typed it below Sign in.
    void enterSecret(const QString& reference);

Q_SIGNALS:
    void edited();
    void storeRequested();

private:
    Field* addLine(profile::DraftField field, const QString& label, const QString& placeholder);
    void layOut();
    void takeText(profile::DraftField field, const QString& text);
    [[nodiscard]] QString textOf(profile::DraftField field) const;
    void showAuth();

    const theme::Theme* m_theme;
    profile::BackendDraft m_draft;
    std::map<profile::DraftField, Field*> m_fields;
    QComboBox* m_kind;
    Field* m_kindField;
    Segments* m_auth;
    Field* m_authField;
    QPushButton* m_store;
    HeadersEditor* m_headers;
};

[[nodiscard]] QString kindTitle(profile::BackendKind kind);

} // namespace signalbox::widgets
