// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/paneheader.h"

#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>

namespace signalbox::widgets {

PaneHeader::PaneHeader(const QString& title, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(title, this))
    , m_note(new QLabel(this))
    , m_row(new QHBoxLayout(this))
{
    setFixedHeight(48);
    m_title->setFont(theme::font(theme::Type::Title));
    m_title->setTextFormat(Qt::PlainText);
    m_note->setFont(theme::font(theme::Type::Small));
    m_note->setTextFormat(Qt::PlainText);
    m_row->setContentsMargins(16, 0, 16, 0);
    m_row->setSpacing(8);
    m_row->addWidget(m_title);
    m_row->addWidget(m_note);
    m_row->addStretch();
    const auto paintNote = [this, theme] {
        QPalette palette = m_note->palette();
        palette.setColor(QPalette::WindowText, theme->color(theme::Color::TextTertiary));
        m_note->setPalette(palette);
    };
    paintNote();
    connect(theme, &theme::Theme::changed, this, paintNote);
}

void PaneHeader::setNote(const QString& note)
{
    m_note->setText(note);
}

void PaneHeader::setTitle(const QString& title)
{
    m_title->setText(title);
}

void PaneHeader::addLeading(QWidget* widget)
{
    m_row->insertWidget(m_leading++, widget);
}

void PaneHeader::addBeside(QWidget* widget)
{
    m_row->insertWidget(m_leading + 2 + m_beside++, widget);
}

void PaneHeader::addControl(QWidget* control)
{
    m_row->addWidget(control);
}

} // namespace signalbox::widgets
