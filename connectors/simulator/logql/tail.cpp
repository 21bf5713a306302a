// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/tail.h"

#include "connectors/simulator/logql/jsonwriter.h"
#include "connectors/simulator/logql/parser.h"
#include "connectors/simulator/logql/units.h"

#include <algorithm>

namespace signalbox::simulator::logql {

namespace {

constexpr std::int64_t nsOfHour = 3'600'000'000'000;
constexpr double maxDelaySeconds = 5;

} // namespace

Result<TailQuery> parseTail(const Request& request, Instant now)
{
    TailQuery out;
    auto query = parseQuery(textOf(request, u"query"));
    if (!query)
        return failure(std::move(query.error()));
    out.query = std::move(*query);
    const auto start = timeOf(request, u"start", now.ns - nsOfHour);
    if (!start)
        return failure(start.error());
    const auto limit = limitOf(request, u"limit", 100);
    if (!limit)
        return failure(limit.error());
    if (const std::string text = textOf(request, u"delay_for"); !text.empty()) {
        const auto delay = parseNumber(text);
        if (!delay || *delay < 0)
            return failure(badRequest("strconv.Atoi: parsing " + quotedText(text) + ": invalid syntax"));
        if (*delay > maxDelaySeconds)
            return failure(badRequest("delay_for can't be greater than 5"));
        out.delayNs = static_cast<std::int64_t>(*delay * 1e9);
    }
    out.startNs = *start;
    out.limit = std::min<std::size_t>(*limit, 5000);
    out.encoding = encodingOf(request);
    return out;
}

void startTail(WebSocket* socket, const LogStore* store, const Clock* clock,
               std::shared_ptr<const TailQuery> query)
{
    if (!std::holds_alternative<LogSelector>(query->query)) {
        socket->close(1011, "only log selector is supported");
        return;
    }
    new TailSession(socket, store, clock, std::move(query));
}

TailSession::TailSession(WebSocket* socket, const LogStore* store, const Clock* clock,
                         std::shared_ptr<const TailQuery> query)
    : QObject(socket)
    , m_socket(socket)
    , m_store(store)
    , m_clock(clock)
    , m_query(std::move(query))
    , m_mark(store->mark())
{
    connect(socket, &WebSocket::closed, &m_timer, &QTimer::stop);
    m_timer.setInterval(std::chrono::milliseconds(500));
    connect(&m_timer, &QTimer::timeout, this, &TailSession::sendArrivals);
    m_timer.start();
    m_end.setSingleShot(true);
    m_end.setInterval(std::chrono::hours(1));
    connect(&m_end, &QTimer::timeout, this,
            [this] { m_socket->close(1011, "reached tail max duration limit"); });
    m_end.start();
    sendHistory();
}

void TailSession::sendHistory()
{
    const LogRange range{.startNs = m_query->startNs,
                         .endNs = std::max(m_query->startNs, m_clock->now().ns + 1),
                         .direction = Direction::Backward,
                         .limit = m_query->limit};
    std::vector<Pending> lines;
    for (ResultStream& stream : runLogQuery(*m_store, selector(), range, m_query->encoding).streams) {
        for (ResultLine& line : stream.lines)
            lines.push_back({.labels = stream.labels, .line = std::move(line)});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Pending& a, const Pending& b) { return a.line.ns < b.line.ns; });
    if (!lines.empty())
        sendFrame(lines);
}

void TailSession::arrived(std::size_t stream, const Entry& entry)
{
    const Fields& labels = m_store->labels(stream);
    if (!selector().selects(labels))
        return;
    LineState state;
    state.reset(labels, entry);
    if (!applyAll(selector().pipeline, state))
        return;
    Pending line{.labels = state.stream(),
                 .line = {.ns = state.ns, .line = state.line, .metadata = {}, .parsed = {}}};
    if (m_query->encoding == Encoding::Categorised) {
        line.line.metadata = state.metadata();
        line.line.parsed = state.parsed();
    } else if (!selector().pipeline.empty()) {
        line.labels = state.all(); // without a pipeline Loki leaves the metadata of live lines out
    }
    m_pending.push_back(std::move(line));
}

void TailSession::sendArrivals()
{
    m_mark = m_store->visitArrivals(
        m_mark, [this](std::size_t stream, const Entry& entry) { arrived(stream, entry); });
    const std::int64_t due = m_clock->now().ns - m_query->delayNs;
    std::vector<Pending> frame;
    while (!m_pending.empty() && (m_query->delayNs == 0 || m_pending.front().line.ns <= due)) {
        frame.push_back(std::move(m_pending.front()));
        m_pending.pop_front();
        if (frame.size() == linesPerFrame) {
            sendFrame(frame);
            frame.clear();
        }
    }
    if (!frame.empty())
        sendFrame(frame);
}

void TailSession::sendFrame(const std::vector<Pending>& lines)
{
    if (m_socket->bufferedBytes() > bufferedLimit) {
        for (const Pending& p : lines) {
            if (m_dropped.size() < dropsRemembered)
                m_dropped.emplace_back(p.labels, p.line.ns);
        }
        return;
    }
    std::string out = R"({"streams":[)";
    for (const Pending& p : lines) {
        if (out.back() != '[')
            out += ',';
        appendTailEntry(out, p.labels, p.line, m_query->encoding);
    }
    out += ']';
    if (!m_dropped.empty()) {
        out += R"(,"dropped_entries":[)";
        for (const auto& [labels, ns] : m_dropped) {
            out += out.back() == '[' ? R"({"labels":)" : R"(,{"labels":)";
            appendJson(out, labels);
            out += R"(,"timestamp":")" + std::to_string(ns) + "\"}";
        }
        out += ']';
        m_dropped.clear();
    }
    if (m_query->encoding == Encoding::Categorised)
        out += R"(,"encodingFlags":["categorize-labels"])";
    m_socket->sendText(QByteArray::fromStdString(out + '}'));
}

} // namespace signalbox::simulator::logql
