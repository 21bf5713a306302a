// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "widgets/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QMenu;

namespace signalbox::widgets {

class BarButton;
class Checklist;
class TimeRangePicker;

/// The top bar: back and forward, profile, services, search, range, refresh, clock. Shows what it is told
/// and emits intent.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    TopBar(const Clock* clock, const theme::Theme* theme, QWidget* parent = nullptr);

    void setProfiles(const QStringList& names, const QString& current);
    void setServices(const QStringList& known, const QStringList& chosen);
    void setServicesEmptyText(const QString& text);
    void setRange(const TimeRange& range);
    void setTrailEnds(bool canGoBack, bool canGoForward);
    /// 0 is off. One of the offered intervals.
    void setRefreshSeconds(int seconds);
    void setZone(Zone zone);
    [[nodiscard]] TimeRangePicker* timeRange() const { return m_range; }
    void openServices();
    void openProfiles();
    /// One more button before the range, which opens a menu.
    void addMenuButton(const QString& icon, const QString& title, QMenu* menu);

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void profileChosen(const QString& name);
    void profilesManaged();
    void servicesChosen(const QStringList& names);
    void searchRequested();
    void rangePicked(const signalbox::TimeRange& range, const QString& how);
    void refreshChosen(int seconds);
    void refreshRequested();
    void zoneToggled();
    void splitRequested();
    void helpRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showClock();

    const Clock* m_clock;
    const theme::Theme* m_theme;
    QHBoxLayout* m_row;
    BarButton* m_back;
    BarButton* m_forward;
    BarButton* m_profile;
    QMenu* m_profileMenu;
    BarButton* m_services;
    Checklist* m_serviceList;
    BarButton* m_search;
    TimeRangePicker* m_range;
    BarButton* m_refresh;
    QMenu* m_refreshMenu;
    BarButton* m_clockButton;
    BarButton* m_split;
    BarButton* m_help;
    Zone m_zone = Zone::Utc;
    QTimer m_tick;
};

} // namespace signalbox::widgets
