// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/headerseditor.h"

#include "models/profile/secretform.h"
#include "widgets/profiles/field.h"
#include "widgets/theme/style.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

HeadersEditor::HeadersEditor(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
}

void HeadersEditor::setHeaders(const std::vector<profile::Header>& headers)
{
    if (headers == m_headers && headers.size() == m_rows.size())
        return;
    for (const Row& row : m_rows)
        delete row.widget;
    m_rows.clear();
    m_headers = headers;
    for (const profile::Header& header : headers)
        makeRow(header);
}

std::size_t HeadersEditor::indexOf(const QWidget* widget) const
{
    const auto it =
        std::find_if(m_rows.begin(), m_rows.end(), [widget](const Row& row) { return row.widget == widget; });
    return static_cast<std::size_t>(it - m_rows.begin());
}

void HeadersEditor::makeRow(const profile::Header& header)
{
    auto* widget = new QWidget(this);
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* name = Field::line(tr("Header"), QStringLiteral("X-Team"), m_theme, widget);
    auto* value =
        Field::line(tr("Value, or where the secret is kept"), tr("value or env:NAME"), m_theme, widget);
    name->edit()->setText(header.name);
    value->edit()->setText(header.secret.isEmpty() ? header.value : header.secret.text);
    auto* remove = new QPushButton(widget);
    theme::setVariant(remove, theme::Variant::Flat);
    const auto paintIcon = [this, remove] { remove->setIcon(m_theme->icon(QStringLiteral("close"))); };
    paintIcon();
    connect(m_theme, &theme::Theme::changed, remove, paintIcon);
    remove->setFixedSize(28, 28);
    remove->setToolTip(tr("Remove this header"));
    remove->setAccessibleName(tr("Remove this header"));
    value->addBeside(remove);
    line->addWidget(name, 2);
    line->addWidget(value, 3);
    m_column->addWidget(widget);
    m_rows.push_back({widget, name, value});
    labelRows();

    connect(name->edit(), &QLineEdit::textEdited, this, [this, widget](const QString& text) {
        m_headers[indexOf(widget)].name = text;
        Q_EMIT edited();
    });
    connect(value->edit(), &QLineEdit::textEdited, this, [this, widget](const QString& text) {
        profile::Header& changed = m_headers[indexOf(widget)];
        const bool isRef = profile::isSecretRef(text);
        changed.secret.text = isRef ? text : QString();
        changed.value = isRef ? QString() : text;
        Q_EMIT edited();
    });
    connect(remove, &QPushButton::clicked, this, [this, widget] { removeRow(widget); });
}

void HeadersEditor::labelRows()
{
    for (const Row& row : m_rows) {
        const bool isFirst = row.widget == m_rows.front().widget;
        row.name->setLabelVisible(isFirst);
        row.value->setLabelVisible(isFirst);
    }
}

void HeadersEditor::removeRow(const QWidget* widget)
{
    const std::size_t index = indexOf(widget);
    m_headers.erase(m_headers.begin() + static_cast<std::ptrdiff_t>(index));
    m_rows[index].widget->hide(); // its button is still being clicked
    m_rows[index].widget->deleteLater();
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(index));
    labelRows();
    Q_EMIT edited();
}

void HeadersEditor::addHeader()
{
    m_headers.push_back({});
    makeRow({});
    m_rows.back().name->edit()->setFocus();
    Q_EMIT edited();
}

void HeadersEditor::clearProblems()
{
    for (const Row& row : m_rows) {
        row.name->setProblem({});
        row.value->setProblem({});
    }
}

void HeadersEditor::revealProblems()
{
    for (const Row& row : m_rows) {
        row.name->reveal();
        row.value->reveal();
    }
}

Field* HeadersEditor::fieldOf(int header, profile::DraftField field) const
{
    if (header < 0 || static_cast<std::size_t>(header) >= m_rows.size())
        return nullptr;
    const Row& row = m_rows[static_cast<std::size_t>(header)];
    return field == profile::DraftField::HeaderName ? row.name : row.value;
}

void HeadersEditor::setProblem(int header, profile::DraftField field, const QString& sentence)
{
    if (Field* shown = fieldOf(header, field))
        shown->setProblem(sentence);
}

void HeadersEditor::focusOn(int header, profile::DraftField field)
{
    if (const Field* shown = fieldOf(header, field))
        shown->edit()->setFocus();
}

} // namespace signalbox::widgets
