// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/trace.h"

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace signalbox {

/// Names that the builder itself looks for in tags; their ids are these numbers in every trace.
enum class KnownName : NameId
{
    UnknownService,
    Error,
    StatusCode,
    StatusDescription,
    Kind,
    ScopeName,
    ScopeVersion,
    TraceState,
    Event,
    Message,
    ServiceName,
    JaegerWarnings,
    Count
};

/// How the parent of a span is found.
enum class ParentRule
{
    References, ///< the first link that names an existing span of this trace (Jaeger's own model)
    Explicit    ///< Span::parentId; links are only links (OTLP)
};

/// Collects what a reader finds in a response body and makes traces of it: groups spans, decides parents,
/// kinds and errors, counts, and marks what is odd. The body becomes the store of the traces' texts. Knows
/// no format; must not decode what nobody looks at. One use, one thread.
class TraceBuilder
{
public:
    explicit TraceBuilder(QByteArray body);

    [[nodiscard]] std::string_view body() const { return m_bodyView; }

    /// Text that lies in the body.
    [[nodiscard]] TextSlice slice(std::string_view inBody) const
    {
        return {static_cast<std::uint32_t>(inBody.data() - m_bodyView.data()),
                static_cast<std::uint32_t>(inBody.size())};
    }
    /// Text from elsewhere: it is copied.
    [[nodiscard]] TextSlice keep(std::string_view text);
    [[nodiscard]] NameId intern(std::string_view text);
    [[nodiscard]] std::string_view bytes(TextSlice slice) const { return m_store->bytes(slice); }
    [[nodiscard]] std::string_view nameBytes(NameId id) const { return m_store->bytes(m_names[id]); }

    /// The flat arrays, to append to. What belongs to one span, event or link must be neighbours.
    [[nodiscard]] std::vector<Tag>& tags() { return m_store->tags; }
    [[nodiscard]] std::vector<SpanEvent>& events() { return m_store->events; }
    [[nodiscard]] std::vector<SpanLink>& links() { return m_store->links; }
    [[nodiscard]] std::vector<TextSlice>& warnings() { return m_store->warnings; }
    [[nodiscard]] std::vector<TraceStore::Process>& processes() { return m_store->processes; }

    /// How far the arrays had come, to go back there when a span turns out to be unreadable.
    struct Position
    {
        std::size_t tags = 0;
        std::size_t events = 0;
        std::size_t links = 0;
        std::size_t warnings = 0;
    };
    [[nodiscard]] Position position() const;
    void rewind(const Position& position);

    /// Opens a new trace; the spans that follow belong to it.
    void beginTrace(ParentRule rule);
    /// Makes the trace with that id the current one, opening it when it is new.
    void selectTrace(const TraceId& id, TextSlice idText, ParentRule rule);
    void setTraceId(const TraceId& id, TextSlice idText);
    [[nodiscard]] bool traceIdIsSet() const { return !m_groups[m_current].id.isNull(); }
    /// The spans of the current trace so far, to give them their processes.
    [[nodiscard]] std::vector<Span>& spans() { return m_groups[m_current].spans; }
    void addWarning(const QString& sentence);
    /// Counts something that could not be read. Without a trace (`anywhere`) it counts for the whole answer.
    void addBadEntry();
    void addBadEntryAnywhere() { ++m_badAnywhere; }
    [[nodiscard]] qint64 badEntries() const;

    /// `statusCode`: that of OTLP, 2 is an error. Kind and error are read from the span's tags as well.
    void addSpan(Span span, int statusCode = 0);

    /// The traces that have spans, in the order in which they were opened.
    [[nodiscard]] std::vector<std::shared_ptr<const Trace>> finish();

private:
    friend class TraceAssembler;
    struct Group
    {
        TraceId id;
        TextSlice idText;
        ParentRule rule = ParentRule::References;
        std::vector<Span> spans;
        QStringList warnings;
        qint64 badEntries = 0;
    };
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t next = 0; ///< name id plus one; 0 is free
    };

    [[nodiscard]] NameId insert(std::string_view text, std::size_t hash);
    void growNames();
    void readStatus(Span& span, int statusCode) const;
    void makeRoom(Group& group, const Span& next) const;
    void dropRepeatedWarnings(Span& span);

    std::shared_ptr<TraceStore> m_store;
    std::string_view m_bodyView;
    std::vector<TextSlice> m_names;
    std::vector<Slot> m_slots;
    std::vector<NameId> m_successor; ///< which name came after this one the last time
    NameId m_lastName = 0;
    std::vector<Group> m_groups;
    std::size_t m_current = 0;
    QHash<TraceId, std::size_t> m_groupOf;
    qint64 m_badAnywhere = 0;
};

} // namespace signalbox
