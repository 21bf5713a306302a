// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/field.h"

#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

QLabel* quietLabel(const QString& text, Color color, const QFont& font, const theme::Theme* theme,
                   QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    dressLabel(label, color, font, theme);
    return label;
}

void dressLabel(QLabel* label, Color color, const QFont& font, const theme::Theme* theme)
{
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    const auto paint = [label, theme, color] {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, theme->color(color));
        label->setPalette(palette);
    };
    paint();
    QObject::connect(theme, &theme::Theme::changed, label, paint);
}

Field::Field(const QString& label, QWidget* input, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_input(input)
    , m_label(quietLabel(label, Color::TextSecondary, theme::font(theme::Type::Small), theme, this))
    , m_sentence(quietLabel({}, Color::StateBadText, theme::font(theme::Type::Micro), theme, this))
    , m_row(new QHBoxLayout)
{
    m_input->setParent(this);
    m_input->setAccessibleName(label);
    m_label->setBuddy(m_input);
    m_sentence->setObjectName(QStringLiteral("problem"));
    m_sentence->setWordWrap(true);
    m_sentence->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_row->setSpacing(8);
    const bool fixed = m_input->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    m_row->addWidget(m_input, 1, fixed ? Qt::AlignLeft : Qt::Alignment());
    column->addWidget(m_label);
    column->addLayout(m_row);
    column->addWidget(m_sentence);
    column->addStretch();
    if (auto* line = edit())
        connect(line, &QLineEdit::editingFinished, this, &Field::reveal);
}

Field* Field::line(const QString& label, const QString& placeholder, const theme::Theme* theme,
                   QWidget* parent)
{
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    return new Field(label, edit, theme, parent);
}

QLineEdit* Field::edit() const
{
    return qobject_cast<QLineEdit*>(m_input);
}

void Field::addBeside(QWidget* widget)
{
    m_row->addWidget(widget);
}

void Field::setLabelVisible(bool visible)
{
    m_label->setVisible(visible);
}

void Field::setProblem(const QString& sentence)
{
    m_problem = sentence;
    refresh();
}

void Field::reveal()
{
    m_revealed = true;
    refresh();
}

void Field::forget()
{
    m_revealed = false;
    refresh();
}

bool Field::hasShownProblem() const
{
    return m_revealed && !m_problem.isEmpty();
}

void Field::refresh()
{
    const bool shown = hasShownProblem();
    m_sentence->setText(shown ? m_problem : QString());
    m_sentence->setVisible(shown);
    m_input->setProperty(theme::invalidProperty, shown);
    m_input->setAccessibleDescription(shown ? m_problem : QString());
    m_input->update();
}

} // namespace signalbox::widgets
