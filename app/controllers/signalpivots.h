// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/causes/onset.h"
#include "models/chart/chartdata.h"
#include "models/focus/focusmodel.h"
#include "models/golden/signal.h"
#include "models/pivots/plan.h"
#include "widgets/chart/chartview.h"
#include "widgets/signals/signalspane.h"

#include <QJsonObject>
#include <QObject>

namespace signalbox::app {

class Backends;
class CauseFinder;
class CauseView;
class DiscoveryController;
class PivotController;
class PivotCounter;
class ServiceList;

/// The ways out of the Signals pane: from a stretch of a chart, an alert, a hint. Counts beforehand what they
/// would find and picks the worst window.
class SignalPivots : public QObject
{
    Q_OBJECT

public:
    SignalPivots(Backends* backends, focus::FocusModel* focus, ServiceList* services, PivotController* pivots,
                 DiscoveryController* discovery, widgets::SignalsPane* pane,
                 const widgets::SignalsPane::Models& models, QObject* parent = nullptr);
    ~SignalPivots() override;

    void setMarks(std::vector<chart::Mark> marks);
    /// Of the service that is looked at, or of the worst one: selects the stretch that hurts.
    void selectWorst();
    /// Looks for the cause of what the chart shows.
    void explain(golden::Signal signal);
    [[nodiscard]] CauseFinder* causes() const;
    void setZone(Zone zone);
    [[nodiscard]] const std::vector<chart::Mark>& marks() const { return m_marks; }
    [[nodiscard]] pivots::MetricPick pickOf(widgets::ChartView* chart,
                                            const widgets::ChartSelection& selection) const;
    [[nodiscard]] golden::Signal worstSignal() const;
    [[nodiscard]] std::vector<chart::Mark> deploysIn(const Interval& range) const;
    /// Of the rates that the chart shows.
    [[nodiscard]] std::optional<causes::Onset> onsetIn(golden::Signal signal) const;
    [[nodiscard]] Duration windowOf(const chart::ChartData& data) const;
    void followFrom(widgets::ChartView* chart, const widgets::ChartSelection& selection,
                    pivots::Target target);
    void followDeploys(const Interval& range);
    /// Page and selection, for the Trail.
    [[nodiscard]] QJsonObject place() const;
    void takePlace(const QJsonObject& place);

Q_SIGNALS:
    /// A service that the person is to be led to.
    void serviceRequested(const QString& service);
    /// A sentence for the person: why nothing was selected.
    void said(const QString& sentence);

private:
    void wire(widgets::ChartView* chart);
    void wireAlerts();
    void count(widgets::ChartView* chart, const widgets::ChartSelection& selection);
    void trySelectWorst();
    void applyPlace();

    Backends* m_backends;
    focus::FocusModel* m_focus;
    ServiceList* m_services;
    PivotController* m_pivots;
    DiscoveryController* m_discovery;
    widgets::SignalsPane* m_pane;
    widgets::SignalsPane::Models m_models;
    PivotCounter* m_counter; ///< of a chart's menu
    widgets::ChartView* m_counted = nullptr;
    CauseView* m_causes;
    std::vector<chart::Mark> m_marks;
    QString m_worstOf;   ///< the service whose worst window is wanted
    QJsonObject m_place; ///< whose selection is to come back when the chart is drawn
};

} // namespace signalbox::app
