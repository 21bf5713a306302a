// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/logs.h"

#include "app/backends.h"
#include "connectors/http/httpclient.h"
#include "connectors/loki/answer.h"
#include "connectors/loki/client.h"
#include "models/base/duration.h"

namespace signalbox::cli {

namespace {

constexpr std::int64_t usualLimit = 1000;

/// A page as large as servers allow by default saves round trips; a smaller limit needs no more.
int pageSizeFor(std::int64_t limit)
{
    constexpr std::int64_t largest = 5000;
    return static_cast<int>(limit == 0 ? largest : std::min(limit, largest));
}

} // namespace

LogsCommand::LogsCommand(const Context& context, LogsOptions options, QObject* parent)
    : Command(context, parent)
    , m_options(std::move(options))
{
}

LogsCommand::~LogsCommand() = default;

void LogsCommand::start()
{
    const auto chosen = backends().choose({profile::BackendKind::Loki}, common().backend);
    if (!chosen)
        fail(chosen.error(), WrongUsage);
    else if (m_options.follow)
        follow((*chosen)->loki.get());
    else
        readPages((*chosen)->loki.get());
}

void LogsCommand::interrupt()
{
    if (m_tail)
        m_tail->stop();
    finish(m_options.follow ? Done : Interrupted);
}

void LogsCommand::readPages(loki::Client* client)
{
    const std::int64_t limit = m_options.limit.value_or(usualLimit);
    m_pager = std::make_unique<loki::Pager>(
        client, loki::PageRequest{.query = m_options.query,
                                  .range = {.start = m_options.range.start, .end = m_options.range.end},
                                  .direction = m_options.forward ? loki::Direction::Forward
                                                                 : loki::Direction::Backward,
                                  .limit = limit,
                                  .pageSize = pageSizeFor(limit)});
    connect(m_pager.get(), &loki::Pager::pageReady, this, &LogsCommand::write);
    connect(m_pager.get(), &loki::Pager::failed, this,
            [this, client](const Error& error) { failWith(error, client->http()->backend().name); });
    connect(m_pager.get(), &loki::Pager::finished, this, [this](const loki::PagerReport& report) {
        if (m_written == 0 && !common().json)
            output().write(QStringLiteral("No lines from %1 to %2.\n")
                               .arg(m_options.range.start.toRfc3339(), m_options.range.end.toRfc3339()));
        sayWhatIsMissing(report);
        finish(Done);
    });
    m_pager->start();
}

void LogsCommand::follow(loki::Client* client)
{
    m_tail = std::make_unique<loki::Tail>(
        client, loki::TailOptions{.query = m_options.query, .start = m_options.range.start});
    connect(m_tail.get(), &loki::Tail::lines, this, [this](const LogBatchPtr& lines) {
        write(lines);
        output().flush();
        if (m_options.limit.value_or(0) > 0 && m_written >= *m_options.limit) {
            m_tail->stop();
            finish(Done);
        }
    });
    connect(m_tail.get(), &loki::Tail::dropped, this, [this](qint64 count) {
        output().say(QStringLiteral("The server left out %1 lines that came too fast; ask for the range "
                                    "without --follow to see them.")
                         .arg(count));
    });
    connect(m_tail.get(), &loki::Tail::stateChanged, this, &LogsCommand::sayState);
    connect(m_tail.get(), &loki::Tail::failed, this,
            [this, client](const Error& error) { failWith(error, client->http()->backend().name); });
    m_tail->start();
}

void LogsCommand::failWith(Error error, const QString& backend)
{
    if (loki::isNumbersForLines(error))
        error.what =
            QStringLiteral("%1 answered with numbers, not with lines: this is a metric query. Ask it "
                           "with \"signalbox metrics --backend %1\", or leave the function around the "
                           "selector away.")
                .arg(backend);
    fail(error);
}

void LogsCommand::write(const LogBatchPtr& lines)
{
    const auto width = output().width();
    for (std::size_t i = 0; i < lines->size() && !output().isBroken(); ++i) {
        // A follower's limit may lie in the middle of what came at once.
        if (m_options.follow && m_options.limit.value_or(0) > 0 && m_written >= *m_options.limit)
            return;
        const LogLine line = lines->at(i);
        if (common().json)
            output().write(dumped(toJson(line)) + '\n');
        else
            output().write(m_text.row(line, width));
        ++m_written;
    }
}

void LogsCommand::sayWhatIsMissing(const loki::PagerReport& report)
{
    for (const loki::Gap& gap : report.gaps) {
        output().say(
            QStringLiteral("More lines carry the time %1 than the server gives in one answer: %2 are "
                           "shown, others are missing. Narrow the query to see them.")
                .arg(gap.at.toRfc3339())
                .arg(gap.got));
    }
    for (const QString& warning : report.notes.warnings)
        output().say(warning);
    if (report.notes.badEntries > 0) {
        output().say(QStringLiteral("%1 lines could not be read and are missing; the first: %2")
                         .arg(report.notes.badEntries)
                         .arg(report.notes.firstBad));
    }
    // Who set a limit knows of it.
    if (!report.complete && !m_options.limit) {
        output().say(QStringLiteral("These are the %1 %2 lines; there may be more. --limit N shows N lines, "
                                    "--limit 0 all of them.")
                         .arg(m_options.forward ? QStringLiteral("oldest") : QStringLiteral("newest"))
                         .arg(usualLimit));
    }
}

void LogsCommand::sayState(const loki::TailState& state)
{
    using Phase = loki::TailState::Phase;
    const Phase before = std::exchange(m_phase, state.phase);
    if (state.phase == Phase::Waiting) {
        output().say(QStringLiteral("%1 Trying again in %2.").arg(state.reason, humanText(state.retryIn)));
    } else if (state.phase == Phase::Polling && before != Phase::Polling) {
        output().say(QStringLiteral("%1 Asking every few seconds instead.").arg(state.reason));
    } else if (state.phase == Phase::Live && common().verbose) {
        output().say(QStringLiteral("Following."));
    }
}

} // namespace signalbox::cli
