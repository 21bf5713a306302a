// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/console.h"

#include "app/controllers/signalscontroller.h"
#include "models/items/alertmodel.h"
#include "models/items/logmodel.h"
#include "models/items/seriesmodel.h"
#include "models/items/spanmodel.h"
#include "models/items/tracemodel.h"
#include "widgets/logs/logspane.h"
#include "widgets/signals/signalspane.h"
#include "widgets/trace/tracespane.h"

#include <QCoreApplication>
#include <QTableView>
#include <QTreeView>

namespace signalbox::app {

// The commander's first look around: what burns, a metric, the logs of the services that hurt, a line, its
// traces, the slowest of them, its slow span.
std::vector<Station> Console::stations()
{
    using namespace std::chrono_literals;
    const auto chooseFirst = [](widgets::Pane* pane) {
        if (auto* table = pane->findChild<QTableView*>(); table && table->model()->rowCount() > 0)
            table->setCurrentIndex(table->model()->index(0, 0));
    };
    std::vector<Station> all;
    all.push_back(
        {.name = QStringLiteral("overview"),
         .act = [this] { m_window->showPane(QStringLiteral("signals")); },
         .arrived = [this] { return m_panes.alerts->firingCount() > 0 && m_panes.series->rowCount() > 0; },
         .note = tr("alerts that burn, and the series of a query")});
    all.push_back({.name = QStringLiteral("explore"),
                   .act =
                       [this] {
                           m_focus.setRange(TimeRange::last(30min), tr("tour"));
                           m_session->signalsController()->setQuery(
                               QStringLiteral("histogram_quantile(0.99, sum by (le, service_name) "
                                              "(rate(http_server_request_duration_seconds_bucket[2m])))"));
                       },
                   .arrived = [this] { return m_panes.series->rowCount() > 1; },
                   .note = tr("p99 of every service over the last 30 minutes")});
    all.push_back({.name = QStringLiteral("logs"),
                   .act =
                       [this] {
                           m_focus.setServices({QStringLiteral("checkout"), QStringLiteral("payments")});
                           m_window->showPane(QStringLiteral("logs"));
                       },
                   .arrived =
                       [this] {
                           return m_panes.lines->rowCount() > 0 &&
                                  m_panes.logsPane->query().contains(QLatin1String("payments")) &&
                                  m_panes.logsPane->banner()->text().kind ==
                                      widgets::BannerText::Kind::Hidden;
                       },
                   .note = tr("checkout and payments, newest first")});
    all.push_back({.name = QStringLiteral("log-detail"),
                   .act = [this, chooseFirst] { chooseFirst(m_panes.logsPane); },
                   .arrived = [] { return true; },
                   .note = tr("one line whole, with its labels")});
    all.push_back({.name = QStringLiteral("trace-search"),
                   .act = [this] { m_window->showPane(QStringLiteral("traces")); },
                   .arrived = [this] { return m_panes.traces->rowCount() > 0; },
                   .note = tr("traces of checkout, failed and slow ones first")});
    all.push_back({.name = QStringLiteral("waterfall"),
                   .act = [this] { m_focus.setTrace(m_panes.traces->trace(0).id, std::nullopt, tr("tour")); },
                   .arrived = [this] { return m_panes.spans->trace() != nullptr; },
                   .note = tr("the spans of the first trace")});
    all.push_back({.name = QStringLiteral("span"),
                   .act =
                       [this] {
                           const auto& trace = m_panes.spans->trace();
                           std::uint32_t slowest = 0;
                           for (std::uint32_t i = 0; i < trace->size(); ++i)
                               if (trace->children(i).empty() &&
                                   trace->at(i).duration > trace->at(slowest).duration)
                                   slowest = i;
                               else if (!trace->children(slowest).empty() && trace->children(i).empty())
                                   slowest = i;
                           auto* tree = m_panes.tracesPane->findChild<QTreeView*>();
                           tree->setCurrentIndex(m_panes.spans->indexOf(slowest));
                       },
                   .arrived = [] { return true; },
                   .note = tr("the longest span without children, with its tags")});
    return all;
}

void Console::startTour()
{
    if (!m_session) {
        QCoreApplication::exit(1);
        return;
    }
    auto* tour = new Tour(m_window.get(), m_options.tourFolder, stations(), this);
    connect(tour, &Tour::finished, this, [](int code) { QCoreApplication::exit(code); });
    tour->start();
}

} // namespace signalbox::app
