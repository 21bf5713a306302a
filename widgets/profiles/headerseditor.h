// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profile/profiledraft.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace signalbox::widgets {

class Field;

/// The extra request headers of a backend, one per row: its name, and a value or the reference to a secret.
class HeadersEditor : public QWidget
{
    Q_OBJECT

public:
    explicit HeadersEditor(const theme::Theme* theme, QWidget* parent = nullptr);

    void setHeaders(const std::vector<profile::Header>& headers);
    [[nodiscard]] std::vector<profile::Header> headers() const { return m_headers; }
    void setProblem(int header, profile::DraftField field, const QString& sentence);
    void clearProblems();
    void revealProblems();
    void focusOn(int header, profile::DraftField field);

public Q_SLOTS:
    void addHeader();

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        QWidget* widget;
        Field* name;
        Field* value;
    };
    void makeRow(const profile::Header& header);
    /// Only the first row carries the labels of both columns.
    void labelRows();
    void removeRow(const QWidget* widget);
    [[nodiscard]] Field* fieldOf(int header, profile::DraftField field) const;
    [[nodiscard]] std::size_t indexOf(const QWidget* widget) const;

    const theme::Theme* m_theme;
    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
    std::vector<profile::Header> m_headers;
};

} // namespace signalbox::widgets
