// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logscontroller.h"

#include "app/backends.h"
#include "app/controllers/lineinspector.h"
#include "app/controllers/loginsight.h"
#include "app/controllers/logsearch.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/staleness.h"
#include "models/chart/valuetext.h"
#include "models/items/patternmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/logs/chipbar.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/volumechart.h"
#include "widgets/query/queryeditor.h"

#include <QEvent>

namespace signalbox::app {

using profile::BackendKind;
using widgets::BannerText;

namespace {

constexpr std::int64_t countedBytes = 4LL * 1024 * 1024 * 1024; ///< the server counts no more for a picture
constexpr int statsPatienceMs = 600;
constexpr int logThreads = 2;

} // namespace

LogsController::LogsController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                               widgets::LogsPane* pane, const widgets::LogsPane::Models& models,
                               QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_services(services)
    , m_pane(pane)
    , m_models(models)
    , m_feed(new LogFeed(models.lines, this))
    , m_otherFeed(new LogFeed(models.others, this))
    , m_volume(new LogVolume(models.lines, &m_pool, this))
    , m_insight(new LogInsight(m_feed, models.patterns, models.fields, pane, &m_pool, this))
    , m_inspector(new LineInspector(backends, pane, &m_pool, this))
    , m_search(new LogSearch(pane->search(), pane->view(), &m_pool, this))
    , m_export(new LogExport(this))
{
    m_pool.setMaxThreadCount(logThreads);
    m_statsPatience.setSingleShot(true);
    m_statsPatience.setInterval(statsPatienceMs);
    connect(&m_statsPatience, &QTimer::timeout, this, [this] {
        m_stats.cancel();
        if (m_asks)
            std::exchange(m_asks, nullptr)();
    });
    connect(m_focus, &focus::FocusModel::changed, this, &LogsController::focusChanged);
    connect(m_services, &ServiceList::changed, this, [this] {
        m_pane->setServices(m_services->names());
        for (items::LogModel* model : {m_models.lines, m_models.others}) {
            items::LogLook look = model->look();
            look.serviceLabel = m_services->lokiLabel();
            model->setLook(std::move(look));
        }
        if (logql::toLogQl(m_services->inLogs(m_question)).value_or(QString()) != m_written)
            focusChanged();
    });
    m_pane->installEventFilter(this);
    connectFeed();
    connectActions();
    focusChanged();
}

LogsController::~LogsController()
{
    m_pane->view()->setLeadsOn({}); // the pane outlives us
    // What still works on the pool ends early.
    delete m_search;
    m_insight->stop();
    m_volume->cancel();
    m_pool.waitForDone();
}

void LogsController::connectFeed()
{
    connect(m_feed, &LogFeed::changed, this, &LogsController::showState);
    connect(m_feed, &LogFeed::failed, this, &LogsController::showFailure);
    connect(m_feed, &LogFeed::answered, this, [this] {
        m_linesAt = m_backends->clock().now();
        m_pane->editor()->clearError();
        Q_EMIT answered(*m_linesAt);
    });
    connect(m_feed, &LogFeed::linesChanged, this, [this] {
        m_volume->linesChanged(m_feed->isComplete() && m_feed->sifted() == 0);
        showState();
        goToLine();
        chooseTelling();
    });
    connect(m_volume, &LogVolume::changed, this, &LogsController::showVolume);
    connect(m_otherFeed, &LogFeed::failed, this,
            [this](const Error& error) { m_pane->otherBanner()->show(BannerText::failed(error)); });
    connect(m_otherFeed, &LogFeed::changed, this, [this] {
        if (m_otherFeed->phase() == LogFeed::Phase::First)
            m_pane->otherBanner()->show(BannerText::loading(m_pane->besideService()));
        else if (m_otherFeed->phase() == LogFeed::Phase::Idle && m_models.others->rowCount() == 0)
            m_pane->otherBanner()->show(BannerText::empty(tr("No line of this service in the range."),
                                                          tr("Choose another service.")));
        else if (m_otherFeed->phase() != LogFeed::Phase::Failed)
            m_pane->otherBanner()->hideNow();
    });
    connect(m_pane, &widgets::LogsPane::querySubmitted, this, [this] {
        // Asking for it once more is a yes to what it costs.
        if (!m_heavy.isEmpty())
            m_confirmed = m_pane->query();
        ask(true);
    });
    connect(m_pane, &widgets::LogsPane::orderChanged, this, [this] { ask(true); });
    connect(m_pane, &widgets::LogsPane::cancelRequested, this, [this] {
        m_stats.cancel();
        m_statsPatience.stop();
        m_asks = nullptr;
        m_feed->cancel();
        m_pane->banner()->hideNow();
    });
    connect(m_pane, &widgets::LogsPane::liveToggled, this, &LogsController::toggleLive);
    connect(m_pane, &widgets::LogsPane::besideChanged, this, &LogsController::askBeside);
    connect(m_pane->editor(), &widgets::QueryEditor::completionsWanted, this, &LogsController::complete);
    connect(m_pane->view(), &widgets::LogView::endNear, this, [this] {
        if (m_feed->hasMore() && m_feed->phase() == LogFeed::Phase::Idle)
            m_feed->more(LogFeed::laterPage);
    });
    connect(m_pane->view(), &widgets::LogView::breakActivated, this, [this] {
        if (m_feed->hasMore())
            m_feed->more(LogFeed::laterPage);
    });
    connect(m_pane->otherView(), &widgets::LogView::endNear, this, [this] {
        if (m_otherFeed->hasMore() && m_otherFeed->phase() == LogFeed::Phase::Idle)
            m_otherFeed->more(LogFeed::laterPage);
    });
    connect(m_pane->otherView(), &widgets::LogView::breakActivated, this, [this] {
        if (m_otherFeed->hasMore())
            m_otherFeed->more(LogFeed::laterPage);
    });
}

bool LogsController::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_pane && event->type() == QEvent::Show && m_stale)
        QMetaObject::invokeMethod(
            this, [this] { ask(true); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void LogsController::focusChanged()
{
    const focus::Focus& focus = m_focus->current();
    m_question.services = focus.services;
    m_question.streams = focus.filters;
    m_question.minLevel = focus.minLevel;
    writeQuery();
    ask(true);
}

void LogsController::writeQuery()
{
    m_written = logql::toLogQl(m_services->inLogs(m_question)).value_or(QString());
    m_pane->setFocusQuery(m_written);
    if (!m_pane->isOwnQuery())
        m_pane->chips()->setChips(logql::chipsOf(m_question));
}

loki::Client* LogsController::client()
{
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    return loki ? (*loki)->loki.get() : nullptr;
}

std::optional<LogQuestion> LogsController::currentQuestion()
{
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    const QString query = m_pane->query().trimmed();
    if (!client()) {
        m_pane->banner()->show(
            BannerText::empty(tr("This profile names no Loki."), tr("Add one to it to read logs.")));
    } else if (query.isEmpty()) {
        const Result<QString> written = logql::toLogQl(m_services->inLogs(m_question));
        const QString problem = m_services->problem();
        m_pane->banner()->show(
            problem.isEmpty() && m_services->lokiLabel().isEmpty()
                ? BannerText::loading(tr("The labels of the streams"))
                : BannerText::empty(tr("No query yet: the labels of the streams are not known."),
                                    problem.isEmpty() && !written ? written.error().what : problem,
                                    tr("Retry")));
    } else if (logql::isMetricQuery(query)) {
        m_pane->banner()->show(BannerText::empty(
            tr("This query asks for numbers, and this pane shows lines."),
            tr("Leave out the outer functions and the range in brackets; the bars above count the lines.")));
    } else if (!range) {
        m_pane->banner()->show(BannerText::failed(range.error()));
    } else {
        return LogQuestion{.query = query,
                           .range = *range,
                           .newestFirst = m_pane->isNewestFirst(),
                           .minLevel = m_pane->isOwnQuery() ? std::nullopt : m_question.minLevel};
    }
    return std::nullopt;
}

void LogsController::refresh()
{
    if (m_pane->isVisible() && !m_stale)
        ask(false);
}

void LogsController::ask(bool anew)
{
    if (!m_pane->isVisible()) {
        m_stale = true;
        return;
    }
    auto question = currentQuestion();
    if (!question)
        return;
    // What waits for its estimate, or for a yes, is not asked by the clock.
    if (!anew && (m_asks || !m_heavy.isEmpty()))
        return;
    // What is half typed is not asked behind the person's back.
    if (!anew && m_pane->isOwnQuery())
        question->query = m_feed->question().query;
    m_stale = false;
    m_quiet = !anew;
    if (m_pane->isLive()) {
        if (anew)
            toggleLive(true);
        else
            countLines(*question);
        return;
    }
    if (anew && m_feed->model()->rowCount() == 0)
        m_pane->banner()->show(BannerText::loading(tr("Loki")));
    if (anew)
        estimate(client(), *question, anew);
    else
        askNow(client(), *question, false);
}

/// Asks what the question costs, and then the question, or the person first.
void LogsController::estimate(loki::Client* client, const LogQuestion& question, bool anew)
{
    const QString selector = logql::selectorOf(question.query);
    m_cost.reset();
    m_heavy.clear();
    m_pane->setEstimate({});
    m_asks = [this, client, question, anew] {
        m_statsPatience.stop();
        askNow(client, question, anew);
    };
    m_statsPatience.start();
    m_stats.await(
        client->indexStats(selector, {question.range.start, question.range.end}), this,
        [this, query = question.query](const Result<loki::Feature<loki::IndexStats>>& stats) {
            if (stats)
                showEstimate(*stats);
            if (!m_asks)
                return;
            if (m_cost && m_cost->bytes > m_heavyBytes && m_confirmed != query) {
                m_statsPatience.stop();
                m_asks = nullptr;
                m_heavy =
                    tr("This would read about %1 of %n streams.", nullptr, static_cast<int>(m_cost->streams))
                        .arg(chart::text(static_cast<double>(m_cost->bytes), chart::Unit::Bytes));
                m_pane->banner()->show(BannerText::partial(
                    m_heavy, tr("A shorter range, a service or a level makes it lighter."), tr("Ask it")));
                return;
            }
            std::exchange(m_asks, nullptr)();
        });
}

void LogsController::showEstimate(const loki::Feature<loki::IndexStats>& stats)
{
    if (!stats)
        return;
    m_cost = *stats;
    m_pane->setEstimate(stats->bytes > 0 ? tr("est. %1").arg(chart::text(static_cast<double>(stats->bytes),
                                                                         chart::Unit::Bytes))
                                         : QString());
    m_pane->chips()->setNote(stats->streams > 0 ? tr("%n streams", nullptr, static_cast<int>(stats->streams))
                                                : QString());
}

void LogsController::askNow(loki::Client* client, const LogQuestion& question, bool anew)
{
    if (anew)
        m_feed->ask(client, question);
    else
        m_feed->refresh(client, question);
    countLines(question);
    m_insight->ask(client, question, logql::selectorOf(question.query));
    askBeside();
}

void LogsController::countLines(const LogQuestion& question)
{
    const bool light = !m_cost || m_cost->bytes <= countedBytes || m_confirmed == question.query;
    // Bars of about 20 pixels.
    const int bars = std::clamp(m_pane->volume()->width() / 20, 20, 120);
    m_volume->ask(client(), question.query, question.range, bars, light,
                  light ? QString() : tr("Loki would have to read all of it"));
}

void LogsController::askBeside()
{
    const QString service = m_pane->besideService();
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!m_pane->isVisible() || service.isEmpty() || !range || !client()) {
        m_otherFeed->cancel();
        return;
    }
    logql::Question beside = m_question;
    beside.services = {service};
    // A pod or a route of the one service is none of the other's; words and levels are.
    beside.streams.clear();
    beside.fields.clear();
    const Result<QString> query = logql::toLogQl(m_services->inLogs(beside));
    if (!query) {
        m_pane->otherBanner()->show(BannerText::failed(query.error()));
        return;
    }
    m_otherFeed->refresh(client(), {.query = *query,
                                    .range = *range,
                                    .newestFirst = m_pane->isNewestFirst(),
                                    .minLevel = m_question.minLevel});
}

void LogsController::toggleLive(bool live)
{
    const auto question = currentQuestion();
    if (!live || !question) {
        m_feed->stopFollowing();
        m_pane->view()->setLiveEnd(widgets::LogView::LiveEnd::None);
        m_pane->setLive(false, {});
        if (!live && question)
            askNow(client(), *question, false);
        return;
    }
    m_stats.cancel();
    m_statsPatience.stop();
    m_asks = nullptr;
    LogQuestion now = *question;
    // Who follows wants what is written now, whatever range was looked at.
    now.range.end = m_backends->clock().now();
    now.range.start = std::max(now.range.start, now.range.end - std::chrono::minutes(5));
    m_pane->banner()->hideNow();
    m_feed->follow(client(), now);
    m_pane->view()->setLiveEnd(question->newestFirst ? widgets::LogView::LiveEnd::Top
                                                     : widgets::LogView::LiveEnd::Bottom);
    m_pane->setLive(true, {});
    countLines(*question);
    m_insight->ask(client(), now, logql::selectorOf(now.query));
}

void LogsController::showState()
{
    using Phase = LogFeed::Phase;
    const auto lines = static_cast<int>(m_models.lines->store().lineCount());
    QString note = tr("loaded %1").arg(items::countText(lines));
    if (m_feed->sifted() > 0)
        note += tr(", below the level %1").arg(items::countText(m_feed->sifted()));
    if (m_feed->droppedCount() > 0)
        note += tr(", dropped by Loki %1").arg(items::countText(m_feed->droppedCount()));
    m_pane->setNote(note);
    switch (m_feed->phase()) {
    case Phase::First:
        if (!m_quiet)
            m_pane->banner()->show(BannerText::loading(tr("Loki")));
        break;
    case Phase::Paging:
    case Phase::Failed:
        if (lines > 0)
            m_pane->banner()->hideNow();
        break;
    case Phase::Idle:
        if (m_pane->isLive()) {
            // The tail came to its end.
            m_pane->view()->setLiveEnd(widgets::LogView::LiveEnd::None);
            m_pane->setLive(false, {});
        }
        if (const QStringList missing = m_pane->isOwnQuery()
                                            ? QStringList()
                                            : m_services->mapping().logNames(m_question.services).missing;
            lines == 0 && m_feed->isComplete())
            m_pane->banner()->show(BannerText::empty(
                !missing.isEmpty()
                    ? tr("Loki knows no streams of %1.").arg(missing.join(QStringLiteral(", ")))
                : m_feed->sifted() > 0 ? tr("No line of that level in this range.")
                                       : tr("No line matches in this range."),
                tr("Loki answered, and found none. A wider range or another query may; lines older than the "
                   "retention are gone.")));
        else if (!m_feed->warnings().isEmpty())
            m_pane->banner()->show(BannerText::partial(cleaned(QStringView(m_feed->warnings().front()), 400),
                                                       tr("The server said so with its answer.")));
        else
            m_pane->banner()->hideNow();
        break;
    case Phase::Live: {
        using Tail = loki::TailState::Phase;
        const loki::TailState& state = m_feed->tailState();
        m_pane->setLive(true, state.phase == Tail::Polling      ? tr("Polling")
                              : state.phase == Tail::Waiting    ? tr("Waiting")
                              : state.phase == Tail::Connecting ? tr("Connecting")
                                                                : QString());
        if (state.phase == Tail::Waiting)
            m_pane->banner()->show(
                BannerText::partial(tr("The stream broke off: %1").arg(state.reason),
                                    tr("It is tried again in %1 s; what is written meanwhile is read then.")
                                        .arg(state.retryIn.count() / 1000 + 1)));
        else if (state.phase == Tail::Polling)
            m_pane->banner()->show(
                BannerText::partial(tr("Loki's stream is refused, so it is asked every 2 s."), state.reason));
        else
            m_pane->banner()->hideNow();
        break;
    }
    }
}

void LogsController::showFailure(const Error& error)
{
    const bool marked = m_pane->editor()->showServerError(m_pane->query(),
                                                          error.detail.isEmpty() ? error.what : error.detail);
    if (marked || error.kind == ErrorKind::Invalid)
        // The data are not old: the question is wrong, and asking it again does not help.
        m_pane->banner()->show(BannerText::partial(
            marked ? tr("Loki does not understand the query. The place is marked.") : error.what,
            m_models.lines->rowCount() > 0 ? tr("The lines below are those of the query before.")
                                           : QString()));
    else if (m_linesAt && m_models.lines->rowCount() > 0)
        m_pane->banner()->show(staleText(error, *m_linesAt, m_backends->clock().now()));
    else
        m_pane->banner()->show(BannerText::failed(error));
}

void LogsController::showVolume()
{
    m_pane->setVolume(m_volume->volume(), m_volume->source(), m_volume->problem());
    m_feed->setTotal(m_volume->volume().source == logs::Volume::Source::Server
                         ? std::optional(m_volume->volume().total())
                         : std::nullopt);
}

void LogsController::setZone(Zone zone)
{
    m_zone = zone;
    for (items::LogModel* model : {m_models.lines, m_models.others})
        model->setZone(zone);
    m_models.patterns->setZone(zone);
    m_pane->setZone(zone);
    m_pane->setStars(m_models.lines->stars(), zone);
}

void LogsController::complete(const promql::CompletionRequest& request)
{
    using Item = promql::CompletionItem;
    loki::Client* loki = client();
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!loki || !range)
        return;
    const loki::Range within{range->start, range->end};
    const auto offer = [this, id = request.id](Item::Kind kind, const QStringList& names) {
        std::vector<Item> items;
        for (const QString& name : names)
            items.push_back({.kind = kind, .text = name, .detail = {}, .description = {}});
        m_pane->editor()->setCompletions(id, std::move(items));
    };
    const bool value = request.kind == promql::CompletionKind::LabelValue;
    // Behind the selector there are fields; within it labels.
    if (!request.metric.isEmpty()) {
        if (value)
            m_fieldValues.await(loki->detectedFieldValues(request.label, request.metric, within), this,
                                [offer](const Result<loki::Feature<QStringList>>& answer) {
                                    if (answer && *answer)
                                        offer(Item::Kind::Value, **answer);
                                });
        else
            m_fieldNames.await(
                loki->detectedFields(request.metric, within), this,
                [offer](const Result<loki::Feature<std::vector<loki::DetectedField>>>& answer) {
                    QStringList names;
                    if (answer && *answer)
                        for (const loki::DetectedField& field : **answer)
                            names += field.label;
                    offer(Item::Kind::Label, names);
                });
        return;
    }
    m_names.await(value ? loki->labelValues(request.label, within) : loki->labels(within), this,
                  [offer, value](const Result<QStringList>& answer) {
                      if (answer)
                          offer(value ? Item::Kind::Value : Item::Kind::Label, *answer);
                  });
}

} // namespace signalbox::app
