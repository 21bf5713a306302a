// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/paneheader.h"

#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTextDocument>

namespace signalbox::widgets {

PaneHeader::PaneHeader(const QString& title, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_swatch(new QLabel(this))
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
    m_swatch->hide();
    m_row->addWidget(m_swatch);
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
    constexpr int most = 420;
    const QString shown = m_title->fontMetrics().elidedText(title, Qt::ElideMiddle, most);
    m_title->setText(shown);
    m_title->setToolTip(shown == title ? QString() : Qt::convertFromPlainText(title));
}

void PaneHeader::setSwatch(const QColor& color)
{
    m_swatch->setVisible(color.isValid());
    if (!color.isValid())
        return;
    QPixmap square(QSize(8, 8) * devicePixelRatioF());
    square.setDevicePixelRatio(devicePixelRatioF());
    square.fill(color);
    m_swatch->setPixmap(square);
}

void PaneHeader::addLeading(QWidget* widget)
{
    m_row->insertWidget(m_leading++, widget);
}

void PaneHeader::addBeside(QWidget* widget)
{
    m_row->insertWidget(m_leading + 3 + m_beside++, widget);
}

void PaneHeader::addControl(QWidget* control)
{
    m_row->addWidget(control);
}

} // namespace signalbox::widgets
