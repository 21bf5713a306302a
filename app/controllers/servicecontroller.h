// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/baselinestore.h"
#include "app/controllers/groupfetch.h"
#include "app/controllers/metricfeed.h"
#include "app/controllers/servicecharts.h"
#include "models/focus/focusmodel.h"

#include <QObject>
#include <QTimer>

namespace signalbox::items {
class OverviewModel;
}
namespace signalbox::widgets {
class ServicePage;
}

namespace signalbox::app {

class DiscoveryController;

/// Feeds the page of the one service that the Focus names: four charts, and the table of what its requests
/// are made of. Asks only while the page is on the screen.
class ServiceController : public QObject
{
    Q_OBJECT

public:
    ServiceController(Backends* backends, focus::FocusModel* focus, DiscoveryController* discovery,
                      BaselineStore* baselines, QThreadPool* pool, items::OverviewModel* overview,
                      items::OperationsModel* operations, widgets::ServicePage* page,
                      QObject* parent = nullptr);
    ~ServiceController() override;

    void refresh();
    /// The state in the head, as the overview judges it.
    void showState();

Q_SIGNALS:
    void answered(signalbox::Instant at);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Asked
    {
        golden::DashboardQuery query;
        QString normal; ///< the same expression, as earlier days are asked for
        std::unique_ptr<MetricFeed> feed;
    };
    [[nodiscard]] std::unique_ptr<MetricFeed> newFeed();
    void makeFeeds();
    void askGroups();
    void askExemplars();
    void settle();
    void prepare();
    void show(const ServiceCharts& charts);
    void showBanners();
    void showGroups(const std::shared_ptr<items::OperationAnswers>& answers);
    [[nodiscard]] std::vector<BaselineStore::Question> baselineQuestions() const;

    Backends* m_backends;
    focus::FocusModel* m_focus;
    DiscoveryController* m_discovery;
    BaselineStore* m_baselines;
    QThreadPool* m_pool;
    items::OverviewModel* m_overview;
    items::OperationsModel* m_operations;
    widgets::ServicePage* m_page;
    GroupFetch m_groups;
    QString m_service;
    QString m_group; ///< the label of the table; empty: operations
    std::vector<Asked> m_asked;
    std::unique_ptr<MetricFeed> m_versions;
    std::unique_ptr<MetricFeed> m_alerts;
    std::vector<ExemplarSeries> m_exemplars;
    QString m_exemplarsOf;
    Interval m_range;
    Duration m_step{0};
    Duration m_window{0};
    QTimer m_burst;
    Latest<ServiceCharts> m_charts;
    Latest<items::OperationTable> m_table;
    Latest<prometheus::ExemplarAnswer> m_exemplarAnswer;
};

} // namespace signalbox::app
