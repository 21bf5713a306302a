// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracescontroller.h"

#include "app/backends.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/staleness.h"
#include "connectors/jaeger/client.h"
#include "models/base/duration.h"
#include "widgets/trace/tracespane.h"

namespace signalbox::app {

using profile::BackendKind;
using widgets::BannerText;

namespace {

constexpr int searchLimit = 50;

} // namespace

TracesController::TracesController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                                   widgets::TracesPane* pane, items::TraceModel* traces,
                                   items::SpanModel* spans, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_services(services)
    , m_pane(pane)
    , m_traces(traces)
    , m_spans(spans)
{
    connect(m_focus, &focus::FocusModel::changed, this, &TracesController::focusChanged);
    connect(m_services, &ServiceList::changed, this, [this] {
        const QString before = m_pane->search().service;
        showServices();
        if (m_pane->search().service != before)
            search();
    });
    connect(m_pane, &widgets::TracesPane::searchSubmitted, this, &TracesController::search);
    connect(m_pane, &widgets::TracesPane::cancelRequested, this, [this] {
        m_search.cancel();
        m_pane->searchBanner()->hideNow();
    });
    connect(m_pane, &widgets::TracesPane::traceChosen, this,
            [this](const TraceId& id) { m_focus->setTrace(id, std::nullopt, tr("trace chosen")); });
    connect(m_pane, &widgets::TracesPane::traceRetried, this, &TracesController::fetch);
    showServices();
}

void TracesController::refresh()
{
    search();
    if (m_focus->current().trace && !m_spans->trace())
        fetch();
}

void TracesController::showServices()
{
    const QStringList& chosen = m_focus->current().services;
    m_pane->setServices(m_services->traced(), chosen.isEmpty() ? QString() : chosen.front());
}

void TracesController::focusChanged()
{
    showServices();
    search();
    if (m_focus->current().trace != m_asked)
        fetch();
}

void TracesController::search()
{
    const auto jaeger = m_backends->choose({BackendKind::Jaeger}, {});
    if (!jaeger) {
        m_pane->searchBanner()->show(
            BannerText::empty(tr("This profile names no Jaeger."), tr("Add one to it to find traces.")));
        return;
    }
    const widgets::TraceSearch wanted = m_pane->search();
    if (wanted.service.isEmpty()) {
        const QString problem = m_services->problem();
        m_pane->searchBanner()->show(
            problem.isEmpty() ? BannerText::loading((*jaeger)->backend().name)
                              : BannerText::empty(tr("No service to search by."), problem, tr("Retry")));
        return;
    }
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!range) {
        m_pane->searchBanner()->show(BannerText::failed(range.error()));
        return;
    }
    if (m_traces->rowCount() == 0)
        m_pane->searchBanner()->show(BannerText::loading((*jaeger)->backend().name));
    const jaeger::SearchQuery query{.service = wanted.service,
                                    .minDuration = wanted.minDuration,
                                    .start = range->start,
                                    .end = range->end,
                                    .limit = searchLimit,
                                    .errorsOnly = wanted.errorsOnly};
    m_search.await((*jaeger)->jaeger->search(query), this,
                   [this](Result<jaeger::SearchResult> found) { showFound(std::move(found)); });
}

void TracesController::showFound(Result<jaeger::SearchResult> found)
{
    const Instant now = m_backends->clock().now();
    if (!found) {
        m_pane->searchBanner()->show(m_foundAt && m_traces->rowCount() > 0
                                         ? staleText(found.error(), *m_foundAt, now)
                                         : BannerText::failed(found.error()));
        return;
    }
    m_foundAt = now;
    const bool limited = found->limitReached;
    m_traces->setTraces(std::move(found->traces));
    m_pane->setNote(limited ? tr("%1 or more").arg(m_traces->rowCount())
                            : tr("%n traces", nullptr, m_traces->rowCount()));
    if (m_traces->rowCount() == 0)
        m_pane->searchBanner()->show(BannerText::empty(
            tr("No trace matches in this range."),
            tr("Jaeger answered, and found none: not sampled, not yet searchable, or out of its memory.")));
    else if (limited)
        m_pane->searchBanner()->show(
            BannerText::partial(tr("%1 traces or more.").arg(m_traces->rowCount()),
                                tr("Which ones are shown is the server's choice: narrow the search.")));
    else
        m_pane->searchBanner()->hideNow();
    Q_EMIT answered(now);
}

void TracesController::fetch()
{
    m_asked = m_focus->current().trace;
    m_trace.cancel();
    m_spans->setTrace(nullptr);
    if (!m_asked) {
        m_pane->traceBanner()->hideNow();
        m_pane->showTrace(tr("Choose a trace to see its spans."));
        return;
    }
    const auto jaeger = m_backends->choose({BackendKind::Jaeger}, {});
    if (!jaeger) {
        m_pane->traceBanner()->show(
            BannerText::empty(tr("This profile names no Jaeger."), tr("Add one to it to open traces.")));
        return;
    }
    m_pane->showTrace(tr("Trace %1").arg(m_asked->toShortHex()));
    m_pane->traceBanner()->show(BannerText::loading((*jaeger)->backend().name));
    m_trace.await((*jaeger)->jaeger->trace(*m_asked), this,
                  [this](Result<std::shared_ptr<const Trace>> trace) { showTrace(std::move(trace)); });
}

void TracesController::showTrace(Result<std::shared_ptr<const Trace>> trace)
{
    if (!trace) {
        // "Not found" is a state with its own words, and no failure of the backend.
        m_pane->traceBanner()->show(
            jaeger::isNotFound(trace.error())
                ? BannerText::empty(trace.error().what,
                                    tr("It may not be written yet, not sampled, or gone."), tr("Look again"))
                : BannerText::failed(trace.error()));
        return;
    }
    const std::shared_ptr<const Trace>& got = *trace;
    m_spans->setTrace(got);
    m_pane->showTrace(tr("%1 %2, %3, %n spans", nullptr, static_cast<int>(got->size()))
                          .arg(cleaned(QStringView(got->rootService())),
                               cleaned(QStringView(got->rootOperation())), humanText(got->duration())));
    if (got->badEntries() > 0)
        m_pane->traceBanner()->show(
            BannerText::partial(tr("%1 spans could not be read and were left out.").arg(got->badEntries()),
                                tr("The rest of the trace is here.")));
    else if (!got->warnings().isEmpty())
        m_pane->traceBanner()->show(BannerText::partial(
            cleaned(QStringView(got->warnings().front())),
            got->warnings().size() > 1 ? tr("and %1 more remarks").arg(got->warnings().size() - 1)
                                       : QString()));
    else
        m_pane->traceBanner()->hideNow();
    Q_EMIT answered(m_backends->clock().now());
}

} // namespace signalbox::app
