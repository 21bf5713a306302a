// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/confirmbar.h"

#include "widgets/profiles/field.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace signalbox::widgets {

using theme::Color;

ConfirmBar::ConfirmBar(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sentence(quietLabel({}, Color::TextPrimary, theme::font(theme::Type::BaseMedium), theme, this))
    , m_hint(quietLabel({}, Color::TextSecondary, theme::font(theme::Type::Small), theme, this))
    , m_yes(new QPushButton(this))
    , m_no(new QPushButton(this))
{
    m_yes->setObjectName(QStringLiteral("confirm"));
    m_sentence->setWordWrap(true);
    m_hint->setWordWrap(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(36, 8, 16, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_sentence, 0, 0);
    grid->addWidget(m_hint, 1, 0);
    grid->addWidget(m_no, 0, 1, 2, 1, Qt::AlignVCenter);
    grid->addWidget(m_yes, 0, 2, 2, 1, Qt::AlignVCenter);
    connect(m_no, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT confirmed();
    });
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void ConfirmBar::ask(const QString& sentence, const QString& hint, const QString& yes, const QString& no)
{
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_yes->setText(yes);
    m_no->setText(no);
    setAccessibleName(sentence);
    show();
    m_no->setFocus(); // Enter out of habit destroys nothing
}

void ConfirmBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::StateWarnTint));
    painter.fillRect(QRect(0, 0, 3, height()), m_theme->color(Color::StateWarnBase));
    theme::drawShape(painter, QRectF(14, 11, 12, 12), theme::Shape::WarnTriangle, *m_theme);
}

} // namespace signalbox::widgets
