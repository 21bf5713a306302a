// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/trace.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace signalbox {

QString toString(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Unspecified:
        break;
    case SpanKind::Internal:
        return QStringLiteral("internal");
    case SpanKind::Server:
        return QStringLiteral("server");
    case SpanKind::Client:
        return QStringLiteral("client");
    case SpanKind::Producer:
        return QStringLiteral("producer");
    case SpanKind::Consumer:
        return QStringLiteral("consumer");
    }
    return {};
}

namespace {

template <typename T>
std::span<const T> part(const std::vector<T>& all, IndexRange range)
{
    return std::span<const T>(all).subspan(range.first, range.count);
}

} // namespace

std::span<const std::uint32_t> Trace::roots() const
{
    return std::span<const std::uint32_t>(m_order).first(m_firstChild.empty() ? 0 : m_firstChild.front());
}

std::span<const std::uint32_t> Trace::children(std::size_t position) const
{
    const std::uint32_t first = m_firstChild.at(position);
    return std::span<const std::uint32_t>(m_order).subspan(first, m_firstChild.at(position + 1) - first);
}

std::vector<std::uint32_t> Trace::find(SpanId id) const
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < m_spans.size(); ++i) {
        if (m_spans[i].id == id)
            found.push_back(i);
    }
    return found;
}

QString Trace::rootService() const
{
    return m_spans.empty() ? QString() : serviceOf(m_spans[m_root]);
}

QString Trace::rootOperation() const
{
    return m_spans.empty() ? QString() : operationOf(m_spans[m_root]);
}

TraceSummary Trace::summary() const
{
    return {.id = m_id,
            .rootService = rootService(),
            .rootOperation = rootOperation(),
            .start = m_start,
            .duration = m_duration,
            .spans = static_cast<qint64>(m_spans.size()),
            .errors = m_errors,
            .orphans = m_orphans,
            .services = m_services};
}

QString Trace::text(TextSlice slice) const
{
    const std::string_view view = bytes(slice);
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::span<const Tag> Trace::tags(IndexRange range) const
{
    return part(m_store->tags, range);
}

std::span<const Tag> Trace::processTagsOf(const Span& span) const
{
    if (span.process < 0)
        return {};
    return tags(m_store->processes.at(static_cast<std::size_t>(span.process)).tags);
}

std::span<const SpanEvent> Trace::eventsOf(const Span& span) const
{
    return part(m_store->events, span.events);
}

std::span<const SpanLink> Trace::linksOf(const Span& span) const
{
    return part(m_store->links, span.links);
}

QStringList Trace::warningsOf(const Span& span) const
{
    QStringList out;
    for (const TextSlice slice : part(m_store->warnings, span.warnings))
        out.append(text(slice));
    return out;
}

std::optional<std::int64_t> Trace::intValue(const Tag& tag) const
{
    if (tag.kind != TagKind::Int64 && tag.kind != TagKind::String)
        return std::nullopt;
    const std::string_view view = bytes(tag.value);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
    if (error != std::errc() || end != view.data() + view.size())
        return std::nullopt;
    return value;
}

std::optional<double> Trace::doubleValue(const Tag& tag) const
{
    if (tag.kind != TagKind::Int64 && tag.kind != TagKind::Float64)
        return std::nullopt;
    const std::string_view view = bytes(tag.value);
    if (view == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (view == "Infinity" || view == "+Inf")
        return std::numeric_limits<double>::infinity();
    if (view == "-Infinity" || view == "-Inf")
        return -std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
    if (error != std::errc() || end != view.data() + view.size())
        return std::nullopt;
    return value;
}

const Tag* Trace::findTag(const Span& span, QStringView key) const
{
    const auto all = tagsOf(span);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Tag& tag) { return keyOf(tag) == key; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace signalbox
