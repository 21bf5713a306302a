// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/explorecontroller.h"

#include "app/backends.h"
#include "app/controllers/servertime.h"
#include "app/controllers/staleness.h"
#include "connectors/prometheus/rangeplan.h"
#include "models/chart/valuetext.h"
#include "models/promql/selector.h"
#include "widgets/chart/chartview.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/query/queryeditor.h"

#include <QEvent>

namespace signalbox::app {

using promql::CompletionItem;
using promql::CompletionKind;
using widgets::BannerText;

namespace {

constexpr int plotWidth = 1'000;
constexpr std::size_t mostDrawn = widgets::ChartView::mostLines;
constexpr std::size_t mostListed = 2'000;
constexpr qsizetype legendChars = 120;

chart::Unit unitOfQuery(const std::vector<Series>& series)
{
    return series.empty() ? chart::Unit::None : chart::unitOf(series.front().labels.value(u"__name__"), {});
}

} // namespace

ExploreController::ExploreController(Backends* backends, focus::FocusModel* focus, QThreadPool* pool,
                                     items::SeriesModel* series, widgets::ExplorePage* page,
                                     widgets::ChartView* chart, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_pool(pool)
    , m_series(series)
    , m_page(page)
    , m_chart(chart)
{
    connect(m_page, &widgets::ExplorePage::querySubmitted, this, &ExploreController::setQuery);
    connect(m_page, &widgets::ExplorePage::cancelled, this, &ExploreController::cancel);
    connect(m_page, &widgets::ExplorePage::stepChosen, this, &ExploreController::ask);
    connect(m_page, &widgets::ExplorePage::seriesChosen, this, [this](int row) {
        // The chart draws the first of the rows; one behind them has no line to stand out.
        m_chart->isolate(row < 0 || static_cast<std::size_t>(row) >= mostDrawn
                             ? std::vector<std::size_t>{}
                             : std::vector<std::size_t>{static_cast<std::size_t>(row)});
    });
    connect(m_page->editor(), &widgets::QueryEditor::completionsWanted, this, &ExploreController::complete);
    connect(m_focus, &focus::FocusModel::changed, this, [this] {
        if (m_page->isVisible() && !m_query.isEmpty())
            ask();
    });
    m_page->installEventFilter(this);
}

bool ExploreController::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_page && event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &ExploreController::refresh, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void ExploreController::setQuery(const QString& query)
{
    if (m_page->query() != query)
        m_page->setQuery(query);
    if (query != m_query) {
        m_query = query;
        m_answeredAt.reset(); // what is on the screen belongs to another question
        m_series->setRows({});
        m_chart->setData(nullptr);
    }
    ask();
}

void ExploreController::refresh()
{
    // One that takes longer than the refresh is left to its answer.
    if (m_page->isVisible() && !m_query.isEmpty() && !m_range.isRunning())
        ask();
}

void ExploreController::cancel()
{
    m_range.cancel();
    m_picture.cancel();
    m_page->setRunning(false);
    m_page->banner()->show(
        BannerText::partial(tr("Cancelled."), tr("What was there before stays."), tr("Run again")));
}

void ExploreController::ask()
{
    const auto prometheus = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!prometheus) {
        m_page->banner()->show(BannerText::empty(tr("This profile names no Prometheus."),
                                                 tr("Add one to it to ask for metrics.")));
        return;
    }
    const Result<Interval> range = m_focus->current().range.resolved(metricsNow(*m_backends));
    if (!range) {
        m_page->banner()->show(BannerText::failed(range.error()));
        return;
    }
    const Duration fitting = prometheus::stepFor(range->length(), plotWidth, std::chrono::seconds(1));
    m_page->setAutoStep(fitting);
    m_page->setRunning(true);
    if (!m_answeredAt)
        m_page->banner()->show(BannerText::loading((*prometheus)->backend().name));
    const prometheus::RangeQuery query{
        .expr = m_query, .start = range->start, .end = range->end, .step = m_page->step().value_or(fitting)};
    m_range.await((*prometheus)->prometheus->range(query), this,
                  [this](Result<prometheus::RangeAnswer> answer) { take(std::move(answer)); });
}

void ExploreController::fail(const Error& error)
{
    m_page->setRunning(false);
    // A place in the query is marked there; all else is said above the chart.
    if (m_page->editor()->showServerError(m_query, error.what) ||
        m_page->editor()->showServerError(m_query, error.detail))
        m_page->banner()->hideNow();
    else
        m_page->banner()->show(m_answeredAt ? staleText(error, *m_answeredAt, m_backends->clock().now())
                                            : BannerText::failed(error));
}

void ExploreController::take(Result<prometheus::RangeAnswer> answer)
{
    if (!answer) {
        fail(answer.error());
        return;
    }
    m_page->editor()->clearError();
    const QStringList warnings = answer->notes.warnings;
    const std::size_t all = answer->series.size();
    m_picture.await(
        runOnPool(m_pool,
                  [value = std::make_shared<const prometheus::RangeAnswer>(std::move(*answer)),
                   now = metricsNow(*m_backends)]() -> Result<Picture> {
                      Picture out;
                      std::vector<Series> listed(
                          value->series.begin(),
                          value->series.begin() +
                              static_cast<std::ptrdiff_t>(std::min(value->series.size(), mostListed)));
                      out.rows = items::SeriesModel::prepared(listed, value->start, value->end);
                      auto data = std::make_shared<chart::ChartData>();
                      data->title = tr("Result");
                      data->range = {value->start, value->end};
                      data->step = value->step;
                      data->unit = unitOfQuery(value->series);
                      const std::size_t drawn = std::min(value->series.size(), mostDrawn);
                      std::vector<LabelSet> labels;
                      for (std::size_t i = 0; i < drawn; ++i)
                          labels.push_back(value->series[i].labels);
                      const QStringList names = distinguishing(labels);
                      for (std::size_t i = 0; i < drawn; ++i)
                          data->lines.push_back(
                              {.name = cleaned(QStringView(names[static_cast<qsizetype>(i)]), legendChars),
                               .role = chart::LineRole::Series,
                               .slot = static_cast<int>(i),
                               .series = {value, &value->series[i]}});
                      if (value->series.size() > mostDrawn) {
                          data->moreLines = static_cast<int>(value->series.size() - mostDrawn);
                          data->moreText = tr("and %1 more series").arg(data->moreLines);
                      }
                      data->knownTo = now;
                      out.drawn = std::move(data);
                      return out;
                  }),
        this, [this, warnings, all](Result<Picture> picture) {
            m_answeredAt = m_backends->clock().now();
            m_page->setRunning(false);
            m_chart->setData(picture->drawn);
            const std::size_t shown = picture->rows.size();
            m_series->setRows(std::move(picture->rows));
            m_page->setSeriesCount(shown, all);
            if (!warnings.isEmpty())
                m_page->banner()->show(BannerText::partial(cleaned(QStringView(warnings.front())),
                                                           tr("The server said so with its answer.")));
            else if (all == 0)
                m_page->banner()->show(BannerText::empty(tr("The query has no series in this range."),
                                                         tr("Widen the range or check the names.")));
            else
                m_page->banner()->hideNow();
            Q_EMIT answered(*m_answeredAt);
        });
}

void ExploreController::offer(quint64 id, CompletionItem::Kind kind, const QStringList& names)
{
    std::vector<CompletionItem> items;
    items.reserve(static_cast<std::size_t>(names.size()));
    for (const QString& name : names)
        items.push_back({.kind = kind, .text = name, .detail = {}, .description = {}});
    m_page->editor()->setCompletions(id, std::move(items));
}

void ExploreController::complete(const promql::CompletionRequest& request)
{
    const auto prometheus = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!prometheus)
        return;
    prometheus::Client* client = (*prometheus)->prometheus.get();
    prometheus::Scope scope;
    if (!request.metric.isEmpty())
        scope.selectors = {promql::selector(request.metric, {})};
    scope.limit = 10'000;
    const auto receive = [this, &request](QFuture<Result<prometheus::ListAnswer>> names,
                                          CompletionItem::Kind kind) {
        m_names.await(std::move(names), this,
                      [this, id = request.id, kind](Result<prometheus::ListAnswer> answer) {
                          if (!answer)
                              return; // typing goes on without
                          if (kind == CompletionItem::Kind::Metric)
                              m_metrics = answer->values;
                          offer(id, kind, answer->values);
                      });
    };
    switch (request.kind) {
    case CompletionKind::Expression:
        if (m_metrics.isEmpty())
            receive(client->labelValues(QStringLiteral("__name__")), CompletionItem::Kind::Metric);
        else
            offer(request.id, CompletionItem::Kind::Metric, m_metrics);
        break;
    case CompletionKind::LabelName:
        receive(client->labelNames(scope), CompletionItem::Kind::Label);
        break;
    case CompletionKind::LabelValue:
        receive(client->labelValues(request.label, scope), CompletionItem::Kind::Value);
        break;
    default:
        break;
    }
}

} // namespace signalbox::app
