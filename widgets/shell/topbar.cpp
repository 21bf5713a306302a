// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/topbar.h"

#include "widgets/common/barbutton.h"
#include "widgets/common/checklist.h"
#include "widgets/common/timerangepicker.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QMenu>
#include <QPainter>

#include <array>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr std::array refreshChoices{0, 5, 10, 30, 60};

QString refreshText(int seconds)
{
    if (seconds == 0)
        return TopBar::tr("Off");
    return seconds < 60 ? TopBar::tr("%1 s").arg(seconds) : TopBar::tr("%1 m").arg(seconds / 60);
}

} // namespace

TopBar::TopBar(const Clock* clock, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
    , m_back(new BarButton(theme, this))
    , m_forward(new BarButton(theme, this))
    , m_profile(new BarButton(theme, this))
    , m_profileMenu(new QMenu(this))
    , m_services(new BarButton(theme, this))
    , m_serviceList(new Checklist(tr("Filter services"), theme, this))
    , m_search(new BarButton(theme, this))
    , m_range(new TimeRangePicker(clock, theme, this))
    , m_refresh(new BarButton(theme, this))
    , m_refreshMenu(new QMenu(this))
    , m_clockButton(new BarButton(theme, this))
    , m_split(new BarButton(theme, this))
    , m_help(new BarButton(theme, this))
{
    setFixedHeight(40);
    m_row->setContentsMargins(72, 6, 12, 6);
    m_row->setSpacing(8);
    const auto icon = [](BarButton* button, const QString& name, const QString& tip) {
        button->setIconName(name);
        button->setFlat(true);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    };
    icon(m_back, QStringLiteral("back"), tr("Back on the Trail (Alt+Left)"));
    icon(m_forward, QStringLiteral("forward"), tr("Forward on the Trail (Alt+Right)"));
    icon(m_split, QStringLiteral("split"), tr("Two panes side by side (Ctrl+\\)"));
    icon(m_help, QStringLiteral("help"), tr("Keys (?)"));
    m_profile->setCaption(tr("Profile"));
    m_profile->setOpens(true);
    m_services->setOpens(true);
    m_services->setToolTip(tr("Services (S)"));
    m_search->setIconName(QStringLiteral("search"));
    m_search->setNote(tr("Search, or paste anything"));
    m_search->setToolTip(tr("Find an action, search, or paste anything (Ctrl+K)"));
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_search->setMaximumWidth(340);
    m_refresh->setIconName(QStringLiteral("refresh"));
    m_refresh->setOpens(true);
    m_refresh->setToolTip(tr("Refresh"));
    m_clockButton->setToolTip(tr("UTC or local time (U)"));
    for (BarButton* button : {m_clockButton, m_refresh, m_back, m_forward, m_split, m_help})
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the texts beside them give way

    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_back, m_forward, m_profile, m_services, m_search})
        m_row->addWidget(widget, widget == m_search ? 4 : 0);
    m_row->addStretch(1);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_range, m_refresh, m_clockButton, m_split, m_help})
        m_row->addWidget(widget);

    for (const int seconds : refreshChoices)
        m_refreshMenu->addAction(refreshText(seconds), this,
                                 [this, seconds] { Q_EMIT refreshChosen(seconds); });
    m_refreshMenu->addSeparator();
    m_refreshMenu->addAction(tr("Refresh now"), this, &TopBar::refreshRequested);

    connect(m_back, &QAbstractButton::clicked, this, &TopBar::backRequested);
    connect(m_forward, &QAbstractButton::clicked, this, &TopBar::forwardRequested);
    connect(m_profile, &QAbstractButton::clicked, this, &TopBar::openProfiles);
    connect(m_services, &QAbstractButton::clicked, this, &TopBar::openServices);
    connect(m_serviceList, &Checklist::tickedChanged, this, &TopBar::servicesChosen);
    connect(m_search, &QAbstractButton::clicked, this, &TopBar::searchRequested);
    connect(m_range, &TimeRangePicker::rangePicked, this, &TopBar::rangePicked);
    connect(m_refresh, &QAbstractButton::clicked, this,
            [this] { m_refreshMenu->popup(m_refresh->mapToGlobal(QPoint(0, m_refresh->height() + 4))); });
    connect(m_clockButton, &QAbstractButton::clicked, this, &TopBar::zoneToggled);
    connect(m_split, &QAbstractButton::clicked, this, &TopBar::splitRequested);
    connect(m_help, &QAbstractButton::clicked, this, &TopBar::helpRequested);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &TopBar::showClock);
    m_tick.start();
    showClock();
    setRefreshSeconds(0);
    setServices({}, {});
}

void TopBar::showClock()
{
    m_clockButton->setValue(timeText(m_clock->now(), m_zone, false));
    m_clockButton->setNote(m_zone == Zone::Utc ? tr("UTC") : tr("local"));
}

void TopBar::setZone(Zone zone)
{
    m_zone = zone;
    m_range->setZone(zone);
    showClock();
}

void TopBar::setProfiles(const QStringList& names, const QString& current)
{
    m_profile->setValue(current);
    m_profileMenu->clear();
    for (const QString& name : names) {
        QAction* action = m_profileMenu->addAction(name, this, [this, name] { Q_EMIT profileChosen(name); });
        action->setCheckable(true);
        action->setChecked(name == current);
    }
    m_profileMenu->addSeparator();
    m_profileMenu->addAction(tr("Manage profiles…"), this, &TopBar::profilesManaged);
}

void TopBar::openProfiles()
{
    m_profileMenu->popup(m_profile->mapToGlobal(QPoint(0, m_profile->height() + 4)));
}

void TopBar::setServices(const QStringList& known, const QStringList& chosen)
{
    QStringList names = known;
    for (const QString& name : chosen) // a chosen one that no backend names any more can still be unticked
        if (!names.contains(name))
            names.append(name);
    m_serviceList->setNames(names);
    m_serviceList->setTicked(chosen);
    QString value = tr("All services");
    if (!chosen.isEmpty()) {
        value = chosen.front();
        if (chosen.size() > 1)
            value += QStringLiteral(" +%1").arg(chosen.size() - 1);
    }
    m_services->setValue(value);
    m_services->setToolTip(chosen.isEmpty() ? tr("Services (S)") : chosen.join(QStringLiteral(", ")));
}

void TopBar::addMenuButton(const QString& icon, const QString& title, QMenu* menu)
{
    auto* button = new BarButton(m_theme, this);
    button->setIconName(icon);
    button->setToolTip(title);
    button->setAccessibleName(title);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    button->setOpens(true);
    connect(button, &QAbstractButton::clicked, this,
            [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4))); });
    m_row->insertWidget(m_row->indexOf(m_range), button);
}

void TopBar::setServicesEmptyText(const QString& text)
{
    m_serviceList->setEmptyText(text);
}

void TopBar::openServices()
{
    m_serviceList->open(m_services);
}

void TopBar::setRange(const TimeRange& range)
{
    m_range->setRange(range);
}

void TopBar::setTrailEnds(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void TopBar::setRefreshSeconds(int seconds)
{
    m_refresh->setValue(refreshText(seconds));
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    // On a small screen the search gives way first, then the caption of the profile.
    m_search->setVisible(width() >= 1180);
    m_profile->setCaption(width() >= 1180 ? tr("Profile") : QString());
    QWidget::resizeEvent(event);
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceChrome));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme->color(Color::LineNormal));
    QIcon(QStringLiteral(":/icons/signalbox.svg")).paint(&painter, QRect(26, 10, 20, 20));
}

} // namespace signalbox::widgets
