// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "models/focus/focusmodel.h"
#include "models/golden/corrections.h"
#include "widgets/signals/signalspane.h"

#include <QObject>
#include <QThreadPool>

namespace signalbox::app {

class AlertsController;
class Backends;
class BaselineStore;
class DiscoveryController;
class ExploreController;
class OverviewController;
class PivotController;
class ServiceController;
class ServiceList;
class SignalPivots;

/// Puts the controllers of the Signals pane together, one a page, and carries what passes between them and
/// the Focus. Asks nothing itself.
class SignalsController : public QObject
{
    Q_OBJECT

public:
    SignalsController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                      PivotController* pivots, widgets::SignalsPane* pane,
                      const widgets::SignalsPane::Models& models, QObject* parent = nullptr);
    ~SignalsController() override;

    /// Looks for the signals of this profile; asks for them when it knows them.
    void start();
    void refresh();
    void setZone(Zone zone);
    [[nodiscard]] ExploreController* explore() const { return m_explore; }
    [[nodiscard]] DiscoveryController* discovery() const { return m_discovery; }
    [[nodiscard]] SignalPivots* pivots() const { return m_ways; }
    /// The page of that service.
    void openService(const QString& service);

Q_SIGNALS:
    void firingChanged(int count);
    void answered(signalbox::Instant at);
    /// To be kept in the profile.
    void corrected(const signalbox::golden::Corrections& corrections);
    /// Alerts and deploys, for whoever shows a time.
    void marksChanged(const std::vector<signalbox::chart::Mark>& marks);

private:
    void connectPages();
    void wire(widgets::ChartView* chart);
    void showFound();
    void tellMarks();
    void showRange(const Interval& range, const QString& how);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    widgets::SignalsPane* m_pane;
    widgets::SignalsPane::Models m_models;
    QThreadPool m_pool; ///< joins, rows, charts
    DiscoveryController* m_discovery;
    BaselineStore* m_baselines;
    AlertsController* m_alerts;
    OverviewController* m_overview;
    ServiceController* m_service;
    ExploreController* m_explore;
    SignalPivots* m_ways;
};

} // namespace signalbox::app
