// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/span.h"
#include "models/telemetry/tracesummary.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// Everything that slices and ranges point into: the response body, the few texts that could not be left
/// in it (unescaped ones, mostly), and the flat arrays. Traces of one answer share one store.
struct TraceStore
{
    struct Process
    {
        NameId service = 0;
        IndexRange tags;
    };

    QByteArray body;
    std::string side; ///< slices at or beyond the body's size continue here
    std::vector<QString> names;
    std::vector<Tag> tags;
    std::vector<SpanEvent> events;
    std::vector<SpanLink> links;
    std::vector<TextSlice> warnings;
    std::vector<Process> processes;

    [[nodiscard]] std::string_view bytes(TextSlice slice) const
    {
        const auto bodySize = static_cast<std::size_t>(body.size());
        if (slice.offset < bodySize)
            return {body.constData() + slice.offset, slice.size};
        return {side.data() + (slice.offset - bodySize), slice.size};
    }
};

/// A trace: its spans in flat arrays with parents as positions, and what follows from them. Immutable; made
/// by TraceBuilder, handed around as shared_ptr<const Trace>, readable from any thread. Must not correct
/// what the backend said: oddities are marks on the spans and sentences in warnings().
class Trace
{
public:
    [[nodiscard]] TraceId id() const { return m_id; }
    /// The id as the backend wrote it (16 digits for a 64-bit one).
    [[nodiscard]] QString idText() const { return m_idText.isEmpty() ? m_id.toHex() : text(m_idText); }

    [[nodiscard]] std::size_t size() const { return m_spans.size(); }
    [[nodiscard]] const std::vector<Span>& spans() const { return m_spans; }
    [[nodiscard]] const Span& at(std::size_t position) const { return m_spans.at(position); }

    /// Positions of the spans at root level (true roots, orphans, promoted ones), by start.
    [[nodiscard]] std::span<const std::uint32_t> roots() const;
    /// Positions of the children of a span, by start.
    [[nodiscard]] std::span<const std::uint32_t> children(std::size_t position) const;
    /// All positions, each parent before its children: the rows of a waterfall.
    [[nodiscard]] const std::vector<std::uint32_t>& preorder() const { return m_preorder; }
    /// 0 at root level.
    [[nodiscard]] std::uint32_t depthOf(std::size_t position) const { return m_depths.at(position); }
    /// Number of levels; 0 for an empty trace.
    [[nodiscard]] std::uint32_t depth() const { return m_depth; }
    /// Positions of all spans with this id; empty, one, or more when the id is shared.
    [[nodiscard]] std::vector<std::uint32_t> find(SpanId id) const;

    /// From the first start to the last end of the spans that have a start.
    [[nodiscard]] Instant start() const { return m_start; }
    [[nodiscard]] Duration duration() const { return m_duration; }
    [[nodiscard]] qint64 errorCount() const { return m_errors; }
    /// Most spans first, then by name.
    [[nodiscard]] const std::vector<ServiceCount>& services() const { return m_services; }
    /// Of the earliest true root; of the earliest span at root level when there is none. Empty without spans.
    [[nodiscard]] QString rootService() const;
    [[nodiscard]] QString rootOperation() const;
    /// What is odd about the trace, as sentences; each once.
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }
    /// Spans that could not be read and were left out.
    [[nodiscard]] qint64 badEntries() const { return m_badEntries; }
    [[nodiscard]] TraceSummary summary() const;

    [[nodiscard]] const QString& name(NameId id) const { return m_store->names.at(id); }
    [[nodiscard]] const QString& serviceOf(const Span& span) const { return name(span.service); }
    [[nodiscard]] const QString& operationOf(const Span& span) const { return name(span.operation); }
    [[nodiscard]] QString text(TextSlice slice) const;
    [[nodiscard]] std::string_view bytes(TextSlice slice) const { return m_store->bytes(slice); }

    [[nodiscard]] std::span<const Tag> tags(IndexRange range) const;
    [[nodiscard]] std::span<const Tag> tagsOf(const Span& span) const { return tags(span.tags); }
    /// Attributes of the process (the resource) that made the span; its service name is not among them.
    [[nodiscard]] std::span<const Tag> processTagsOf(const Span& span) const;
    [[nodiscard]] std::span<const SpanEvent> eventsOf(const Span& span) const;
    [[nodiscard]] std::span<const SpanLink> linksOf(const Span& span) const;
    /// The backend's remarks about a span, each once.
    [[nodiscard]] QStringList warningsOf(const Span& span) const;

    [[nodiscard]] const QString& keyOf(const Tag& tag) const { return name(tag.key); }
    /// The value as text whatever its kind: "true", "500", base64 for binary.
    [[nodiscard]] QString valueText(const Tag& tag) const { return text(tag.value); }
    /// Of an Int64, or of a String that is all digits (http.status_code comes as both).
    [[nodiscard]] std::optional<std::int64_t> intValue(const Tag& tag) const;
    /// Of a number, "NaN" and "Infinity" included.
    [[nodiscard]] std::optional<double> doubleValue(const Tag& tag) const;
    /// The first tag of the span with that key, or null.
    [[nodiscard]] const Tag* findTag(const Span& span, QStringView key) const;

private:
    friend class TraceAssembler;
    Trace() = default;

    std::shared_ptr<const TraceStore> m_store;
    TraceId m_id;
    TextSlice m_idText;
    std::vector<Span> m_spans;
    std::vector<std::uint32_t> m_order;      ///< roots, then the children of each span, side by side
    std::vector<std::uint32_t> m_firstChild; ///< where they begin in m_order; one more than spans
    std::vector<std::uint32_t> m_preorder;
    std::vector<std::uint32_t> m_depths;
    std::uint32_t m_depth = 0;
    std::uint32_t m_root = 0; ///< position of the span that names the trace
    Instant m_start;
    Duration m_duration{0};
    qint64 m_errors = 0;
    qint64 m_orphans = 0;
    qint64 m_badEntries = 0;
    std::vector<ServiceCount> m_services;
    QStringList m_warnings;
};

} // namespace signalbox
