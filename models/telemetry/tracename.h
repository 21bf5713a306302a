// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace signalbox {

/// What the name of a field, label or header promises about its value.
enum class TraceName : std::uint8_t
{
    None,
    Trace,        ///< trace_id and its kin
    BareTrace,    ///< "trace": only a value that cannot be anything else
    Carrier,      ///< traceparent, b3...: a whole context in one value
    DatadogTrace, ///< decimal, the low half
    DatadogHigh,  ///< _dd.p.tid: hex, the high half
    Span,
    DatadogSpan,
    Sampled, ///< 0, 1, true, false, d
    Flags    ///< hex, bit 0 is "sampled"
};

/// Compared without regard to case, "_", "-" and "."; of a path ("mdc.traceId", "error.trace.id") the end
/// counts. Names of parents and links are None: they speak of another span.
[[nodiscard]] TraceName traceNameOf(std::string_view name);

} // namespace signalbox
