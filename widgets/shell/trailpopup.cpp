// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/trailpopup.h"

#include "widgets/common/keybutton.h"
#include "widgets/common/timerangepicker.h"
#include "widgets/theme/type.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

TrailPopup::TrailPopup(const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_list(new QListWidget(this))
{
    setAccessibleName(tr("Trail"));
    auto* title = new QLabel(tr("Trail"), this);
    title->setFont(theme::font(theme::Type::Title));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Steps of the Trail, newest first"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    auto* copy = new KeyButton(tr("Copy"), QStringLiteral("Ctrl+C"), theme, this);
    copy->setToolTip(tr("How we got here, as a list"));
    connect(copy, &QPushButton::clicked, this, &TrailPopup::copy);
    connect(new QShortcut(QKeySequence::Copy, this), &QShortcut::activated, this, &TrailPopup::copy);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(copy);
    layout->addLayout(head);
    layout->addWidget(m_list);
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        const auto index = item->data(Qt::UserRole).toULongLong();
        hide();
        Q_EMIT stepChosen(static_cast<std::size_t>(index));
    });
}

void TrailPopup::copy()
{
    QGuiApplication::clipboard()->setText(m_text);
}

void TrailPopup::open(const focus::Trail& trail, Zone zone)
{
    QPalette palette = m_list->palette();
    palette.setColor(QPalette::Base, theme()->color(Color::SurfaceOverlay));
    m_list->setPalette(palette);
    m_list->clear();
    m_text = focus::toMarkdown(trail);
    for (std::size_t i = trail.steps().size(); i-- > 0;) {
        const focus::TrailStep& step = trail.steps()[i];
        const QString text = timeText(step.at, zone, false) + QStringLiteral("   ") +
                             focus::summary(step.focus) + QStringLiteral("   ") + step.how;
        auto* item = new QListWidgetItem(text, m_list);
        item->setData(Qt::UserRole, static_cast<qulonglong>(i));
        item->setToolTip(text);
        item->setSizeHint({0, 28});
        if (i == trail.place()) {
            item->setIcon(theme()->icon(QStringLiteral("check"), Color::AccentText));
            m_list->setCurrentItem(item);
        }
    }
    openCentred(sizeHint().width());
    m_list->setFocus();
}

} // namespace signalbox::widgets
