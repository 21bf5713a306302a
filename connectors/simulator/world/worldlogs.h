// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/logql/logstore.h"
#include "connectors/simulator/world/planner.h"
#include "models/base/clock.h"

namespace signalbox::simulator::world {

/// One line before it has a text.
struct LogEvent
{
    enum class Kind : std::uint8_t
    {
        Done,
        Slow,
        Failed,
        Retry,
        Chatter,
    };
    std::int64_t ns = 0;
    TraceId trace; ///< null for chatter
    SpanId span;
    std::uint64_t bits = 0;
    std::int64_t tookNs = 0;
    std::uint16_t pod = 0;
    std::uint16_t source = 0; ///< index of the operation, or of the service's chatter
    std::uint16_t status = 0;
    std::uint8_t attempt = 0;
    Kind kind = Kind::Done;
};

/// The line in the format of its service.
[[nodiscard]] logql::Entry logLine(const Scenario& scenario, const Fleet& fleet, const LogEvent& event);

/// The world's logs as a Loki would hold them: one stream a pod, up to now. Lines of requests are those of
/// the traces with the same ids; other lines come by themselves.
class WorldLogStore final : public logql::LogStore
{
public:
    /// All borrowed.
    WorldLogStore(const Scenario& scenario, const Story& story, const Fleet& fleet, const Planner& planner,
                  const Clock& clock, std::uint64_t seed);

    [[nodiscard]] std::size_t streamCount() const override { return m_labels.size(); }
    [[nodiscard]] const logql::Fields& labels(std::size_t stream) const override
    {
        return m_labels.at(stream);
    }
    [[nodiscard]] std::unique_ptr<logql::Cursor> open(std::size_t stream, std::int64_t startNs,
                                                      std::int64_t endNs,
                                                      logql::Direction direction) const override;
    /// Of a long window an estimate from some of its minutes.
    [[nodiscard]] Size size(std::size_t stream, std::int64_t startNs, std::int64_t endNs) const override;
    [[nodiscard]] std::uint64_t mark() const override;
    std::uint64_t visitArrivals(std::uint64_t mark, const Visitor& visit) const override;
    Result<void> append(const logql::Fields& labels, logql::Entry entry) override;

    static constexpr std::size_t minutesKept = 480;

private:
    friend class WorldLogCursor;
    struct Minute
    {
        std::vector<LogEvent> events;     ///< by pod, then by time
        std::vector<std::uint32_t> first; ///< of each pod; one more at the end
    };
    [[nodiscard]] std::shared_ptr<const Minute> minute(std::int64_t minute) const;
    [[nodiscard]] Minute makeMinute(std::int64_t minute) const;
    void addChatter(std::int64_t minute, std::vector<LogEvent>& out) const;

    const Scenario& m_scenario;
    const Story& m_story;
    const Fleet& m_fleet;
    const Planner& m_planner;
    const Clock& m_clock;
    std::uint64_t m_seed;
    std::vector<logql::Fields> m_labels;
    mutable MinuteCache<Minute> m_minutes{minutesKept};
};

} // namespace signalbox::simulator::world
