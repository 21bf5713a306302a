// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tracelogfetch.h"

#include "connectors/loki/client.h"
#include "models/logql/text.h"
#include "models/promql/selector.h"

#include <QSet>

#include <array>

namespace signalbox::app {

namespace {

using namespace std::chrono_literals;

/// The same service may be called otherwise in Loki: before looking at other times, all streams are asked for
/// this one.
struct Rung
{
    Duration padding;
    bool allStreams;
};
constexpr std::array ladder{Rung{2s, false}, Rung{2s, true}, Rung{5min, true}, Rung{1h, false}};

/// Without leading zeros: some write them and some do not. A short rest would be found in any line.
QString stripped(const TraceId& id)
{
    constexpr qsizetype telling = 13;
    QString hex = id.toHex();
    while (hex.startsWith(u'0'))
        hex.remove(0, 1);
    return hex.size() < telling ? id.toShortHex() : hex;
}

/// One of lines that came by both questions.
LogBatchPtr withoutRepeats(const LogBatchPtr& batch)
{
    QSet<QByteArray> seen;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < batch->size(); ++row) {
        QByteArray key = QByteArray::number(qlonglong{batch->time(row).ns}) + '|' +
                         QByteArray::number(batch->streamIndex(row)) + '|';
        const std::string_view line = batch->line(row);
        key.append(line.data(), static_cast<qsizetype>(line.size()));
        if (seen.contains(key))
            continue;
        seen.insert(key);
        rows.push_back(row);
    }
    return rows.size() == batch->size() ? batch : batch->select(rows);
}

} // namespace

TraceLogFetch::TraceLogFetch(QObject* parent)
    : QObject(parent)
{
}

QString TraceLogFetch::selectorFor(const QString& label, const QStringList& services)
{
    Matcher matcher{label, Matcher::Op::Matches, QStringLiteral(".+")};
    if (services.size() == 1) {
        matcher = {label, Matcher::Op::Equal, services.front()};
    } else if (!services.isEmpty()) {
        QStringList quoted;
        for (const QString& service : services)
            quoted.append(promql::regexLiteral(service));
        matcher.value = quoted.join(u'|');
    }
    const Result<QString> selector = logql::selector({matcher});
    return selector ? *selector : QString();
}

QString TraceLogFetch::textQuery(const QString& selector, const TraceId& id)
{
    return QStringLiteral("%1 |~ `(?i)%2`").arg(selector, stripped(id));
}

QString TraceLogFetch::metadataQuery(const QString& selector, const TraceId& id)
{
    QStringList names;
    for (const char* name : {"trace_id", "traceid", "traceID", "traceId", "TraceId", "trace"})
        names.append(QStringLiteral("%1=~`(?i)0*%2`").arg(QLatin1String(name), stripped(id)));
    return QStringLiteral("%1 | %2").arg(selector, names.join(QStringLiteral(" or ")));
}

void TraceLogFetch::fetch(loki::Client* loki, const std::shared_ptr<const Trace>& trace, const QString& label,
                          const QStringList& services, Receive receive)
{
    cancel();
    m_loki = loki;
    m_trace = trace;
    m_label = label;
    m_services = services;
    m_receive = std::move(receive);
    m_found = {};
    m_rung = services.isEmpty() ? 1 : 0; // the first would be the second
    ask();
}

void TraceLogFetch::cancel()
{
    m_inText.cancel();
    m_inMetadata.cancel();
    m_receive = nullptr;
}

void TraceLogFetch::ask()
{
    m_awaited = 2;
    m_batches.clear();
    m_found.isCut = false;
    m_found.error.reset();
    m_found.padding = ladder[m_rung].padding;
    m_found.allStreams = ladder[m_rung].allStreams || m_services.isEmpty();
    const QString selector = selectorFor(m_label, m_found.allStreams ? QStringList() : m_services);
    const loki::Range range{m_trace->start() - m_found.padding,
                            m_trace->start() + m_trace->duration() + m_found.padding};
    const auto send = [&](Latest<loki::LogPage>& latest, const QString& query) {
        latest.await(
            m_loki->queryRange(
                {.query = query, .range = range, .direction = loki::Direction::Forward, .limit = limit}),
            this, [this](const Result<loki::LogPage>& page) { take(page); });
    };
    send(m_inText, textQuery(selector, m_trace->id()));
    send(m_inMetadata, metadataQuery(selector, m_trace->id()));
}

void TraceLogFetch::take(const Result<loki::LogPage>& page)
{
    if (page) {
        m_batches.push_back(page->batch);
        m_found.isCut = m_found.isCut || page->batch->size() >= static_cast<std::size_t>(limit);
    } else {
        m_found.error = page.error();
    }
    if (--m_awaited == 0)
        conclude();
}

void TraceLogFetch::conclude()
{
    m_found.lines = withoutRepeats(LogBatch::joined(m_batches)->inOrder(LogOrder::OldestFirst));
    if (m_found.lines->isEmpty() && !m_found.error && m_rung + 1 < ladder.size()) {
        ++m_rung;
        ask();
        return;
    }
    if (const Receive receive = std::exchange(m_receive, nullptr))
        receive(m_found);
}

} // namespace signalbox::app
