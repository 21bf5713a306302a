// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/worldlogs.h"

#include <algorithm>
#include <tuple>

namespace signalbox::simulator::world {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;
constexpr std::int64_t msNs = 1'000'000;

bool hasLog(const PlannedSpan& span)
{
    return span.role == Role::Server || span.role == Role::Consumer || span.parent < 0 || span.attempt > 0;
}

} // namespace

/// Walks one pod's lines minute by minute and writes each when it is asked for.
class WorldLogCursor final : public logql::Cursor
{
public:
    WorldLogCursor(const WorldLogStore& store, std::size_t pod, std::int64_t startNs, std::int64_t endNs,
                   logql::Direction direction)
        : m_store(store)
        , m_pod(pod)
        , m_startNs(startNs)
        , m_endNs(endNs)
        , m_forward(direction == logql::Direction::Forward)
    {
        if (startNs >= endNs)
            return;
        const std::int64_t first = startNs / minuteNs;
        const std::int64_t last = (endNs - 1) / minuteNs;
        m_next = m_forward ? first : last;
        m_left = last - first + 1;
    }

    const logql::Entry* next() override
    {
        while (m_at == m_events.size()) {
            if (m_left == 0)
                return nullptr;
            load();
        }
        m_entry = logLine(m_store.m_scenario, m_store.m_fleet, m_events[m_at++]);
        return &m_entry;
    }

private:
    void load()
    {
        const auto minute = m_store.minute(m_next);
        m_events.clear();
        m_at = 0;
        for (std::uint32_t i = minute->first[m_pod]; i < minute->first[m_pod + 1]; ++i) {
            if (minute->events[i].ns >= m_startNs && minute->events[i].ns < m_endNs)
                m_events.push_back(minute->events[i]);
        }
        if (!m_forward)
            std::ranges::reverse(m_events);
        m_next += m_forward ? 1 : -1;
        --m_left;
    }

    const WorldLogStore& m_store;
    std::size_t m_pod;
    std::int64_t m_startNs;
    std::int64_t m_endNs;
    bool m_forward;
    std::int64_t m_next = 0;
    std::int64_t m_left = 0; ///< minutes
    std::vector<LogEvent> m_events;
    std::size_t m_at = 0;
    logql::Entry m_entry;
};

WorldLogStore::WorldLogStore(const Scenario& scenario, const Story& story, const Fleet& fleet,
                             const Planner& planner, const Clock& clock, std::uint64_t seed)
    : m_scenario(scenario)
    , m_story(story)
    , m_fleet(fleet)
    , m_planner(planner)
    , m_clock(clock)
    , m_seed(mixed(seed, 0x1095))
{
    for (const Pod& pod : fleet.pods())
        m_labels.push_back({{"namespace", scenario.name.toStdString()},
                            {"pod", pod.name},
                            {"service_name", scenario.services[pod.service].name},
                            {"zone", pod.zone}});
}

std::shared_ptr<const WorldLogStore::Minute> WorldLogStore::minute(std::int64_t minute) const
{
    return m_minutes.of(minute, [&] { return makeMinute(minute); });
}

WorldLogStore::Minute WorldLogStore::makeMinute(std::int64_t minute) const
{
    Minute out;
    for (std::int64_t m = minute - Planner::longestNs / minuteNs; m <= minute; ++m) {
        const auto traces = m_planner.minute(m);
        for (const PlannedTrace& trace : *traces) {
            if (trace.endNs < minute * minuteNs)
                continue;
            for (std::size_t s = 0; s < trace.spans.size(); ++s) {
                const PlannedSpan& span = trace.spans[s];
                if (!hasLog(span))
                    continue;
                const Operation& operation = m_scenario.operations[span.operation];
                const std::int64_t took = span.endNs - span.startNs;
                LogEvent event{.ns = span.endNs - took / 25,
                               .trace = trace.id,
                               .span = trace.spanId(s),
                               .bits = trace.bitsOf(s),
                               .tookNs = took,
                               .pod = span.pod,
                               .source = span.operation,
                               .status = span.status,
                               .attempt = span.attempt,
                               .kind = LogEvent::Kind::Done};
                const std::string* text = &operation.message;
                if (span.role == Role::Client) {
                    event.kind = LogEvent::Kind::Retry;
                    event.ns = span.startNs;
                    text = &operation.name;
                } else if (span.failed) {
                    event.kind = LogEvent::Kind::Failed;
                    text = &operation.errorMessage;
                } else if (!operation.slowMessage.empty() && took > operation.slowNs) {
                    event.kind = LogEvent::Kind::Slow;
                    text = &operation.slowMessage;
                }
                if (!text->empty() && event.ns / minuteNs == minute)
                    out.events.push_back(event);
            }
        }
    }
    addChatter(minute, out.events);
    std::ranges::stable_sort(out.events, [](const LogEvent& a, const LogEvent& b) {
        return std::tie(a.pod, a.ns, a.bits) < std::tie(b.pod, b.ns, b.bits);
    });
    out.first.resize(m_labels.size() + 1);
    std::size_t at = 0;
    for (std::size_t pod = 0; pod <= m_labels.size(); ++pod) {
        while (at < out.events.size() && out.events[at].pod < pod)
            ++at;
        out.first[pod] = static_cast<std::uint32_t>(at);
    }
    return out;
}

void WorldLogStore::addChatter(std::int64_t minute, std::vector<LogEvent>& out) const
{
    const std::int64_t startMs = minute * minuteNs / msNs;
    if (startMs < m_story.begin())
        return;
    const double broken = m_story.broken(startMs);
    const double herring = m_story.herring(startMs);
    for (std::size_t p = 0; p < m_fleet.pods().size(); ++p) {
        const Pod& pod = m_fleet.pods()[p];
        const auto& chatter = m_scenario.services[pod.service].chatter;
        for (std::size_t c = 0; c < chatter.size(); ++c) {
            const std::uint64_t seed = mixed(mixed(m_seed, static_cast<std::uint64_t>(minute)), p * 64 + c);
            const double expected =
                chatter[c].perMinute + chatter[c].broken * broken + chatter[c].herring * herring;
            const int lines = static_cast<int>(expected + unit(seed));
            for (int i = 0; i < lines; ++i) {
                const std::uint64_t bits = mixed(seed, static_cast<std::uint64_t>(i) + 1);
                const std::int64_t ns = minute * minuteNs + static_cast<std::int64_t>(
                                                                bits % static_cast<std::uint64_t>(minuteNs));
                if (pod.livesAt(ns / msNs))
                    out.push_back({.ns = ns,
                                   .trace = {},
                                   .span = {},
                                   .bits = bits,
                                   .tookNs = 0,
                                   .pod = static_cast<std::uint16_t>(p),
                                   .source = static_cast<std::uint16_t>(c),
                                   .status = 0,
                                   .attempt = 0,
                                   .kind = LogEvent::Kind::Chatter});
            }
        }
    }
}

std::unique_ptr<logql::Cursor> WorldLogStore::open(std::size_t stream, std::int64_t startNs,
                                                   std::int64_t endNs, logql::Direction direction) const
{
    const Pod& pod = m_fleet.pods().at(stream);
    const std::int64_t first = std::max({startNs, pod.start * msNs, m_story.begin() * msNs});
    std::int64_t last = std::min(endNs, m_clock.now().ns + 1);
    if (pod.end < last / msNs) // what it had begun is still written down
        last = std::min(last, pod.end * msNs + Planner::longestNs);
    return std::make_unique<WorldLogCursor>(*this, stream, first, last, direction);
}

logql::LogStore::Size WorldLogStore::size(std::size_t stream, std::int64_t startNs, std::int64_t endNs) const
{
    constexpr std::int64_t looks = 40;
    const std::int64_t from = std::max(startNs, m_story.begin() * msNs);
    const std::int64_t to = std::min(endNs, m_clock.now().ns + 1);
    if (to - from <= 2 * looks * minuteNs)
        return LogStore::size(stream, startNs, endNs);
    Size out;
    const std::int64_t stride = (to - from) / looks;
    for (std::int64_t i = 0; i < looks; ++i) {
        const std::int64_t look = (from + i * stride) / minuteNs * minuteNs + minuteNs;
        const Size part = LogStore::size(stream, look, look + minuteNs);
        out.entries += part.entries;
        out.bytes += part.bytes;
    }
    const auto factor = static_cast<std::uint64_t>(stride / minuteNs);
    return {.entries = out.entries * factor, .bytes = out.bytes * factor};
}

std::uint64_t WorldLogStore::mark() const
{
    return static_cast<std::uint64_t>(m_clock.now().ns + 1);
}

std::uint64_t WorldLogStore::visitArrivals(std::uint64_t since, const Visitor& visit) const
{
    constexpr std::int64_t longest = 10 * minuteNs;
    const auto to = static_cast<std::int64_t>(mark());
    const std::int64_t from = std::max(static_cast<std::int64_t>(since), to - longest);
    std::vector<LogEvent> arrived;
    for (std::int64_t m = from / minuteNs; m <= (to - 1) / minuteNs; ++m) {
        const auto known = minute(m);
        for (const LogEvent& event : known->events) {
            if (event.ns >= from && event.ns < to)
                arrived.push_back(event);
        }
    }
    std::ranges::stable_sort(arrived, {}, &LogEvent::ns);
    for (const LogEvent& event : arrived)
        visit(event.pod, logLine(m_scenario, m_fleet, event));
    return static_cast<std::uint64_t>(to);
}

Result<void> WorldLogStore::append(const logql::Fields& /*labels*/, logql::Entry /*entry*/)
{
    return failure({.kind = ErrorKind::Invalid,
                    .what = QStringLiteral("The demo's Loki writes its own lines and takes no others.")});
}

} // namespace signalbox::simulator::world
