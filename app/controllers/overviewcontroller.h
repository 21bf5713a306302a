// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/baselinestore.h"
#include "app/controllers/metricfeed.h"
#include "models/focus/focusmodel.h"
#include "models/items/overviewrow.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace signalbox::items {
class OverviewModel;
}
namespace signalbox::widgets {
class OverviewPage;
}

namespace signalbox::app {

class AlertsController;
class DiscoveryController;

/// Feeds the overview: a few grouped queries over the Focus' range, what was normal on earlier days, deploys,
/// alerts. Asks only while the page is on the screen; rows are made on the pool, bursts become one update.
class OverviewController : public QObject
{
    Q_OBJECT

public:
    OverviewController(Backends* backends, focus::FocusModel* focus, DiscoveryController* discovery,
                       AlertsController* alerts, BaselineStore* baselines, QThreadPool* pool,
                       items::OverviewModel* model, widgets::OverviewPage* page, QObject* parent = nullptr);
    ~OverviewController() override;

    void refresh();
    void setZone(Zone zone);
    /// Deploys of the range, of all services.
    [[nodiscard]] const std::vector<chart::Mark>& marks() const { return m_marks; }

Q_SIGNALS:
    void answered(signalbox::Instant at);
    void rowsChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Asked
    {
        golden::OverviewQuery query;
        QString normal; ///< the same expression, as earlier days are asked for
        std::unique_ptr<MetricFeed> feed;
    };
    void makeFeeds();
    void settle();
    void prepare();
    void show(std::vector<items::OverviewRow> rows);
    void showBanner();
    void showDeploys();

    Backends* m_backends;
    focus::FocusModel* m_focus;
    DiscoveryController* m_discovery;
    AlertsController* m_alerts;
    BaselineStore* m_baselines;
    QThreadPool* m_pool;
    items::OverviewModel* m_model;
    widgets::OverviewPage* m_page;
    std::vector<Asked> m_asked;
    std::unique_ptr<MetricFeed> m_versions;
    std::vector<chart::Mark> m_marks;
    Interval m_range;
    Duration m_step{0};
    Duration m_window{0};
    Zone m_zone = Zone::Utc;
    bool m_shown = false; ///< rows of this profile have been on the screen
    QTimer m_burst;
    Latest<std::vector<items::OverviewRow>> m_rows;
};

/// The step of a small picture and of the earlier days behind it.
[[nodiscard]] Duration overviewStep(Duration range, Duration scrapeInterval);

} // namespace signalbox::app
