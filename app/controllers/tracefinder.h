// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/tracing/types.h"
#include "models/focus/focusmodel.h"
#include "models/traces/cohort.h"
#include "models/traces/found.h"
#include "models/traces/servicemap.h"
#include "widgets/trace/findpage.h"

#include <QObject>
#include <QThreadPool>

namespace signalbox::items {
class TraceModel;
}

namespace signalbox::app {

class Backends;
class ServiceList;
class TraceStore;

/// Feeds the page to find traces: asks by the Focus and what the person added, filters what came, draws the
/// map of services, and weighs odd traces against normal ones. Asks nothing while the pane is not seen.
class TraceFinder : public QObject
{
    Q_OBJECT

public:
    TraceFinder(Backends* backends, focus::FocusModel* focus, ServiceList* services, TraceStore* store,
                widgets::FindPage* page, items::TraceModel* model, QThreadPool* pool,
                QObject* parent = nullptr);
    ~TraceFinder() override;

    void search();
    /// Puts other words into the fields and asks nothing yet.
    void prepare(const widgets::TraceSearch& search);
    /// With other words: as "traces like this".
    void searchFor(const widgets::TraceSearch& search);
    void setZone(Zone zone);
    [[nodiscard]] const std::vector<TraceSummary>& found() const { return m_found; }
    /// "17 traces"; empty before a search.
    [[nodiscard]] QString countText() const;
    [[nodiscard]] const traces::CohortReport& report() const { return m_report; }
    /// Weighs the result anew.
    void compareSets();

Q_SIGNALS:
    void answered(signalbox::Instant at);
    void foundChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void focusChanged();
    void showServices();
    void askOperations();
    void showFound(Result<tracing::SearchResult> found);
    void showFiltered();
    void showMap();
    void drawMap();
    void weigh(const std::optional<Error>& failure);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    ServiceList* m_services;
    TraceStore* m_store;
    widgets::FindPage* m_page;
    items::TraceModel* m_model;
    QThreadPool* m_pool;
    std::vector<TraceSummary> m_found;
    QStringList m_notes;
    QStringList m_focusServices; ///< as they were last taken over
    bool m_limited = false;
    bool m_stale = false; ///< asked for while nobody saw it
    std::optional<Instant> m_foundAt;
    QString m_operationsOf; ///< the service whose operations are offered
    traces::Cohorts m_cohorts;
    traces::CohortReport m_report;
    std::vector<tracing::Dependency> m_dependencies;
    std::optional<Error> m_mapFailure;
    Latest<tracing::SearchResult> m_search;
    Latest<std::vector<tracing::Operation>> m_operations;
    Latest<std::vector<tracing::Dependency>> m_asksMap;
    Latest<traces::CohortReport> m_weighing;
    Latest<traces::ServiceMap> m_drawing;
};

} // namespace signalbox::app
