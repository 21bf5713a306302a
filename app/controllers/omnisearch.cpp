// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/omnisearch.h"

#include "app/backends.h"
#include "app/controllers/pivotcontroller.h"
#include "app/controllers/servicelist.h"
#include "connectors/prometheus/client.h"
#include "connectors/tracing/backend.h"
#include "models/chart/valuetext.h"
#include "models/logtext/message.h"
#include "models/logtext/redaction.h"
#include "models/promql/selector.h"
#include "models/telemetry/servicelabel.h"

namespace signalbox::app {

using pivots::Recognised;
using widgets::OmniRow;

namespace {

constexpr int patienceMs = 300;
constexpr qsizetype fewestLetters = 3;
constexpr int lineLimit = 20;
constexpr std::uint32_t shownLines = 3;
constexpr int traceLimit = 20;
constexpr std::size_t shownNames = 4;
constexpr qsizetype lineChars = 120;

} // namespace

OmniSearch::OmniSearch(Backends* backends, focus::FocusModel* focus, ServiceList* services, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_services(services)
    , m_lines{tr("Logs"), {}}
    , m_traces{tr("Traces"), {}}
    , m_metrics{tr("Metrics"), {}}
    , m_labels{tr("Labels"), {}}
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, &OmniSearch::ask);
}

OmniSearch::~OmniSearch() = default;

void OmniSearch::search(const QString& text)
{
    m_text = text.trimmed().left(200);
    m_weighs.cancel();
    m_asksLines.cancel();
    m_asksTraces.cancel();
    m_asksMetrics.cancel();
    m_asksLabels.cancel();
    for (Source* source : {&m_lines, &m_traces, &m_metrics, &m_labels})
        source->rows.clear();
    if (m_text.size() < fewestLetters)
        m_patience.stop();
    else
        m_patience.start();
    tell();
}

void OmniSearch::say(Source& source, const QString& state)
{
    source.rows = {{source.name, state, std::nullopt}};
    tell();
}

void OmniSearch::tell()
{
    std::vector<OmniRow> rows;
    for (const Source* source : {&m_lines, &m_traces, &m_metrics, &m_labels})
        rows.insert(rows.end(), source->rows.begin(), source->rows.end());
    Q_EMIT found(rows);
}

void OmniSearch::ask()
{
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (range) {
        askLines(*range);
        askTraces(*range);
    } else {
        say(m_lines, range.error().what);
    }
    askNames();
}

void OmniSearch::askLines(const Interval& range)
{
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    if (!loki) {
        say(m_lines, tr("not searched: %1").arg(loki.error().what));
        return;
    }
    logql::Question question;
    question.lines = {{.match = logql::LineMatch::Contains, .text = m_text, .ignoreCase = true}};
    const Result<QString> query = logql::toLogQl(m_services->inLogs(question));
    if (!query) {
        say(m_lines, tr("not searched: %1").arg(query.error().what));
        return;
    }
    say(m_lines, tr("searching the time of the Focus"));
    loki::Client* client = (*loki)->loki.get();
    m_weighs.await(
        client->indexStats(logql::selectorOf(*query), {range.start, range.end}), this,
        [this, client, query = *query, range](const Result<loki::Feature<loki::IndexStats>>& stats) {
            if (stats && *stats && (*stats)->bytes > heavyLogBytes)
                say(m_lines, tr("not searched: about %1 would have to be read; a shorter range is lighter")
                                 .arg(chart::text(static_cast<double>((*stats)->bytes), chart::Unit::Bytes)));
            else
                sendLines(client, query, range);
        });
}

void OmniSearch::sendLines(loki::Client* client, const QString& query, const Interval& range)
{
    m_asksLines.await(
        client->queryRange({.query = query, .range = {range.start, range.end}, .limit = lineLimit}), this,
        [this, text = m_text](const Result<loki::LogPage>& page) {
            if (!page) {
                say(m_lines, tr("failed: %1").arg(page.error().what));
                return;
            }
            const auto count = static_cast<int>(page->batch->size());
            if (count == 0) {
                say(m_lines, tr("no line of this time has it"));
                return;
            }
            Recognised all{.kind = Recognised::Kind::Text,
                           .what = count < lineLimit ? tr("%n lines with it", nullptr, count)
                                                     : tr("%1 lines with it, or more").arg(count),
                           .text = text};
            m_lines.rows = {{m_lines.name, all.what, all}};
            for (std::uint32_t row = 0; row < std::min<std::size_t>(shownLines, page->batch->size()); ++row) {
                const LabelSet& labels = page->batch->labels(row);
                const QByteArray line =
                    logtext::messageOf(page->batch->line(row), lineChars).human.text.toUtf8();
                const QString shown = QString::fromUtf8(
                    logtext::redacted({line.constData(), static_cast<std::size_t>(line.size())}).text);
                m_lines.rows.push_back({cleaned(QStringView(serviceOf(labels, m_services->lokiLabel())), 40),
                                        cleaned(QStringView(shown), lineChars), all});
            }
            tell();
        });
}

void OmniSearch::askTraces(const Interval& range)
{
    const auto traces = m_backends->traces();
    const qsizetype equals = m_text.indexOf(u'=');
    if (!traces) {
        say(m_traces, tr("not searched: %1").arg(traces.error().what));
        return;
    }
    if (equals <= 0 || equals + 1 >= m_text.size()) {
        say(m_traces, tr("not searched: their server finds tags, written name=value"));
        return;
    }
    pivots::SearchStep step{.service = m_focus->current().services.value(0)};
    if (step.service.isEmpty() && (*traces)->abilities().needsService) {
        say(m_traces, tr("not searched: their server searches within a service; choose one"));
        return;
    }
    step.tags = {{m_text.left(equals).trimmed(), m_text.mid(equals + 1).trimmed()}};
    say(m_traces, tr("searching tags"));
    m_asksTraces.await((*traces)->search(searchQueryOf(step, range, *m_services, traceLimit)), this,
                       [this, step](const Result<tracing::SearchResult>& result) {
                           if (!result) {
                               say(m_traces, tr("failed: %1").arg(result.error().what));
                               return;
                           }
                           const auto count = static_cast<int>(result->traces.size());
                           if (count == 0) {
                               say(m_traces, tr("no trace of this time has that tag"));
                               return;
                           }
                           Recognised all{.kind = Recognised::Kind::Search,
                                          .what = tr("%n traces with that tag", nullptr, count) +
                                                  (result->limitReached ? tr(", or more") : QString()),
                                          .services = {m_services->inTraces(step.service)},
                                          .tags = step.tags};
                           m_traces.rows = {{m_traces.name, all.what, all}};
                           tell();
                       });
}

void OmniSearch::askNames()
{
    const auto prometheus = m_backends->choose({profile::BackendKind::Prometheus}, {});
    if (!prometheus) {
        say(m_metrics, tr("not searched: %1").arg(prometheus.error().what));
        return;
    }
    const auto ask = [this](Source& source, std::optional<QStringList>& names,
                            Latest<prometheus::ListAnswer>& latest, auto&& future) {
        if (names)
            return;
        say(source, tr("asking for the names"));
        latest.await(future(), this, [this, &source, &names](const Result<prometheus::ListAnswer>& answer) {
            if (answer)
                names = answer->values;
            else
                say(source, tr("failed: %1").arg(answer.error().what));
            matchNames();
        });
    };
    prometheus::Client* client = (*prometheus)->prometheus.get();
    ask(m_metrics, m_metricNames, m_asksMetrics,
        [client] { return client->labelValues(QStringLiteral("__name__")); });
    ask(m_labels, m_labelNames, m_asksLabels, [client] { return client->labelNames(); });
    matchNames();
}

void OmniSearch::matchNames()
{
    const auto match = [this](Source& source, const std::optional<QStringList>& names, const QString& none,
                              auto&& queryOf) {
        if (!names)
            return;
        source.rows.clear();
        qsizetype count = 0;
        for (const QString& name : *names) {
            if (!name.contains(m_text, Qt::CaseInsensitive))
                continue;
            if (++count <= static_cast<qsizetype>(shownNames))
                source.rows.push_back(
                    {source.name, cleaned(QStringView(name), lineChars),
                     Recognised{.kind = Recognised::Kind::Metrics, .what = name, .text = queryOf(name)}});
        }
        if (count == 0)
            source.rows = {{source.name, none, std::nullopt}};
        else if (count > static_cast<qsizetype>(shownNames))
            source.rows.push_back({source.name,
                                   tr("and %1 more").arg(count - static_cast<qsizetype>(shownNames)),
                                   std::nullopt});
    };
    match(m_metrics, m_metricNames, tr("no metric is called so"),
          [](const QString& name) { return promql::selector(name, {}); });
    match(m_labels, m_labelNames, tr("no label is called so"), [](const QString& name) {
        return QStringLiteral("topk(20, count by (%1) (%2))")
            .arg(promql::labelName(name),
                 promql::selector({}, {{name, Matcher::Op::Matches, QStringLiteral(".+")}}));
    });
    tell();
}

} // namespace signalbox::app
