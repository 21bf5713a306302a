// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"
#include "connectors/simulator/tracing/jaegerparams.h"
#include "connectors/simulator/tracing/shown.h"
#include "models/base/clock.h"

#include <set>

namespace signalbox::simulator::tracing {

struct JaegerOptions
{
    bool version1 = false; ///< answer as 1.76 does instead of as 2.20
};

/// A Jaeger over a store of traces: the old JSON calls and /api/v3, with the real one's limits and its words
/// for what is wrong. Held to recorded answers by tests. Metrics are off and nothing is archived, as in a
/// plain installation. Borrows store and clock; one thread.
class JaegerApi
{
public:
    JaegerApi(const TraceStore* store, const Clock* clock, JaegerOptions options = {});

    [[nodiscard]] Reply handle(const Request& request);
    /// handle() as HttpServer wants it. Refers to this object.
    [[nodiscard]] Handler handler();

    /// Traces whose adjustment is remembered: see show().
    static constexpr std::size_t maxRemembered = 10'000;

private:
    [[nodiscard]] Reply legacy(const Request& request, const QStringList& path);
    [[nodiscard]] Reply services() const;
    [[nodiscard]] Reply operations(const Request& request) const;
    [[nodiscard]] Reply operationNames(const QString& service) const;
    [[nodiscard]] Reply searchTraces(const Request& request);
    [[nodiscard]] Reply traceById(const Request& request, const QString& id);
    [[nodiscard]] Reply dependencies(const Request& request) const;
    [[nodiscard]] Reply transform(const Request& request);

    [[nodiscard]] Reply v3(const Request& request, const QStringList& path);
    [[nodiscard]] Reply v3Services() const;
    [[nodiscard]] Reply v3Operations(const Request& request) const;
    [[nodiscard]] Reply v3Traces(const Request& request);
    [[nodiscard]] Reply v3Trace(const Request& request, const QString& id);
    [[nodiscard]] Reply v3Summaries(const Request& request);
    [[nodiscard]] Reply v3Reply(std::string body) const;

    [[nodiscard]] std::vector<Operation> operationsOf(const std::string& service,
                                                      const std::string& kind) const;
    /// The trace as this version shows it. v2's memory storage hands out the stored trace itself: what was
    /// once read adjusted stays so, even for who asks for it raw.
    [[nodiscard]] ShownTrace show(TracePtr trace, bool raw, Wording wording);
    [[nodiscard]] Reply unknownPath() const;

    const TraceStore* m_store;
    const Clock* m_clock;
    JaegerOptions m_options;
    std::set<TraceId> m_adjusted;
};

} // namespace signalbox::simulator::tracing
