// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logscontroller.h"

#include "app/backends.h"
#include "app/controllers/servicelist.h"
#include "app/controllers/staleness.h"
#include "connectors/loki/querytext.h"
#include "widgets/logs/logspane.h"

#include <QRegularExpression>

namespace signalbox::app {

using profile::BackendKind;
using widgets::BannerText;

namespace {

constexpr std::int64_t firstLimit = 1000;
constexpr std::int64_t moreLimit = 5000;
constexpr int pageSize = 1000;

} // namespace

QString logQueryOf(const focus::Focus& focus, const QString& serviceLabel)
{
    std::vector<Matcher> matchers = focus.filters;
    if (!focus.services.isEmpty() && !serviceLabel.isEmpty()) {
        QStringList escaped;
        for (const QString& service : focus.services)
            escaped += QRegularExpression::escape(service);
        const bool one = focus.services.size() == 1;
        matchers.push_back({.name = serviceLabel,
                            .op = one ? Matcher::Op::Equal : Matcher::Op::Matches,
                            .value = one ? focus.services.front() : escaped.join(QLatin1Char('|'))});
    } else if (!serviceLabel.isEmpty()) {
        matchers.push_back({.name = serviceLabel, .op = Matcher::Op::Matches, .value = QStringLiteral(".+")});
    }
    return loki::selector(matchers).value_or(QString());
}

LogsController::LogsController(Backends* backends, focus::FocusModel* focus, ServiceList* services,
                               widgets::LogsPane* pane, items::LogModel* lines, QObject* parent)
    : QObject(parent)
    , m_backends(backends)
    , m_focus(focus)
    , m_services(services)
    , m_pane(pane)
    , m_model(lines)
{
    connect(m_focus, &focus::FocusModel::changed, this, [this] {
        writeQuery();
        refresh();
    });
    connect(m_services, &ServiceList::changed, this, [this] {
        const QString before = m_pane->query();
        writeQuery();
        if (m_pane->query() != before)
            refresh();
    });
    connect(m_pane, &widgets::LogsPane::querySubmitted, this, &LogsController::refresh);
    connect(m_pane, &widgets::LogsPane::moreRequested, this, &LogsController::more);
    connect(m_pane, &widgets::LogsPane::cancelRequested, this, &LogsController::stop);
    writeQuery();
}

void LogsController::writeQuery()
{
    m_pane->setFocusQuery(logQueryOf(m_focus->current(), m_services->lokiLabel()));
}

void LogsController::refresh()
{
    start(firstLimit);
}

void LogsController::start(std::int64_t limit)
{
    m_pager.reset();
    m_pane->footer()->hideNow();
    const auto loki = m_backends->choose({BackendKind::Loki}, {});
    if (!loki) {
        m_pane->banner()->show(
            BannerText::empty(tr("This profile names no Loki."), tr("Add one to it to read logs.")));
        return;
    }
    const QString query = m_pane->query().trimmed();
    if (query.isEmpty()) {
        const QString problem = m_services->problem();
        m_pane->banner()->show(
            problem.isEmpty()
                ? BannerText::loading((*loki)->backend().name)
                : BannerText::empty(tr("No query yet: the labels of the streams are not known."), problem,
                                    tr("Retry")));
        return;
    }
    const Result<Interval> range = m_focus->current().range.resolved(m_backends->clock().now());
    if (!range) {
        m_pane->banner()->show(BannerText::failed(range.error()));
        return;
    }
    m_limit = limit;
    m_fresh = true;
    m_pane->banner()->show(BannerText::loading((*loki)->backend().name));
    const loki::PageRequest request{.query = query,
                                    .range = {range->start, range->end},
                                    .direction = m_pane->isNewestFirst() ? loki::Direction::Backward
                                                                         : loki::Direction::Forward,
                                    .limit = limit,
                                    .pageSize = pageSize};
    m_pager = std::make_unique<loki::Pager>((*loki)->loki.get(), request);
    connect(m_pager.get(), &loki::Pager::pageReady, this, &LogsController::pageCame);
    connect(m_pager.get(), &loki::Pager::finished, this, &LogsController::finished);
    connect(m_pager.get(), &loki::Pager::failed, this, &LogsController::failed);
    m_pager->start();
}

void LogsController::more()
{
    if (m_pager && !m_fresh && m_pane->footer()->text().kind == BannerText::Kind::Error) {
        m_pane->footer()->show(BannerText::loading(tr("The next page")));
        m_pager->resume();
    } else {
        start(m_limit + moreLimit);
    }
}

void LogsController::stop()
{
    m_pager.reset();
    m_pane->banner()->hideNow();
    m_pane->footer()->show(
        BannerText::partial(tr("Cancelled. %n lines are loaded.", nullptr, m_model->rowCount()),
                            tr("The range was not read to its end."), tr("Load more")));
}

void LogsController::pageCame(const LogBatchPtr& lines)
{
    // The lines of the run before stay on the screen until the new ones are here.
    if (std::exchange(m_fresh, false))
        m_model->clear();
    m_model->append(lines);
    m_linesAt = m_backends->clock().now();
    m_pane->banner()->hideNow();
    m_pane->setNote(tr("%n lines", nullptr, m_model->rowCount()));
    Q_EMIT answered(*m_linesAt);
}

void LogsController::finished(const loki::PagerReport& report)
{
    if (std::exchange(m_fresh, false))
        m_model->clear();
    m_linesAt = m_backends->clock().now();
    Q_EMIT answered(*m_linesAt);
    m_pane->setNote(tr("%n lines", nullptr, m_model->rowCount()));
    m_pane->footer()->hideNow();
    if (report.lines == 0) {
        m_pane->banner()->show(BannerText::empty(tr("No line matches in this range."),
                                                 tr("Loki answered, and found none. A wider range or another "
                                                    "query may; lines older than the retention are gone.")));
        return;
    }
    m_pane->banner()->hideNow();
    if (!report.gaps.empty())
        m_pane->footer()->show(BannerText::partial(loki::describe(report.gaps.front()),
                                                   tr("All other lines of the range are here.")));
    else if (!report.complete)
        m_pane->footer()->show(BannerText::partial(tr("%1 lines, and there are more.").arg(report.lines),
                                                   tr("The range holds more lines than are loaded."),
                                                   tr("Load more")));
    else if (!report.notes.warnings.isEmpty())
        m_pane->footer()->show(BannerText::partial(cleaned(QStringView(report.notes.warnings.front())),
                                                   tr("The server said so with its answer.")));
}

void LogsController::failed(const Error& error)
{
    const bool firstPage = m_fresh;
    if (!firstPage) {
        // What is loaded stays; Retry goes on from the break.
        m_pane->banner()->hideNow();
        m_pane->footer()->show(BannerText::failed(error));
        return;
    }
    if (m_linesAt && m_model->rowCount() > 0)
        m_pane->banner()->show(staleText(error, *m_linesAt, m_backends->clock().now()));
    else
        m_pane->banner()->show(BannerText::failed(error));
}

} // namespace signalbox::app
