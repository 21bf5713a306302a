// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/lineinspector.h"

#include "app/backends.h"
#include "connectors/tracing/backend.h"
#include "models/base/duration.h"
#include "models/items/logmodel.h"
#include "models/logql/text.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"

namespace signalbox::app {

using profile::BackendKind;
using widgets::BannerText;

namespace {

constexpr int restMs = 120;     ///< on a line, before its trace is looked up
constexpr int linesAround = 50; ///< on each side
constexpr Duration timeAround = std::chrono::hours(6);
constexpr std::size_t quickBytes = 64 * 1024; ///< taken apart at once: less than a frame

} // namespace

LineInspector::LineInspector(Backends* backends, widgets::LogsPane* pane, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_pane(pane)
    , m_pool(pool)
{
    m_traceSoon.setSingleShot(true);
    m_traceSoon.setInterval(restMs);
    connect(&m_traceSoon, &QTimer::timeout, this, &LineInspector::askTrace);
    connect(pane->view(), &widgets::LogView::opened, this, &LineInspector::open);
    connect(pane->view(), &widgets::LogView::closed, this, &LineInspector::close);
    connect(pane->detail(), &widgets::LineDetail::contextRequested, this, &LineInspector::askContext);
    connect(pane->detail()->contextBanner(), &widgets::Banner::actionTriggered, this,
            &LineInspector::askContext);
}

void LineInspector::close()
{
    m_traceSoon.stop();
    m_parts.cancel();
    m_trace.cancel();
    m_earlier.cancel();
    m_later.cancel();
}

void LineInspector::open(int row)
{
    close();
    widgets::LineDetail* detail = m_pane->detail();
    items::LogModel* model = m_pane->view()->model();
    detail->setStarred(model->row(row).starred);
    detail->setFacts({});
    const LogLine line = model->lineAt(row);
    const auto show = [this, detail](const items::LinePartsPtr& parts) {
        detail->setParts(parts);
        m_traceSoon.start();
    };
    if (static_cast<std::size_t>(line.line.size()) < quickBytes) {
        show(items::partsOf(line));
        return;
    }
    detail->setParts(nullptr);
    detail->setFacts(tr("Taking apart %1 kB\u2026").arg(line.line.size() / 1000));
    m_parts.await(runOnPool(m_pool, [line]() -> Result<items::LinePartsPtr> { return items::partsOf(line); }),
                  this, [detail, show](const Result<items::LinePartsPtr>& parts) {
                      detail->setFacts({});
                      if (parts)
                          show(*parts);
                  });
}

void LineInspector::askTrace()
{
    const items::LinePartsPtr& parts = m_pane->detail()->parts();
    if (!parts || !parts->trace)
        return;
    const auto traces = m_backends->traces();
    if (!traces) {
        m_pane->detail()->setTraceNote(tr("This profile names no server of traces."));
        return;
    }
    m_pane->detail()->setTraceNote(tr("Looking it up\u2026"));
    m_trace.await((*traces)->trace(parts->trace->trace), this,
                  [this](const Result<std::shared_ptr<const Trace>>& answer) {
                      if (!answer) {
                          m_pane->detail()->setTraceNote(answer.error().what);
                          return;
                      }
                      const Trace& trace = **answer;
                      QString note = tr("Opens: %1, %2, %n spans", nullptr, static_cast<int>(trace.size()))
                                         .arg(cleaned(QStringView(trace.rootOperation()), 60),
                                              humanText(trace.duration()));
                      if (trace.errorCount() > 0)
                          note += tr(", %n errors", nullptr, static_cast<int>(trace.errorCount()));
                      m_pane->detail()->setTraceNote(note);
                      if (trace.services().size() > 1)
                          m_pane->detail()->setFacts(tr("The trace goes through %n services.", nullptr,
                                                        static_cast<int>(trace.services().size())));
                  });
}

void LineInspector::askContext()
{
    const items::LinePartsPtr& parts = m_pane->detail()->parts();
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    if (!parts || !loki)
        return;
    std::vector<Matcher> stream;
    for (const Label& label : parts->line.labels)
        stream.push_back({label.name, Matcher::Op::Equal, label.value});
    const Result<QString> selector = logql::selector(stream);
    widgets::Banner* banner = m_pane->detail()->contextBanner();
    if (!selector) {
        banner->show(BannerText::failed(selector.error()));
        return;
    }
    m_linesBefore.reset();
    m_linesAfter.reset();
    banner->show(BannerText::loading(tr("Lines around this one")));
    const Instant at = parts->line.at;
    const auto fail = [banner](const Error& error) { banner->show(BannerText::failed(error)); };
    m_earlier.await((*loki)->loki->queryRange({.query = *selector,
                                               .range = {at - timeAround, at},
                                               .direction = loki::Direction::Backward,
                                               .limit = linesAround}),
                    this, [this, fail](const Result<loki::LogPage>& page) {
                        if (!page)
                            return fail(page.error());
                        m_linesBefore = page->batch->inOrder(LogOrder::OldestFirst);
                        showContext();
                    });
    m_later.await((*loki)->loki->queryRange({.query = *selector,
                                             .range = {at, at + timeAround},
                                             .direction = loki::Direction::Forward,
                                             .limit = linesAround}),
                  this, [this, fail](const Result<loki::LogPage>& page) {
                      if (!page)
                          return fail(page.error());
                      m_linesAfter = page->batch->inOrder(LogOrder::OldestFirst);
                      showContext();
                  });
}

void LineInspector::showContext()
{
    const items::LinePartsPtr& parts = m_pane->detail()->parts();
    if (!m_linesBefore || !m_linesAfter || !parts)
        return;
    m_pane->detail()->contextBanner()->hideNow();
    items::LogModel* model = m_pane->detail()->contextModel();
    model->setLook(m_pane->view()->model()->look());
    model->clear();
    model->append(*m_linesBefore);
    model->append(*m_linesAfter);
    widgets::LogView* view = m_pane->detail()->contextView();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->timeAt(row) != parts->line.at || model->lineAt(row).line != parts->line.line)
            continue;
        view->setCurrentRow(row);
        view->reveal(row, true);
        break;
    }
}

} // namespace signalbox::app
