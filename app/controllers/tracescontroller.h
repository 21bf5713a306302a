// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/focus/focusmodel.h"
#include "models/logql/question.h"

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
                     widgets::TracesPane* pane, items::TraceModel* traces, QObject* parent = nullptr);
    ~TracesController() override;

    void refresh();
    void setZone(Zone zone);
    [[nodiscard]] TraceFinder* finder() const { return m_finder; }
    [[nodiscard]] TraceReader* reader() const { return m_reader; }
    [[nodiscard]] TraceStore* store() const { return m_store; }

Q_SIGNALS:
    void answered(signalbox::Instant at);
    /// The lines of these services in that time which the question's filters keep.
    void logsRequested(const signalbox::logql::Question& question, const signalbox::Interval& range);
    /// The golden signals of a service around that time.
    void signalsRequested(const QString& service, const signalbox::Interval& range);

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

    focus::FocusModel* m_focus;
    widgets::TracesPane* m_pane;
    QThreadPool m_pool;
    TraceStore* m_store;
    TraceFinder* m_finder;
    TraceReader* m_reader;
    std::optional<TraceId> m_seenTrace; ///< of the Focus, as it was last acted on
    std::optional<SpanId> m_seenSpan;
};

} // namespace signalbox::app
