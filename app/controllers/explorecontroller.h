// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/prometheus/client.h"
#include "models/chart/chartdata.h"
#include "models/focus/focusmodel.h"
#include "models/items/seriesmodel.h"
#include "models/promql/completion.h"

#include <QObject>
#include <QThreadPool>

namespace signalbox::widgets {
class ChartView;
class ExplorePage;
} // namespace signalbox::widgets

namespace signalbox::app {

class Backends;

/// Feeds the Explore page: one query of the person's over the range of the Focus, as chart and table, and
/// what the server offers for completion. Asks again on refresh only while the page is on the screen.
class ExploreController : public QObject
{
    Q_OBJECT

public:
    ExploreController(Backends* backends, focus::FocusModel* focus, QThreadPool* pool,
                      items::SeriesModel* series, widgets::ExplorePage* page, widgets::ChartView* chart,
                      QObject* parent = nullptr);

    void refresh();
    void setQuery(const QString& query);

Q_SIGNALS:
    void answered(signalbox::Instant at);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// Made on the pool from an answer.
    struct Picture
    {
        std::vector<items::SeriesModel::Row> rows;
        chart::ChartDataPtr drawn;
    };
    void ask();
    void cancel();
    void take(Result<prometheus::RangeAnswer> answer);
    void fail(const Error& error);
    void complete(const promql::CompletionRequest& request);
    void offer(quint64 id, promql::CompletionItem::Kind kind, const QStringList& names);

    Backends* m_backends;
    focus::FocusModel* m_focus;
    QThreadPool* m_pool;
    items::SeriesModel* m_series;
    widgets::ExplorePage* m_page;
    widgets::ChartView* m_chart;
    QString m_query; ///< that was submitted last
    std::optional<Instant> m_answeredAt;
    Latest<prometheus::RangeAnswer> m_range;
    Latest<Picture> m_picture;
    Latest<prometheus::ListAnswer> m_names;
    QStringList m_metrics; ///< all names, once asked for
};

} // namespace signalbox::app
