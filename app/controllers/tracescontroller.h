// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/focus/focusmodel.h"
#include "models/pivots/plan.h"

#include <QJsonObject>
#include <QObject>
#include <QThreadPool>

namespace signalbox::items {
class TraceModel;
}

namespace signalbox::widgets {
class TracesPane;
}

namespace signalbox::app {

class Backends;
class PivotController;
class ServiceList;
class TraceFinder;
class TraceReader;
class TraceStore;

/// Feeds the Traces pane: ties the pages for finding and for reading a trace to the Focus and to each other,
/// and says what is to be looked at in other panes.
class TracesController : public QObject
{
    Q_OBJECT

public:
    TracesController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                     PivotController* pivots, widgets::TracesPane* pane, items::TraceModel* traces,
                     QObject* parent = nullptr);
    ~TracesController() override;

    void refresh();
    void setZone(Zone zone);
    /// Looks for traces with these words in that time.
    void lookFor(const pivots::SearchStep& step, const TimeRange& range, const QString& how);
    /// What is searched for, which span is looked at, how the waterfall lies. For the Trail.
    [[nodiscard]] QJsonObject place() const;
    /// Before the Focus changes: the search that belongs to it; after it: the place in the trace.
    void prepare(const QJsonObject& place);
    void takePlace(const QJsonObject& place);
    [[nodiscard]] TraceFinder* finder() const { return m_finder; }
    [[nodiscard]] TraceReader* reader() const { return m_reader; }
    [[nodiscard]] TraceStore* store() const { return m_store; }

Q_SIGNALS:
    void answered(signalbox::Instant at);
    /// From a span to its logs, its signals, to traces like it.
    void pivotRequested(const signalbox::pivots::Plan& plan);

private:
    void connectFinder();
    void connectReader();
    void focusChanged();
    void openTrace(const TraceId& id, const std::optional<SpanId>& span, const QString& how);
    void askForLogs();
    void askForSignals();
    void findSimilar();
    void filterLogs(const QString& value);
    void openSpanMenu(const QPoint& global);
    void askForFile();
    void askWhereToSave(const QString& form);
    void say(const QString& sentence);
    [[nodiscard]] std::optional<std::uint32_t> span() const;

    [[nodiscard]] std::optional<pivots::SpanPick> pick() const;
    void applyPlace();

    focus::FocusModel* m_focus;
    ServiceList* m_services;
    PivotController* m_pivots;
    widgets::TracesPane* m_pane;
    QThreadPool m_pool;
    TraceStore* m_store;
    TraceFinder* m_finder;
    TraceReader* m_reader;
    std::optional<TraceId> m_seenTrace; ///< of the Focus, as it was last acted on
    std::optional<SpanId> m_seenSpan;
    QJsonObject m_place; ///< to be taken up when its trace is here
};

} // namespace signalbox::app
