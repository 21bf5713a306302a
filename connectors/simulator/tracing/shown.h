// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/tracing/span.h"

namespace signalbox::simulator::tracing {

/// A span as Jaeger shows it: what it changes stands beside what was sent.
struct ShownSpan
{
    const Span* span = nullptr; ///< in the trace of the ShownTrace
    SpanId id;
    SpanId parent;
    std::int64_t endNs = 0; ///< always after the start
    std::vector<std::string> warnings;
};

struct ShownTrace
{
    TracePtr trace;
    std::vector<ShownSpan> spans;
    bool sorted = false; ///< attributes are shown by key
};

enum class Wording
{
    V2,
    V1Legacy ///< v1's old API has another text for a missing parent
};

/// Only what is done when a span arrives: an end that is not behind its start is moved.
[[nodiscard]] ShownTrace shownRaw(TracePtr trace);
/// And what is done when a trace is read: exact copies go, server spans that share the id of their client
/// get one of their own, and clock skew is computed and complained about (correcting it is off by default).
[[nodiscard]] ShownTrace shownAdjusted(TracePtr trace, Wording wording, bool version1);

} // namespace signalbox::simulator::tracing
