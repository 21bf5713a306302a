// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/pager.h"

#include "connectors/loki/answer.h"
#include "connectors/loki/client.h"

#include <QPointer>

namespace signalbox::loki {

class Pager::Private
{
public:
    Private(Client* borrowed, PageRequest request)
        : client(borrowed)
        , plan(std::move(request))
    {
    }

    Client* client;
    PagePlan plan;
    PagerReport report;
    QFuture<Result<LogPage>> running;
    QFuture<Result<MetricPage>> check;
    bool isBusy = false;
};

QString describe(const Gap& gap)
{
    return QStringLiteral("%1 lines or more carry the time %2, which is all that the server gives of one "
                          "nanosecond. Narrow the selector to see the others.")
        .arg(QString::number(gap.got), gap.at.toRfc3339());
}

Pager::Pager(Client* client, PageRequest request, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(client, std::move(request)))
{
}

Pager::~Pager()
{
    d->running.cancel();
    d->check.cancel();
}

const PagerReport& Pager::report() const
{
    return d->report;
}

void Pager::remember(const std::vector<LogBatchPtr>& known)
{
    d->plan.remember(known);
}

void Pager::start()
{
    ask();
}

void Pager::resume()
{
    ask();
}

void Pager::extend(std::int64_t lines)
{
    if (d->report.complete)
        return;
    d->plan.extend(lines);
    ask();
}

void Pager::ask()
{
    if (d->isBusy)
        return;
    d->isBusy = true;
    const PageRequest& request = d->plan.request();
    const Ask& now = d->plan.current();
    d->running = d->client->queryRange({.query = request.query,
                                        .range = now.range,
                                        .direction = request.direction,
                                        .limit = now.limit,
                                        .priority = request.priority,
                                        .supersedeKey = {},
                                        .deadline = {},
                                        .isProbe = false});
    whenReady(d->running, this, [this](Result<LogPage> answer) { received(std::move(answer)); });
}

void Pager::received(Result<LogPage> answer)
{
    d->isBusy = false;
    if (!answer) {
        if (const auto most = entriesLimit(answer.error())) {
            if (const auto outcome = d->plan.lowered(*most)) {
                follow(*outcome);
                return;
            }
        }
        if (!answer.error().isCancelled())
            Q_EMIT failed(answer.error());
        return;
    }
    ++d->report.pages;
    d->report.notes.merge(answer->notes);
    follow(d->plan.take(answer->batch, answer->notes.badEntries));
}

void Pager::follow(const PageOutcome& outcome)
{
    d->report.lines += static_cast<std::int64_t>(outcome.lines->size());
    d->report.clipped += outcome.clipped;
    if (outcome.gap)
        d->report.gaps.push_back(*outcome.gap);
    d->report.complete = outcome.complete;
    if (!outcome.lines->isEmpty()) {
        const QPointer<Pager> self(this);
        Q_EMIT pageReady(outcome.lines);
        if (!self)
            return;
    }
    if (outcome.next)
        ask();
    else if (d->report.lines == 0 && d->plan.request().query.contains(QLatin1Char('~')))
        checkPatterns();
    else
        Q_EMIT finished(d->report);
}

void Pager::checkPatterns()
{
    const PageRequest& request = d->plan.request();
    // On a line of its own, since the query may end in a comment.
    const QString counted = QStringLiteral("count_over_time(%1\n[1s])").arg(request.query);
    d->check = d->client->metricAt(counted, request.range.start);
    whenReady(d->check, this, [this](const Result<MetricPage>& answer) {
        // What else may be wrong with this question is no matter of who asked for lines.
        if (!answer && isBadPattern(answer.error()))
            Q_EMIT failed(answer.error());
        else if (answer || !answer.error().isCancelled())
            Q_EMIT finished(d->report);
    });
}

} // namespace signalbox::loki
