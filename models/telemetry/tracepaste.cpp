// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracecontext.h"

#include "models/telemetry/fields.h"
#include "models/telemetry/tracecollector.h"
#include "models/telemetry/tracetext.h"

#include <QByteArray>

#include <algorithm>

namespace signalbox {

namespace {

using Form = TraceCollector::Form;

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// A shorter one may be the hash of a commit or a number of something.
constexpr std::size_t fewestDigits = 13;

/// An id that nothing names. Digits alone are a weak hint: a time in µs has 16 of them too.
void collectBareId(std::string_view text, TraceCollector& collector, std::string_view source = {})
{
    if (isHex(text)) {
        const bool decimal = isDecimal(text);
        if (text.size() < fewestDigits || (decimal && text.size() != 16 && text.size() != 32))
            return;
        if (const auto id = idValue(text))
            collector.take(*id, decimal, source);
    } else if (text.size() == 24 || text.starts_with("projects/")) {
        if (const auto id = idValue(text))
            collector.take(*id, false, source);
    } else if (const auto context = contextValue(text); context && context->text.size() >= fewestDigits) {
        collector.take(*context, false, source);
    }
}

/// The JSON that Grafana's explorer keeps in its URL: an object, or a list in older ones.
void collectPanes(const QByteArray& json, TraceCollector& collector)
{
    const QByteArray object = json.startsWith('{') ? json : QByteArray("{\"left\":" + json + '}');
    FieldScanner scanner(viewOf(object));
    Field field;
    while (scanner.next(field)) {
        if (field.leaf() == "query")
            collectBareId(field.value, collector, "query");
        else
            collector.take(field.name, field.value, Form::Structured, field.depth);
    }
}

void collectQuery(std::string_view query, TraceCollector& collector)
{
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string_view key = pair.substr(0, equals);
        QByteArray value = QByteArray::fromPercentEncoding(
            QByteArray(pair.data() + equals + 1, static_cast<qsizetype>(pair.size() - equals - 1)));
        if (key == "left" || key == "right" || key == "panes") {
            if (value.contains("%22"))
                value = QByteArray::fromPercentEncoding(value); // copied out of another URL
            collectPanes(value, collector);
        } else if (key == "uiFind" || key == "spanId" || key == "spanID") {
            if (const auto span = spanValue(viewOf(value)))
                collector.takeSpan(*span);
        } else if (key == "tid" || key == "var-traceId") {
            collectBareId(viewOf(value), collector, key);
        } else {
            collector.take(key, viewOf(value), Form::Text);
        }
    }
}

/// .../trace/<id>, .../traces/<id>: Jaeger, Tempo, Zipkin, X-Ray, and whoever follows them.
void collectPath(std::string_view path, TraceCollector& collector)
{
    bool due = false;
    const bool datadog = path.find("/apm/") != std::string_view::npos;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        std::string_view segment = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        if (due) {
            segment = segment.substr(0, segment.find("...")); // Jaeger compares two traces
            if (datadog && isDecimal(segment))
                collector.take("dd.trace_id", segment, Form::Text);
            else if (!isDecimal(segment) || segment.size() >= fewestDigits)
                collector.take("trace_id", segment, Form::Text);
        }
        due = segment == "trace" || segment == "traces" || segment.ends_with(":traces");
    }
}

void collectUrl(std::string_view url, TraceCollector& collector)
{
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos)
        url.remove_prefix(scheme + 3);
    // A fragment may be a second address with its own query, as in single-page consoles.
    while (!url.empty()) {
        const std::size_t hash = url.find('#');
        const std::string_view part = url.substr(0, hash);
        url.remove_prefix(hash == std::string_view::npos ? url.size() : hash + 1);
        const std::size_t question = part.find('?');
        collectPath(part.substr(0, question), collector);
        if (question != std::string_view::npos)
            collectQuery(part.substr(question + 1), collector);
    }
}

bool endsUrl(char c)
{
    return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' ||
           c == ')' || c == ']' || c == '`';
}

void collectUrls(std::string_view text, TraceCollector& collector)
{
    for (std::size_t at = text.find("http"); at != std::string_view::npos;) {
        std::size_t end = at;
        while (end < text.size() && !endsUrl(text[end]))
            ++end;
        const std::string_view url = text.substr(at, end - at);
        if (url.starts_with("http://") || url.starts_with("https://"))
            collectUrl(url, collector);
        at = text.find("http", std::max(end, at + 4));
    }
}

bool looksLikeAddress(std::string_view text)
{
    return text.starts_with("http://") || text.starts_with("https://") ||
           ((text.find("/trace/") != std::string_view::npos ||
             text.find("/traces/") != std::string_view::npos) &&
            text.find_first_of(" \t\n{\"") == std::string_view::npos);
}

} // namespace

std::optional<TraceContext> TraceContext::fromPasted(QStringView text)
{
    const QByteArray bytes = text.left(static_cast<qsizetype>(FieldScanner::scanLimit)).toUtf8();
    std::string_view rest = viewOf(bytes);
    constexpr std::string_view around = " \t\r\n\"'`<>";
    while (!rest.empty() && around.find(rest.front()) != std::string_view::npos)
        rest.remove_prefix(1);
    while (!rest.empty() && around.find(rest.back()) != std::string_view::npos)
        rest.remove_suffix(1);

    TraceCollector collector;
    collectBareId(rest, collector);
    if (auto context = collector.finish())
        return context;
    if (looksLikeAddress(rest) && rest.find_first_of(" \t\n") == std::string_view::npos) {
        collectUrl(rest, collector);
        return collector.finish();
    }
    if (auto context = fromFields({}, {}, rest); context && !context->weak)
        return context;
    collectUrls(rest, collector);
    if (collector.isSure())
        return collector.finish();
    return fromFields({}, {}, rest);
}

} // namespace signalbox
