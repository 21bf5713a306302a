// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backends.h"
#include "models/focus/focusmodel.h"
#include "models/pivots/plan.h"
#include "models/pivots/recognise.h"
#include "models/telemetry/logline.h"
#include "widgets/logs/logspane.h"
#include "widgets/signals/signalspane.h"

#include <QObject>
#include <QTimer>

namespace signalbox::widgets {
class TracesPane;
} // namespace signalbox::widgets

namespace signalbox::items {
class TraceModel;
} // namespace signalbox::items

namespace signalbox::app {

class Lamps;
class LogsController;
class MainWindow;
class OmniSearch;
class PivotController;
class ServiceList;
class SignalsController;
class TracesController;

/// One profile at work in one window: its backends, the controllers of the panes, the refresh. The panes are
/// handed in; who changes the profile makes a new session. Thread: GUI.
class Session : public QObject
{
    Q_OBJECT

public:
    struct Panes
    {
        widgets::SignalsPane* signalsPane;
        widgets::SignalsPane::Models signalModels;
        widgets::LogsPane* logsPane;
        widgets::LogsPane::Models logModels;
        widgets::TracesPane* tracesPane;
        items::TraceModel* traces;
    };

    Session(profile::Profile profile, const Panes& panes, focus::FocusModel* focus, MainWindow* window,
            QObject* parent = nullptr);
    ~Session() override;

    /// Asks everything anew.
    void refresh();
    [[nodiscard]] Backends* backends() const { return m_backends; }
    [[nodiscard]] SignalsController* signalsController() const { return m_signals; }
    [[nodiscard]] LogsController* logsController() const { return m_logs; }
    [[nodiscard]] TracesController* tracesController() const { return m_traces; }
    [[nodiscard]] PivotController* pivots() const { return m_pivots; }
    [[nodiscard]] ServiceList* services() const { return m_services; }
    /// Leads to what was pasted or typed.
    void go(const pivots::Recognised& target);
    /// What the panes want to know to come back to exactly this, for the Trail.
    [[nodiscard]] QByteArray place() const;

Q_SIGNALS:
    /// A person corrected how the signals are found: to be kept in the profile.
    void corrected(const signalbox::golden::Corrections& corrections);
    /// A person said what a store calls a service.
    void named(const signalbox::mapping::Corrections& corrections);

private:
    void showAge();
    void applyRefresh(int seconds);
    void wirePivots();
    void wireTrail();
    void wireOmnibox();
    void pivotFrom(const LogLine& line, widgets::LinePivot pivot);
    void reach(const pivots::Rung& rung, const QString& how);

    focus::FocusModel* m_focus;
    MainWindow* m_window;
    Backends* m_backends;
    Lamps* m_lamps;
    Panes m_panes;
    ServiceList* m_services;
    PivotController* m_pivots;
    OmniSearch* m_omni;
    SignalsController* m_signals;
    LogsController* m_logs;
    TracesController* m_traces;
    QTimer m_refresh;
    QTimer m_age;
    std::optional<Instant> m_dataAt;
};

} // namespace signalbox::app
