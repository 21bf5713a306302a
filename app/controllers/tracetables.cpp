// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backends.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracestore.h"
#include "connectors/tracing/backend.h"
#include "models/base/duration.h"
#include "models/items/tracesheets.h"
#include "widgets/trace/flameview.h"

// The same trace as tables, as a flame graph, and beside another one.

namespace signalbox::app {

using traces::ReadingPtr;
using widgets::BannerText;
using widgets::TracePage;

namespace {

/// "Most of it in payments SELECT ledger: +3.9 s. "; empty when nothing took longer here.
QString lossOf(const std::vector<traces::DiffNode>& nodes)
{
    const std::vector<std::uint32_t> largest = traces::largestChanges(nodes, 1);
    if (largest.empty())
        return {};
    const traces::DiffNode& node = nodes[largest.front()];
    return TraceReader::tr("Most of it in %1 %2: +%3. ")
        .arg(cleaned(QStringView(node.service), 40), cleaned(QStringView(node.operation), 60),
             humanText(Duration(node.ownDifference())));
}

} // namespace

// A table is made when it is looked at, and again when the trace came anew.
void TraceReader::fillView()
{
    if (!m_reading)
        return;
    switch (m_page->view()) {
    case TracePage::View::Waterfall:
        break;
    case TracePage::View::Statistics:
        groupUp();
        break;
    case TracePage::View::Flame:
        m_merging.await(runOnPool(m_pool,
                                  [reading = m_reading]() -> Result<std::vector<traces::MergedNode>> {
                                      return traces::mergeSpans(*reading);
                                  }),
                        this, [this](Result<std::vector<traces::MergedNode>> nodes) {
                            if (nodes)
                                m_page->flame()->setNodes(std::move(*nodes));
                        });
        break;
    case TracePage::View::Events:
        m_eventing.await(runOnPool(m_pool,
                                   [reading = m_reading]() -> Result<std::vector<items::SheetRow>> {
                                       return items::eventRows(*reading);
                                   }),
                         this, [this](Result<std::vector<items::SheetRow>> rows) {
                             if (rows)
                                 m_page->events()->setRows(std::move(*rows));
                         });
        break;
    case TracePage::View::Compare:
        if (m_other)
            compare();
        else
            m_page->compareBanner()->show(
                BannerText::empty(tr("Choose the trace to compare with."),
                                  tr("Calls are aligned by the way that leads to them; what is slower, more "
                                     "or missing here is marked.")));
        break;
    }
}

void TraceReader::groupUp()
{
    if (!m_reading || m_page->view() != TracePage::View::Statistics)
        return;
    if (m_page->groupTag().isEmpty())
        m_tagging.await(runOnPool(m_pool,
                                  [trace = m_reading->trace]() -> Result<QStringList> {
                                      return traces::tagKeys(*trace);
                                  }),
                        this, [this](const Result<QStringList>& keys) {
                            if (!keys || keys->isEmpty())
                                return;
                            m_page->setTagKeys(*keys);
                            if (m_page->groupBy() == traces::GroupBy::Tag)
                                groupUp();
                        });
    const traces::GroupBy by = m_page->groupBy();
    m_page->statistics()->setColumnTitle(0, by == traces::GroupBy::Service     ? tr("Service")
                                            : by == traces::GroupBy::Operation ? tr("Service and operation")
                                                                               : m_page->groupTag());
    m_grouping.await(runOnPool(m_pool,
                               [reading = m_reading, by,
                                tag = m_page->groupTag()]() -> Result<std::vector<items::SheetRow>> {
                                   return items::statisticsRows(traces::groupSpans(*reading, by, tag), by);
                               }),
                     this, [this](Result<std::vector<items::SheetRow>> rows) {
                         if (rows)
                             m_page->statistics()->setRows(std::move(*rows));
                     });
}

void TraceReader::setOthers(const std::vector<TraceSummary>& found)
{
    std::vector<std::pair<QString, TraceId>> others;
    for (const TraceSummary& trace : found)
        if (trace.id != m_asked.value_or(TraceId{}))
            others.emplace_back(QStringLiteral("%1  %2  %3%4")
                                    .arg(cleaned(QStringView(trace.rootOperation), 60),
                                         humanText(trace.duration), trace.id.toShortHex(),
                                         trace.errors > 0 ? tr("  failed") : QString()),
                                trace.id);
    m_page->setOthers(others);
}

void TraceReader::compareWith(const TraceId& id)
{
    m_other.reset();
    m_page->setCompareNote({});
    m_page->difference()->setRows({});
    const auto use = [this](const std::shared_ptr<const Trace>& trace) {
        m_readingOther.await(
            runOnPool(m_pool, [trace]() -> Result<ReadingPtr> { return traces::readTrace(trace, false); }),
            this, [this](const Result<ReadingPtr>& reading) {
                if (!reading)
                    return;
                m_other = *reading;
                compare();
            });
    };
    if (const auto here = m_store->find(id)) {
        use(here);
        return;
    }
    const auto backend = m_backends->traces();
    if (!backend) {
        m_page->compareBanner()->show(BannerText::failed(backend.error()));
        return;
    }
    m_page->compareBanner()->show(BannerText::loading((*backend)->name()));
    m_fetchingOther.await((*backend)->trace(id), this,
                          [this, use](const Result<std::shared_ptr<const Trace>>& trace) {
                              if (!trace) {
                                  m_page->compareBanner()->show(BannerText::failed(trace.error()));
                                  return;
                              }
                              m_store->keep(*trace);
                              use(*trace);
                          });
}

void TraceReader::compare()
{
    if (!m_reading || !m_other)
        return;
    m_comparing.await(runOnPool(m_pool,
                                [before = m_other, after = m_reading]() -> Result<Difference> {
                                    const auto nodes = traces::compareTraces(*before, *after);
                                    return Difference{items::differenceRows(nodes), lossOf(nodes)};
                                }),
                      this,
                      [this, there = humanText(m_other->trace->duration()),
                       here = humanText(m_reading->trace->duration())](Result<Difference> made) {
                          if (!made)
                              return;
                          m_page->difference()->setRows(std::move(made->rows));
                          m_page->compareBanner()->hideNow();
                          m_page->setCompareNote(
                              tr("There %1, here %2. %3\"Own time\" is the difference that a call "
                                 "itself makes, without what it calls.")
                                  .arg(there, here, made->loss));
                      });
}

} // namespace signalbox::app
