// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/tracelogs.h"

#include "models/logtext/message.h"
#include "models/telemetry/servicelabel.h"
#include "models/telemetry/tracecontext.h"

#include <QHash>

#include <algorithm>

namespace signalbox::traces {

namespace {

constexpr qsizetype longestText = 240;
constexpr int mostLooks = 256; ///< spans that are looked at for one line without an id

class Placer
{
public:
    Placer(const Trace& trace, const Timeline& times)
        : m_trace(trace)
        , m_times(times)
    {
    }

    void place(TraceLine& line, const std::optional<SpanId>& id)
    {
        if (id && byId(line, *id))
            return;
        if (byTime(line))
            return;
        line.place = TraceLine::Place::Lane;
    }

private:
    [[nodiscard]] bool isOf(std::uint32_t span, const QString& service) const
    {
        return m_trace.serviceOf(m_trace.at(span)).compare(service, Qt::CaseInsensitive) == 0;
    }

    bool byId(TraceLine& line, SpanId id)
    {
        if (m_ids.empty())
            indexIds();
        const auto found = std::equal_range(m_ids.begin(), m_ids.end(), std::pair(id, std::uint32_t{0}),
                                            [](const auto& a, const auto& b) { return a.first < b.first; });
        if (found.first == found.second)
            return false;
        std::uint32_t best = found.first->second;
        for (auto it = found.first; it != found.second; ++it)
            if (isOf(it->second, line.service)) {
                best = it->second;
                break;
            }
        if (!isOf(best, line.service))
            for (const std::uint32_t child : m_trace.children(best))
                if (m_trace.at(child).kind == SpanKind::Server && isOf(child, line.service))
                    best = child;
        line.span = best;
        line.place = TraceLine::Place::BySpanId;
        line.at = added(line.at, m_times.shiftOf(best));
        return true;
    }

    void indexIds()
    {
        m_ids.reserve(m_trace.size());
        for (std::uint32_t span = 0; span < m_trace.size(); ++span)
            m_ids.emplace_back(m_trace.at(span).id, span);
        std::sort(m_ids.begin(), m_ids.end());
    }

    bool byTime(TraceLine& line)
    {
        const std::vector<std::uint32_t>& spans = spansOf(line.service);
        auto it =
            std::upper_bound(spans.begin(), spans.end(), line.at, [this](Offset at, std::uint32_t span) {
                return at < m_times.spans[span].begin;
            });
        for (int looks = 0; it != spans.begin() && looks < mostLooks; ++looks) {
            --it;
            if (m_times.spans[*it].end < line.at)
                continue;
            line.span = *it;
            line.place = TraceLine::Place::ByTime;
            return true;
        }
        return false;
    }

    const std::vector<std::uint32_t>& spansOf(const QString& service)
    {
        const QString key = service.toLower();
        const auto known = m_byService.constFind(key);
        if (known != m_byService.constEnd())
            return *known;
        std::vector<std::uint32_t> spans;
        for (std::uint32_t span = 0; span < m_trace.size(); ++span)
            if (isOf(span, service))
                spans.push_back(span);
        std::stable_sort(spans.begin(), spans.end(), [this](std::uint32_t a, std::uint32_t b) {
            return m_times.spans[a].begin < m_times.spans[b].begin;
        });
        return *m_byService.insert(key, std::move(spans));
    }

    const Trace& m_trace;
    const Timeline& m_times;
    std::vector<std::pair<SpanId, std::uint32_t>> m_ids;
    QHash<QString, std::vector<std::uint32_t>> m_byService;
};

} // namespace

std::vector<Moment> TraceLogs::moments() const
{
    std::vector<Moment> moments;
    for (const TraceLine& line : lines)
        if (line.place != TraceLine::Place::Lane)
            moments.push_back({line.span, line.at});
    return moments;
}

TraceLogs placeLogs(const Trace& trace, const Timeline& times, LogBatchPtr batch, const NameOfStream& nameOf)
{
    TraceLogs logs{.batch = batch->inOrder(LogOrder::OldestFirst), .lines = {}, .unmatched = 0};
    Placer placer(trace, times);
    logs.lines.reserve(logs.batch->size());
    for (std::uint32_t row = 0; row < logs.batch->size(); ++row) {
        const std::string_view bytes = logs.batch->line(row);
        const LabelSet& labels = logs.batch->labels(row);
        TraceLine line{.at = offsetOf(trace, logs.batch->time(row)),
                       .level = logs.batch->level(row),
                       .service = nameOf ? nameOf(labels) : QString(),
                       .text = logtext::messageOf(bytes, longestText).human.text,
                       .row = row};
        if (line.service.isEmpty())
            line.service = serviceOf(labels);
        const auto context = TraceContext::fromFields(labels, logs.batch->metadata(row), bytes);
        placer.place(line, context ? context->span : std::nullopt);
        if (line.place == TraceLine::Place::Lane)
            ++logs.unmatched;
        logs.lines.push_back(std::move(line));
    }
    return logs;
}

std::optional<IdPlace> idPlaceOf(const TraceLogs& logs, const QString& service)
{
    for (const TraceLine& line : logs.lines) {
        if (line.service.compare(service, Qt::CaseInsensitive) != 0)
            continue;
        if (const auto inLine = TraceContext::fromFields({}, {}, logs.batch->line(line.row)))
            return IdPlace{.field = {}, .text = inLine->traceText};
        if (const auto beside = TraceContext::fromFields({}, logs.batch->metadata(line.row), {}))
            return IdPlace{.field = beside->source, .text = beside->traceText};
    }
    return std::nullopt;
}

} // namespace signalbox::traces
