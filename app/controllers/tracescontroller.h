// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/jaeger/types.h"
#include "models/focus/focusmodel.h"
#include "models/items/spanmodel.h"
#include "models/items/tracemodel.h"

#include <QObject>

namespace signalbox::widgets {
class TracesPane;
}

namespace signalbox::app {

class Backends;
class ServiceList;

/// Feeds the Traces pane: the search over the Focus' range, and the trace that the Focus names.
class TracesController : public QObject
{
    Q_OBJECT

public:
    TracesController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                     widgets::TracesPane* pane, items::TraceModel* traces, items::SpanModel* spans,
                     QObject* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void answered(signalbox::Instant at);

private:
    void search();
    void showServices();
    void focusChanged();
    void fetch();
    void showFound(Result<jaeger::SearchResult> found);
    void showTrace(Result<std::shared_ptr<const Trace>> trace);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    ServiceList* m_services;
    widgets::TracesPane* m_pane;
    items::TraceModel* m_traces;
    items::SpanModel* m_spans;
    Latest<jaeger::SearchResult> m_search;
    Latest<std::shared_ptr<const Trace>> m_trace;
    std::optional<TraceId> m_asked;
    std::optional<Instant> m_foundAt;
};

} // namespace signalbox::app
