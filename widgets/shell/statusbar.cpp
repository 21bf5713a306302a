// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/statusbar.h"

#include "widgets/common/barbutton.h"
#include "widgets/shell/lampbar.h"
#include "widgets/shell/lamppopup.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

StatusBar::StatusBar(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_lamps(new LampBar(theme, this))
    , m_popup(new LampPopup(theme, this))
    , m_trail(new BarButton(theme, this))
    , m_skew(new QLabel(this))
    , m_age(new QLabel(this))
{
    setFixedHeight(24);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 8, 0);
    row->setSpacing(12);
    row->addWidget(m_lamps, 1);
    row->addWidget(m_trail);
    row->addWidget(m_age);
    row->addWidget(m_skew);
    m_trail->setFlat(true);
    m_trail->setIconName(QStringLiteral("trail"));
    m_trail->setFixedHeight(22);
    m_trail->setToolTip(tr("The Trail: where you have been (H)"));
    for (QLabel* label : {m_skew, m_age}) {
        label->setFont(theme::font(theme::Type::Small));
        label->setTextFormat(Qt::PlainText);
    }
    const auto paintLabels = [this] {
        QPalette palette = m_age->palette();
        palette.setColor(QPalette::WindowText, m_theme->color(Color::TextSecondary));
        m_age->setPalette(palette);
        m_skew->setPalette(palette);
    };
    paintLabels();
    connect(theme, &theme::Theme::changed, this, paintLabels);
    connect(m_trail, &QAbstractButton::clicked, this, &StatusBar::trailRequested);
    connect(m_lamps, &LampBar::opened, this, &StatusBar::openLamp);
    connect(m_popup, &LampPopup::retryRequested, this, &StatusBar::retryRequested);
    setTrailLength(1);
}

void StatusBar::setLamps(const std::vector<health::Lamp>& lamps)
{
    m_lamps->setLamps(lamps);
    if (m_popup->isVisible())
        for (const health::Lamp& lamp : lamps)
            if (lamp.backend == m_popup->backend())
                m_popup->setLamp(lamp);
}

void StatusBar::openLamp(int index)
{
    if (index < 0 || index >= static_cast<int>(m_lamps->lamps().size()))
        return;
    m_popup->setLamp(m_lamps->lamps()[static_cast<std::size_t>(index)]);
    m_popup->openAbove(m_lamps);
}

void StatusBar::setTrailLength(std::size_t steps)
{
    m_trail->setNote(tr("Trail %1").arg(steps));
}

void StatusBar::setAge(const QString& text)
{
    m_age->setText(text);
}

void StatusBar::setSkew(const QString& text)
{
    m_skew->setText(text);
}

void StatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceChrome));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme->color(Color::LineNormal));
}

} // namespace signalbox::widgets
