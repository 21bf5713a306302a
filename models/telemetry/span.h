// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/traceid.h"

#include <QFlags>
#include <QString>

#include <cstdint>

namespace signalbox {

/// An index into the names of a trace: services, operations and tag keys are stored once each.
using NameId = std::uint32_t;

/// Text that lies in the store of its trace (mostly the response body). Read it through Trace::text().
struct TextSlice
{
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    bool operator==(const TextSlice&) const = default;
    [[nodiscard]] bool isEmpty() const { return size == 0; }
};

/// A run of neighbours in one of the flat arrays of a trace.
struct IndexRange
{
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    bool operator==(const IndexRange&) const = default;
};

enum class TagKind : std::uint8_t
{
    String,
    Bool,
    Int64,
    Float64,
    Binary ///< its text is base64
};

/// One attribute. Its value is text until it is looked at: Trace::valueText(), intValue(), doubleValue().
struct Tag
{
    NameId key = 0;
    TextSlice value;
    TagKind kind = TagKind::String;
    bool operator==(const Tag&) const = default;
};

/// A log of a span. In Jaeger's own model the name is the field "event" (or "message") and stays in the
/// tags as well, as it was sent.
struct SpanEvent
{
    Instant time;
    TextSlice name;
    IndexRange tags;
    bool operator==(const SpanEvent&) const = default;
};

/// A reference that did not become the parent: to a span of this or of another trace.
struct SpanLink
{
    TraceId trace;
    SpanId span;
    bool followsFrom = false;
    IndexRange tags;
    bool operator==(const SpanLink&) const = default;
};

enum class SpanKind : std::uint8_t
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer
};

/// "server"; empty when unspecified.
[[nodiscard]] QString toString(SpanKind kind);

/// What is odd about a span. Nothing of this is ever corrected in silence: it is shown.
enum class SpanMark : std::uint16_t
{
    Orphan = 0x1,             ///< its parent is not in the trace; shown at root level
    Promoted = 0x2,           ///< its parents led in a circle, which was cut here
    DuplicateId = 0x4,        ///< shares its id with another span of the trace
    StartsBeforeParent = 0x8, ///< by more than the backends' rounding: skewed clocks, mostly
    EndsAfterParent = 0x10,   ///< asynchronous work or skewed clocks; not set for FollowsFrom
    NegativeDuration = 0x20,  ///< ended before it began; its duration reads 0
    NoStart = 0x40,           ///< start time 0 or before 1970; not part of the trace's extent
    NoService = 0x80,         ///< its process is missing
    FollowsFrom = 0x100,      ///< the parent did not wait for it
};
Q_DECLARE_FLAGS(SpanMarks, SpanMark)
Q_DECLARE_OPERATORS_FOR_FLAGS(SpanMarks)

/// One span of a Trace: plain numbers, and slices and ranges that only its trace can resolve. The key of a
/// span is its position in the trace, never its id alone, since ids repeat.
struct Span
{
    SpanId id;
    SpanId parentId; ///< as sent, also when no such span exists; null for a root
    Instant start;
    Duration duration{0};     ///< never negative
    std::int32_t parent = -1; ///< position of the parent, or -1 at root level
    NameId service = 0;
    NameId operation = 0;
    std::int32_t process = -1; ///< index for Trace::processTags(), or -1
    TextSlice idText;          ///< the id as the backend sent it
    TextSlice statusText;      ///< what the span says about its error
    IndexRange tags;
    IndexRange events;
    IndexRange links;
    IndexRange warnings;
    SpanMarks marks;
    SpanKind kind = SpanKind::Unspecified;
    bool error = false;

    bool operator==(const Span&) const = default;
    [[nodiscard]] Instant end() const { return signalbox::operator+(start, duration); }
    [[nodiscard]] bool has(SpanMark mark) const { return marks.testFlag(mark); }
};

} // namespace signalbox
