// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/waterfall.h"

#include "app/cli/text.h"
#include "models/base/duration.h"

#include <algorithm>
#include <cmath>

namespace signalbox::cli {

namespace {

constexpr std::uint32_t deepestDrawn = 24;
constexpr qsizetype barWidth = 24;

QString counted(std::size_t count, const char* noun)
{
    return QStringLiteral("%1 %2%3").arg(QString::number(count), QLatin1String(noun),
                                         QLatin1String(count == 1 ? "" : "s"));
}

Json tagValue(const Trace& trace, const Tag& tag)
{
    switch (tag.kind) {
    case TagKind::Bool:
        return trace.valueText(tag) == QLatin1String("true");
    case TagKind::Int64:
        if (const auto value = trace.intValue(tag))
            return *value;
        break;
    case TagKind::Float64:
        if (const auto value = trace.doubleValue(tag))
            return numberJson(*value);
        break;
    case TagKind::String:
    case TagKind::Binary:
        break;
    }
    return toJson(trace.valueText(tag));
}

/// Of several tags with one key the first counts, as everywhere in the program.
Json tagsJson(const Trace& trace, std::span<const Tag> tags)
{
    Json made = Json::object();
    for (const Tag& tag : tags) {
        const std::string key = trace.keyOf(tag).toStdString();
        if (!made.contains(key))
            made[key] = tagValue(trace, tag);
    }
    return made;
}

Json spanJson(const Trace& trace, const Span& span)
{
    Json events = Json::array();
    for (const SpanEvent& event : trace.eventsOf(span)) {
        events.push_back({{"time", toJson(event.time)},
                          {"name", toJson(trace.text(event.name))},
                          {"tags", tagsJson(trace, trace.tags(event.tags))}});
    }
    Json made;
    made["span_id"] = toJson(span.id.toHex());
    made["parent_id"] = span.parentId.isNull() ? Json(nullptr) : toJson(span.parentId.toHex());
    made["service"] = toJson(trace.serviceOf(span));
    made["operation"] = toJson(trace.operationOf(span));
    made["kind"] = orNull(toString(span.kind));
    made["start"] = toJson(span.start);
    made["duration_ns"] = toJson(span.duration);
    made["error"] = span.error;
    made["tags"] = tagsJson(trace, trace.tagsOf(span));
    made["events"] = std::move(events);
    return made;
}

QStringList warningsOf(const Trace& trace)
{
    QStringList warnings = trace.warnings();
    for (const std::uint32_t position : trace.preorder()) {
        const Span& span = trace.at(position);
        for (const QString& warning : trace.warningsOf(span))
            warnings.append(
                QStringLiteral("%1 (%2): %3").arg(span.id.toHex(), trace.serviceOf(span), warning));
    }
    if (trace.badEntries() > 0)
        warnings.append(
            QStringLiteral("%1 spans could not be read and are missing.").arg(trace.badEntries()));
    return warnings;
}

/// When the span was, as a stretch of the whole trace.
QString bar(const Trace& trace, const Span& span)
{
    if (span.has(SpanMark::NoStart))
        return QString(barWidth, QLatin1Char(' '));
    const double whole = std::max<double>(1, static_cast<double>(trace.duration().count()));
    const auto column = [&](Instant t) {
        return std::clamp<double>(static_cast<double>((t - trace.start()).count()) / whole, 0, 1) *
               static_cast<double>(barWidth);
    };
    const auto first = std::min<qsizetype>(barWidth - 1, static_cast<qsizetype>(column(span.start)));
    const auto last = std::max<qsizetype>(first + 1, static_cast<qsizetype>(std::ceil(column(span.end()))));
    return QString(first, QChar(0x00B7)) + QString(last - first, QChar(0x2588)) +
           QString(barWidth - last, QChar(0x00B7));
}

QString marksText(const Trace& trace, const Span& span)
{
    QStringList marks;
    if (span.error) {
        const QString why = trace.text(span.statusText);
        marks.append(why.isEmpty() ? QStringLiteral("✗ error") : QStringLiteral("✗ error: %1").arg(why));
    }
    if (span.has(SpanMark::Orphan))
        marks.append(QStringLiteral("parent is missing"));
    if (span.has(SpanMark::Promoted))
        marks.append(QStringLiteral("its parents lead in a circle"));
    if (span.has(SpanMark::DuplicateId))
        marks.append(QStringLiteral("shares its id"));
    if (span.has(SpanMark::StartsBeforeParent))
        marks.append(QStringLiteral("begins before its parent"));
    if (span.has(SpanMark::NegativeDuration))
        marks.append(QStringLiteral("ends before it begins"));
    if (span.has(SpanMark::NoStart))
        marks.append(QStringLiteral("has no start"));
    return marks.isEmpty() ? QString() : QStringLiteral("  ") + marks.join(QLatin1String("; "));
}

/// The branches in front of a row. Rows come parents first, so that the last child of every level above is
/// known when its row has passed.
class Branches
{
public:
    explicit Branches(const Trace& trace)
        : m_trace(trace)
    {
    }

    [[nodiscard]] QString before(std::uint32_t position)
    {
        const std::uint32_t depth = m_trace.depthOf(position);
        const std::int32_t parent = m_trace.at(position).parent;
        const auto siblings =
            parent < 0 ? m_trace.roots() : m_trace.children(static_cast<std::size_t>(parent));
        const bool isLast = siblings.empty() || siblings.back() == position;
        if (depth >= deepestDrawn)
            return m_stems.join(QString()) + QStringLiteral("… (level %1) ").arg(depth + 1);
        m_stems.resize(depth);
        const QString out =
            depth == 0 ? QString()
                       : m_stems.join(QString()) + (isLast ? QStringLiteral("└─ ") : QStringLiteral("├─ "));
        // A root has no stem of its own: its children stand at the margin.
        m_stems.append(depth == 0 ? QString() : isLast ? QStringLiteral("   ") : QStringLiteral("│  "));
        return out;
    }

private:
    const Trace& m_trace;
    QStringList m_stems;
};

} // namespace

QByteArray traceJson(const Trace& trace)
{
    // Span by span: the whole of a large trace as JSON would be many times its size.
    Json head;
    head["trace_id"] = toJson(trace.id().toShortHex());
    head["start"] = toJson(trace.start());
    head["duration_ns"] = toJson(trace.duration());
    QByteArray out = dumped(head);
    out.chop(1);
    out += ",\"spans\":[";
    bool isFirst = true;
    for (const std::uint32_t position : trace.preorder()) {
        if (!std::exchange(isFirst, false))
            out += ',';
        out += dumped(spanJson(trace, trace.at(position)));
    }
    return out + "],\"warnings\":" + dumped(toJson(warningsOf(trace))) + "}\n";
}

QString waterfall(const Trace& trace, std::optional<int> width)
{
    const auto line = [width](const QString& text) {
        return (width ? cutTo(text, *width) : text) + QLatin1Char('\n');
    };
    QString out = line(QStringLiteral("Trace %1  %2  %3  %4  %5  %6")
                           .arg(trace.id().toShortHex(), timeText(trace.start()), humanText(trace.duration()),
                                counted(trace.size(), "span"), counted(trace.errorCount(), "error"),
                                counted(trace.services().size(), "service")));
    out += line(QStringLiteral("%1  %2  %3  %4")
                    .arg(padded(QStringLiteral("WHEN"), barWidth), padded(QStringLiteral("START"), 10, true),
                         padded(QStringLiteral("DURATION"), 10, true), QStringLiteral("SPAN")));
    Branches branches(trace);
    for (const std::uint32_t position : trace.preorder()) {
        const Span& span = trace.at(position);
        const QString start = span.has(SpanMark::NoStart)
                                  ? QStringLiteral("-")
                                  : QLatin1Char('+') + humanText(span.start - trace.start());
        out += line(
            QStringLiteral("%1  %2  %3  ")
                .arg(bar(trace, span), padded(start, 10, true), padded(humanText(span.duration), 10, true)) +
            branches.before(position) + visible(trace.serviceOf(span)) + QLatin1String("  ") +
            visible(trace.operationOf(span)) + visible(marksText(trace, span)));
    }
    for (const QString& warning : warningsOf(trace))
        out += line(QStringLiteral("! ") + visible(warning));
    return out;
}

} // namespace signalbox::cli
