// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/loginsight.h"

#include "models/items/fieldcountmodel.h"
#include "models/items/patternmodel.h"
#include "models/items/timedisplay.h"
#include "models/promql/selector.h"
#include "widgets/logs/fieldspanel.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/patternspanel.h"

#include <algorithm>

namespace signalbox::app {

using widgets::BannerText;
using Side = widgets::LogsPane::Side;

namespace {

constexpr std::int64_t linesBefore = 5'000;
constexpr int settleMs = 250;
constexpr std::size_t mostServerShapes = 2'000;

} // namespace

patterns::Comparison comparisonOf(const std::vector<loki::Pattern>& found, const Interval& before,
                                  const Interval& during)
{
    patterns::Comparison result{.before = before, .during = during, .beforeCovered = 1, .duringCovered = 1};
    const auto barOf = [](const Interval& range, Instant at) {
        const double share = static_cast<double>((at - range.start).count()) /
                             static_cast<double>(std::max<std::int64_t>(1, range.length().count()));
        return std::min(
            patterns::halfBars - 1,
            static_cast<std::size_t>(std::max(0.0, share) * static_cast<double>(patterns::halfBars)));
    };
    for (const loki::Pattern& pattern : found) {
        if (result.shapes.size() == mostServerShapes)
            break;
        patterns::Shape shape{.level = levelOfWord(QStringView(pattern.level)).value_or(Level::Unknown)};
        shape.text = pattern.pattern;
        shape.text.replace(QLatin1String("<_>"), QStringLiteral("\u2039*\u203a"));
        QStringList pieces;
        for (const QString& piece : pattern.pattern.split(QStringLiteral("<_>"), Qt::SkipEmptyParts))
            pieces += promql::regexLiteral(piece);
        shape.regex = pieces.join(QStringLiteral(".*"));
        for (const loki::PatternSample& sample : pattern.samples) {
            const std::int64_t count = std::max<std::int64_t>(0, sample.count);
            result.lines += count;
            if (sample.at >= during.start && sample.at < during.end) {
                shape.during += count;
                shape.bars[patterns::halfBars + barOf(during, sample.at)] += count;
                if (count > 0 && (!shape.firstDuring || sample.at < *shape.firstDuring))
                    shape.firstDuring = sample.at;
            } else if (sample.at >= before.start && sample.at < before.end) {
                shape.before += count;
                shape.bars[barOf(before, sample.at)] += count;
            }
            if (count > 0 && (!shape.lastSeen || sample.at > *shape.lastSeen))
                shape.lastSeen = sample.at;
        }
        if (shape.during + shape.before == 0)
            continue;
        shape.tag = patterns::tagOf(shape.before, shape.during, 1, 1);
        shape.factor =
            shape.before > 0 ? static_cast<double>(shape.during) / static_cast<double>(shape.before) : 0;
        result.shapes.push_back(std::move(shape));
    }
    patterns::sort(result.shapes);
    return result;
}

LogInsight::LogInsight(LogFeed* feed, items::PatternModel* patterns, items::FieldCountModel* fields,
                       widgets::LogsPane* pane, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_patterns(patterns)
    , m_fields(fields)
    , m_pane(pane)
    , m_pool(pool)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(settleMs);
    connect(&m_soon, &QTimer::timeout, this, &LogInsight::refresh);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(feed, &LogFeed::linesChanged, this, soon);
    connect(pane, &widgets::LogsPane::sideChanged, this, &LogInsight::refresh);
    connect(pane->patterns(), &widgets::PatternsPanel::sourceChanged, this, &LogInsight::refresh);
    connect(pane->patterns()->banner(), &widgets::Banner::actionTriggered, this, [this] {
        m_beforeError.reset();
        m_beforeFrom.reset();
        refresh();
    });
}

LogInsight::~LogInsight()
{
    *m_cancelled = true;
}

void LogInsight::stop()
{
    *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_comparison.cancel();
    m_counts.cancel();
    m_server.cancel();
    m_pager.reset();
    m_soon.stop();
    m_again = false;
}

void LogInsight::ask(loki::Client* client, const LogQuestion& question, const QString& selector)
{
    // A range that moves along with the clock has about the same time before it.
    LogQuestion same = question;
    same.range = m_question.range;
    same.newestFirst = m_question.newestFirst;
    const bool kept = client == m_client && same == m_question && m_beforeFrom &&
                      question.range.length() == m_question.range.length() &&
                      question.range.start >= m_question.range.start &&
                      question.range.start - m_question.range.start < question.range.length() / 10;
    m_client = client;
    m_question = question;
    m_selector = selector;
    if (kept)
        return;
    stop();
    m_beforeLines.clear();
    m_beforeFrom.reset();
    m_beforeError.reset();
    m_serverShapes.reset();
    // The shapes of another question do not pass for those of this one.
    m_patterns->setComparison({});
    m_pane->patterns()->setFoot({});
    m_beforeRange = {question.range.start - question.range.length(), question.range.start};
}

void LogInsight::refresh()
{
    if (!m_client || !m_pane->isSideShown() || !m_pane->isVisible())
        return;
    if (m_pane->side() == Side::Fields) {
        countFields();
        return;
    }
    if (m_pane->side() != Side::Patterns)
        return;
    if (!m_serverShapes && !m_server.isRunning())
        compareServers();
    if (!m_beforeFrom && !m_beforeError && !m_pager)
        askBefore();
    // A page is enough to read, and too little to compare.
    const auto loaded = static_cast<std::int64_t>(m_feed->model()->store().lineCount());
    if (m_feed->hasMore() && m_feed->phase() == LogFeed::Phase::Idle && loaded < linesBefore)
        m_feed->more(linesBefore - loaded);
    compareShapes();
}

void LogInsight::askBefore()
{
    m_pager = std::make_unique<loki::Pager>(
        m_client, loki::PageRequest{.query = m_question.query,
                                    .range = {m_beforeRange.start, m_beforeRange.end},
                                    .direction = loki::Direction::Backward,
                                    .limit = linesBefore,
                                    .pageSize = static_cast<int>(linesBefore),
                                    .priority = http::Priority::Background});
    connect(m_pager.get(), &loki::Pager::pageReady, this, [this](const LogBatchPtr& lines) {
        m_beforeLines.push_back({lines, 0});
    });
    connect(m_pager.get(), &loki::Pager::finished, this, [this](const loki::PagerReport& report) {
        Instant from = m_beforeRange.start;
        if (!report.complete && !m_beforeLines.empty()) {
            const LogBatch& last = *m_beforeLines.back().batch;
            from = last.time(last.size() - 1);
        }
        m_beforeFrom = from;
        m_pager.release()->deleteLater();
        m_pane->patterns()->banner()->hideNow();
        compareShapes();
    });
    connect(m_pager.get(), &loki::Pager::failed, this, [this](const Error& error) {
        m_beforeError = error;
        m_pager.release()->deleteLater();
        m_pane->patterns()->banner()->show(
            BannerText::partial(tr("The lines before did not come."), error.what, tr("Retry")));
        compareShapes();
    });
    m_pager->start();
}

patterns::Loaded LogInsight::before() const
{
    const Instant from = m_beforeFrom.value_or(m_beforeRange.end);
    return {.pieces = m_beforeLines, .range = m_beforeRange, .covered = {from, m_beforeRange.end}};
}

patterns::Loaded LogInsight::during() const
{
    patterns::Loaded loaded{.pieces = m_feed->model()->store().pieces(), .range = m_question.range};
    // A tail goes beyond what was asked for.
    if (m_feed->phase() == LogFeed::Phase::Live && m_feed->model()->store().lineCount() > 0)
        loaded.range.end = std::max(loaded.range.end, m_feed->newestTime() + Duration(1));
    loaded.covered = loaded.range;
    if (!m_feed->isComplete() && !loaded.pieces.empty()) {
        const LogBatch& last = *loaded.pieces.back().batch;
        const Instant at = last.time(last.size() - 1);
        (m_question.newestFirst ? loaded.covered.start : loaded.covered.end) = at;
    }
    return loaded;
}

void LogInsight::compareShapes()
{
    if (m_pane->patterns()->isServerChosen() && m_serverShapes) {
        m_comparison.cancel();
        m_patterns->setComparison(comparisonOf(*m_serverShapes, m_beforeRange, m_question.range));
        showFoot();
        return;
    }
    if (m_comparison.isRunning()) {
        m_again = true;
        return;
    }
    m_again = false;
    if (m_patterns->comparison().shapes.empty())
        m_pane->patterns()->setFoot(tr("Grouping the lines\u2026"));
    m_comparison.await(runOnPool(m_pool,
                                 [before = before(), during = during(),
                                  cancelled = m_cancelled]() -> Result<patterns::Comparison> {
                                     return patterns::compare(before, during, *cancelled);
                                 }),
                       this, [this](Result<patterns::Comparison> found) {
                           if (found && !m_pane->patterns()->isServerChosen()) {
                               m_patterns->setComparison(std::move(*found));
                               showFoot();
                           }
                           if (m_again)
                               compareShapes();
                       });
}

void LogInsight::compareServers()
{
    if (m_selector.isEmpty())
        return;
    m_server.await(m_client->patterns(m_selector, {m_beforeRange.start, m_question.range.end}), this,
                   [this](const Result<loki::Feature<std::vector<loki::Pattern>>>& answer) {
                       // Off, or failing: our own shapes do without.
                       const bool has = answer && *answer && !(*answer)->empty();
                       m_serverShapes = has ? **answer : std::vector<loki::Pattern>();
                       m_pane->patterns()->setServerOffered(has);
                       if (has && m_pane->patterns()->isServerChosen())
                           compareShapes();
                   });
}

void LogInsight::showFoot()
{
    const patterns::Comparison& now = m_patterns->comparison();
    if (m_pane->patterns()->isServerChosen()) {
        m_pane->patterns()->setFoot(
            tr("Loki's shapes of all lines of the streams; filters of the query do not count here."));
        return;
    }
    if (now.lines == 0) {
        m_pane->patterns()->setFoot(tr("There are no lines to group."));
        return;
    }
    QString text = tr("Shapes %1, from lines %2 of services %3.")
                       .arg(QString::number(now.shapes.size()), items::countText(now.lines),
                            QString::number(now.services));
    const auto percent = [](double share) { return qRound(share * 100); };
    if (m_pager)
        text += tr(" The lines before are on their way.");
    else if (now.beforeCovered < 0.995 || now.duringCovered < 0.995)
        text += tr(" They cover %1 % of the time before and %2 % of the range; load more lines to be surer.")
                    .arg(percent(now.beforeCovered))
                    .arg(percent(now.duringCovered));
    else
        text += tr(" New shapes first, then by growth.");
    m_pane->patterns()->setFoot(text);
}

void LogInsight::countFields()
{
    if (m_counts.isRunning()) {
        m_again = true;
        return;
    }
    m_again = false;
    m_counts.await(runOnPool(m_pool,
                             [pieces = m_feed->model()->store().pieces(),
                              cancelled = m_cancelled]() -> Result<logs::FieldCounts> {
                                 return logs::countFields(pieces, *cancelled);
                             }),
                   this, [this](Result<logs::FieldCounts> counted) {
                       if (counted) {
                           const QString cut =
                               counted->isCut ? tr(" There are more fields than are listed.") : QString();
                           m_pane->fields()->setFoot(tr("Values over the %1 loaded lines. A click filters.")
                                                         .arg(items::countText(counted->lines)) +
                                                     cut);
                           m_fields->setCounts(std::move(*counted));
                       }
                       if (m_again)
                           countFields();
                   });
}

} // namespace signalbox::app
