// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/document.h"

#include "models/base/duration.h"
#include "models/logtext/redaction.h"

#include <QHash>

#include <algorithm>

namespace signalbox::traces {

namespace {

void appendQuoted(QByteArray& to, std::string_view text)
{
    static constexpr char hex[] = "0123456789abcdef";
    to += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            to += '\\';
            to += c;
        } else if (byte < 0x20) {
            to += "\\u00";
            to += hex[byte >> 4];
            to += hex[byte & 15];
        } else {
            to += c;
        }
    }
    to += '"';
}

void appendQuoted(QByteArray& to, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    appendQuoted(to, std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

/// The value, unless its name makes it a secret.
QByteArray safeValue(const Trace& trace, const Tag& tag)
{
    const QByteArray key = trace.keyOf(tag).toUtf8();
    const std::string_view value = trace.bytes(tag.value);
    QByteArray pair = key + '=';
    pair.append(value.data(), static_cast<qsizetype>(value.size()));
    const logtext::Redacted safe =
        logtext::redacted(std::string_view(pair.constData(), static_cast<std::size_t>(pair.size())));
    if (safe.count == 0)
        return pair.mid(key.size() + 1);
    return safe.text.startsWith(key + '=') ? safe.text.mid(key.size() + 1)
                                           : QByteArray(logtext::mask.data(), logtext::mask.size());
}

QString safeText(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    return QString::fromUtf8(
        logtext::redacted(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))).text);
}

const char* typeName(TagKind kind)
{
    switch (kind) {
    case TagKind::Bool:
        return "bool";
    case TagKind::Int64:
        return "int64";
    case TagKind::Float64:
        return "float64";
    case TagKind::Binary:
        return "binary";
    case TagKind::String:
        break;
    }
    return "string";
}

class JsonWriter
{
public:
    explicit JsonWriter(const Trace& trace)
        : m_trace(trace)
    {
    }

    QByteArray run()
    {
        m_out.reserve(static_cast<qsizetype>(m_trace.size()) * 512);
        m_out += "{\"data\":[{\"traceID\":";
        appendQuoted(m_out, m_trace.idText());
        m_out += ",\"spans\":[";
        bool first = true;
        for (const std::uint32_t position : m_trace.preorder()) {
            if (!std::exchange(first, false))
                m_out += ',';
            m_out += '\n';
            addSpan(m_trace.at(position));
        }
        m_out += "],\n\"processes\":{";
        first = true;
        for (auto it = m_processes.cbegin(); it != m_processes.cend(); ++it) {
            if (!std::exchange(first, false))
                m_out += ',';
            m_out += "\n\"p" + QByteArray::number(it.key()) + "\":{\"serviceName\":";
            appendQuoted(m_out, m_trace.serviceOf(*it.value()));
            m_out += ",\"tags\":";
            addTags(m_trace.processTagsOf(*it.value()));
            m_out += '}';
        }
        m_out += "},\"warnings\":null}]}\n";
        return std::move(m_out);
    }

private:
    void addTags(std::span<const Tag> tags, const QByteArray& more = {})
    {
        m_out += '[';
        m_out += more;
        bool first = more.isEmpty();
        for (const Tag& tag : tags) {
            if (!std::exchange(first, false))
                m_out += ',';
            m_out += "{\"key\":";
            appendQuoted(m_out, m_trace.keyOf(tag));
            m_out += ",\"type\":\"";
            m_out += typeName(tag.kind);
            m_out += "\",\"value\":";
            const QByteArray value = safeValue(m_trace, tag);
            if (tag.kind == TagKind::Bool && (value == "true" || value == "false"))
                m_out += value;
            else // numbers as strings: a double would lose digits, and readers take both
                appendQuoted(m_out,
                             std::string_view(value.constData(), static_cast<std::size_t>(value.size())));
            m_out += '}';
        }
        m_out += ']';
    }

    /// What OTLP keeps outside the tags, as Jaeger writes it.
    [[nodiscard]] QByteArray ownTags(const Span& span) const
    {
        QByteArray tags;
        const auto add = [&tags](const char* key, const char* type, const QByteArray& value) {
            if (!tags.isEmpty())
                tags += ',';
            tags += QByteArray("{\"key\":\"") + key + "\",\"type\":\"" + type + "\",\"value\":" + value + '}';
        };
        if (span.kind != SpanKind::Unspecified && !m_trace.findTag(span, u"span.kind"))
            add("span.kind", "string", '"' + toString(span.kind).toUtf8() + '"');
        if (span.error && !m_trace.findTag(span, u"error"))
            add("error", "bool", "true");
        return tags;
    }

    void addReference(const char* type, const TraceId& trace, SpanId span)
    {
        m_out += QByteArray("{\"refType\":\"") + type + "\",\"traceID\":\"" + trace.toShortHex().toUtf8() +
                 "\",\"spanID\":\"" + span.toHex().toUtf8() + "\"}";
    }

    void addSpan(const Span& span)
    {
        m_out += "{\"traceID\":";
        appendQuoted(m_out, m_trace.idText());
        m_out += ",\"spanID\":\"" + span.id.toHex().toUtf8() + "\",\"operationName\":";
        appendQuoted(m_out, safeText(m_trace.operationOf(span)));
        m_out += ",\"references\":[";
        bool any = false;
        if (!span.parentId.isNull()) {
            addReference(span.has(SpanMark::FollowsFrom) ? "FOLLOWS_FROM" : "CHILD_OF", m_trace.id(),
                         span.parentId);
            any = true;
        }
        for (const SpanLink& link : m_trace.linksOf(span)) {
            if (std::exchange(any, true))
                m_out += ',';
            addReference("FOLLOWS_FROM", link.trace, link.span);
        }
        m_out += "],\"startTime\":" + QByteArray::number(span.start.microseconds()) +
                 ",\"duration\":" + QByteArray::number(static_cast<qlonglong>(span.duration.count() / 1000)) +
                 ",\"tags\":";
        addTags(m_trace.tagsOf(span), ownTags(span));
        m_out += ",\"logs\":[";
        any = false;
        for (const SpanEvent& event : m_trace.eventsOf(span)) {
            if (std::exchange(any, true))
                m_out += ',';
            m_out += "{\"timestamp\":" + QByteArray::number(event.time.microseconds()) + ",\"fields\":";
            const auto tags = m_trace.tags(event.tags);
            const bool named = std::any_of(tags.begin(), tags.end(), [this](const Tag& tag) {
                return m_trace.keyOf(tag) == u"event" || m_trace.keyOf(tag) == u"message";
            });
            QByteArray name;
            if (!named && !event.name.isEmpty()) {
                name = "{\"key\":\"event\",\"type\":\"string\",\"value\":";
                appendQuoted(name, m_trace.bytes(event.name));
                name += '}';
            }
            addTags(tags, name);
            m_out += '}';
        }
        const std::int32_t process = span.process;
        m_processes.insert(process, &span);
        m_out += "],\"processID\":\"p" + QByteArray::number(process) + "\",\"warnings\":[";
        any = false;
        for (const QString& warning : m_trace.warningsOf(span)) {
            if (std::exchange(any, true))
                m_out += ',';
            appendQuoted(m_out, safeText(warning));
        }
        m_out += "]}";
    }

    const Trace& m_trace;
    QByteArray m_out;
    QHash<std::int32_t, const Span*> m_processes;
};

/// Text for Markdown: nothing in it is markup.
QString escaped(const QString& text)
{
    QString safe;
    for (const QChar c : cleaned(QStringView(safeText(text)), 120)) {
        if (QStringView(u"\\`*_{}[]<>#|~&").contains(c))
            safe += u'\\';
        safe += c;
    }
    return safe;
}

QString percent(double share)
{
    return QStringLiteral("%1 %").arg(qRound(share * 100));
}

} // namespace

QByteArray jaegerJson(const Trace& trace)
{
    return JsonWriter(trace).run();
}

QString markdown(const Reading& reading, std::size_t atMost)
{
    const Trace& trace = *reading.trace;
    QString text =
        QStringLiteral("## %1 %2\n\n").arg(escaped(trace.rootService()), escaped(trace.rootOperation()));
    text += QStringLiteral("Trace `%1`, %2, %3 spans, %4 with an error, from %5\n\n")
                .arg(trace.idText(), humanText(trace.duration()))
                .arg(trace.size())
                .arg(trace.errorCount())
                .arg(trace.start().toRfc3339());
    const std::vector<PathShare> shares = pathShares(reading);
    if (!shares.empty())
        text += QStringLiteral("What it waited for:\n\n");
    for (const PathShare& share : shares) {
        const QString time = humanText(Duration(share.time));
        switch (share.kind) {
        case PathShare::Kind::Work:
            text += QStringLiteral("- %1 %2: %3, %4\n")
                        .arg(percent(share.share), escaped(share.service), escaped(share.operation), time);
            break;
        case PathShare::Kind::Gap:
            text += QStringLiteral("- %1 gap in %2, %3, %4\n")
                        .arg(percent(share.share), escaped(share.service), escaped(share.operation), time);
            break;
        case PathShare::Kind::Rest:
            text += QStringLiteral("- %1 other, %2\n").arg(percent(share.share), time);
            break;
        }
    }
    text += QStringLiteral("\nSpans:\n\n");
    std::size_t written = 0;
    for (const std::uint32_t position : trace.preorder()) {
        if (written++ == atMost) {
            text += QStringLiteral("\nand %1 more spans\n").arg(trace.size() - atMost);
            break;
        }
        const Span& span = trace.at(position);
        const auto indent = static_cast<qsizetype>(std::min<std::uint32_t>(trace.depthOf(position), 24) * 2);
        text += QString(indent, u' ') + QStringLiteral("- **%1** %2, %3%4\n")
                                            .arg(escaped(trace.serviceOf(span)),
                                                 escaped(trace.operationOf(span)), humanText(span.duration),
                                                 span.error ? QStringLiteral(", error") : QString());
    }
    return text;
}

QByteArray joinedLines(QByteArray body)
{
    const QByteArray trimmed = body.trimmed();
    const qsizetype end = trimmed.indexOf('\n');
    if (!trimmed.startsWith('{') || end < 0)
        return body;
    // One document a line: the first line is whole, and the next begins with a brace.
    if (!trimmed.left(end).trimmed().endsWith('}'))
        return body;
    qsizetype next = end + 1;
    while (next < trimmed.size() && (trimmed[next] == '\n' || trimmed[next] == '\r' || trimmed[next] == ' '))
        ++next;
    if (next >= trimmed.size() || trimmed[next] != '{')
        return body;
    QByteArray joined = "[";
    joined.reserve(trimmed.size() + 2);
    for (qsizetype from = 0; from < trimmed.size();) {
        qsizetype to = trimmed.indexOf('\n', from);
        if (to < 0)
            to = trimmed.size();
        const QByteArrayView line = QByteArrayView(trimmed).sliced(from, to - from).trimmed();
        if (!line.isEmpty()) {
            if (joined.size() > 1)
                joined += ',';
            joined += line;
        }
        from = to + 1;
    }
    joined += ']';
    return joined;
}

} // namespace signalbox::traces
