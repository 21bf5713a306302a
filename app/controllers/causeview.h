// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/golden/signal.h"
#include "widgets/signals/signalspane.h"

#include <QObject>

#include <optional>

namespace signalbox::app {

class Backends;
class CauseFinder;
class DiscoveryController;
class PivotController;
class PivotCounter;
class ServiceList;
class SignalPivots;

/// Feeds "What explains this" at the side of a service's charts: asks when it is opened, when another chart
/// is chosen and when the Focus has moved; each hint is a way on.
class CauseView : public QObject
{
    Q_OBJECT

public:
    CauseView(Backends* backends, ServiceList* services, PivotController* pivots,
              DiscoveryController* discovery, widgets::SignalsPane* pane,
              const widgets::SignalsPane::Models& models, SignalPivots* ways);
    ~CauseView() override;

    /// Looks for the cause of what the chart shows.
    void explain(golden::Signal signal);
    /// The Focus moved on: what was found is of another one.
    void drop();
    void setZone(Zone zone) { m_zone = zone; }
    [[nodiscard]] CauseFinder* finder() const { return m_causes; }

private:
    void wire();
    void show();
    void followHint(int row);

    ServiceList* m_services;
    PivotController* m_pivots;
    DiscoveryController* m_discovery;
    widgets::SignalsPane* m_pane;
    widgets::SignalsPane::Models m_models;
    SignalPivots* m_ways;
    PivotCounter* m_counter;
    CauseFinder* m_causes;
    std::optional<golden::Signal> m_explained;
    QString m_subject; ///< "Errors of checkout"
    Interval m_range;
    Zone m_zone = Zone::Utc;
};

} // namespace signalbox::app
