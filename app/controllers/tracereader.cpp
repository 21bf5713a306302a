// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracereader.h"

#include "app/backends.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/tracestore.h"
#include "connectors/loki/client.h"
#include "connectors/tracing/backend.h"
#include "models/base/duration.h"
#include "models/items/timedisplay.h"
#include "models/items/tracesheets.h"
#include "models/traces/spansearch.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/minimap.h"
#include "widgets/trace/waterfallview.h"

#include <QClipboard>
#include <QGuiApplication>

namespace signalbox::app {

using mapping::Store;
using traces::ReadingPtr;
using widgets::BannerText;
using widgets::TracePage;

namespace {

/// "7d2f…c41e"
QString shortId(const QString& id)
{
    return id.size() <= 10 ? id : id.left(4) + QChar(0x2026) + id.right(4);
}

} // namespace

TraceReader::TraceReader(Backends* backends, ServiceList* services, TraceStore* store, TracePage* page,
                         QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_services(services)
    , m_store(store)
    , m_page(page)
    , m_pool(pool)
    , m_logFetch(new TraceLogFetch(this))
{
    connect(m_page, &TracePage::retried, this, &TraceReader::fetch);
    connect(m_page, &TracePage::findChanged, this, &TraceReader::find);
    connect(m_page, &TracePage::findStepped, this, [this](int step) {
        const int at = m_page->waterfall()->stepHit(step);
        if (at >= 0)
            m_page->setFindStatus(tr("%1 of %2").arg(at + 1).arg(m_hits.size()), false);
    });
    connect(m_page, &TracePage::keepChanged, this, &TraceReader::keep);
    connect(m_page, &TracePage::viewShown, this, &TraceReader::fillView);
    connect(m_page, &TracePage::groupingChanged, this, &TraceReader::groupUp);
    connect(m_page, &TracePage::skewToggled, this, &TraceReader::read);
    connect(m_page, &TracePage::otherChosen, this, [this] {
        if (const auto id = m_page->other())
            compareWith(*id);
        else
            m_page->compareBanner()->show(BannerText::empty(
                tr("That is no trace id."), tr("Choose a trace that was found, or paste an id.")));
    });
    connect(m_page->compareBanner(), &widgets::Banner::actionTriggered, m_page, &TracePage::otherChosen);
    connect(m_page->compareBanner(), &widgets::Banner::cancelRequested, this, [this] {
        m_fetchingOther.cancel();
        m_page->compareBanner()->show(BannerText::empty(tr("Not compared: cancelled."), {}, tr("Compare")));
    });
    connect(m_page->banner(), &widgets::Banner::cancelRequested, this, [this] {
        m_fetching.cancel();
        m_page->banner()->show(BannerText::empty(tr("Not opened: cancelled."), {}, tr("Look again")));
    });
    connect(m_page, &TracePage::copyIdRequested, this, [this] {
        if (m_asked)
            QGuiApplication::clipboard()->setText(m_asked->toShortHex());
    });
    connect(m_page, &TracePage::copyRequested, this, &TraceReader::copy);
    connect(m_services, &ServiceList::changed, this, [this] {
        if (m_trace && !m_linesAsked)
            askLines();
    });
}

TraceReader::~TraceReader() = default;

void TraceReader::show(const std::optional<TraceId>& id, const std::optional<SpanId>& span)
{
    m_wantedSpan = span;
    m_choosesSlowest = m_wantsSlowest;
    if (id == m_asked && m_reading) {
        chooseSpan();
        return;
    }
    m_asked = id;
    m_fetching.cancel();
    m_nowReading.cancel();
    m_logFetch->cancel();
    m_trace.reset();
    m_lines = {};
    m_linesAsked = false;
    m_fromFile = false;
    m_failure.clear();
    m_wantsBottleneck = !span;
    takeReading(nullptr);
    if (!m_asked) {
        m_page->setHeading(tr("No trace is open"), {}, {});
        m_page->banner()->show(BannerText::empty(tr("No trace is open."), tr("Choose one of those found.")));
        return;
    }
    m_page->setHeading(tr("Trace"), {}, shortId(m_asked->toShortHex()));
    if (auto here = m_store->find(*m_asked)) { // from a file, or from a set that was compared
        m_trace = std::move(here);
        read();
        askLines();
        return;
    }
    fetch();
}

void TraceReader::refresh()
{
    if (!m_asked || m_fromFile || !m_page->isVisible())
        return;
    // Spans of a trace that has just ended are still on their way; an old one does not change any more.
    constexpr std::chrono::minutes young{2};
    if (!m_trace || m_trace->start() + m_trace->duration() + young > m_backends->clock().now())
        fetch();
}

void TraceReader::fetch()
{
    if (!m_asked || m_fromFile)
        return;
    const auto backend = m_backends->traces();
    if (!backend) {
        m_page->banner()->show(BannerText::empty(tr("This profile names no server of traces."),
                                                 tr("Add a Jaeger or a Tempo to it to open traces.")));
        return;
    }
    if (!m_trace)
        m_page->banner()->show(BannerText::loading((*backend)->name()));
    m_fetching.await((*backend)->trace(*m_asked), this,
                     [this](Result<std::shared_ptr<const Trace>> trace) { take(std::move(trace)); });
}

void TraceReader::take(Result<std::shared_ptr<const Trace>> trace)
{
    if (!trace) {
        if (m_trace) { // what is here stays
            m_failure = trace.error().what;
            showRemarks();
            return;
        }
        // "Not found" is a state with its own words, and no failure of the backend.
        m_page->banner()->show(
            tracing::isNotFound(trace.error())
                ? BannerText::empty(trace.error().what, tr("Opened anew it may be there."), tr("Look again"))
                : BannerText::failed(trace.error()));
        return;
    }
    m_failure.clear();
    Q_EMIT answered(m_backends->clock().now());
    const bool isSame = m_trace && m_trace->size() == (*trace)->size() &&
                        m_trace->duration() == (*trace)->duration() &&
                        m_trace->errorCount() == (*trace)->errorCount();
    if (isSame) {
        showRemarks();
        return;
    }
    m_trace = std::move(*trace);
    m_store->keep(m_trace);
    read();
    askLines();
}

void TraceReader::read()
{
    if (!m_trace)
        return;
    if (m_trace->size() > m_mostSpans) {
        m_page->setHeading(cleaned(QStringView(m_trace->rootOperation()), 120), m_trace->rootService(),
                           shortId(m_trace->idText()));
        m_page->banner()->show(
            BannerText::empty(tr("This trace has %1 spans, more than the %2 that are drawn.")
                                  .arg(items::countText(static_cast<std::int64_t>(m_trace->size())),
                                       items::countText(static_cast<std::int64_t>(m_mostSpans))),
                              tr("On the command line, \"signalbox trace %1 --json\" writes all of it.")
                                  .arg(m_trace->id().toShortHex())));
        return;
    }
    m_nowReading.await(
        runOnPool(m_pool,
                  [trace = m_trace, corrected = m_page->isSkewCorrected(), lines = m_lines.lines,
                   mapping = m_services->mapping()]() -> Result<ReadingPtr> {
                      const auto nameOf = [&mapping](const LabelSet& labels) {
                          const QString service = mapping.serviceOf(Store::Logs, labels);
                          const mapping::Name* name = mapping.nameIn(Store::Traces, service);
                          return name ? name->value : service;
                      };
                      return traces::readTrace(trace, corrected, lines, nameOf);
                  }),
        this, [this](const Result<ReadingPtr>& reading) {
            if (reading)
                takeReading(*reading);
        });
}

void TraceReader::takeReading(const ReadingPtr& reading)
{
    const bool isOther = !reading || !m_reading || reading->trace != m_reading->trace;
    m_reading = reading;
    m_page->setReading(reading);
    if (isOther) {
        m_hits.clear();
        m_page->setTagKeys({});
        m_page->statistics()->setRows({});
        m_page->events()->setRows({});
        m_page->difference()->setRows({});
        m_page->flame()->setNodes({});
    }
    if (!reading) {
        m_page->setFooter({});
        m_page->setFindStatus({}, false);
        Q_EMIT readingChanged();
        return;
    }
    const Trace& trace = *reading->trace;
    m_page->setHeading(QStringLiteral("%1  %2").arg(cleaned(QStringView(trace.rootOperation()), 120),
                                                    humanText(trace.duration())),
                       trace.rootService(),
                       tr("%1 spans, %2 failed  %3")
                           .arg(items::countText(static_cast<std::int64_t>(trace.size())),
                                items::countText(trace.errorCount()), shortId(trace.idText())));
    showRemarks();
    showFooter();
    if (isOther) {
        find();
        keep();
        chooseSpan();
    } else if (m_page->keep() == TracePage::Keep::Critical) {
        keep(); // other clocks, another path
    }
    fillView();
    Q_EMIT readingChanged();
}

// The wanted one; else, once, what everything waited for.
void TraceReader::chooseSpan()
{
    if (!m_reading || m_reading->trace->size() == 0)
        return;
    if (m_wantedSpan) {
        const auto found = m_reading->trace->find(*m_wantedSpan);
        m_wantedSpan.reset();
        const bool slowest = std::exchange(m_choosesSlowest, false);
        if (!found.empty())
            m_page->waterfall()->showSpan(slowest ? traces::slowestWithin(*m_reading, found.front())
                                                  : found.front());
        return;
    }
    if (!std::exchange(m_wantsBottleneck, false))
        return;
    for (const traces::PathShare& share : m_page->path()->shares())
        if (share.kind == traces::PathShare::Kind::Work && share.span >= 0) {
            m_page->waterfall()->showSpan(static_cast<std::uint32_t>(share.span));
            return;
        }
}

void TraceReader::showRemarks()
{
    const Trace& trace = *m_trace;
    if (!m_failure.isEmpty())
        m_page->banner()->show(BannerText::stale(tr("Asked again, without an answer: %1").arg(m_failure),
                                                 tr("The trace below is as it was."), tr("Look again")));
    else if (trace.badEntries() > 0)
        m_page->banner()->show(
            BannerText::partial(tr("%1 spans could not be read and were left out.").arg(trace.badEntries()),
                                tr("The rest of the trace is here.")));
    else if (!trace.warnings().isEmpty())
        m_page->banner()->show(
            BannerText::partial(cleaned(QStringView(trace.warnings().front())),
                                trace.warnings().size() > 1
                                    ? tr("and %1 more remarks: %2")
                                          .arg(trace.warnings().size() - 1)
                                          .arg(cleaned(QStringView(trace.warnings().mid(1).join(u' ')), 400))
                                    : QString()));
    else
        m_page->banner()->hideNow();
}

void TraceReader::askLines()
{
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    if (!loki || !m_trace || m_trace->size() == 0) {
        m_linesAsked = m_trace != nullptr;
        showFooter();
        return;
    }
    if (m_services->lokiLabel().isEmpty()) // known soon: see ServiceList::changed
        return;
    m_linesAsked = true;
    showFooter();
    // The streams of the services of the trace; when none of them has any, all streams.
    QStringList services;
    for (const ServiceCount& count : m_trace->services())
        services.append(m_services->mapping().serviceOf(Store::Traces, count.name));
    services.removeIf([this](const QString& service) {
        return m_services->mapping().nameIn(Store::Logs, service) == nullptr;
    });
    const auto streams = m_services->mapping().logNames(services);
    constexpr qsizetype most = 60;
    const bool isUseful = !services.isEmpty() && services.size() <= most;
    m_logFetch->fetch((*loki)->loki.get(), m_trace, isUseful ? streams.label : m_services->lokiLabel(),
                      isUseful ? streams.values : QStringList(), [this](const TraceLogFetch::Found& found) {
                          m_lines = found;
                          if (!found.lines->isEmpty())
                              read();
                          else
                              showFooter();
                      });
}

void TraceReader::showFooter()
{
    QStringList parts;
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    if (!loki) {
        parts.append(tr("no Loki in this profile"));
    } else if (m_lines.lines->isEmpty() && m_lines.error) {
        parts.append(tr("logs: %1").arg(m_lines.error->what));
    } else if (!m_linesAsked && !m_services->problem().isEmpty()) {
        parts.append(tr("logs: %1").arg(m_services->problem()));
    } else if (!m_linesAsked || (m_lines.padding == Duration::zero())) {
        parts.append(tr("looking for its lines in the logs"));
    } else {
        const QString window = m_lines.padding <= std::chrono::seconds(2)
                                   ? tr("its own time")
                                   : tr("its time and %1 around it").arg(humanText(m_lines.padding));
        const QString where = m_lines.allStreams ? tr("all streams") : tr("the streams of its services");
        const auto count = static_cast<std::int64_t>(m_lines.lines->size());
        parts.append(count == 0 ? tr("no line with this id in %1, within %2").arg(where, window)
                                : tr("%1 lines of logs by trace id, within %2")
                                      .arg(m_lines.isCut ? tr("%1 or more").arg(items::countText(count))
                                                         : items::countText(count),
                                           window));
        if (m_reading && m_reading->logs.unmatched > 0)
            parts.append(tr("%1 match no span")
                             .arg(items::countText(static_cast<std::int64_t>(m_reading->logs.unmatched))));
        if (m_lines.error)
            parts.append(tr("not all could be asked: %1").arg(m_lines.error->what));
    }
    if (m_reading && m_reading->corrected)
        parts.append(
            m_reading->times.moved > 0
                ? tr("clocks corrected, %1 spans moved").arg(items::countText(m_reading->times.moved))
                : tr("no clock needed correction"));
    else if (m_reading && m_reading->isSkewed)
        parts.append(tr("clocks differ, shown as sent (K corrects)"));
    m_page->setFooter(parts.join(QStringLiteral("   ")));
}

void TraceReader::find()
{
    const QString text = m_page->findText().trimmed();
    if (text.isEmpty() || !m_reading) {
        m_finding.cancel();
        m_hits.clear();
        m_page->waterfall()->setHits({});
        m_page->setFindStatus({}, false);
        if (m_page->keep() == TracePage::Keep::Matches)
            keep();
        return;
    }
    m_finding.await(runOnPool(m_pool,
                              [trace = m_reading->trace, text]() -> Result<std::vector<std::uint32_t>> {
                                  return traces::findSpans(*trace, text);
                              }),
                    this, [this](Result<std::vector<std::uint32_t>> hits) {
                        if (!hits || !m_reading)
                            return;
                        m_hits = std::move(*hits);
                        m_page->waterfall()->setHits(m_hits);
                        m_page->setFindStatus(m_hits.empty()
                                                  ? tr("none")
                                                  : tr("%n spans", nullptr, static_cast<int>(m_hits.size())),
                                              m_hits.empty());
                        if (m_page->keep() == TracePage::Keep::Matches)
                            keep();
                    });
}

void TraceReader::keep()
{
    if (!m_reading)
        return;
    const Trace& trace = *m_reading->trace;
    std::vector<bool> kept;
    if (!m_page->keptService().isEmpty())
        kept = traces::keepService(trace, m_page->keptService());
    else if (m_page->keep() == TracePage::Keep::Failed)
        kept = traces::keepErrors(trace);
    else if (m_page->keep() == TracePage::Keep::Critical)
        kept = m_reading->isOnPath;
    else if (m_page->keep() == TracePage::Keep::Matches)
        kept = traces::keepPositions(trace, m_hits);
    m_page->waterfall()->setKept(std::move(kept));
}

} // namespace signalbox::app
